/** What the user says of alerts holds in other scorings, and tells how good the detectors are on this log. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorAnalysis, markOf, VERDICTS, withMark } from "../../../src/model/alert-marks.ts";
import type { Alert, AlertMark } from "../../../src/model/report.ts";

function alertOf(series: string, startMs: number, endMs: number): Alert {
  return {
    id: `${series}-${startMs}`,
    detector: "mean-threshold",
    series,
    startMs,
    endMs,
    score: 0.7,
    observed: 1,
    expected: 0,
    threshold: 1,
    explanation: "",
    exceedances: [],
    evidence: [],
  };
}

const analysis = (alerts: Alert[], marks: AlertMark[]) => errorAnalysis({ alerts, annotations: { marks } });

describe("marks of alerts", () => {
  const first = alertOf("events", 0, 10);
  const second = alertOf("level:error", 0, 10);
  const said = withMark([], first, { verdict: "confirmed", note: "disk full" });

  it("hold for what touches them in the same series, whatever its name", () => {
    expect(markOf(alertOf("events", 9, 30), said)).toMatchObject({ verdict: "confirmed", note: "disk full" });
    expect(markOf(alertOf("events", 10, 30), said)).toBeNull();
    expect(markOf(second, said)).toBeNull();
  });

  it("take the place of those before them, and go when taken away", () => {
    const changed = withMark(said, alertOf("events", 5, 40), { verdict: "noise", note: "" });
    expect(changed).toEqual([{ series: "events", startMs: 5, endMs: 40, verdict: "noise", note: "" }]);
    expect(withMark(changed, first, null)).toEqual([]);
    expect(withMark(said, second, null)).toEqual(said);
  });

  it("give precision and recall: what is confirmed and not found any more is missed", () => {
    const marks = [
      ...said,
      ...withMark([], second, { verdict: "noise", note: "" }),
      ...withMark([], alertOf("level:warn", 100, 110), { verdict: "confirmed", note: "" }),
    ];
    expect(analysis([first, second, alertOf("events", 500, 510)], marks)).toEqual({
      confirmed: 1,
      dismissed: 1,
      unmarked: 1,
      missed: 1,
      precision: 0.5,
      recall: 0.5,
    });
    expect(analysis([first], [])).toMatchObject({ precision: null, recall: null, unmarked: 1 });
  });

  it("count each alert once", () => {
    const span = fc.tuple(fc.constantFrom("a", "b"), fc.nat(50), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(span), fc.array(fc.tuple(span, fc.constantFrom(...VERDICTS))), (spans, verdicts) => {
        const toAlert = ([series, start, length]: [string, number, number]) => alertOf(series, start, start + length);
        const marks = verdicts.reduce<AlertMark[]>(
          (all, [one, verdict]) => withMark(all, toAlert(one), { verdict, note: "" }),
          [],
        );
        const alerts = spans.map(toAlert);
        const { confirmed, dismissed, unmarked, precision, recall } = analysis(alerts, marks);
        expect(confirmed + dismissed + unmarked).toBe(alerts.length);
        for (const share of [precision, recall]) expect(share === null || (share >= 0 && share <= 1)).toBe(true);
      }),
    );
  });
});
