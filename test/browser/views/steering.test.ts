/** The time line under keys that are held: w and s zoom at the pointer, a and d pan; one move is one step back. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bindKeys } from "../../../src/app/keyboard.ts";
import { COMMANDS } from "../../../src/views/commands.ts";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { BIN_COUNT, BIN_MS, START_MS } from "../fixtures/report.ts";

const SPAN_MS = BIN_COUNT * BIN_MS;
/** a tap: half of a halving, a quarter of the length */
const TAP = { zoom: 2 ** -0.5, pan: 0.25 };

let m: Mounted;
let unbind: () => void;

beforeEach(async () => {
  m = await mount();
  unbind = bindKeys(m.app, COMMANDS);
  await openFile(m);
});

afterEach(() => {
  unbind();
  m.shell.remove();
  vi.restoreAllMocks();
});

const range = () => m.app.state.selection.rangeMs!;
const spanMs = (): number => range().endMs - range().startMs;

function key(type: "keydown" | "keyup", letter: string, more: KeyboardEventInit = {}, target: EventTarget = m.shell) {
  const code = `Key${letter.toUpperCase()}`;
  const event = new KeyboardEvent(type, {
    key: letter,
    code,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...more,
  });
  target.dispatchEvent(event);
  return event;
}

function tap(letter: string): void {
  key("keydown", letter);
  key("keyup", letter);
}

/** The move of a tap goes on for a while, and ends with a range. */
async function moved(from: object | null): Promise<void> {
  await vi.waitFor(() => expect(m.app.state.selection.rangeMs).not.toEqual(from));
  await settled(m.shell);
}

function pointAt(share: number): void {
  const over = find<HTMLElement>(m.shell, "tl-time-line", ".u-over")!;
  const { left, width, top, height } = over.getBoundingClientRect();
  const at = { clientX: left + width * share, clientY: top + height / 2, bubbles: true };
  over.dispatchEvent(new MouseEvent("mouseenter", at));
  over.dispatchEvent(new MouseEvent("mousemove", at));
}

describe("a tap", () => {
  it("of w zooms in by a definite step around the pointer, of s out again", async () => {
    pointAt(0.75);
    await settled(m.shell);
    const atMs = START_MS + SPAN_MS * 0.75;
    tap("w");
    await moved(null);
    expect(spanMs() / SPAN_MS).toBeCloseTo(TAP.zoom, 2);
    expect((atMs - range().startMs) / spanMs()).toBeCloseTo(0.75, 2);
    tap("s");
    await moved(range());
    expect(m.app.state.selection.rangeMs).toBeNull();
  });

  it("without a pointer zooms around the middle", async () => {
    tap("w");
    await moved(null);
    expect((range().startMs + range().endMs) / 2 - START_MS).toBeCloseTo(SPAN_MS / 2, -4);
  });

  it.each([
    ["d", TAP.pan],
    ["a", -TAP.pan],
  ])("of %s pans by a quarter", async (letter, by) => {
    const before = { startMs: START_MS + SPAN_MS / 2, endMs: START_MS + SPAN_MS * 0.75 };
    m.app.selecting.range(before);
    await settled(m.shell);
    tap(letter);
    await moved(before);
    expect((range().startMs - before.startMs) / (before.endMs - before.startMs)).toBeCloseTo(by, 2);
    expect(spanMs() / (before.endMs - before.startMs)).toBeCloseTo(1, 3);
  });

  it("where motion is reduced is one step", async () => {
    const seen: number[] = [];
    vi.spyOn(window, "matchMedia").mockReturnValue({ matches: true } as MediaQueryList);
    const strip = find<HTMLElement>(m.shell, "tl-time-line", ".window")!;
    const watch = new MutationObserver(() => seen.push(Math.round(Number.parseFloat(strip.style.width))));
    watch.observe(strip, { attributes: true });
    tap("w");
    await moved(null);
    watch.disconnect();
    expect(spanMs() / SPAN_MS).toBeCloseTo(TAP.zoom, 2);
    expect(new Set(seen).size).toBe(1);
  });
});

it("what is held goes on over more than is at hand, and is one step back", async () => {
  const before = { startMs: START_MS, endMs: START_MS + SPAN_MS / 16 };
  m.app.selecting.range(before);
  await settled(m.shell);
  const lengthMs = before.endMs - before.startMs;
  key("keydown", "d");
  key("keydown", "d", { repeat: true });
  await vi.waitFor(() => expect(range().startMs - before.startMs).toBeGreaterThan(lengthMs * 1.2), { timeout: 8000 });
  const onTheWay = range();
  key("keyup", "d");
  await moved(onTheWay);
  expect(range().startMs).toBeGreaterThan(onTheWay.startMs);
  m.app.selecting.back();
  expect(range()).toEqual(before);
});

it("ends when the window is left", async () => {
  const before = { startMs: START_MS, endMs: START_MS + SPAN_MS / 16 };
  m.app.selecting.range(before);
  await settled(m.shell);
  key("keydown", "d");
  window.dispatchEvent(new Event("blur"));
  await moved(before);
  expect((range().startMs - before.startMs) / (before.endMs - before.startMs)).toBeCloseTo(TAP.pan, 2);
});

it("leaves what is typed, keys with Ctrl, and what is whole alone", async () => {
  m.app.selecting.view("lines");
  await settled(m.shell);
  const field = find<HTMLInputElement>(m.shell, "tl-line-tools", "input.filter")!;
  expect(key("keydown", "w", {}, field).defaultPrevented).toBe(false);
  expect(key("keydown", "s", { ctrlKey: true }).defaultPrevented).toBe(false);
  tap("d");
  for (let i = 0; i < 20; i++) await settled(m.shell);
  expect(m.app.state.selection.rangeMs).toBeNull();
});
