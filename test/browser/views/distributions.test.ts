/** The distributions view: bars are choices for all views; histograms with a table behind; nothing without counts. */
import { afterEach, describe, expect, it } from "vitest";
import type { CountQuery, Counts } from "../../../src/model/counts.ts";
import { type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";

let m: Mounted;
afterEach(() => m.shell.remove());

const view = (): ShadowRoot => m.shell.renderRoot.querySelector("tl-distributions-view")!.shadowRoot!;
const words = (element: Element): string => element.textContent!.replace(/[\s\u202f]+/g, " ").trim();

/** 40 errors, 60 of information; of each value of a field 10; of each template 7. */
function countsOf({ startMs, split }: CountQuery): Counts {
  const one = (count: number) => Float64Array.of(count);
  const rows =
    split?.by === "level"
      ? [0, 0, 0, 60, 0, 0, 40, 0].map(one)
      : split?.by === "dimension"
        ? [...split.values, ""].map(() => one(10))
        : split === undefined
          ? [one(100)]
          : split.ids.map(() => one(7));
  return { startMs, binMs: 1000, binCount: 1, rows, expected: null };
}

async function show(): Promise<void> {
  m = await mount();
  const counts = m.engine.counts;
  // the time line asks for many bins, and goes without
  m.engine.counts = (result, queries) =>
    queries.every(({ mostBins }) => mostBins === 1) ? Promise.resolve(queries.map(countsOf)) : counts(result, queries);
  m.engine.study = ((_: unknown, { kind }: { kind: string }) =>
    Promise.resolve(
      kind === "histogram"
        ? [
            { from: 1, to: 2, count: 4 },
            { from: 2, to: 3, count: 8 },
          ]
        : null,
    )) as never;
  await openFile(m);
  m.app.selecting.view("distributions");
  await settled(m.shell);
  await settled(m.shell);
}

const card = (title: string): HTMLElement =>
  [...view().querySelectorAll("section")].find((one) => one.querySelector("h3")!.textContent === title)!;

describe("the distributions view", () => {
  it("counts levels and templates, the most severe level first, with their share", async () => {
    await show();
    expect(words(view().querySelector(".head .muted")!)).toMatch(/^100 events,/);
    const rows = [...card("Levels").querySelectorAll("tr")].map(words);
    expect(rows.length).toBe(2);
    expect(rows[0]).toMatch(/error.* 40 ?40 %$/);
    expect(rows[1]).toMatch(/info.* 60 ?60 %$/);
    const bars = [...card("Levels").querySelectorAll<HTMLElement>(".bar")].map(({ style }) => style.width);
    expect([Number.parseFloat(bars[0]!).toFixed(1), bars[1]]).toEqual(["66.7", "100%"]);
  });

  it("makes a bar a choice for all views, and takes it back", async () => {
    await show();
    const error = (): HTMLElement => card("Levels").querySelector<HTMLElement>("button")!;
    error().click();
    await settled(m.shell);
    expect(m.app.state.selection.levels).toEqual(["error"]);
    expect(error().getAttribute("aria-pressed")).toBe("true");
    error().click();
    await settled(m.shell);
    expect(m.app.state.selection.levels).toEqual([]);
  });

  it("says what it cannot show of an imported report", async () => {
    m = await mount();
    await openFile(m);
    m.app.selecting.view("distributions");
    await settled(m.shell);
    await settled(m.shell);
    expect(words(view().querySelector(".empty h2")!)).toBe("No counts to show");
  });
});
