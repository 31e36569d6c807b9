/**
 * How numbers, sizes, rates and durations are written, on axes and everywhere else on screen.
 * Groups of three digits stand apart by a narrow no-break space; a decimal point is a point in every locale.
 */
import type { DurationMs } from "../model/units.ts";

const NARROW_SPACE = "\u202f";

/** What stands between groups of three digits. */
let groupMark = NARROW_SPACE;

/** Sets what stands between groups of three digits, from now on, for all that is drawn anew. */
export function groupBy(kind: "space" | "comma" | "none"): void {
  groupMark = { space: NARROW_SPACE, comma: ",", none: "" }[kind];
}

/** Stands where there is no value. */
export const NO_VALUE = "–";

/** @returns an integer or a number of at most three significant decimals, grouped: `9 233 860`, `0.42`, `12.5` */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const size = Math.abs(value);
  const decimals = Number.isInteger(value) || size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
  const [whole = "0", fraction = ""] = size.toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, groupMark);
  const tail = fraction.replace(/0+$/, "");
  const text = tail === "" ? grouped : `${grouped}.${tail}`;
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** @returns a short form for axes: `950`, `12k`, `3.4M` */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  if (size < 10_000) return formatNumber(value);
  for (const [unit, letter] of [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const) {
    if (size >= unit) return `${formatNumber(Number((value / unit).toPrecision(3)))}${letter}`;
  }
  return formatNumber(value);
}

/**
 * Labels of an axis in one unit: `0 5k 10k`, never `5 000` beside `10k`.
 *
 * @param splits no number stands for no label
 * @param wholeOnly leaves out what is between whole numbers, as there are no half events
 */
export function axisNumbers(splits: readonly number[], wholeOnly: boolean): string[] {
  const largest = Math.max(0, ...splits.filter(Number.isFinite).map(Math.abs));
  const unit = (
    [
      [1e9, "G"],
      [1e6, "M"],
      [1e3, "k"],
    ] as const
  ).find(([size]) => largest >= size * 10);
  return splits.map((value) => {
    if (!Number.isFinite(value) || (wholeOnly && !Number.isInteger(value))) return "";
    if (unit === undefined || value === 0) return formatNumber(value);
    return `${formatNumber(Number((value / unit[0]).toPrecision(3)))}${unit[1]}`;
  });
}

/** @returns bytes in binary units with three digits: `712 B`, `1.02 GiB` */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  const text = unit === 0 ? String(Math.round(value)) : value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
  return `${text}${NARROW_SPACE}${units[unit]}`;
}

/** @returns a share 0…1 as per cent, never `0 %` for something or `100 %` for less than all */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return NO_VALUE;
  const percent = share * 100;
  if (percent === 0) return `0${NARROW_SPACE}%`;
  if (percent < 0.1) return `<${NARROW_SPACE}0.1${NARROW_SPACE}%`;
  if (percent < 100 && percent > 99.9) return `>${NARROW_SPACE}99.9${NARROW_SPACE}%`;
  return `${percent.toFixed(percent < 10 || percent > 99 ? 1 : 0).replace(/\.0$/, "")}${NARROW_SPACE}%`;
}

const DURATION_UNITS: readonly (readonly [DurationMs, string])[] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
  [1, "ms"],
];

/** @returns a duration in at most two units: `3 h 5 min`, `1.5 s`, `20 ms` */
export function formatDuration(durationMs: DurationMs): string {
  if (!Number.isFinite(durationMs)) return NO_VALUE;
  const size = Math.abs(durationMs);
  if (size < 1) return `0${NARROW_SPACE}s`;
  if (size < 1000) return `${Math.round(size)}${NARROW_SPACE}ms`;
  if (size < 60_000) return `${Number((size / 1000).toFixed(size < 10_000 ? 1 : 0))}${NARROW_SPACE}s`;
  for (let i = 0; i < DURATION_UNITS.length - 1; i++) {
    const [unitMs, name] = DURATION_UNITS[i]!;
    const [nextMs, nextName] = DURATION_UNITS[i + 1]!;
    if (size < unitMs) continue;
    let whole = Math.floor(size / unitMs);
    let rest = Math.round((size % unitMs) / nextMs);
    if (rest * nextMs >= unitMs) {
      whole++;
      rest = 0;
    }
    const head = `${whole}${NARROW_SPACE}${name}`;
    return rest === 0 ? head : `${head} ${rest}${NARROW_SPACE}${nextName}`;
  }
  return NO_VALUE;
}

/** As much may a width be off, of itself, to be told in one unit. */
const NEAR = 0.04;

/**
 * The width of a bin as people say it: in one unit where that is near, else with the rest to the nearest five minutes or
 * seconds. Counts that are kept in powers of two make widths such as 20 min 16 s.
 */
export function roundWidth(widthMs: DurationMs): { words: string; isExact: boolean } {
  const unit = DURATION_UNITS.findIndex(([unitMs]) => widthMs >= unitMs);
  const [unitMs] = DURATION_UNITS[unit] ?? [1];
  const next = DURATION_UNITS[unit + 1];
  // seconds have decimals
  if (next === undefined || unitMs <= 1000) return { words: formatDuration(widthMs), isExact: true };
  const [nextMs, nextName] = next;
  const near = Math.round(widthMs / unitMs);
  const isNear = Math.abs(near * unitMs - widthMs) <= widthMs * NEAR;
  const whole = isNear ? near : Math.floor(widthMs / unitMs);
  const stepMs = nextMs * (nextName === "h" ? 1 : 5);
  const restMs = isNear ? 0 : Math.round((widthMs - whole * unitMs) / stepMs) * stepMs;
  return {
    words: formatDuration(whole * unitMs + restMs),
    isExact: whole * unitMs + restMs === widthMs,
  };
}

/** @returns the width of a bin: `30 min`, `about 20 min` */
export function formatWidth(widthMs: DurationMs): string {
  const { words, isExact } = roundWidth(widthMs);
  return isExact ? words : `about ${words}`;
}

/** @returns a duration in all its units, from days to seconds: `2 h 16 min 32 s` */
export function exactDuration(durationMs: DurationMs): string {
  let restMs = durationMs;
  const parts = DURATION_UNITS.flatMap(([unitMs, name]) => {
    const whole = Math.floor(restMs / unitMs);
    restMs -= whole * unitMs;
    return whole === 0 ? [] : [`${whole}${NARROW_SPACE}${name}`];
  });
  return parts.join(" ");
}

/** @returns the count with the noun that agrees with it: `1 line`, `41 errors` */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
