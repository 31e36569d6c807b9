/** Names in stamps: months in four languages and zones, in UTF-8 and Latin-1; and labels of TAI64N. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimeLayout } from "../../src/model/plan.ts";
import { wholeTime } from "../../src/pipeline/formats/time-layouts.ts";
import { monthOf, ZONE_MINUTES } from "../../src/pipeline/formats/time-names.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { linesPlan, startPlan } from "./support/plans.ts";

const LOCALES = ["en", "fr", "de", "es"];
const LEAP_2026 = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

describe.each(BUILDS)("names in stamps, $build build", ({ module }) => {
  function read(layout: TimeLayout, texts: readonly string[], encoding: BufferEncoding = "utf8"): (number | null)[] {
    const core = newCore(module, {});
    startPlan(core, linesPlan(layout, []), 2026);
    core.writeRows();
    return core
      .rows(Buffer.from(texts.map((text) => `${text}\n`).join(""), encoding), true)
      .map(({ timeMs }) => timeMs);
  }

  it.each(LOCALES)("are months in %s, short and long, in any case", (locale) => {
    for (const month of ["short", "long"] as const)
      for (let m = 0; m < 12; m++) {
        const name = new Intl.DateTimeFormat(locale, { month, timeZone: "UTC" }).format(Date.UTC(2026, m, 4));
        for (const text of [name, name.toUpperCase(), name.toLowerCase()]) {
          const stamp = `${text} 14 10:00:00`;
          expect(monthOf(text), text).toBe(m + 1);
          const layout = wholeTime(stamp)?.layout ?? [];
          const expected = [Date.UTC(2026, m, 14, 10)];
          expect(read(layout, [stamp]), stamp).toEqual(expected);
          expect(read(layout, [stamp], "latin1"), stamp).toEqual(expected);
        }
      }
  });

  it("are no months when they are others", () => {
    const layout = wholeTime("Mar 14 10:00:00")?.layout ?? [];
    const texts = ["Max", "Jui", "J", "Mä", "Fe€", "März1", "ÄÄÄ", ""].map((name) => `${name} 14 10:00:00`);
    expect(read(layout, texts)).toEqual(texts.map(() => null));
  });

  it("are zones, as the sniffer knows them", () => {
    const layout: TimeLayout = [...(wholeTime("2026-07-01 10:00:00 CEST")?.layout ?? [])];
    expect(layout.at(-1)).toBe("zoneName");
    const local = Date.UTC(2026, 6, 1, 10);
    const texts: [string, number | null][] = Object.entries(ZONE_MINUTES).map(([name, minutes]) => [
      ` ${name}`,
      local - minutes * 60_000,
    ]);
    const others: [string, number | null][] = [
      [" +0530", local - 19_800_000],
      ["-03", local + 10_800_000],
      ["Z", local],
      [" XYZT", null],
      [" CESTE", null],
      [" Cest", null],
      [" ES", null],
      ["", null],
    ];
    const all = [...texts, ...others];
    expect(
      read(
        layout,
        all.map(([zone]) => `2026-07-01 10:00:00${zone}`),
      ),
    ).toEqual(all.map(([, ms]) => ms));
    // one behind the other, so that no stamp is taken for the one before it
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { minLength: 2, maxLength: 20 }), (some) => {
        const stamps = some.map(([zone], i) => `2026-07-01 10:00:00.${i % 10}${zone} x`);
        expect(read(layout, stamps)).toEqual(some.map(([, ms], i) => (ms === null ? null : ms + (i % 10) * 100)));
      }),
      { numRuns: 200 },
    );
  });

  it("are weekdays, passed over", () => {
    const texts = ["Sun Mar  1 10:00:00 2026", "dim. mars  1 10:00:00 2026", "So Mär  1 10:00:00 2026"];
    for (const text of texts)
      expect(read(wholeTime(text)?.layout ?? [], [text]), text).toEqual([LEAP_2026 + 59 * DAY_MS + 36_000_000]);
  });

  it("are labels of TAI64 and TAI64N, ten seconds ahead", () => {
    const label = (second: bigint) => (second + 2n ** 62n + 10n).toString(16);
    fc.assert(
      fc.property(
        fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n }),
        fc.nat(999_999_999),
        fc.boolean(),
        (second, nanos, upper) => {
          const short = label(second);
          const long = short + nanos.toString(16).padStart(8, "0");
          const text = upper ? long.toUpperCase() : long;
          const ms = Number(second) * 1000;
          expect(read(["tai64"], [short, text])).toEqual([ms, ms + Math.floor(nanos / 1_000_000)]);
        },
      ),
      { numRuns: 200 },
    );
    const good = label(1_772_359_200n);
    const bad = [
      "",
      "x",
      good.slice(1),
      `${good}1`,
      `${good}3b9aca00`,
      "f".repeat(16),
      "0".repeat(16),
      `${good}12345678z`,
    ];
    const found = read(["tai64"], [...bad, `${good}3b9ac9ff`]);
    expect(found.slice(0, -2)).toEqual(bad.slice(0, -1).map(() => null));
    expect(found.slice(-2)).toEqual([1_772_359_200_305, 1_772_359_200_999]);
  });
});
