/**
 * The values of a series by its id, at any bins: what is asked for on screen, on the command line, and by what looks at series
 * as wholes.
 *
 * | id | values |
 * |---|---|
 * | `events` | all events |
 * | `level:error`, `level:none` | events of a level |
 * | `template:<id>` | events of a template |
 * | `service=auth` | events of a value of a dimension |
 * | `measure:ms`, and `measure-count:`, `-min:`, `-max:`, `-median:`, `-p95:` | mean of a numeric column, or another statistic |
 * | `rate:error`, `rate:fatal`, `rate:warn` | share of such events; fatal ones are errors too |
 * | `rate:warn-to-info` | warnings for each information |
 * | `difference:build=1.0..1.1`, `ratio:build=1.0..1.1` | events of the second value − those of the first; or / them |
 */
import { LEVELS, type Level } from "../model/levels.ts";
import { measureOfId } from "../model/measure-statistics.ts";
import type { Bins } from "./binning.ts";
import type { EventCounts } from "./event-counts.ts";

/** Levels in the numerator and the denominator of a rate; null: all events. */
const RATES: Record<string, [Level[], Level[] | null]> = {
  error: [["error", "fatal"], null],
  fatal: [["fatal"], null],
  warn: [["warn"], null],
  "warn-to-info": [["warn"], ["info"]],
};

/** Rates that a log with these levels has. */
export const RATE_IDS = Object.keys(RATES).map((name) => `rate:${name}`);

/** Whether the values of a series are counts of events, so that those of joined bins add up. */
export function isCount(id: string): boolean {
  const column = measureOfId(id);
  return column === null ? !/^(rate|ratio):/.test(id) : column.statistic === "count";
}

/** @returns a value a bin, NaN where there is none; null when the id names nothing in this log */
export function seriesOf(counts: EventCounts, id: string, bins: Bins): Float64Array | null {
  if (id === "events") return counts.events({}, bins);
  const column = measureOfId(id);
  if (column) return counts.measure(column.measure, column.statistic, bins);
  const [kind, name] = partsOf(id);
  if (kind === "level") {
    const level = name === "none" ? null : LEVELS.find((known) => known === name);
    return level === undefined ? null : counts.events({ levels: [level] }, bins);
  }
  if (kind === "template")
    return counts.has({ templateId: name }) ? counts.events({ templateIds: [name] }, bins) : null;
  const rate = kind === "rate" ? RATES[name] : undefined;
  if (rate) {
    const [of, all] = rate;
    return divide(counts.events({ levels: of }, bins), counts.events(all ? { levels: all } : {}, bins));
  }
  if (kind === "difference" || kind === "ratio") return between(counts, kind, name, bins);
  return ofValue(counts, id, bins);
}

function partsOf(id: string): [kind: string, name: string] {
  const colon = id.indexOf(":");
  return colon < 0 ? ["", id] : [id.slice(0, colon), id.slice(colon + 1)];
}

function ofValue(counts: EventCounts, text: string, bins: Bins): Float64Array | null {
  const equals = text.indexOf("=");
  const [name, value] = [text.slice(0, equals), text.slice(equals + 1)];
  return equals > 0 && counts.has({ name, value }) ? counts.events({ dimensions: [{ name, value }] }, bins) : null;
}

function between(counts: EventCounts, kind: "difference" | "ratio", text: string, bins: Bins): Float64Array | null {
  const match = /^(.+?)=(.+?)\.\.(.+)$/s.exec(text);
  const old = match && ofValue(counts, `${match[1]}=${match[2]}`, bins);
  const next = match && ofValue(counts, `${match[1]}=${match[3]}`, bins);
  if (!old || !next) return null;
  return kind === "ratio" ? divide(next, old) : next.map((value, i) => value - (old[i] as number));
}

/** NaN where nothing is divided by. */
function divide(above: Float64Array, below: Float64Array): Float64Array {
  return above.map((value, i) => (below[i] === 0 ? Number.NaN : value / (below[i] as number)));
}
