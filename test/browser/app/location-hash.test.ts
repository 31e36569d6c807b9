import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOfHash, placeToHash } from "../../../src/app/location-hash.ts";
import { type AppState, INITIAL_STATE, NO_SELECTION, VIEW_NAMES } from "../../../src/app/state.ts";
import type { CompareSettings } from "../../../src/model/comparison.ts";
import { LEVELS } from "../../../src/model/levels.ts";
import { makeReport } from "../fixtures/report.ts";

const result = { report: makeReport(), partial: new ArrayBuffer(0) };

const word = fc.string({ unit: "grapheme", minLength: 1 });
const moment = fc.integer({ min: -8.64e15, max: 8.64e15 });

const span = fc
  .tuple(moment, moment)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ startMs: Math.min(a, b), endMs: Math.max(a, b) }));
const spanText = (one: { startMs: number; endMs: number } | null) => (one ? `${one.startMs}..${one.endMs}` : "rest");

/** What is compared, with what is left at its default left out. */
const compares = fc
  .record(
    {
      sides: fc.oneof(
        fc.record({ field: word, old: word, new: word }),
        fc.record({ old: fc.option(span), new: span }).map((ranges) => ({
          ...{ field: "time", old: spanText(ranges.old), new: spanText(ranges.new) },
          ranges,
        })),
      ),
      key: fc.option(word),
      by: fc.constant("totals" as const),
      binMs: fc.integer({ min: 1000 }),
      limits: fc.record({
        threshold: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        trailing: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1 }),
        mode: fc.constantFrom("difference" as const, "ratio" as const),
      }),
    },
    { requiredKeys: ["sides", "key"] },
  )
  .map(({ sides, ...rest }): CompareSettings => ({ ...sides, ...rest }));

/** Every state that a place in the app can be in. */
const places = fc.record({
  storedId: fc.option(word),
  view: fc.constantFrom(...VIEW_NAMES),
  logScale: fc.boolean(),
  lineAt: fc.option(fc.record({ file: fc.nat(1e6), line: fc.integer({ min: 1, max: 1e12 }) })),
  onlyHits: fc.boolean(),
  byTime: fc.boolean(),
  stackBy: fc.option(fc.string({ unit: "grapheme" })),
  charts: fc.uniqueArray(fc.string({ unit: "grapheme" }), { maxLength: 12 }),
  studied: fc.record({
    seriesId: fc.option(word),
    window: fc.option(fc.nat(999_999)),
    compared: fc.uniqueArray(fc.string({ unit: "grapheme" }), { maxLength: 24 }),
    mostLag: fc.option(fc.nat(999_999)),
    hour: fc.option(fc.nat(167)),
    pair: fc.option(fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }))),
  }),
  compare: fc.option(compares),
  selection: fc.record({
    rangeMs: fc.option(span),
    alertId: fc.option(word),
    templateId: fc.option(word),
    levels: fc.uniqueArray(fc.constantFrom(null, ...LEVELS)),
    dimensions: fc.array(fc.record({ name: word, value: fc.string({ unit: "grapheme" }) })),
    text: fc.string({ unit: "grapheme" }),
  }),
});

describe("the place in the URL", () => {
  it("comes back as it was, whatever is in it", () => {
    fc.assert(
      fc.property(places, ({ compare, ...rest }) => {
        const place = { ...rest, compare };
        const empty = { comparison: null, episodes: null, counting: false, failure: null };
        const comparing = compare && { partial: result.partial, asked: compare, ...empty };
        const state: AppState = { ...INITIAL_STATE, phase: "result", result, comparing, ...rest };
        expect(placeOfHash(placeToHash(state))).toEqual(place);
      }),
    );
  });

  it("is empty on the first screen, and nonsense is the start of the app", () => {
    expect(placeToHash(INITIAL_STATE)).toBe("");
    const place = placeOfHash(
      "#of=x&old=1&over=a&view=nowhere&from=9&to=3&levels=loud,error&is=%25zz%3D1&is=%3Dx&is=host",
    );
    expect(place.view).toBe("overview");
    expect(place.compare).toBeNull();
    expect(place.selection).toEqual({ ...NO_SELECTION, levels: ["error"] });
  });
});
