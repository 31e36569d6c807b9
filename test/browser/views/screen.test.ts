/** The whole screen on parts in memory: what is shown, what a click or key does, what survives a failure. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { exactDuration } from "../../../src/charts/format.ts";
import { TimberlineError } from "../../../src/model/analysis.ts";
import { find, type Mounted, memoryStore, mount, openFile, settled } from "../fixtures/mount.ts";
import { BIN_MS, makeReport, START_MS } from "../fixtures/report.ts";

let mounted: Mounted | null = null;

async function result(report = makeReport()): Promise<Mounted> {
  mounted = await mount(report);
  await openFile(mounted);
  return mounted;
}

afterEach(() => {
  mounted?.shell.remove();
  mounted = null;
});

const textOf = (m: Mounted, host: string, selector: string): string =>
  find<HTMLElement>(m.shell, host, selector)?.textContent.replaceAll("\u202f", " ") ?? "";

describe("the first screen", () => {
  it("offers to open and says that nothing leaves, and lists earlier analyses", async () => {
    const store = memoryStore();
    mounted = await mount(makeReport(), store);
    await settled(mounted.shell);
    expect(textOf(mounted, "tl-first-screen", "main")).toContain("Nothing leaves this laptop.");
    expect(find(mounted.shell, "tl-analysis-list", "li")).toBeNull();
    await mounted.app.library.keep(mounted.result, []);
    await settled(mounted.shell);
    expect(textOf(mounted, "tl-analysis-list", "li")).toContain("9 233 860 lines");
  });

  it("deletes an earlier analysis so that it can be taken back, and renames it", async () => {
    const store = memoryStore();
    mounted = await mount(makeReport(), store);
    await mounted.app.library.keep(mounted.result, []);
    await settled(mounted.shell);
    const press = async (host: string, selector: string): Promise<void> => {
      find<HTMLElement>(mounted!.shell, host, selector)!.click();
      await settled(mounted!.shell);
    };
    await press("tl-analysis-list", "[title^=Delete]");
    expect(mounted.app.state.stored).toHaveLength(0);
    await press("tl-notice-area", "[role=status] .button");
    expect(mounted.app.state.stored).toHaveLength(1);
    await press("tl-analysis-list", "[title^=Delete]");
    await mounted.app.library.settleDeletions();
    expect(await store.list()).toHaveLength(0);
    mounted.app.holder.set({ result: null, storedId: null });
    await mounted.app.library.keep(mounted.result, []);
    await settled(mounted.shell);
    await press("tl-analysis-list", "[title=Rename]");
    const input = find<HTMLInputElement>(mounted.shell, "tl-analysis-list", ".rename")!;
    input.value = "Thursday's outage";
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
    await vi.waitFor(() => expect(textOf(mounted!, "tl-analysis-list", ".name")).toBe("Thursday's outage"));
    expect(find(mounted.shell, "tl-analysis-list", ".open:focus")).not.toBeNull();
  });
});

describe("a result", () => {
  it("shows its name, its story and its strongest alert first", async () => {
    const m = await result();
    expect(m.shell.renderRoot.querySelector("h1")?.textContent).toBe("app.log");
    expect(textOf(m, "tl-overview-view", ".story")).toContain("4 alerts, the strongest at 2026-03-14 12:50:10");
    expect(textOf(m, "tl-overview-view", ".alert")).toContain("41 error events in 10 s");
  });

  it("counts errors alone where a template has others, too", async () => {
    const report = makeReport();
    const mixed = { ...report.templates[0]!, level: "error" as const, count: 900, errors: 12 };
    const m = await result({ ...report, templates: [mixed] });
    expect(textOf(m, "tl-overview-view", ".fourth .template .number")).toBe("12");
  });

  it("takes the files' digests and keeps them", async () => {
    const m = await result();
    expect(m.app.state.result?.report.source.files[0]?.digest).toBe("ab".repeat(32));
    const { result: kept } = await m.app.library.load(m.app.state.storedId!).then((loaded) => ({ result: loaded! }));
    expect(kept.report.source.files[0]?.digest).toBe("ab".repeat(32));
  });

  it("explains a chosen alert, marks it everywhere, and takes the mark away by its chip", async () => {
    const m = await result();
    find<HTMLElement>(m.shell, "tl-overview-view", ".alert")!.click();
    await settled(m.shell);
    expect(textOf(m, "tl-inspector", ".all")).toContain("where the 10 bins before had 3.1 on average");
    expect(find(m.shell, "tl-time-line", ".lane [aria-pressed=true]")?.getAttribute("data-id")).toBe("a1");
    expect(location.hash).toContain("alert=a1");
    find<HTMLElement>(m.shell, "tl-selection-chips", ".chip")!.click();
    await settled(m.shell);
    expect(m.app.state.selection.alertId).toBeNull();
    expect(location.hash).not.toContain("alert=");
  });

  it("says why there are no alerts", async () => {
    const m = await result({ ...makeReport(), alerts: [] });
    m.app.selecting.view("alerts");
    await settled(m.shell);
    const words = textOf(m, "tl-alerts-view", ".empty");
    expect(words).toContain("2 detectors looked at 212 series for 5 h 17 min in 1 900 bins of 10 s");
    expect(words).toContain("The nearest miss was warn events at 2026-03-14 10:45:00: score 0.41, where 0.50 alerts");
  });

  it("says that no time was found instead of a time line", async () => {
    const report = makeReport();
    const m = await result({
      ...report,
      series: [],
      alerts: [],
      totals: { ...report.totals, firstMs: null, lastMs: null },
    });
    expect(textOf(m, "tl-time-line", ".without")).toContain("No time was found in these lines");
  });

  it("marks a partial result with its reason", async () => {
    const report = makeReport();
    const m = await result({
      ...report,
      completeness: { ...report.completeness, partial: true, reason: "You stopped reading." },
    });
    expect(textOf(m, "tl-notice-area", ".partial")).toContain("You stopped reading.");
  });
});

describe("ten thousand templates", () => {
  it("draw only what is seen, and end at the last", async () => {
    const m = await result(makeReport(10_000));
    m.app.selecting.view("templates");
    await settled(m.shell);
    const root = m.shell.renderRoot.querySelector("tl-templates-view")!.shadowRoot!;
    const scroller = root.querySelector<HTMLElement>(".rows")!;
    expect(root.querySelectorAll(".row").length).toBeLessThan(80);
    scroller.scrollTop = scroller.scrollHeight;
    await settled(m.shell);
    expect(root.querySelector(".row:last-child")?.getAttribute("aria-rowindex")).toBe("10001");
    expect(root.querySelectorAll(".row").length).toBeLessThan(80);
  });

  it("are searched by all words and sorted by column", async () => {
    const m = await result(makeReport(300));
    m.app.selecting.view("templates");
    await settled(m.shell);
    const root = m.shell.renderRoot.querySelector("tl-templates-view")!.shadowRoot!;
    const input = root.querySelector("input")!;
    input.value = "pool WAITING";
    input.dispatchEvent(new Event("input"));
    await settled(m.shell);
    expect(root.querySelector("h2")?.textContent?.trim()).toBe("30 templates");
    const counts = (): number[] =>
      [...root.querySelectorAll(".row .number:not(.share, .rarity)")].map((cell) =>
        Number(cell.textContent!.replace(/\D/g, "")),
      );
    expect(counts()).toEqual([...counts()].sort((a, b) => b - a));
    root.querySelector<HTMLElement>("[aria-sort] button")!.click();
    await settled(m.shell);
    expect(counts()).toEqual([...counts()].sort((a, b) => a - b));
  });
});

describe("what goes wrong", () => {
  it("tells a full store in a sentence and keeps the result on screen", async () => {
    const store = memoryStore();
    store.save = () =>
      Promise.reject(
        new TimberlineError({ code: "internal", message: "The disk is full; delete an earlier analysis." }),
      );
    mounted = await mount(makeReport(), store);
    await openFile(mounted);
    expect(textOf(mounted, "tl-notice-area", "[role=alert]")).toContain("The disk is full");
    expect(mounted.app.state.saved).toBe("not-saved");
    expect(textOf(mounted, "tl-overview-view", ".story")).toContain("4 alerts");
  });

  it("says so when a change is not kept, until another one is", async () => {
    const store = memoryStore();
    const m = await mount(makeReport(), store);
    mounted = m;
    await openFile(m);
    const mark = async (): Promise<string> => {
      const marking = m.app.marking.mark(m.app.state.result!.report.alerts[0]!, "noise");
      expect(m.app.state.saved).toBe("saving");
      await marking;
      return m.app.state.saved;
    };
    const { updateReport } = store;
    store.updateReport = () => Promise.reject(new TimberlineError({ code: "internal", message: "The disk is full." }));
    expect(await mark()).toBe("not-saved");
    store.updateReport = updateReport;
    expect(await mark()).toBe("saved");
  });

  it("leaves the result before as it was when another file cannot be opened", async () => {
    const m = await result();
    const broken = await mount();
    broken.shell.remove();
    await m.app.analysing.open({ files: [], handles: [] });
    await settled(m.shell);
    expect(textOf(m, "tl-notice-area", "[role=alert]")).toContain("There are no files");
    expect(m.app.state.phase).toBe("result");
  });

  it("imports a report and shows it without the file", async () => {
    mounted = await mount();
    const report = makeReport();
    const file = new File([JSON.stringify(report)], "shared.timberline.json");
    await mounted.app.analysing.open({ files: [file], handles: [] });
    await settled(mounted.shell);
    expect(mounted.app.state.files).toBe("absent");
    expect(mounted.app.state.result?.report).toEqual(report);
    expect(textOf(mounted, "tl-status-bar", ":host > span:last-of-type, span:last-of-type")).toContain("file not open");
  });
});

describe("the time line", () => {
  const plot = (m: Mounted): HTMLElement => find<HTMLElement>(m.shell, "tl-time-line", ".plot")!;
  const press = (m: Mounted, key: string, shiftKey = false): void => {
    plot(m).dispatchEvent(
      new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, composed: true, cancelable: true }),
    );
  };

  it("says in words and in a table what it draws", async () => {
    const m = await result();
    const label = plot(m).getAttribute("aria-label")!.replaceAll("\u202f", " ");
    expect(label).toContain("4 alerts");
    expect(label).toContain("2026-03-14 09:00:00 – 14:16:40 UTC");
    const cells = [...m.shell.renderRoot.querySelector("tl-time-line")!.shadowRoot!.querySelectorAll("tbody td")];
    const sum = cells.reduce((total, cell) => total + Number(cell.textContent), 0);
    expect(sum).toBe(m.result.report.totals.events);
  });

  it("zooms by keys into a marked range of whole bins, and goes back", async () => {
    const m = await result();
    for (const [key, shift] of [["ArrowRight"], ["ArrowRight", true], ["ArrowRight", true], ["Enter"]] as [
      string,
      boolean?,
    ][])
      press(m, key, shift);
    await settled(m.shell);
    const { rangeMs } = m.app.state.selection;
    expect(rangeMs).not.toBeNull();
    expect((rangeMs!.endMs - rangeMs!.startMs) % (3 * BIN_MS)).toBe(0);
    expect((rangeMs!.startMs - START_MS) % BIN_MS).toBe(0);
    press(m, "Backspace");
    expect(m.app.state.selection.rangeMs).toBeNull();
  });

  it("zooms by a drag of the mouse, and back by a double click", async () => {
    const m = await result();
    const over = plot(m).querySelector<HTMLElement>(".u-over")!;
    const box = over.getBoundingClientRect();
    const mouse = (type: string, share: number, target: EventTarget = over): boolean =>
      target.dispatchEvent(
        new MouseEvent(type, {
          clientX: box.left + box.width * share,
          clientY: box.top + 20,
          bubbles: true,
          button: 0,
          movementX: 4,
          detail: 1,
        }),
      );
    mouse("mouseenter", 0.25);
    mouse("mousemove", 0.25);
    mouse("mousedown", 0.25);
    mouse("mousemove", 0.5);
    mouse("mousemove", 0.5);
    mouse("mouseup", 0.5, document);
    await settled(m.shell);
    const { rangeMs } = m.app.state.selection;
    const spanMs = 1900 * BIN_MS;
    expect(Math.abs((rangeMs?.startMs ?? 0) - START_MS - spanMs / 4)).toBeLessThan(spanMs / 50);
    expect(Math.abs((rangeMs?.endMs ?? 0) - START_MS - spanMs / 2)).toBeLessThan(spanMs / 50);
    mouse("dblclick", 0.5);
    expect(m.app.state.selection.rangeMs).toBeNull();
  });

  it("draws the error burst in the error colour, and nothing in the gap", async () => {
    const m = await result();
    const canvas = plot(m).querySelector("canvas")!;
    const context = canvas.getContext("2d")!;
    const over = plot(m).querySelector<HTMLElement>(".u-over")!;
    const ratio = canvas.width / canvas.clientWidth;
    const colorAt = (bin: number): number[] => {
      const x = (over.offsetLeft + (over.clientWidth * (bin + 0.5)) / 1900) * ratio;
      const y = (over.offsetTop + over.clientHeight - 6) * ratio;
      return [...context.getImageData(Math.round(x), Math.round(y), 1, 1).data];
    };
    const [red, green, blue] = colorAt(1420);
    expect(red!).toBeGreaterThan(170);
    expect(green! + blue!).toBeLessThan(150);
    const gap = colorAt(1010);
    expect(gap[3]! < 60 || (gap[0]! > 240 && gap[1]! > 220)).toBe(true);
  });

  it("reaches alerts by keys", async () => {
    const m = await result();
    const lane = find<HTMLElement>(m.shell, "tl-time-line", ".lane")!;
    const buttons = [...lane.querySelectorAll<HTMLButtonElement>("button")];
    expect(buttons.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    buttons[0]!.focus();
    buttons[0]!.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
    expect(lane.querySelector(":focus")).toBe(buttons.at(-1));
    expect(buttons[0]!.getAttribute("aria-label")).toContain("error events: 26, expected 2.8");
  });
});

it("widths that are powers of two are said as people would, and exactly in their titles", async () => {
  const report = makeReport();
  const exactly = "Counts are kept for every 4096 s, as there is more to count than fits in memory a second.";
  report.completeness.coarsened = exactly;
  for (const series of report.series) series.binMs = 1_216_000;
  mounted = await mount(report);
  // nothing finer is to be had
  vi.spyOn(mounted.engine, "counts").mockRejectedValue(new TimberlineError({ code: "no-file", message: "none" }));
  await openFile(mounted);
  expect(textOf(mounted, "tl-status-bar", `.label[title="${exactly}"]`)).toBe(
    "Counts are kept for about every 1 h 10 min, as there is more to count than fits in memory a second",
  );
  const width = find<HTMLElement>(mounted.shell, "tl-time-line", ".tools [title^=exactly]")!;
  expect(width.textContent.replaceAll("\u202f", " ")).toBe("about 5 h 25 min");
  expect(width.title.replaceAll("\u202f", " ")).toBe(
    `exactly ${exactDuration(16 * 1_216_000).replaceAll("\u202f", " ")}`,
  );
});

describe("an export", () => {
  const shown = (m: Mounted) => find(m.shell, "tl-status-bar", ".written");
  const heard = (m: Mounted) => textOf(m, "tl-notice-area", ".hear[role=status]").trim();
  let handed: string[];

  beforeEach(() => {
    handed = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      handed.push(this.download);
    });
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("is told of, with its name and size, for a while", async () => {
    const m = await result();
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    await m.app.exportReport();
    await settled(m.shell);
    const size = `${(new Blob([JSON.stringify(m.result.report)]).size / 1024).toFixed(0)} KiB`;
    expect(handed).toEqual(["app.timberline.json"]);
    expect(heard(m)).toBe(`exported app.timberline.json, ${size}`);
    expect(textOf(m, "tl-status-bar", ".written")).toBe(heard(m));
    vi.advanceTimersByTime(9000);
    // once more is heard once more, and has its own time
    const first = find(m.shell, "tl-notice-area", ".hear[role=status] span");
    await m.app.exportReport();
    await settled(m.shell);
    expect(find(m.shell, "tl-notice-area", ".hear[role=status] span")).not.toBe(first);
    vi.advanceTimersByTime(9000);
    await settled(m.shell);
    expect(shown(m)).not.toBeNull();
    vi.advanceTimersByTime(1000);
    await settled(m.shell);
    expect(shown(m)).toBeNull();
    expect(heard(m)).toBe("");
  });

  it("with a long name leaves the screen as wide as it is", async () => {
    const report = makeReport();
    report.completeness.coarsened =
      "Counts are kept for every 2 s, as there is more to count than fits in memory a second.";
    const m = await result(report);
    m.app.holder.set({ written: { name: `${"long-".repeat(60)}.json`, bytes: 2000 } });
    await settled(m.shell);
    const { right } = m.shell.renderRoot.querySelector("header")!.getBoundingClientRect();
    expect(right).toBeLessThanOrEqual(document.documentElement.clientWidth);
    expect(shown(m)!.getBoundingClientRect().right).toBeLessThanOrEqual(document.documentElement.clientWidth);
  });

  it("that fails is not told of as one", async () => {
    const m = await result();
    vi.spyOn(m.app.analysing, "exported").mockRejectedValue(new TimberlineError({ code: "invalid", message: "No." }));
    await m.app.exportReport();
    await settled(m.shell);
    expect(handed).toEqual([]);
    expect(heard(m)).toBe("");
    expect(textOf(m, "tl-notice-area", "[role=alert]")).toContain("No.");
  });
});
