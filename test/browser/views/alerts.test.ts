/** The alerts view: search, choices and order; marks by button and key; the alert line. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { APP_COMMANDS, bindKeys } from "../../../src/app/keyboard.ts";
import { type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport } from "../fixtures/report.ts";

let m: Mounted;
let unbind: () => void;

beforeEach(async () => {
  m = await mount();
  unbind = bindKeys(m.app, APP_COMMANDS);
  await openFile(m);
  m.app.selecting.view("alerts");
  await settled(m.shell);
});
afterEach(() => {
  unbind();
  m.shell.remove();
});

const shadow = (host: string): ShadowRoot => {
  const within = (root: ParentNode): Element | null =>
    root.querySelector(host) ??
    [...root.querySelectorAll("*")].reduce<Element | null>(
      (found, { shadowRoot }) => found ?? (shadowRoot && within(shadowRoot)),
      null,
    );
  return within(m.shell.renderRoot)!.shadowRoot!;
};
const rows = (): string[] =>
  [...shadow("tl-alerts-view").querySelectorAll(".alert")].map((row) =>
    row.textContent!.replace(/[\s\u202f]+/g, " ").trim(),
  );
const press = (key: string): boolean => window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

async function set(host: string, selector: string, value: string, event = "input"): Promise<void> {
  const field = shadow(host).querySelector<HTMLInputElement>(selector)!;
  field.value = value;
  field.dispatchEvent(new Event(event, { bubbles: true }));
  await settled(m.shell);
}

describe("what is listed", () => {
  it("follows search, kind and order", async () => {
    const all = rows();
    expect(all.length).toBe(4);
    await set("tl-alerts-view", "[aria-label=Series]", "template", "change");
    const templates = m.result.report.alerts.filter(({ series }) => series.startsWith("template:"));
    expect(rows().length).toBe(templates.length);
    await set("tl-alerts-view", "[aria-label=Series]", "all", "change");
    await set("tl-alerts-view", "input[type=search]", "pool exhausted");
    expect(rows().length).toBe(1);
    await set("tl-alerts-view", "input[type=search]", "nothing like it");
    expect(shadow("tl-alerts-view").querySelector(".empty h2")!.textContent).toBe("No alert is left");
    shadow("tl-alerts-view").querySelector<HTMLElement>(".empty button")!.click();
    await settled(m.shell);
    await set("tl-alerts-view", "[aria-label=Order]", "time", "change");
    const starts = [...m.result.report.alerts]
      .sort((a, b) => a.startMs - b.startMs)
      .map(({ score }) => score.toFixed(2));
    expect(rows().map((row) => /score (\S+)/.exec(row)?.[1])).toEqual(starts);
  });
});

describe("an alert that lasts", () => {
  it("comes first by severity, says that it was not over, and shows severity and its worst time", async () => {
    const { result } = m.app.state;
    const alerts = result!.report.alerts.map((alert) => ({
      ...alert,
      severity: alert.score,
      binsOver: 1,
      ongoing: false,
    }));
    const lowest = alerts.reduce((least, alert) => (alert.score < least.score ? alert : least));
    Object.assign(lowest, { severity: 0.99, binsOver: 12, ongoing: true, peakMs: lowest.startMs });
    const report = { ...result!.report, incidents: [], alerts };
    m.app.holder.set({ result: { ...result!, report } });
    await settled(m.shell);
    const going = () =>
      [...shadow("tl-alerts-view").querySelectorAll(".alert")].map((row) => row.textContent!.includes("still going"));
    await set("tl-alerts-view", "[aria-label=Order]", "severity", "change");
    expect(going()).toEqual([true, false, false, false]);
    m.app.selecting.alert(lowest.id);
    await settled(m.shell);
    const words = shadow("tl-inspector").textContent!.replace(/\s+/g, " ");
    expect(words).toMatch(/severity ?0\.99/);
    expect(words).toContain("so far: the log ends before it was over; worst at");
  });
});

describe("a long list", () => {
  const buttons = (): string[] =>
    [...shadow("tl-alerts-view").querySelectorAll(".more")].map((row) => row.textContent!.trim());

  it("shows its beginning and what is around the selected alert, and more where that is asked for", async () => {
    m.shell.remove();
    const report = makeReport();
    const [model] = report.alerts;
    report.incidents = [];
    report.alerts = Array.from({ length: 300 }, (_, i) => ({ ...model!, id: `a${i + 1}`, score: 1 - i / 1000 }));
    m = await mount(report);
    await openFile(m);
    m.app.selecting.view("alerts");
    await settled(m.shell);
    expect(rows().length).toBe(60);
    expect(buttons()).toEqual(["Show 60 more of 240"]);

    m.app.selecting.alert("a201");
    await settled(m.shell);
    expect(rows().length).toBe(60 + 17);
    expect(buttons()).toEqual(["Show 60 more of 132", "Show 60 more of 91"]);
    const lists = shadow("tl-alerts-view").querySelectorAll("ol");
    expect([...lists].map(({ start }) => start)).toEqual([1, 193]);
    expect(lists[1]!.querySelectorAll(".alert")[8]!.getAttribute("aria-current")).toBe("true");

    for (const _ of [1, 2]) {
      shadow("tl-alerts-view").querySelector<HTMLElement>(".more button")!.click();
      await settled(m.shell);
    }
    expect(buttons()[0]).toBe("Show 12 more of 12");
    shadow("tl-alerts-view").querySelector<HTMLElement>(".more button")!.click();
    await settled(m.shell);
    // what was between them is gone: one list, to behind the selected one
    expect(shadow("tl-alerts-view").querySelectorAll("ol").length).toBe(1);
    expect(rows().length).toBe(240);
    expect(buttons()).toEqual(["Show 60 more of 60"]);
  });
});

describe("an alert that was scored without its file", () => {
  it("says where its lines lie and what one of them says", async () => {
    const { result } = m.app.state;
    const block = { file: "app.log", fromByte: 65_536, toByte: 131_072, line: 1201, exemplar: "pool of 7 is empty" };
    const [first, ...others] = result!.report.alerts;
    const report = { ...result!.report, alerts: [{ ...first!, evidence: [], block }, ...others] };
    m.app.holder.set({ result: { ...result!, report } });
    m.app.selecting.alert(first!.id);
    await settled(m.shell);
    const words = shadow("tl-inspector").textContent!.replace(/[\s\u202f]+/g, " ");
    expect(words).toContain("they lie in app.log, from about line 1 201 on");
    expect(words).toContain("pool of 7 is empty");
  });
});

describe("marks", () => {
  const mark = () => m.app.state.result!.report.annotations.marks?.[0];

  it("are set by button and key, shown in the list, counted, kept, and taken away by the same key", async () => {
    m.app.selecting.alert("a1");
    await settled(m.shell);
    shadow("tl-alert-marks").querySelectorAll<HTMLElement>("button")[0]!.click();
    await settled(m.shell);
    const { series, startMs, endMs } = m.result.report.alerts.find(({ id }) => id === "a1")!;
    expect(mark()).toEqual({ series, startMs, endMs, verdict: "confirmed", note: "" });
    expect(shadow("tl-alerts-view").querySelectorAll(".verdict.confirmed").length).toBe(1);
    await set("tl-alert-marks", "input", "disk full", "change");
    expect(mark()?.note).toBe("disk full");
    m.app.selecting.alert("a2");
    press("x");
    await settled(m.shell);
    expect(shadow("tl-alert-tools").querySelector(".analysis")!.textContent).toMatch(/Precision\s+50/);
    await set("tl-alerts-view", "[aria-label=Marks]", "open", "change");
    expect(rows().length).toBe(2);
    const stored = (await m.app.library.load(m.app.state.storedId!))!;
    expect(stored.report.annotations.marks?.length).toBe(2);
    press("x");
    await settled(m.shell);
    expect(m.app.state.result!.report.annotations.marks?.length).toBe(1);
  });
});

describe("the alert line", () => {
  it("scores again while it is moved, the last wish last, and keeps marks and selection", async () => {
    const rescore = vi.spyOn(m.engine, "rescore");
    const { report } = m.result;
    rescore.mockImplementation(async (result, settings) => ({
      ...result,
      report: { ...report, settings, alerts: report.alerts.slice(0, 2) },
    }));
    m.app.selecting.alert("a1");
    await m.app.marking.mark(report.alerts[0]!, "expected");
    for (const value of ["5", "4.5", "4"]) await set("tl-alert-tools", "input[type=range]", value);
    await vi.waitFor(() => expect(m.app.state.result!.report.settings.alertDecades).toBe(6));
    await settled(m.shell);
    expect(rows().length).toBe(2);
    expect(m.app.state.selection.alertId).toBe("a1");
    expect(m.app.state.result!.report.annotations.marks?.length).toBe(1);
    await set("tl-alert-tools", "input[type=number]", "25", "change");
    await vi.waitFor(() => expect(m.app.state.result!.report.settings.leastEvents).toBe(25));
  });
});
