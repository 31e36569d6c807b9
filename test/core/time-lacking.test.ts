/** Stamps that lack the year, the date or all but a span, alone and beside fuller ones, against a plain reading. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimeLayout } from "../../src/model/plan.ts";
import { wholeTime } from "../../src/pipeline/formats/time-layouts.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { filePlan, startPlan } from "./support/plans.ts";

const FIRST_YEAR = 2025;
const DAY_MS = 86_400_000;
const layoutOf = (text: string) => wholeTime(text)?.layout ?? [];
const FULL = layoutOf("2026-03-01T10:00:00.5");
const NO_YEAR = layoutOf("Mar  1 10:00:00");
const NO_DATE = layoutOf("10:00:00.5");

type Kind = "full" | "no year" | "no date";
const LAYOUTS: Record<Kind, TimeLayout> = { full: FULL, "no year": NO_YEAR, "no date": NO_DATE };
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function write(kind: Kind, ms: number): string {
  const iso = new Date(ms).toISOString();
  if (kind === "full") return iso.slice(0, -1);
  if (kind === "no date") return iso.slice(11, -1);
  const date = new Date(ms);
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${iso.slice(11, 19)}`;
}

/** The instants that stamps mean one after the other, by the rules of the plan in words; null for those that tell none. */
function naive(stamps: readonly { kind: Kind; ms: number }[]): (number | null)[] {
  let last: number | null = null;
  return stamps.map(({ kind, ms }) => {
    const written = kind === "no year" ? Math.floor(ms / 1000) * 1000 : ms;
    const date = new Date(written);
    if (kind === "full") last = written;
    else if (kind === "no year") {
      let year = FIRST_YEAR;
      if (last !== null) {
        const before = new Date(last);
        const months = date.getUTCMonth() - before.getUTCMonth();
        year = before.getUTCFullYear() + (months < -6 ? 1 : months > 9 ? -1 : 0);
      }
      const placed = new Date(written);
      placed.setUTCFullYear(year);
      if (placed.getUTCDate() !== date.getUTCDate()) return null;
      last = placed.getTime();
    } else {
      if (last === null) return null;
      const ofDay = ((written % DAY_MS) + DAY_MS) % DAY_MS;
      const day = Math.floor(last / DAY_MS);
      const gap = Math.floor(ofDay / 1000) - Math.floor((last - day * DAY_MS) / 1000);
      last = (day + (gap < -7200 ? 1 : gap > 79_200 ? -1 : 0)) * DAY_MS + ofDay;
    }
    return last;
  });
}

describe.each(BUILDS)("stamps that lack something, $build build", ({ module }) => {
  function read(layouts: readonly TimeLayout[], texts: readonly string[]): (number | null)[] {
    const core = newCore(module, {});
    const plan = filePlan({
      kind: "lines",
      layouts: layouts.map((layout, i) => ({ id: `${i}`, label: "", steps: [{ step: "time", layout }] })),
    });
    startPlan(core, plan, FIRST_YEAR);
    core.writeRows();
    return core.rows(Buffer.from(texts.map((text) => `${text}\n`).join("")), true).map(({ timeMs }) => timeMs);
  }

  it("take year and day from those beside them", () => {
    const step = fc.oneof(
      fc.integer({ min: 0, max: 5000 }),
      fc.integer({ min: -3_000_000, max: 90_000_000 }),
      fc.integer({ min: -40 * DAY_MS, max: 300 * DAY_MS }),
    );
    const kind = fc.constantFrom<Kind>("full", "full", "no year", "no date");
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, step), { minLength: 1, maxLength: 40 }), (steps) => {
        let ms = Date.UTC(1999, 10, 1);
        const stamps = steps.map(([of, by]) => {
          ms += by;
          return { kind: of, ms };
        });
        const texts = stamps.map(({ kind: of, ms: at }) => write(of, at));
        expect(read(Object.values(LAYOUTS), texts), texts.join("\n")).toEqual(naive(stamps));
      }),
      { numRuns: 1500 },
    );
  });

  it("of days in late order change no year and no day falsely", () => {
    const dates = ["Jan  1 00:00:01", "Dec 31 23:59:59", "Jan  1 00:00:02", "Mar  1 10:00:00", "Feb 28 10:00:00"];
    expect(read([NO_YEAR], dates)).toEqual([
      Date.UTC(2025, 0, 1, 0, 0, 1),
      Date.UTC(2024, 11, 31, 23, 59, 59),
      Date.UTC(2025, 0, 1, 0, 0, 2),
      Date.UTC(2025, 2, 1, 10),
      Date.UTC(2025, 1, 28, 10),
    ]);
    const clocks = ["00:00:01", "23:59:59", "00:00:02", "10:00:00", "09:00:00", "03:00:00"];
    expect(read([NO_DATE], clocks)).toEqual([1000, -1000, 2000, 36_000_000, 32_400_000, DAY_MS + 10_800_000]);
  });

  it("of spans since a start or since the line before are added as they are written", () => {
    const span = fc.tuple(fc.nat(200_000), fc.nat(999_999));
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 30 }), (spans) => {
        const texts = spans.map(([whole, micros]) => `${whole}.${String(micros).padStart(6, "0")} x`);
        const sinceStart = spans.map(([whole, micros]) => whole * 1000 + Math.floor(micros / 1000));
        expect(read([["elapsed"]], texts)).toEqual(sinceStart);
        let sum = 0;
        const summed = spans.map(([whole, micros]) => {
          sum += whole * 1_000_000 + micros;
          return Math.floor(sum / 1000);
        });
        expect(read([["delta"]], texts)).toEqual(summed);
      }),
      { numRuns: 300 },
    );
    expect(read([["elapsed"]], ["   1.5 x", "1.25", "1", "1.x", ".5", "12345678901.5", "-1.5"])).toEqual([
      1500,
      1250,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it("at the ends of what years can be are read or refused", () => {
    const texts = [
      "0000-01-01T00:00:00Z",
      "9999-12-31T23:59:59Z",
      "2026-02-30T00:00:00Z",
      "2026-366T00:00:00Z",
      "2024-366T00:00:00Z",
    ];
    const ordinal = layoutOf("2024-366T00:00:00Z");
    expect(read([FULL, ordinal], texts)).toEqual([
      -62_167_219_200_000,
      253_402_300_799_000,
      null,
      null,
      Date.UTC(2024, 11, 31),
    ]);
  });
});
