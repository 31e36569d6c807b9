/** The comparison on screen: what it says, how picture and table go together, and what is asked of the engine. */
import { afterEach, describe, expect, it } from "vitest";
import { draftOf } from "../../../src/app/comparing.ts";
import { TimberlineError } from "../../../src/model/analysis.ts";
import type { CompareSettings } from "../../../src/model/comparison.ts";
import type { Report } from "../../../src/model/report.ts";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { BIN_COUNT, BIN_MS, makeReport, START_MS, withComparison } from "../fixtures/report.ts";

let mounted: Mounted | null = null;

afterEach(() => {
  mounted?.shell.remove();
  mounted = null;
});

/** A report with two values of a dimension, as an analysis of such a log has. */
function withBuilds(report: Report): Report {
  const counts = Array.from({ length: BIN_COUNT }, () => 1);
  const series = ["1.10", "1.9", "2.0"].map((value) => ({
    ...{ id: `Build=${value}`, kind: "dimension" as const, label: `Build ${value}` },
    ...{ binMs: BIN_MS, startMs: START_MS, counts },
  }));
  return { ...report, series: [...report.series, ...series] };
}

async function shown(report: Report, change: (m: Mounted) => void = () => {}): Promise<Mounted> {
  mounted = await mount(report);
  change(mounted);
  await openFile(mounted);
  mounted.app.selecting.view("compare");
  await settled(mounted.shell);
  await settled(mounted.shell);
  return mounted;
}

const text = (m: Mounted, host: string, selector: string): string =>
  find<HTMLElement>(m.shell, host, selector)?.textContent.replaceAll(/\s+/g, " ").trim() ?? "";
const rows = (m: Mounted): HTMLElement[] => [
  ...find<HTMLElement>(m.shell, "tl-compare-table", "tbody")!.querySelectorAll<HTMLElement>("tr"),
];
const firstWord = (row: HTMLElement): string => row.textContent.trim().split(" ")[0]!;

describe("a field of many values", () => {
  const box = (m: Mounted, at: number): HTMLInputElement =>
    find<HTMLElement>(m.shell, "tl-compare-chooser", "form")!
      .querySelectorAll("tl-value-box")
      [at]!.shadowRoot!.querySelector("input")!;
  const take = async (m: Mounted, input: HTMLInputElement, name: string): Promise<void> => {
    input.focus();
    await settled(m.shell);
    input.value = name;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await settled(m.shell);
  };

  it("offers all that were counted, by typing, and takes none that there is not", async () => {
    const values = Array.from({ length: 40 }, (_, i) => ({ value: `2.${i}`, count: 100 - i }));
    const m = await shown(withComparison(withBuilds(makeReport())), ({ engine }) => {
      engine.study = ((_: unknown, { kind }: { kind: string }) =>
        Promise.resolve(kind === "values" ? values : null)) as typeof engine.study;
    });
    await m.app.comparing.choose({ field: "Build", old: "2.0", new: "2.1", key: null });
    await settled(m.shell);
    const input = box(m, 1);
    expect(input.value).toBe("2.1");
    const offered = [...input.parentNode!.querySelectorAll("option")].map(({ value }) => value);
    expect(offered).toEqual(values.map(({ value }) => value).filter((value) => value !== "2.0"));
    await take(m, input, "2.33");
    expect(draftOf(m.app.state)?.asked).toMatchObject({ field: "Build", old: "2.0", new: "2.33" });
    await take(m, input, "9");
    expect(input.parentNode!.querySelector("[role=status]")!.textContent).toBe("No event has “9”.");
    expect(draftOf(m.app.state)?.asked).toMatchObject({ old: "2.0", new: "2.33" });
    input.blur();
    await settled(m.shell);
    expect(input.value).toBe("2.33");
  });
});

describe("a report without its counts", () => {
  it("says so and offers to open the log, and still shows the comparison that it holds", async () => {
    const imported = (m: Mounted): void => m.app.holder.set({ result: { ...m.result, partial: new ArrayBuffer(0) } });
    const m = await shown(withBuilds(makeReport()));
    imported(m);
    await settled(m.shell);
    expect(text(m, "tl-compare-view", "h2")).toBe("No counts to compare");
    expect(text(m, "tl-compare-view", ".actions button")).toBe("Open files…");
    expect(find(m.shell, "tl-compare-view", "[role=alert]")).toBeNull();
    m.shell.remove();
    const holding = await shown(withComparison(makeReport()));
    imported(holding);
    await settled(holding.shell);
    expect(text(holding, "tl-compare-view", ".said p")).toContain("1 of 4 values of Error_Code regressed");
  });
});

describe("a comparison of a report", () => {
  it("says how many keys moved, which most, and what is assumed", async () => {
    const m = await shown(withComparison(makeReport()));
    expect(text(m, "tl-compare-view", ".said p")).toBe(
      "1 of 4 values of Error_Code regressed, 1 improved from 5.0007.510.011 to 5.0007.610.011. Most certain: “E1001 disk full”, 40 → 160 (4×, 95 % interval 3.2 – 5). Equal numbers of users on both sides.",
    );
  });

  it("has a row a key, the surest regression first, with counts, ratio, interval, chances and verdict", async () => {
    const m = await shown(withComparison(makeReport()));
    const cells = [...rows(m)[0]!.children].map((cell) => cell.textContent.trim());
    expect(cells).toEqual(["E1001 disk full", "40", "160", "4×", "3.2 – 5", "1e−12", "4e−12", "▲ regressed"]);
    // the chances of an improvement are those of having fewer
    expect([...rows(m)[1]!.children].map((cell) => cell.textContent.trim()).slice(5)).toEqual([
      "1e−9",
      "4e−9",
      "▼ improved",
    ]);
  });

  it("is sorted, filtered and searched", async () => {
    const m = await shown(withComparison(makeReport()));
    expect(rows(m).map(firstWord)).toEqual(["E1001", "E2040", "E0003", "E7110"]);
    find<HTMLElement>(m.shell, "tl-compare-table", "thead th:nth-child(2) button")!.click();
    await settled(m.shell);
    expect(rows(m).map(firstWord)).toEqual(["E7110", "E0003", "E2040", "E1001"]);
    find<HTMLElement>(m.shell, "tl-compare-view", ".filters button:nth-child(3)")!.click();
    await settled(m.shell);
    expect(rows(m).map(firstWord)).toEqual(["E7110", "E0003"]);
    const search = find<HTMLInputElement>(m.shell, "tl-compare-view", ".filters input")!;
    search.value = "timeout";
    search.dispatchEvent(new Event("input"));
    await settled(m.shell);
    expect(rows(m).map(firstWord)).toEqual(["E0003"]);
  });

  it("goes by keys from cell to cell and on to the lines of one", async () => {
    const m = await shown(withComparison(makeReport()));
    const heat = find<HTMLElement>(m.shell, "tl-compare-picture", ".scroller")!;
    const press = async (key: string): Promise<void> => {
      heat.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
      await settled(m.shell);
    };
    heat.focus();
    await press("ArrowRight");
    await press("Home");
    await press("ArrowDown");
    await press("ArrowRight");
    const { comparison } = m.result.report;
    const place = comparison!.keys.findIndex(({ key }) => key.startsWith("E2040"));
    const difference = comparison!.matrix[place]![1]!;
    expect(text(m, "tl-compare-picture", ".readout")).toContain(
      `difference ${difference > 0 ? "+" : ""}${difference < 0 ? "−" : ""}${Math.abs(difference)}`,
    );
    expect(rows(m)[1]!.getAttribute("aria-current")).toBe("true");
    await press("Enter");
    const startMs = comparison!.startMs + comparison!.binMs;
    expect(m.app.state.view).toBe("lines");
    expect(m.app.state.selection).toMatchObject({
      rangeMs: { startMs, endMs: startMs + comparison!.binMs },
      dimensions: [
        { name: "Build_Version", value: "5.0007.510.011" },
        { name: "Build_Version", value: "5.0007.610.011" },
        { name: "Error_Code", value: "E2040 lease lost" },
      ],
    });
  });

  it("has its limit on the legend, and alerts follow", async () => {
    const m = await shown(withComparison(makeReport()));
    const handle = find<HTMLElement>(m.shell, "tl-compare-legend", ".handle")!;
    expect(handle.getAttribute("aria-valuenow")).toBe("6");
    const before = draftOf(m.app.state)!.episodes!.count;
    expect(text(m, "tl-compare-picture", ".over")).toContain(`in ${before} alert`);
    const { width, left, top } = find<HTMLElement>(m.shell, "tl-compare-legend", ".bar")!.getBoundingClientRect();
    const pointer = (type: string, x: number) =>
      handle.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: top, pointerId: 1, bubbles: true }));
    handle.setPointerCapture = () => {};
    pointer("pointerdown", left + width * 0.8);
    pointer("pointermove", left + width * 0.54);
    pointer("lostpointercapture", 0);
    await settled(m.shell);
    const now = draftOf(m.app.state)!;
    expect(now.asked.limits!.threshold).toBeLessThan(3);
    expect(now.episodes!.count).toBeGreaterThan(before);
    expect(text(m, "tl-compare-picture", ".over")).toContain(`in ${now.episodes!.count} alert`);
    handle.dispatchEvent(new KeyboardEvent("keydown", { key: "PageUp", bubbles: true }));
    await settled(m.shell);
    expect(draftOf(m.app.state)!.asked.limits!.threshold).toBeGreaterThan(now.asked.limits!.threshold);
  });

  it("is told in the hash", async () => {
    await shown(withComparison(makeReport()));
    expect(location.hash).toContain("of=Build_Version&old=5.0007.510.011&new=5.0007.610.011");
    expect(location.hash).toContain("over=6&trailing=5");
  });
});

describe("a new comparison", () => {
  const asks = (m: Mounted): CompareSettings[] => {
    const asked: CompareSettings[] = [];
    const answer = withComparison(makeReport()).comparison!;
    m.engine.compare = (_, settings) => {
      asked.push(settings);
      return settings.old === "1.9" && settings.by === "totals"
        ? Promise.reject(new TimberlineError({ code: "invalid", message: "No event has Build = 1.9." }))
        : Promise.resolve({ ...answer, field: settings.field, old: settings.old, new: settings.new });
    };
    return asked;
  };

  it("begins with the last two values in natural order, exchanges them, and tells a failure", async () => {
    let asked: CompareSettings[] = [];
    const m = await shown(withBuilds(makeReport()), (one) => {
      asked = asks(one);
    });
    expect(asked[0]).toMatchObject({ field: "Build", old: "1.10", new: "2.0", key: null });
    // about a hundred bins of a width that people think in
    expect(asked[0]!.binMs).toBe(180_000 <= asked[0]!.binMs! && asked[0]!.binMs! <= 300_000 ? asked[0]!.binMs : 0);
    expect(draftOf(m.app.state)!.asked.limits!.trailing).toEqual([10]);
    find<HTMLElement>(m.shell, "tl-compare-chooser", ".swap")!.click();
    await settled(m.shell);
    expect(asked.at(-1)).toMatchObject({ old: "2.0", new: "1.10" });
    const old = find<HTMLSelectElement>(m.shell, "tl-compare-chooser", "select[aria-label=Old]")!;
    expect([...old.options].map(({ text: option }) => option)).toEqual(["1.9", "1.10", "2.0"]);
    old.value = "1.9";
    old.dispatchEvent(new Event("change"));
    await settled(m.shell);
    find<HTMLElement>(m.shell, "tl-compare-chooser", "fieldset button:last-of-type")!.click();
    await settled(m.shell);
    expect(asked.at(-1)).toMatchObject({ old: "1.9", new: "1.10", by: "totals" });
    expect(text(m, "tl-compare-view", ".failure")).toBe("No event has Build = 1.9.");
  });

  it("of ranges takes the one marked on the time line, against the time before", async () => {
    let asked: CompareSettings[] = [];
    const m = await shown(withBuilds(makeReport()), (one) => {
      asked = asks(one);
    });
    const marked = { startMs: START_MS + 600 * BIN_MS, endMs: START_MS + 700 * BIN_MS };
    m.app.selecting.range(marked);
    await settled(m.shell);
    const field = find<HTMLSelectElement>(m.shell, "tl-compare-chooser", "select[aria-label=Compare]")!;
    field.value = "";
    field.dispatchEvent(new Event("change"));
    await settled(m.shell);
    expect(asked.at(-1)!.ranges).toEqual({
      old: { startMs: START_MS + 500 * BIN_MS, endMs: marked.startMs },
      new: marked,
    });
  });

  it("is offered in ranges where no field has two values", async () => {
    let asked: CompareSettings[] = [];
    const m = await shown(makeReport(), (one) => {
      asked = asks(one);
    });
    expect(text(m, "tl-compare-view", "h2")).toBe("No field has two values");
    find<HTMLElement>(m.shell, "tl-compare-view", ".primary")!.click();
    await settled(m.shell);
    const { old, new: fresh } = asked[0]!.ranges!;
    expect(old!.endMs).toBe(fresh.startMs);
  });

  it("goes into the report when that is asked for", async () => {
    const m = await shown(withBuilds(makeReport()), (one) => void asks(one));
    let kept: CompareSettings | null = null;
    m.engine.rescore = (result, settings) => {
      kept = settings.compare;
      return Promise.resolve({ ...result, report: { ...result.report, settings } });
    };
    find<HTMLElement>(m.shell, "tl-compare-view", ".said .primary")!.click();
    await settled(m.shell);
    expect(kept).toMatchObject({ field: "Build", old: "1.10", new: "2.0" });
    expect(text(m, "tl-compare-view", ".said .state")).toBe("in the report");
  });
});
