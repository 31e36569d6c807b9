/** What was looked at for an alert, where that is more than the alert. */
import { expect, it } from "vitest";
import { windowOf } from "../../../src/model/alert-window.ts";
import type { Alert } from "../../../src/model/report.ts";

const bin = (startMs: number, endMs: number) => ({ key: "events", startMs, endMs, trailing: 1, value: 1 });
const alertOf = (part: Partial<Alert>) => part as Alert;

it("is the window of the worst bin", () => {
  const exceedances = [bin(0, 100), bin(20, 120), bin(40, 140)];
  expect(windowOf(alertOf({ startMs: 90, endMs: 140, peakMs: 110, exceedances }))).toEqual({ startMs: 20, endMs: 120 });
  expect(windowOf(alertOf({ startMs: 90, endMs: 140, exceedances }))).toEqual({ startMs: 0, endMs: 100 });
});

it("is nothing where single bins were looked at, or none is known", () => {
  expect(
    windowOf(alertOf({ startMs: 90, endMs: 110, peakMs: 100, exceedances: [bin(90, 100), bin(100, 110)] })),
  ).toBeNull();
  expect(windowOf(alertOf({ startMs: 90, endMs: 110, exceedances: [] }))).toBeNull();
});
