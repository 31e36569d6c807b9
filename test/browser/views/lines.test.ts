/** Raw lines on screen: at any place, searched, in context or alone, marked, copied; and what stands there without them. */
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LinesView } from "../../../src/views/lines-view.ts";
import { LINE_COUNT } from "../fixtures/lines.ts";
import { type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { lineRow, makeReport, START_MS } from "../fixtures/report.ts";
import "../../../src/views/lines-view.ts";
import "../../../src/views/line-inspector.ts";

let m: Mounted;

const view = (): LinesView => m.shell.renderRoot.querySelector("tl-lines-view")!;
const inView = <T extends Element>(selector: string): T[] => [...view().shadowRoot!.querySelectorAll<T>(selector)];
const inTools = <T extends Element>(selector: string): T | null =>
  view().shadowRoot!.querySelector("tl-line-tools")!.shadowRoot!.querySelector<T>(selector);
const texts = (): (string | undefined)[] => inView(".line .text").map((one) => one.textContent?.trim());
const shownLine = (index: number): string => lineRow(index).text.trim();
const words = (element: Element | null | undefined): string =>
  (element?.textContent ?? "").replaceAll(/\s+/g, " ").trim();

/** Presses a key where the lines take it. */
function press(key: string): void {
  const scroller = inView<HTMLElement>(".scroller")[0]!;
  scroller.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
}

async function goTo(place: string): Promise<void> {
  press("g");
  await settled(m.shell);
  const input = inTools<HTMLInputElement>("input.goto")!;
  input.value = place;
  input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
}

const chosen = () => m.app.state.line;
const matching = (text: RegExp): number[] =>
  Array.from({ length: LINE_COUNT }, (_, i) => i).filter((i) => text.test(lineRow(i).text));

beforeEach(async () => {
  m = await mount(makeReport());
  await openFile(m);
  m.app.selecting.view("lines");
  await settled(m.shell);
  await vi.waitFor(() => expect(texts()[0]).toBe(shownLine(0)));
});

afterEach(() => {
  m.app.selecting.clear();
  m.shell.remove();
});

describe("lines", () => {
  it("are drawn for one screen, at whatever place the scroller stands", async () => {
    const scroller = inView<HTMLElement>(".scroller")[0]!;
    expect(inView(".line").length).toBeLessThan(scroller.clientHeight / 18 + 5);
    scroller.scrollTop = scroller.scrollHeight;
    await vi.waitFor(() => expect(texts().at(-1)).toBe(shownLine(LINE_COUNT - 1)));
    scroller.scrollTop = 18 * 7000;
    await vi.waitFor(() => expect(texts()[0]).toBe(shownLine(7000)));
    scroller.scrollTop += 18;
    await vi.waitFor(() => expect(texts()[0]).toBe(shownLine(7001)));
  });

  it("are chosen by keys, one by one, by screens, and at the ends", async () => {
    press("j");
    await vi.waitFor(() => expect(chosen()?.index).toBe(0));
    press("j");
    press("ArrowDown");
    press("k");
    await vi.waitFor(() => expect(chosen()?.index).toBe(1));
    press("End");
    await vi.waitFor(() => expect(chosen()?.index).toBe(LINE_COUNT - 1));
    press("PageUp");
    await vi.waitFor(() => expect(chosen()?.index).toBeLessThan(LINE_COUNT - 5));
    press("Home");
    await vi.waitFor(() => expect(chosen()?.index).toBe(0));
    const scroller = inView<HTMLElement>(".scroller")[0]!;
    await vi.waitFor(() => expect(scroller.getAttribute("aria-activedescendant")).toBe("line-0"));
    expect(location.hash).toContain("at=1%3A1");
  });

  it.each([
    ["12345", 12_344],
    ["50%", Math.floor((LINE_COUNT - 1) / 2)],
    [new Date(START_MS + 7000 * 137).toISOString().slice(11, 23), 7000],
  ])("are gone to by %s", async (place, index) => {
    if (place.endsWith("%")) {
      // a share is one of all lines that the report knows of
      m.app.holder.set({
        result: {
          ...m.app.state.result!,
          report: { ...m.result.report, totals: { ...m.result.report.totals, lines: LINE_COUNT } },
        },
      });
    }
    await goTo(place);
    await vi.waitFor(() => expect(chosen()?.index).toBe(index));
    await vi.waitFor(() => expect(texts()).toContain(shownLine(index)));
  });

  it("are gone to from the palette", async () => {
    m.app.selecting.goTo({ line: 777 });
    await vi.waitFor(() => expect(chosen()?.line).toBe(777));
    m.app.selecting.goTo({ atMs: START_MS + 7000 * 137 });
    await vi.waitFor(() => expect(chosen()?.index).toBe(7000));
    expect(m.app.state.goTo).toBeNull();
  });

  it("stay where they are when what is typed is no place", async () => {
    await goTo("somewhere");
    await settled(m.shell);
    expect(inTools("input.goto")?.getAttribute("aria-invalid")).toBe("true");
    expect(chosen()).toBeNull();
  });

  it("tell the time since the timed line above", async () => {
    press("D");
    await vi.waitFor(() => expect(words(inView(".line .delta")[1])).toBe("+0.137"));
    // behind a line without a time
    expect(words(inView(".line .delta")[6])).toBe("+0.274");
    expect(words(inView(".line .delta")[0])).toBe("");
  });

  it("in view are marked on the time line, until another view is looked at", async () => {
    const mark = () =>
      m.shell.renderRoot.querySelector("tl-time-line")!.shadowRoot!.querySelector<HTMLElement>(".here")!;
    const leftOf = () => Number.parseFloat(mark().style.left);
    await vi.waitFor(() => expect(mark().hidden).toBe(false));
    const atStart = leftOf();
    const whole = m.result.report.series[0]!;
    press("End");
    await vi.waitFor(() => expect(leftOf()).toBeGreaterThan(atStart));
    const over = m.shell.renderRoot.querySelector("tl-time-line")!.shadowRoot!.querySelector<HTMLElement>(".u-over")!;
    const atMs = chosen()!.timeMs! - whole.startMs;
    const right = atStart + (atMs / (whole.counts.length * whole.binMs)) * over.clientWidth;
    expect(leftOf() + Number.parseFloat(mark().style.width)).toBeCloseTo(right, 0);
    m.app.selecting.view("overview");
    await settled(m.shell);
    expect(mark().hidden).toBe(true);
  });

  it("are gone to by a click on the time line, and not by a drag", async () => {
    const line = m.shell.renderRoot.querySelector("tl-time-line")!.shadowRoot!;
    const over = line.querySelector<HTMLElement>(".u-over")!;
    const { left, width, top } = over.getBoundingClientRect();
    const mouse = (type: string, share: number, target: EventTarget = over): void => {
      const place = { clientX: left + width * share, clientY: top + 20, button: 0, movementX: 4, detail: 1 };
      target.dispatchEvent(new MouseEvent(type, { ...place, bubbles: true, composed: true }));
    };
    mouse("mousemove", 0.1);
    mouse("mousedown", 0.1);
    mouse("mouseup", 0.1, document);
    mouse("click", 0.1);
    const all = m.result.report.series[0]!;
    const spanMs = all.counts.length * all.binMs;
    // to the pixel
    await vi.waitFor(() => {
      const offMs = chosen()!.timeMs! - (all.startMs + 0.1 * spanMs);
      expect(Math.abs(offMs)).toBeLessThanOrEqual(spanMs / width + 137);
    });
    const before = chosen();
    mouse("mousedown", 0.02);
    mouse("mousemove", 0.3);
    mouse("mouseup", 0.3, document);
    mouse("click", 0.3);
    await vi.waitFor(() => expect(m.app.state.selection.rangeMs).not.toBeNull());
    await settled(m.shell);
    expect(chosen()).toBe(before);
  });

  it("cut the range at the chosen one, which stays where it is", async () => {
    await goTo("7001");
    await vi.waitFor(() => expect(chosen()?.index).toBe(7000));
    await settled(m.shell);
    const [before] = texts();
    const atMs = START_MS + 7000 * 137;
    press("F");
    const since = m.app.state.selection.rangeMs!;
    expect(since.startMs).toBe(atMs);
    await settled(m.shell);
    press("U");
    expect(m.app.state.selection.rangeMs).toEqual({ startMs: atMs, endMs: atMs + 1 });
    m.app.selecting.back();
    m.app.selecting.back();
    press("U");
    expect(m.app.state.selection.rangeMs!.endMs).toBe(atMs + 1);
    expect(m.app.state.selection.rangeMs!.startMs).toBeLessThan(START_MS + 1);
    await settled(m.shell);
    await vi.waitFor(() => expect(words(inTools(".found"))).toContain("match"));
    expect(texts()[0]).toBe(before);
  });

  it("are asked what is new since the chosen one", async () => {
    await goTo("7001");
    await vi.waitFor(() => expect(chosen()?.index).toBe(7000));
    await settled(m.shell);
    const compare = vi.spyOn(m.engine, "compare");
    const inspector = m.shell.renderRoot.querySelector("tl-inspector")!.shadowRoot!;
    const buttons = inspector.querySelector("tl-line-inspector")!.shadowRoot!.querySelectorAll("button");
    [...buttons].find((one) => words(one) === "Compare with before")!.click();
    const atMs = START_MS + 7000 * 137;
    const ranges = { old: { endMs: atMs }, new: { startMs: atMs } };
    expect(compare.mock.calls[0]![1]).toMatchObject({ ranges, key: "template" });
    expect(m.app.state.view).toBe("compare");
  });

  it("wrap, and the last one can still be seen", async () => {
    press("W");
    await settled(m.shell);
    const scroller = inView<HTMLElement>(".scroller")[0]!;
    expect(scroller.scrollWidth).toBe(scroller.clientWidth);
    scroller.scrollTop = scroller.scrollHeight;
    await vi.waitFor(() => expect(texts().at(-1)).toBe(shownLine(LINE_COUNT - 1)));
  });
});

describe("a search in lines", () => {
  it("marks hits in context, and goes from one to the next", async () => {
    m.app.selecting.text("/completed in 8\\d\\d ms/");
    const hits = matching(/completed in 8\d\d ms/);
    await vi.waitFor(() =>
      expect(words(inTools(".found"))).toBe(`${hits.length.toLocaleString("en").replace(",", " ")} lines match`),
    );
    await vi.waitFor(() => expect(inView(".line.hit").length).toBeGreaterThan(0));
    expect(inView(".line.other").length).toBeGreaterThan(0);
    press("n");
    await vi.waitFor(() => expect(hits).toContain(chosen()?.index));
    const first = chosen()!.index;
    press("n");
    await vi.waitFor(() => expect(chosen()?.index).toBe(hits[hits.indexOf(first) + 1]));
    press("N");
    await vi.waitFor(() => expect(chosen()?.index).toBe(first));
  });

  it("begins at what is in view, tells which hit it is at, and goes round at the ends", async () => {
    press("End");
    await vi.waitFor(() => expect(chosen()?.index).toBe(LINE_COUNT - 1));
    m.app.selecting.text("/completed in 8\\d\\d ms/");
    const hits = matching(/completed in 8\d\d ms/);
    const total = hits.length.toLocaleString("en").replace(",", " ");
    await goTo("1");
    await vi.waitFor(() => expect(texts()[0]).toBe(shownLine(0)));
    m.app.selecting.line(null);
    await settled(m.shell);
    press("n");
    await vi.waitFor(() => expect(words(inTools(".found"))).toBe(`Hit 1 of ${total}`));
    expect(chosen()?.index).toBe(hits[0]);
    press("N");
    await vi.waitFor(() => expect(words(inTools(".found"))).toBe(`Hit ${total} of ${total}`));
    expect(words(inView(".where .found")[0])).toBe("None above: on from the last.");
    inTools<HTMLElement>(".steps button")!.click();
    await vi.waitFor(() => expect(chosen()?.index).toBe(hits[0]));
    // a line that was chosen before, and is far away, is not where one is
    inView<HTMLElement>(".scroller")[0]!.scrollTop = 18 * hits[40]!;
    await vi.waitFor(() => expect(texts()[0]).toBe(shownLine(hits[40]!)));
    press("n");
    await vi.waitFor(() => expect(words(inTools(".found"))).toBe(`Hit 41 of ${total}`));
  });

  it("shows hits alone when asked, and the lines around them again", async () => {
    m.app.selecting.text("worker-3 error");
    const hits = matching(/(?=.*worker-3)(?=.*error)/i);
    await vi.waitFor(() => expect(words(inTools(".found"))).toContain("lines match"));
    press("v");
    await vi.waitFor(() => expect(texts()[1]).toBe(shownLine(hits[1]!)));
    press("j");
    press("j");
    await vi.waitFor(() => expect(chosen()?.index).toBe(hits[1]));
    expect(location.hash).toContain("only=1");
    press("v");
    await vi.waitFor(() => expect(texts()).toContain(shownLine(hits[1]! + 1)));
    expect(chosen()?.index).toBe(hits[1]);
  });

  it("says what was looked at when nothing is found, and how to find more", async () => {
    m.app.selecting.toggleLevel("fatal");
    m.app.selecting.text("nowhere");
    m.app.holder.set({ onlyHits: true });
    await vi.waitFor(() => expect(words(inView(".empty")[0])).toContain("No line matches"));
    expect(words(inView(".empty")[0])).toContain("for the level and the text together");
    inView<HTMLElement>(".empty .button")[0]!.click();
    await vi.waitFor(() => expect(texts().length).toBeGreaterThan(5));
  });

  it("tells where a filter is wrong, and looks for the rest of the selection", async () => {
    m.app.selecting.text("worker (error OR");
    await settled(m.shell);
    expect(words(inTools(".mistake"))).toContain("Something to look for is missing here.");
    expect(inTools("input.filter")?.getAttribute("aria-invalid")).toBe("true");
    expect(inTools(".found")).toBeNull();
  });

  it("follows a range that was chosen anywhere: its first line in view, those around it too", async () => {
    const startMs = START_MS + 9000 * 137;
    m.app.selecting.range({ startMs, endMs: startMs + 10 * 137 });
    await vi.waitFor(() => expect(texts()).toContain(shownLine(9000)));
    expect(texts()).toContain(shownLine(8998));
    await vi.waitFor(() => expect(inView(".line.hit").length).toBeGreaterThan(5));
  });
});

describe("a line that goes on with an event", () => {
  /** index 7009 goes on with the event in 7008: what stands there every 17 lines */
  const GOES_ON = 7009 - (7009 % 17) + 5;
  const EVENT = GOES_ON - 1;
  const inLine = () =>
    m.shell.renderRoot.querySelector("tl-inspector")!.shadowRoot!.querySelector("tl-line-inspector")!.shadowRoot!;
  const marked = () => inView<HTMLElement>(".line.of-event").map(({ dataset }) => Number(dataset.index));

  it("shows what its event is about, marks its lines, and leads to it by Enter and by a link", async () => {
    await goTo(String(GOES_ON + 1));
    await vi.waitFor(() => expect(chosen()?.index).toBe(GOES_ON));
    await vi.waitFor(() => expect(marked()).toEqual([EVENT, GOES_ON]));
    const time = new Date(START_MS + EVENT * 137).toISOString().slice(11, 23);
    expect(words(inLine().querySelector(".kind"))).toContain(time);
    const place = (EVENT + 1).toLocaleString("en").replace(",", " ");
    expect(words(inLine().querySelector(".kind"))).toContain(`goes on with the event in line ${place}`);
    expect(words(inLine().querySelector("dl"))).toContain(lineRow(EVENT).level);
    press("Enter");
    await vi.waitFor(() => expect(chosen()?.index).toBe(EVENT));
    expect(marked()).toEqual([EVENT, GOES_ON]);
    press("Enter");
    await settled(m.shell);
    expect(words(inView(".where .found")[0])).toBe("This line begins its event.");
    press("j");
    await vi.waitFor(() => expect(chosen()?.index).toBe(GOES_ON));
    await settled(m.shell);
    inLine().querySelector<HTMLElement>(".kind .link")!.click();
    await vi.waitFor(() => expect(chosen()?.index).toBe(EVENT));
    // an event of one line has nothing to mark
    press("k");
    await vi.waitFor(() => expect(chosen()?.index).toBe(EVENT - 1));
    await settled(m.shell);
    expect(marked()).toEqual([]);
  });

  it("cuts the range at the time of its event", async () => {
    await goTo(String(GOES_ON + 1));
    await vi.waitFor(() => expect(chosen()?.index).toBe(GOES_ON));
    await settled(m.shell);
    press("F");
    expect(m.app.state.selection.rangeMs?.startMs).toBe(START_MS + EVENT * 137);
  });

  it("among hits alone leads to its event in context", async () => {
    m.app.selecting.text("Pool.acquire");
    m.app.holder.set({ onlyHits: true });
    await vi.waitFor(() => expect(words(inTools(".found"))).toContain("match"));
    await vi.waitFor(() => expect(texts()[3]).toBe(shownLine(17 * 3 + 5)));
    inView<HTMLElement>(".line")[3]!.click();
    await vi.waitFor(() => expect(words(inView(".where .link")[0])).toBe("Event in line 56"));
    inView<HTMLElement>(".where .link")[0]!.click();
    await vi.waitFor(() => expect(chosen()?.index).toBe(17 * 3 + 4));
    expect(m.app.state.onlyHits).toBe(false);
    await vi.waitFor(() => expect(marked()).toEqual([17 * 3 + 4, 17 * 3 + 5]));
  });

  it("is of no event where none is before it", async () => {
    const unparsed = 7;
    await goTo(String(unparsed + 1));
    await vi.waitFor(() => expect(chosen()?.index).toBe(unparsed));
    press("Enter");
    await settled(m.shell);
    expect(words(inView(".where .found")[0])).toBe("This line is of no event.");
  });
});

describe("a bookmark", () => {
  it("is set by a key, kept with its note, listed, and leads to its line", async () => {
    await goTo("4242");
    await vi.waitFor(() => expect(chosen()?.line).toBe(4242));
    press("m");
    await settled(m.shell);
    const inspector = m.shell.renderRoot.querySelector("tl-inspector")!.shadowRoot!;
    const line = inspector.querySelector("tl-line-inspector")!.shadowRoot!;
    const note = line.querySelector("textarea")!;
    note.value = "here it began";
    note.dispatchEvent(new Event("change"));
    await settled(m.shell);
    expect(m.app.state.result?.report.annotations.bookmarks).toEqual([
      { file: 0, line: 4242, byteOffset: 4241 * 120, text: lineRow(4241).text, note: "here it began" },
    ]);
    press("Home");
    press("M");
    await vi.waitFor(() => expect(chosen()?.index).toBe(0));
    await settled(m.shell);
    const list = inView("tl-line-bookmarks")[0]!.shadowRoot!;
    expect(words(list.querySelector(".go"))).toContain("here it began");
    list.querySelector<HTMLElement>(".go")!.click();
    await vi.waitFor(() => expect(chosen()?.line).toBe(4242));
    expect(words(inView(".line.chosen .mark")[0])).toContain("here it began");
    press("m");
    await vi.waitFor(() => expect(m.app.state.result?.report.annotations.bookmarks).toEqual([]));
  });
});

it("a line is copied with those around it", async () => {
  const written: string[] = [];
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => void written.push(text));
  await goTo("100");
  await vi.waitFor(() => expect(chosen()?.line).toBe(100));
  press("c");
  await vi.waitFor(() => expect(written).toHaveLength(1));
  expect(written[0]).toBe(Array.from({ length: 7 }, (_, i) => `app.log:${97 + i}: ${lineRow(96 + i).text}`).join("\n"));
  press("C");
  await vi.waitFor(() => expect(written[1]).toContain("**app.log**, lines 97–103"));
  const inspector = m.shell.renderRoot.querySelector("tl-inspector")!.shadowRoot!;
  const line = inspector.querySelector("tl-line-inspector")!.shadowRoot!;
  line.querySelector<HTMLElement>("[title='Copy (c)']")!.click();
  await vi.waitFor(() => expect(written[2]).toBe(written[0]));
  vi.restoreAllMocks();
});

it("evidence stands there, with what to do, while the file is not open", async () => {
  m.app.holder.set({ files: "absent" });
  m.app.selecting.alert("a1");
  await settled(m.shell);
  const evidence = view().shadowRoot!.querySelector("tl-line-evidence")!.shadowRoot!;
  expect(words(evidence.querySelector(".without"))).toContain("Open the file app.log to see its lines");
  expect(words(evidence.querySelector(".line .text"))).toContain("Connection pool exhausted");
});

it.each(["light", "dark"])("axe finds nothing with hits, a chosen line, bookmarks and a mistake, %s", async (theme) => {
  document.documentElement.dataset.theme = theme;
  m.app.selecting.text("worker-3");
  await goTo("50");
  await vi.waitFor(() => expect(chosen()?.line).toBe(50));
  press("m");
  press("M");
  press("D");
  await settled(m.shell);
  const check = async () => {
    const { violations } = await axe.run(m.shell, { rules: { region: { enabled: false } } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`),
    );
  };
  expect(await check()).toEqual([]);
  m.app.selecting.text("worker (");
  await settled(m.shell);
  expect(await check()).toEqual([]);
  document.documentElement.dataset.theme = "system";
});
