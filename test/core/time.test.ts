/** Time stamps: every shape that the sniffer knows, as the core reads it, against Date.UTC; in sequences that hit and miss its caches. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimeLayout } from "../../src/model/plan.ts";
import { findTime, wholeTime } from "../../src/pipeline/formats/time-layouts.ts";
import { settleDayOrder } from "../../src/pipeline/formats/time-order.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { linesPlan, startPlan } from "./support/plans.ts";
import { randomFrom } from "./support/random.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** the calendar of an instant, each part as text */
function parts(second: number) {
  const date = new Date(second * 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const year = date.getUTCFullYear();
  const hours = date.getUTCHours();
  return {
    y: String(year).padStart(4, "0"),
    yy: two(year % 100),
    m: two(date.getUTCMonth() + 1),
    month: MONTHS[date.getUTCMonth()] as string,
    mon: (MONTHS[date.getUTCMonth()] as string).slice(0, 3),
    d: two(date.getUTCDate()),
    sd: String(date.getUTCDate()).padStart(2, " "),
    d1: String(date.getUTCDate()),
    doy: String(Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000) + 1).padStart(3, "0"),
    wd: (DAYS[date.getUTCDay()] as string).slice(0, 3),
    h: two(hours),
    h12: String(hours % 12 || 12),
    ap: hours < 12 ? "AM" : "PM",
    clock: `${two(hours)}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`,
    ms12: `${String(hours % 12 || 12)}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`,
    bare: `${two(hours)}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}`,
    dots: `${two(hours)}.${two(date.getUTCMinutes())}.${two(date.getUTCSeconds())}`,
  };
}

type Parts = ReturnType<typeof parts>;

interface Way {
  name: string;
  write: (p: Parts) => string;
  /** what may follow the second or the whole; "none" where nothing may */
  fraction: boolean;
  zone: boolean;
  behind?: (p: Parts) => string;
  /** two-digit years mean 1969…2068 */
  century?: boolean;
}

const WAYS: Way[] = [
  { name: "iso T", write: (p) => `${p.y}-${p.m}-${p.d}T${p.clock}`, fraction: true, zone: true },
  { name: "iso blank", write: (p) => `${p.y}-${p.m}-${p.d} ${p.clock}`, fraction: true, zone: true },
  { name: "iso slashes", write: (p) => `${p.y}/${p.m}/${p.d} ${p.clock}`, fraction: true, zone: true },
  { name: "iso dots", write: (p) => `${p.y}-${p.m}-${p.d}-${p.dots}`, fraction: true, zone: true },
  {
    name: "iso meridiem",
    write: (p) => `${p.y}-${p.m}-${p.d} ${p.ms12}`,
    behind: (p) => ` ${p.ap}`,
    fraction: true,
    zone: true,
  },
  { name: "ordinal", write: (p) => `${p.y}-${p.doy}T${p.clock}`, fraction: true, zone: true },
  { name: "compact", write: (p) => `${p.y}${p.m}${p.d}${p.bare}`, fraction: false, zone: false },
  { name: "compact T", write: (p) => `${p.y}${p.m}${p.d}T${p.bare}`, fraction: true, zone: true },
  { name: "compact colons", write: (p) => `${p.y}${p.m}${p.d}-${p.clock}`, fraction: true, zone: false },
  { name: "compact2", write: (p) => `${p.yy}${p.m}${p.d} ${p.bare}`, fraction: false, zone: false, century: true },
  { name: "access log", write: (p) => `${p.d}/${p.mon}/${p.y}:${p.clock}`, fraction: true, zone: true },
  { name: "long month", write: (p) => `${p.d}-${p.month}-${p.y} ${p.clock}`, fraction: true, zone: true },
  {
    name: "ctime",
    write: (p) => `${p.wd} ${p.mon} ${p.sd} ${p.clock}`,
    behind: (p) => ` ${p.y}`,
    fraction: true,
    zone: false,
  },
  {
    name: "month name first",
    write: (p) => `${p.mon} ${p.d1}, ${p.y} ${p.ms12}`,
    behind: (p) => ` ${p.ap}`,
    fraction: false,
    zone: false,
  },
  { name: "syslog with year", write: (p) => `${p.mon} ${p.sd} ${p.y} ${p.clock}`, fraction: true, zone: false },
  { name: "day first", write: (p) => `${p.d}.${p.m}.${p.y} ${p.clock}`, fraction: true, zone: true },
  {
    name: "month first",
    write: (p) => `${p.m}/${p.d}/${p.y} ${p.ms12}`,
    behind: (p) => ` ${p.ap}`,
    fraction: false,
    zone: false,
  },
  {
    name: "two-digit year",
    write: (p) => `${p.yy}/${p.m}/${p.d} ${p.clock}`,
    fraction: true,
    zone: false,
    century: true,
  },
];

const ZONES: [string, number][] = [
  ["", 0],
  ["Z", 0],
  ["+01:00", 3600],
  ["-0530", -19_800],
  [" +0200", 7200],
  [" UTC", 0],
  ["+05", 18_000],
];

interface Stamp {
  text: string;
  ms: number | null;
}

describe.each(BUILDS)("time stamps, $build build", ({ module }) => {
  /** Times of lines that begin with the stamps; null for lines that are no event. */
  function read(layout: TimeLayout, texts: readonly string[], firstYear = 2026): (number | null)[] {
    const core = newCore(module, {});
    startPlan(core, linesPlan(layout, []), firstYear);
    core.writeRows();
    const rows = core.rows(Buffer.from(texts.map((text) => `${text}\n`).join("")), true);
    expect(rows).toHaveLength(texts.length);
    return rows.map(({ timeMs }) => timeMs);
  }

  it("on days that their month does not have are no stamps", () => {
    const layout = wholeTime("2026-01-01T00:00:00")?.layout ?? [];
    const days = ["2026-02-28", "2026-02-29", "2024-02-29", "2024-02-30", "2100-02-29", "2000-02-29", "2026-04-31"];
    const real = [true, false, true, false, false, true, false];
    expect(
      read(
        layout,
        days.map((day) => `${day}T12:00:00`),
      ).map((timeMs) => timeMs !== null),
    ).toEqual(real);
  });

  it.each(WAYS.map((way) => [way.name, way] as const))("written as %s are read to the millisecond", (name, way) => {
    const layout = layoutOf(way);
    const random = randomFrom(name.length * 7919);
    const stamps: Stamp[] = [];
    let second = 0;
    for (let i = 0; i < 3000; i++) {
      const change = random.below(6);
      const [low, high] = way.century ? [0, 3_124_223_999] : [-62_000_000_000 + 62_000_000_000, 7_258_118_399];
      if (i === 0 || change === 0) second = low + Math.floor(random.next() * (high - low));
      else if (change < 3) second += random.below(3);
      second = Math.min(second, high);
      const p = parts(second);
      const digits = way.fraction ? random.below(10) : 0;
      const fraction = Array.from({ length: digits }, () => random.below(10)).join("");
      const [zone, offset] = way.zone && random.below(3) === 0 ? random.of(ZONES) : (["", 0] as const);
      const tail = random.of(zone === "" ? [" ", "] x", "\t-", ", x", ""] : [" ", "]", ""]);
      const mark = fraction === "" ? "" : random.of([".", ","]);
      const millis = Number(`${fraction}000`.slice(0, 3));
      stamps.push({
        text: `${way.write(p)}${mark}${fraction}${way.behind?.(p) ?? ""}${zone}${tail}`,
        ms: (second - offset) * 1000 + millis,
      });
    }
    const found = read(
      layout,
      stamps.map(({ text }) => text),
    );
    const wrong = stamps.flatMap((stamp, i) =>
      found[i] === stamp.ms ? [] : [{ before: stamps[i - 1]?.text, text: stamp.text, ms: stamp.ms, found: found[i] }],
    );
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  /** The layout that the sniffer sees in a stamp; days above 12 tell the order. */
  function layoutOf(way: Way): TimeLayout {
    const text = (second: number) => way.write(parts(second)) + (way.behind?.(parts(second)) ?? "");
    const sample = text(Date.UTC(2024, 9, 23, 13, 14, 15) / 1000);
    const found = wholeTime(sample);
    expect(found, sample).not.toBeNull();
    return settleDayOrder(found?.layout ?? [], [sample]);
  }

  it.each([
    "2026-13-01T00:00:00",
    "2026-00-01T00:00:00",
    "2026-01-00T00:00:00",
    "2026-01-32T00:00:00",
    "2026-01-01T25:00:00",
    "2026-01-01T00:60:00",
    "2026-01-01T00:00:61",
    "2026-01-01T00:00:6",
    "2026-01-01X00:00:00",
    "20260101T000000",
    "x2026-01-01T00:00:00",
    "",
  ])("%j between good ones is none, and does no harm to the next", (bad) => {
    const good = "2026-01-01T00:00:00.5Z";
    const layout = wholeTime(good)?.layout ?? [];
    const ms = Date.UTC(2026, 0, 1) + 500;
    expect(read(layout, [good, bad, good, `${good} x`, bad, bad, good])).toEqual([ms, null, ms, ms, null, null, ms]);
    expect(read(layout, [bad, good])).toEqual([null, ms]);
  });

  it("are read line by line, whatever the line before looked like", () => {
    const tails = [
      "",
      ".",
      ".5",
      ",25",
      ".123456",
      "Z",
      " Z",
      " Zoo",
      "+01",
      "+0100",
      "+01:00",
      "+01:x",
      "-02:30",
      " +0100",
      " -12 x",
      " UTC",
      " GMT",
      ":",
      ":5",
      ",",
      " x",
      "]",
    ];
    const layout = wholeTime("2026-01-01T00:00:00.5Z")?.layout ?? [];
    const heads = ["2026-01-01T00:00:00", "2026-01-01T00:00:01"];
    const alone = new Map(
      heads.flatMap((head) => tails.map((tail) => [head + tail, read(layout, [head + tail])[0] ?? null] as const)),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...alone.keys()), { minLength: 2, maxLength: 20 }), (texts) => {
        expect(read(layout, texts)).toEqual(texts.map((text) => alone.get(text)));
      }),
      { numRuns: 300 },
    );
  });

  it("since 1970 are in s, ms, µs or ns by their digits, and may be negative", () => {
    const whole = fc.integer({ min: 800_000_000, max: 3_999_999_999 });
    fc.assert(
      fc.property(whole, fc.nat(999), fc.nat(999_999), (second, ms, rest) => {
        const three = String(ms).padStart(3, "0");
        const six = String(rest).padStart(6, "0");
        const expected = second * 1000 + ms;
        const texts = [
          `${second}.${three}`,
          `${second}${three}`,
          `${second}${three}${six.slice(3)}`,
          `${second}${three}${six}`,
          `${second}`,
          `${second}.${three}${six}`,
        ];
        for (const text of texts) expect(wholeTime(text)?.layout, text).toEqual(["epoch"]);
        expect(read(["epoch"], texts)).toEqual([expected, expected, expected, expected, second * 1000, expected]);
        const negative = [`-${second}.${three}`, `-${second}${three}`, `-${second}`];
        expect(read(["epoch"], negative)).toEqual([-expected, -expected, -second * 1000]);
      }),
      { numRuns: 200 },
    );
    expect(read(["epoch"], ["0", "5", "-1", "-0.001", "-", "x"])).toEqual([0, 5000, -1000, -1, null, null]);
    // a date, a clock and a name begin with numbers that are no times; the number of an audit's record goes on
    const others = ["2026-03-02T08:00:00Z", "2026/03/02", "08:00:01", "1772352000s", "100000000000000000000000"];
    expect(read(["epoch"], others)).toEqual(others.map(() => null));
    expect(read(["epoch"], ["1772352000.250:71"])).toEqual([1772352000250]);
  });

  it("before 1970 are counted backwards", () => {
    const layout = wholeTime("1969-12-31T23:59:59.5")?.layout ?? [];
    const texts = ["1969-12-31T23:59:59.5Z", "1960-02-29T00:00:00", "1600-03-01T12:00:00", "0001-01-01T00:00:00"];
    const zeroYear = new Date(Date.UTC(2000, 0, 1));
    zeroYear.setUTCFullYear(1);
    expect(read(layout, texts)).toEqual([-500, Date.UTC(1960, 1, 29), Date.UTC(1600, 2, 1, 12), zeroYear.getTime()]);
  });

  it("without a year go on into the next, and late ones back into the last", () => {
    const layout = wholeTime("Dec 31 23:59:59")?.layout ?? [];
    const texts = [
      "Dec 31 23:59:58",
      "Jan  1 00:00:01",
      "Dec 31 23:59:59",
      "Jan  1 00:00:01",
      "Jun 30 12:00:00",
      "Dec 31 23:59:59",
      "Jan  1 00:00:00",
    ];
    expect(read(layout, texts, 2024)).toEqual([
      Date.UTC(2024, 11, 31, 23, 59, 58),
      Date.UTC(2025, 0, 1, 0, 0, 1),
      Date.UTC(2024, 11, 31, 23, 59, 59),
      Date.UTC(2025, 0, 1, 0, 0, 1),
      Date.UTC(2025, 5, 30, 12),
      Date.UTC(2025, 11, 31, 23, 59, 59),
      Date.UTC(2026, 0, 1),
    ]);
    expect(findTime("Feb 29 00:00:00 x", 0)?.lacks).toBe("year");
    expect(read(layout, ["Feb 29 00:00:00"], 2024)).toEqual([Date.UTC(2024, 1, 29)]);
  });

  it("without a date go on over midnight, and late ones back before it", () => {
    const layout = wholeTime("23:59:59.5")?.layout ?? [];
    const day = 86_400_000;
    const texts = ["23:59:58", "00:00:01.5", "23:59:59", "00:00:02", "11:30:00", "23:00:00", "01:00:00"];
    expect(read(layout, texts)).toEqual([
      day - 2000,
      day + 1500,
      day - 1000,
      day + 2000,
      day + 41_400_000,
      2 * day - 3_600_000,
      2 * day + 3_600_000,
    ]);
  });

  it("follow the table of the zone when they have none of their own", () => {
    const core = newCore(module, {});
    core.setTransitions([
      { localStartSeconds: -(2 ** 40), offsetSeconds: 3600 },
      { localStartSeconds: 1000, offsetSeconds: 7200 },
    ]);
    startPlan(core, linesPlan(["epoch"], []));
    core.writeRows();
    expect(core.rows(Buffer.from("10000"), true)[0]?.timeMs).toBe(10_000_000);
    const layout = wholeTime("1970-01-01T00:00:00")?.layout ?? [];
    startPlan(core, linesPlan(layout, []));
    const texts = ["1970-01-01T00:16:39", "1970-01-01T00:16:40", "1970-01-01T00:16:40Z", "1970-01-01T00:16:40"];
    const rows = core.rows(Buffer.from(texts.join("\n")), true);
    expect(rows.map(({ timeMs }) => timeMs)).toEqual([-2_601_000, -6_200_000, 1_000_000, -6_200_000]);
  });
});
