/** Numbers, times and counts in the sentences of a report: the same on every machine, so no locale is asked. */
import type { Inputs } from "../model/report.ts";
import { wallClockMs } from "./zone.ts";

/** 1234567 → "1 234 567" with thin spaces; fractions to three significant digits. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Math.abs(value) >= 100 || Number.isInteger(value) ? Math.round(value) : Number(value.toPrecision(2));
  const [whole = "0", fraction] = String(rounded).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return fraction === undefined || /e/.test(fraction)
    ? grouped + (fraction ? `.${fraction}` : "")
    : `${grouped}.${fraction}`;
}

/** "1 error", "2 errors" */
export function counted(value: number, noun: string): string {
  return `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
}

const UNITS: readonly [ms: number, name: string][] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
];
/** what takes more of a unit than this is told in two */
const MANY = 120;

/** 90 000 → "90 s", 300 000 → "5 min", 3 600 000 → "1 h"; what would be many of a small unit is "4 h 54 min" */
export function duration(ms: number): string {
  const exact = UNITS.find(([size]) => ms % size === 0 && (ms >= 2 * size || ms === size)) ?? [1000, "s"];
  if (ms / exact[0] <= MANY) return `${number(ms / exact[0])} ${exact[1]}`;
  const large = UNITS.findIndex(([size]) => ms >= size);
  const [size, name] = UNITS[large] ?? [1000, "s"];
  const [smaller, smallerName] = UNITS[large + 1] ?? [size, name];
  const rest = Math.round((ms % size) / smaller);
  if (rest * smaller === size) return `${number(Math.floor(ms / size) + 1)} ${name}`;
  const whole = `${number(Math.floor(ms / size))} ${name}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallerName}`;
}

/** 870 000 → "14 min 30 s": two units at most, whole seconds. */
export function lasting(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [size, unit, below, lower] =
    seconds >= 86_400 ? [86_400, "d", 3600, "h"] : seconds >= 3600 ? [3600, "h", 60, "min"] : [60, "min", 1, "s"];
  const first = Math.floor(seconds / size);
  const rest = Math.floor((seconds % size) / below);
  return [first > 0 ? `${number(first)} ${unit}` : "", rest > 0 || first === 0 ? `${rest} ${lower}` : ""]
    .filter((part) => part !== "")
    .join(" ");
}

/** Chance of 10^−surprise in words: "1 in 4 000", "1 in 10¹²"; a score of 1 tells no more than that it is tiny. */
export function chance(surprise: number): string {
  if (surprise < 6) return `1 in ${number(Number((10 ** surprise).toPrecision(1)))}`;
  if (surprise > 300) return "below 1 in 10³⁰⁰";
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return `1 in 10${[...String(Math.floor(surprise))].map((digit) => digits[Number(digit)]).join("")}`;
}

/** "12:03:00", with the date where the two ends differ in it: "2 Nov 23:59:30". */
export class Clock {
  readonly #transitions: Inputs["zoneTransitions"];
  readonly #hasDate: boolean;

  /** @param hasDate false when the stamps have no date, so that only the time of day means something */
  constructor(transitions: Inputs["zoneTransitions"], hasDate: boolean) {
    this.#transitions = transitions;
    this.#hasDate = hasDate;
  }

  /** "between 12:03:00 and 12:03:30 on 2026-11-02" */
  range(startMs: number, endMs: number): string {
    const start = this.#parts(startMs);
    const end = this.#parts(endMs);
    if (!this.#hasDate) return `between ${start.time} and ${end.time}`;
    if (start.date === end.date) return `between ${start.time} and ${end.time} on ${start.date}`;
    return `between ${start.date} ${start.time} and ${end.date} ${end.time}`;
  }

  #parts(ms: number): { date: string; time: string } {
    const iso = new Date(wallClockMs(ms, this.#transitions)).toISOString();
    return { date: iso.slice(0, iso.indexOf("T")), time: iso.slice(-13, -5) };
  }
}
