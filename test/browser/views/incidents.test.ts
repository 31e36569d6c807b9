/** Alerts of one incident: together under one heading, one mark in the lane, first in the overview. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport } from "../fixtures/report.ts";

let m: Mounted;

/** The fixture's burst as one incident: a3 began after a1, but showed first. */
function withIncident(): Report {
  const report = makeReport();
  const [a1] = report.alerts;
  return {
    ...report,
    incidents: [
      {
        id: "i1",
        startMs: a1!.startMs,
        endMs: a1!.endMs,
        alerts: ["a3", "a1"],
        correlations: [{ series: a1!.series, lagMs: 30_000, r: 0.824 }],
        summary: "",
      },
    ],
  };
}

beforeEach(async () => {
  m = await mount(withIncident());
  await openFile(m);
});

afterEach(() => m.shell.remove());

const all = (host: string, selector: string): HTMLElement[] => [
  ...m.shell.renderRoot.querySelector(host)!.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
const words = (element: Element): string => element.textContent!.replace(/[\s\u202f]+/g, " ").trim();

describe("the alerts view", () => {
  beforeEach(async () => {
    m.app.selecting.view("alerts");
    await settled(m.shell);
  });

  it("lists an incident once, who moved first named, its alerts under it in that order", () => {
    const heads = all("tl-alerts-view", ".incident");
    expect(heads).toHaveLength(1);
    expect(words(heads[0]!)).toContain("2 alerts in 2 series at the same time");
    expect(words(heads[0]!)).toContain("first at 12:50:40: Connection pool exhausted");
    expect(all("tl-alerts-view", ".members .score").map(words)).toEqual(["score 0.78", "score 0.97"]);
    expect(all("tl-alerts-view", "ol:not(.members) > li")).toHaveLength(3);
  });

  it("says how the series that goes together best follows the first", () => {
    expect(words(all("tl-alerts-view", ".incident .first")[0]!)).toMatch(/; .+ follows by 30 s, r = 0\.82$/);
  });

  it("folds and unfolds by its heading, and says so", async () => {
    const head = all("tl-alerts-view", ".incident")[0]!;
    expect(head.tagName).toBe("BUTTON");
    expect(head.getAttribute("aria-expanded")).toBe("true");
    head.click();
    await settled(m.shell);
    expect(all("tl-alerts-view", ".members")).toHaveLength(0);
    expect(all("tl-alerts-view", ".incident")[0]!.getAttribute("aria-expanded")).toBe("false");
    all("tl-alerts-view", ".incident")[0]!.click();
    await settled(m.shell);
    expect(all("tl-alerts-view", ".members .alert")).toHaveLength(2);
  });
});

it("has one mark in the lane, with its alerts within; choosing it chooses the strongest", async () => {
  const marks = all("tl-time-line", ".lane .span");
  expect(marks.map(({ dataset }) => dataset.id).sort()).toEqual(["a2", "a4", "i1"]);
  const mark = marks.find(({ dataset }) => dataset.id === "i1")!;
  expect(mark.children).toHaveLength(2);
  expect(mark.getAttribute("aria-label")).toContain("Incident of 2 alerts, first Connection pool exhausted");
  mark.click();
  await settled(m.shell);
  expect(m.app.state.selection.alertId).toBe("a1");
  expect(mark.getAttribute("aria-pressed")).toBe("true");
  mark.click();
  expect(m.app.state.selection.alertId).toBeNull();
});

it("leads the overview as one finding", async () => {
  const findings = all("tl-overview-view", ".alert");
  expect(findings).toHaveLength(3);
  expect(findings[0]!.classList.contains("incident")).toBe(true);
  expect(find(m.shell, "tl-overview-view", ".incident")!.hasAttribute("aria-expanded")).toBe(false);
});

it("keeps its marks when another file is opened", async () => {
  await openFile(m);
  expect(all("tl-time-line", ".lane .span")).toHaveLength(3);
});
