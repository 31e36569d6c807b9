import { describe, expect, it } from "vitest";
import { placeOfHash, placeToHash } from "../../../src/app/location-hash.ts";
import { type AppState, INITIAL_STATE } from "../../../src/app/state.ts";
import { makeReport } from "../fixtures/report.ts";

const state: AppState = {
  ...INITIAL_STATE,
  phase: "result",
  result: { report: makeReport(), partial: new ArrayBuffer(0) },
  storedId: "abc",
  view: "templates",
  logScale: true,
  selection: {
    rangeMs: { startMs: -5, endMs: 1_700_000_000_123 },
    alertId: "a1",
    templateId: "00ff",
    levels: ["error", null],
  },
};

describe("the place in the URL", () => {
  it("comes back as it was", () => {
    const { storedId, view, selection, logScale } = state;
    expect(placeOfHash(placeToHash(state))).toEqual({ storedId, view, selection, logScale });
  });

  it("is empty on the first screen, and nonsense is the start of the app", () => {
    expect(placeToHash(INITIAL_STATE)).toBe("");
    const place = placeOfHash("#view=nowhere&from=9&to=3&levels=loud,error");
    expect(place.view).toBe("overview");
    expect(place.selection.rangeMs).toBeNull();
    expect(place.selection.levels).toEqual(["error"]);
  });
});
