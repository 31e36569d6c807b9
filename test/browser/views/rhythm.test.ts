/** The rhythm view: the week as cells that can be walked through, preferred hours joined, what breaks it leads on. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { placeOfHash } from "../../../src/app/location-hash.ts";
import { preferenceRuns, preferenceWords } from "../../../src/charts/rhythm-words.ts";
import type { Preference, Rhythm, RhythmAnswer } from "../../../src/model/studies.ts";
import type { SeriesPicker } from "../../../src/views/series-picker.ts";
import { type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { START_MS } from "../fixtures/report.ts";

const HOUR_MS = 3_600_000;

function preference(series: string, index: number, pValue = 1e-6): Preference {
  const counts = { hours: 21, high: 20, allHours: 504, allHigh: 252 };
  return { series, by: "hour", index, ...counts, share: 0.1, pValue, qValue: pValue * 10 };
}

function rhythmOf(series: string, preferences: Preference[]): Rhythm {
  const cell = (mean: number) => ({ hours: 3, mean, deviation: 1 });
  return {
    series,
    week: Array.from({ length: 168 }, (_, i) => (i === 5 ? { hours: 0, mean: null, deviation: null } : cell(i))),
    day: Array.from({ length: 24 }, (_, i) => cell(i)),
    weekdays: Array.from({ length: 7 }, (_, i) => cell(i)),
    preferences,
    breaks: [
      {
        startMs: START_MS,
        endMs: START_MS + HOUR_MS,
        value: 410,
        expected: 10,
        deviation: 3,
        distance: 30,
        others: 20,
      },
    ],
    kpss: 0.1,
    stationary: true,
  };
}

const ANSWER: RhythmAnswer = {
  timeZone: "UTC",
  hours: 504,
  lacking: null,
  rhythms: [
    rhythmOf("events", []),
    rhythmOf(
      "level:error",
      [22, 23, 0, 1].map((hour) => preference("level:error", hour)),
    ),
  ],
};

let m: Mounted;
const view = (): ShadowRoot => m.shell.renderRoot.querySelector("tl-rhythm-view")!.shadowRoot!;
const words = (element: Element): string =>
  [...element.childNodes]
    .filter(({ nodeType }) => nodeType !== Node.COMMENT_NODE)
    .map((node) => node.textContent!.trim())
    .join(" ")
    .replace(/[\s\u202f]+/g, " ")
    .trim();

async function show(answer: RhythmAnswer | null): Promise<void> {
  m = await mount();
  m.engine.study = (() => Promise.resolve(answer)) as typeof m.engine.study;
  await openFile(m);
  m.app.selecting.view("rhythm");
  await settled(m.shell);
  await settled(m.shell);
}

describe("the rhythm view", () => {
  beforeEach(() => show(ANSWER));
  afterEach(() => m.shell.remove());

  it("names every cell, and says where no hour was seen", () => {
    const cells = [...view().querySelectorAll<HTMLElement>("button.cell")];
    expect(cells.length).toBe(168);
    expect(cells[30]!.getAttribute("aria-label")).toMatch(/^Tuesday 06–07.h: 30 ± 1 events an hour, of 3 hours$/);
    expect(cells[5]!.getAttribute("aria-label")).toMatch(/not seen$/);
  });

  it("walks from hour to hour by the arrows, around the week", async () => {
    const first = view().querySelector<HTMLElement>("[data-index='0']")!;
    first.focus();
    first.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true, composed: true }));
    await settled(m.shell);
    expect((view().activeElement as HTMLElement).dataset.index).toBe("167");
    expect(words(view().querySelector(".readout")!)).toMatch(
      /^Sundays 23–24 h 167 ± 1 events an hour ?, 3 hours ?seen/,
    );
  });

  it("shows the series whose hours are chosen, and the time of what breaks it", async () => {
    const rows = [...view().querySelectorAll<HTMLElement>(".row")];
    expect(words(rows[0]!)).toMatch(
      /^error events 40 % of it 22–02 h each above the median in at least 20 of 21 such hours/,
    );
    rows[0]!.click();
    await settled(m.shell);
    expect(view().querySelector<SeriesPicker>("tl-series-picker")!.chosen).toBe("level:error");
    view().querySelector<HTMLElement>(".row:last-of-type")!.click();
    [...view().querySelectorAll<HTMLElement>(".row")].at(-1)!.click();
    expect(m.app.state.selection.rangeMs).toEqual({ startMs: START_MS, endMs: START_MS + HOUR_MS });
  });
});

describe("the address", () => {
  afterEach(() => m.shell.remove());

  it("names the series and the hour, and brings them back", async () => {
    await show(ANSWER);
    view().querySelector<HTMLElement>(".row")!.click();
    await settled(m.shell);
    view().querySelector<HTMLElement>("[data-index='41']")!.click();
    await settled(m.shell);
    expect(location.hash).toContain("series=level%3Aerror&hour=41");
    m.shell.remove();
    await show(ANSWER);
    expect(view().querySelector("[data-index='41']")!.getAttribute("aria-pressed")).toBe("false");
    const { studied } = placeOfHash("#view=rhythm&series=level%3Aerror&hour=41");
    m.app.selecting.study(studied);
    await settled(m.shell);
    expect(view().querySelector("[data-index='41']")!.getAttribute("aria-pressed")).toBe("true");
    expect(view().querySelector<SeriesPicker>("tl-series-picker")!.chosen).toBe("level:error");
    expect(placeOfHash("#hour=168").studied.hour).toBeNull();
  });
});

describe("without an answer", () => {
  afterEach(() => m.shell.remove());

  it("says why", async () => {
    await show({ ...ANSWER, rhythms: [], lacking: "The log has 3 whole hours; a rhythm needs a day at least." });
    expect(words(view().querySelector(".empty")!)).toBe(
      "No rhythm to see The log has 3 whole hours; a rhythm needs a day at least.",
    );
    m.shell.remove();
    await show(null);
    expect(words(view().querySelector(".empty h2")!)).toBe("No counts to look at");
  });
});

describe("runs of preferred hours", () => {
  it("go over midnight, and are told by their least certain hour", () => {
    const [run, other] = preferenceRuns([preference("a", 23), preference("a", 0, 1e-3), preference("b", 12, 1e-4)]);
    expect([run!.first, run!.last, other!.first, other!.last]).toEqual([23, 0, 12, 12]);
    expect(preferenceWords(run!).claim).toBe("20\u202f% of it 23–01\u202fh");
    expect(preferenceWords(run!).test).toContain("at most 1 in 100,");
  });
});
