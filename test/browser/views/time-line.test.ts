/** The time line under the hand: wheel, pinch, pan, ways back, what it is stacked by, and charts under it. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Report, Series } from "../../../src/model/report.ts";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { BIN_COUNT, BIN_MS, makeReport, START_MS } from "../fixtures/report.ts";

const SPAN_MS = BIN_COUNT * BIN_MS;

let m: Mounted;

afterEach(() => m.shell.remove());

/** @returns a report with a dimension of two values that share the events one to two */
function withHosts(report: Report): Report {
  const [events] = report.series;
  const part = (value: string, share: number): Series => ({
    ...events!,
    id: `host=${value}`,
    kind: "dimension",
    label: `host ${value}`,
    counts: events!.counts.map((count) => Math.floor((count ?? 0) * share)),
  });
  return { ...report, series: [...report.series, part("b", 2 / 3), part("a", 1 / 3)] };
}

async function show(report = makeReport()): Promise<void> {
  m = await mount(report);
  await openFile(m);
  await settled(m.shell);
}

const root = (): ShadowRoot => m.shell.renderRoot.querySelector("tl-time-line")!.shadowRoot!;
const over = (): HTMLElement => root().querySelector<HTMLElement>(".plot .u-over")!;
const range = () => m.app.state.selection.rangeMs!;
const spanMs = (): number => range().endMs - range().startMs;
const xAt = (share: number): number => {
  const { left, width } = over().getBoundingClientRect();
  return left + width * share;
};

async function ranged(): Promise<void> {
  await vi.waitFor(() => expect(m.app.state.selection.rangeMs).not.toBeNull());
  await settled(m.shell);
}

function wheel(share: number, deltaY: number, more: WheelEventInit = {}): WheelEvent {
  const event = new WheelEvent("wheel", { clientX: xAt(share), deltaY, bubbles: true, cancelable: true, ...more });
  over().dispatchEvent(event);
  return event;
}

function pointer(type: string, id: number, share: number, more: PointerEventInit = {}): void {
  const init = { pointerId: id, pointerType: "touch", clientX: xAt(share), bubbles: true, cancelable: true, ...more };
  over().dispatchEvent(new PointerEvent(type, init));
}

describe("wheel, pinch and drag", () => {
  it("the wheel zooms around the pointer, and the step back undoes all of it", async () => {
    await show();
    const atMs = START_MS + SPAN_MS * 0.75;
    for (let i = 0; i < 5; i++) expect(wheel(0.75, -100).defaultPrevented).toBe(true);
    await ranged();
    expect(spanMs() / SPAN_MS).toBeCloseTo(Math.exp(-1), 2);
    expect((atMs - range().startMs) / spanMs()).toBeCloseTo(0.75, 2);
    m.app.selecting.back();
    expect(m.app.state.selection.rangeMs).toBeNull();
    m.app.selecting.forward();
    expect(spanMs() / SPAN_MS).toBeCloseTo(Math.exp(-1), 2);
  });

  it("sideways it pans, within the file", async () => {
    await show();
    m.app.selecting.range({ startMs: START_MS, endMs: START_MS + SPAN_MS / 4 });
    await settled(m.shell);
    const before = range();
    wheel(0.5, 0, { deltaX: over().clientWidth / 2 });
    await vi.waitFor(() => expect(range()).not.toEqual(before));
    expect(range().startMs - START_MS).toBeCloseTo(SPAN_MS / 8, -4);
    const once = range();
    wheel(0.5, 0, { deltaX: -1e6 });
    await vi.waitFor(() => expect(range()).not.toEqual(once));
    expect(range()).toEqual(before);
  });

  it("two fingers zoom, and the moments stay under them", async () => {
    await show();
    over().setPointerCapture = () => undefined;
    pointer("pointerdown", 1, 0.4);
    pointer("pointerdown", 2, 0.6);
    pointer("pointermove", 1, 0.2);
    pointer("pointermove", 2, 0.8);
    pointer("pointerup", 1, 0.2);
    await ranged();
    expect(spanMs() / SPAN_MS).toBeCloseTo(1 / 3, 2);
    expect((START_MS + SPAN_MS * 0.4 - range().startMs) / spanMs()).toBeCloseTo(0.2, 2);
  });

  it("a drag with Shift pans and draws no range", async () => {
    await show();
    m.app.selecting.range({ startMs: START_MS + SPAN_MS / 4, endMs: START_MS + SPAN_MS / 2 });
    await settled(m.shell);
    const before = range();
    over().setPointerCapture = () => undefined;
    const mouse = { pointerType: "mouse", button: 0, shiftKey: true };
    pointer("pointerdown", 1, 0.5, mouse);
    pointer("pointermove", 1, 0.7, mouse);
    pointer("pointerup", 1, 0.7, mouse);
    await vi.waitFor(() => expect(range()).not.toEqual(before));
    expect(spanMs()).toBe(before.endMs - before.startMs);
    expect(before.startMs - range().startMs).toBeCloseTo((SPAN_MS / 4) * 0.2, -4);
  });
});

describe("the flag at the pointer", () => {
  const flag = (): HTMLElement => root().querySelector<HTMLElement>(".flag")!;
  const point = async (type: string, share: number): Promise<void> => {
    const { top, height } = over().getBoundingClientRect();
    over().dispatchEvent(
      new MouseEvent(type, { clientX: xAt(share), clientY: top + height / 2, bubbles: true, cancelable: true }),
    );
    await settled(m.shell);
  };

  it("says what the bin under it holds, under the data and within the plot", async () => {
    await show();
    expect(flag().hidden).toBe(true);
    const first = flag();
    await point("mouseenter", 0.5);
    for (const share of [0.01, 0.25, 0.99]) {
      await point("mousemove", share);
      const plot = over().getBoundingClientRect();
      const { left, right, top, bottom } = flag().getBoundingClientRect();
      expect(right - left).toBeGreaterThan(60);
      expect(left).toBeGreaterThanOrEqual(plot.left - 1);
      expect(right).toBeLessThanOrEqual(plot.right + 1);
      expect(left).toBeLessThanOrEqual(xAt(share) + 1);
      expect(right).toBeGreaterThanOrEqual(xAt(share) - 1);
      expect(top).toBeGreaterThanOrEqual(plot.bottom);
      expect(bottom).toBeLessThanOrEqual(root().querySelector(".lane")!.getBoundingClientRect().top);
      // the same as the row above says
      const said = root().querySelector(".readout .part")!.textContent;
      expect(said).toMatch(/event/);
      expect(flag().querySelector("span")!.textContent).toBe(said);
      expect(flag()).toBe(first);
    }
    await point("mouseleave", 0.5);
    expect(flag().hidden).toBe(true);
  });
});

describe("what it shows", () => {
  it("is stacked by a dimension, whose values filter", async () => {
    await show(withHosts(makeReport()));
    const select = root().querySelector("select")!;
    select.value = "host";
    select.dispatchEvent(new Event("change"));
    await settled(m.shell);
    expect(location.hash).toContain("by=host");
    const names = [...root().querySelectorAll(".level .name")].map(({ textContent }) => textContent);
    expect(names.slice(0, 2)).toEqual(["b", "a"]);
    root().querySelectorAll<HTMLElement>("button.level")[1]!.click();
    await settled(m.shell);
    expect(m.app.state.selection.dimensions).toEqual([{ name: "host", value: "a" }]);
    expect(find(m.shell, "tl-selection-chips", ".chip")?.textContent).toContain("host");
    const header = [...root().querySelectorAll("th[scope=col]")].map(({ textContent }) => textContent);
    expect(header).toEqual(["time", "a"]);
  });

  it("has a chart of a series under it, in words too, that can be taken away", async () => {
    await show();
    m.app.selecting.toggleChart("level:error");
    m.app.selecting.toggleChart("template:0000000000001006");
    await settled(m.shell);
    await vi.waitFor(() => expect(find(m.shell, "tl-series-chart", "canvas")).not.toBeNull());
    const charts = [...root().querySelectorAll("tl-series-chart")];
    expect(charts).toHaveLength(2);
    const plot = charts[0]!.shadowRoot!.querySelector(".plot")!;
    const { totals } = m.result.report;
    const label = plot.getAttribute("aria-label")!.replaceAll("\u202f", "");
    expect(label).toContain(`error events, `);
    expect(label).toContain(`: ${totals.levels.error} events, at most `);
    expect(label).toContain("; 2 alerts.");
    expect(location.hash).toContain("chart=level%3Aerror");
    charts[0]!.shadowRoot!.querySelector<HTMLElement>(".away")!.click();
    await settled(m.shell);
    expect(m.app.state.charts).toEqual(["template:0000000000001006"]);
  });

  it("counts only the selected template", async () => {
    await show();
    m.app.selecting.template("0000000000001006");
    await settled(m.shell);
    const series = m.result.report.series.find(({ id }) => id === "template:0000000000001006")!;
    const total = series.counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    const label = root().querySelector(".plot")!.getAttribute("aria-label")!.replaceAll("\u202f", "");
    expect(label).toContain(`: ${total} events; most at`);
  });
});
