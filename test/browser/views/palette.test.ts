/** One box for everything, and the keys: found, chosen, and told in the help, all from one table. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { bindKeys } from "../../../src/app/keyboard.ts";
import { DEFAULT_DISPLAY } from "../../../src/app/state.ts";
import { groupBy } from "../../../src/charts/format.ts";
import type { CommandPalette } from "../../../src/views/command-palette.ts";
import { COMMANDS } from "../../../src/views/commands.ts";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport, START_MS } from "../fixtures/report.ts";

let m: Mounted;
let unbind: () => void = () => undefined;

afterEach(() => {
  unbind();
  m.app.display(DEFAULT_DISPLAY);
  groupBy(DEFAULT_DISPLAY.grouping);
  m.shell.remove();
});

async function show(): Promise<void> {
  m = await mount(makeReport(300));
  await openFile(m);
  unbind = bindKeys(m.app, COMMANDS);
}

function press(key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body): void {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...more }));
}

const input = (): HTMLInputElement | null => find<HTMLInputElement>(m.shell, "tl-command-palette", "input");
const items = (): string[] =>
  [...m.shell.renderRoot.querySelector("tl-command-palette")!.shadowRoot!.querySelectorAll("li")].map((item) =>
    item.textContent!.replace(/\s+/g, " ").trim(),
  );

async function ask(text: string): Promise<void> {
  press("k", { ctrlKey: true });
  await vi.waitFor(() => expect(find<HTMLDialogElement>(m.shell, "tl-command-palette", "dialog")?.open).toBe(true));
  input()!.value = text;
  input()!.dispatchEvent(new Event("input"));
  await settled(m.shell);
}

describe("the palette", () => {
  it("begins with what was typed before it was there, which is no command", async () => {
    await show();
    press("k", { ctrlKey: true });
    for (const key of ["l", "t", "-", "x"]) press(key);
    expect(m.app.state).toMatchObject({ view: "overview", theme: "system", paletteText: "lt-x" });
    await vi.waitFor(() => expect(input()?.value).toBe("lt-x"));
  });

  it("finds views, alerts, templates and values by a few letters, and runs the chosen one", async () => {
    await show();
    await ask("templ");
    expect(items()[0]).toBe("view Templates 3");
    press("Enter", {}, input()!);
    await settled(m.shell);
    expect(m.app.state.view).toBe("templates");
    expect(m.app.state.dialog).toBeNull();
    await ask("alert error");
    press("ArrowDown", {}, input()!);
    press("ArrowUp", {}, input()!);
    press("Enter", {}, input()!);
    expect(m.app.state.selection.alertId).toBe("a1");
    await ask("chart all ev");
    press("Enter", {}, input()!);
    expect(m.app.state.charts).toEqual(["events"]);
  });

  it("stays when it is opened again before the browser has told that it was closed", async () => {
    await show();
    await ask("templ");
    const palette = m.shell.renderRoot.querySelector<CommandPalette>("tl-command-palette")!;
    const told = new Promise((resolve) =>
      palette.shadowRoot!.querySelector("dialog")!.addEventListener("close", resolve, { once: true }),
    );
    press("Enter", {}, input()!);
    await m.shell.updateComplete;
    await palette.updateComplete;
    press("k", { ctrlKey: true });
    await told;
    await settled(m.shell);
    expect(m.app.state.dialog).toBe("palette");
    expect(find<HTMLDialogElement>(m.shell, "tl-command-palette", "dialog")?.open).toBe(true);
  });

  it("goes to a time and to a line", async () => {
    await show();
    await ask("go 10:00");
    expect(items()[0]).toContain("2026-03-14 10:00:00");
    press("Enter", {}, input()!);
    const { startMs, endMs } = m.app.state.selection.rangeMs!;
    expect((startMs + endMs) / 2).toBe(START_MS + 3_600_000);
    await ask("48211");
    press("Enter", {}, input()!);
    expect(m.app.state.goTo).toEqual({ line: 48_211 });
    expect(m.app.state.view).toBe("lines");
  });

  it("answers within a frame or two for ten thousand templates", async () => {
    m = await mount(makeReport(10_000));
    await openFile(m);
    unbind = bindKeys(m.app, COMMANDS);
    await ask("conn pool exh shard 999");
    expect(items()[0]).toContain("Connection pool exhausted");
    expect(items().length).toBeLessThan(60);
  });
});

describe("the keys", () => {
  it("are each bound once, and all stand in the help", async () => {
    await show();
    const keys = COMMANDS.flatMap(({ key, also }) => [key, ...(also ?? [])]);
    expect(new Set(keys).size).toBe(keys.length);
    press("?");
    await vi.waitFor(() => expect(find<HTMLDialogElement>(m.shell, "tl-help-dialog", "dialog")?.open).toBe(true));
    const help = find(m.shell, "tl-help-dialog", ".keys")!.textContent!;
    for (const { label } of COMMANDS) expect(help).toContain(label);
    // while it is open other keys do nothing
    press("2");
    expect(m.app.state.view).toBe("overview");
    press("?");
    expect(m.app.state.dialog).toBeNull();
  });

  it("Escape takes one part of the selection away at a time", async () => {
    await show();
    m.app.selecting.range({ startMs: START_MS, endMs: START_MS + 3_600_000 });
    m.app.selecting.toggleLevel("error");
    m.app.selecting.text("pool");
    m.app.selecting.template("0000000000001006");
    const parts = (): number => {
      const { rangeMs, templateId, levels, text } = m.app.state.selection;
      return [rangeMs !== null, templateId !== null, levels.length > 0, text !== ""].filter(Boolean).length;
    };
    for (const left of [3, 2, 1, 0]) {
      press("Escape");
      expect(parts()).toBe(left);
    }
  });

  it("zoom, pan, go back and forward", async () => {
    await show();
    press("+");
    const once = m.app.state.selection.rangeMs!;
    press("]");
    const later = m.app.state.selection.rangeMs!;
    expect(later.startMs).toBeGreaterThan(once.startMs);
    expect(later.endMs - later.startMs).toBe(once.endMs - once.startMs);
    press("b");
    expect(m.app.state.selection.rangeMs).toEqual(once);
    press("B");
    expect(m.app.state.selection.rangeMs).toEqual(later);
    press("0");
    expect(m.app.state.selection.rangeMs).toBeNull();
  });

  it("do nothing while something is typed", async () => {
    await show();
    const box = document.createElement("input");
    document.body.append(box);
    press("2", {}, box);
    box.remove();
    expect(m.app.state.view).toBe("overview");
  });
});

describe("settings", () => {
  it("let rows stand closer, at once and as high as they are placed", async () => {
    await show();
    m.app.selecting.view("templates");
    await settled(m.shell);
    const steps = (): number[] => {
      const rows = [...m.shell.renderRoot.querySelector("tl-templates-view")!.shadowRoot!.querySelectorAll(".row")];
      return rows
        .slice(0, 2)
        .map((row) => row.getBoundingClientRect())
        .flatMap(({ top, height }) => [top, height]);
    };
    const before = steps();
    expect([before[2]! - before[0]!, before[1]]).toEqual([28, 28]);
    m.app.display({ density: "compact" });
    await settled(m.shell);
    const after = steps();
    expect([after[2]! - after[0]!, after[1]]).toEqual([24, 24]);
  });

  it("show times in another zone and numbers in other groups, and are kept", async () => {
    await show();
    m.app.display({ timeZone: "Asia/Tokyo", grouping: "comma" });
    await settled(m.shell);
    const label = find(m.shell, "tl-time-line", ".plot")!.getAttribute("aria-label")!;
    expect(label).toContain("2026-03-14 18:00:00 – 23:16:40 UTC+9");
    expect(label).toMatch(/: \d+,\d{3} events/);
    expect(JSON.parse(localStorage.getItem("timberline-display")!)).toMatchObject({ timeZone: "Asia/Tokyo" });
    m.app.display({ timeZone: null, grouping: "space" });
    await settled(m.shell);
    expect(find(m.shell, "tl-time-line", ".plot")!.getAttribute("aria-label")).toContain("09:00:00");
  });
});
