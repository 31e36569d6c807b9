/** Series by minute, hour, day, week, month and season of the log's wall clock. */
import type { ScoreCore } from "../core/score-core.ts";
import type { Inputs } from "../model/report.ts";
import type { Aggregate, Aggregates, Period } from "../model/studies.ts";
import { type Bins, binsWithin } from "./binning.ts";
import { periodOf } from "./local-time.ts";

/** Statistics of an hour or more are of minutes, those of a minute of seconds, where not wider bins are stored. */
const BASE_SECONDS: Record<Period, number> = { minute: 1, hour: 60, day: 60, week: 60, month: 60, season: 60 };
const MOST_BINS = 4_000_000;
/** zones are off by quarters of an hour, so a period longer than a minute begins with one */
const QUARTER_MS = 900_000;

export interface SpanOfLog {
  firstMs: number;
  lastMs: number;
  inputs: Inputs;
  /** counts are stored in bins of 2^shift seconds */
  shift: number;
}

/** The bins that the statistics of a period are of. */
export function baseBins({ firstMs, lastMs, shift }: SpanOfLog, period: Period): Bins {
  const spanSeconds = (lastMs - firstMs) / 1000 + 1;
  const bins = Math.min(MOST_BINS, Math.ceil(spanSeconds / BASE_SECONDS[period]));
  return binsWithin(firstMs, lastMs + 1, bins, shift);
}

/** What is told of one series: a value a base bin, and how many values each stands for. */
export interface Aggregated {
  id: string;
  values: Float64Array;
  /** of a numeric column its values a bin; null: the values themselves are counts and add up */
  weights: Float64Array | null;
}

/** @param series each over `bins` */
export function aggregatesOf(
  series: readonly Aggregated[],
  period: Period,
  bins: Bins,
  { inputs }: SpanOfLog,
  { statistics }: ScoreCore,
): Aggregates {
  const { groups, periods } = periodsOf(bins, period, inputs);
  const rows = series.flatMap(({ id, values, weights }): Aggregate[] => {
    const found = statistics.byGroup(values, groups, periods.length);
    const counts = weights ? sums(weights, groups, periods.length) : sums(values, groups, periods.length);
    const known = (column: Float64Array, g: number) => (Number.isNaN(column[g]) ? null : (column[g] as number));
    return periods.map(({ name, startMs, endMs }, g) => ({
      series: id,
      period: name,
      startMs,
      endMs,
      count: counts[g] as number,
      mean: known(found.mean, g),
      deviation: known(found.deviation, g),
      min: known(found.min, g),
      max: known(found.max, g),
      p95: known(found.p95, g),
    }));
  });
  return { period, baseMs: bins.binMs, rows };
}

interface NamedPeriod {
  name: string;
  startMs: number;
  endMs: number;
}

/** A period with the same name again, as an hour that the clock repeats, is one. */
function periodsOf(bins: Bins, period: Period, { zoneTransitions }: Inputs) {
  const step = period === "minute" ? 60_000 : QUARTER_MS;
  const groups = new Uint32Array(bins.count);
  const places = new Map<string, number>();
  const periods: NamedPeriod[] = [];
  let named = Number.NaN;
  let place = 0;
  for (let i = 0; i < bins.count; i++) {
    const startMs = bins.startMs + i * bins.binMs;
    const part = Math.floor(startMs / step);
    if (part !== named) {
      named = part;
      const name = periodOf(startMs, period, zoneTransitions);
      place = places.get(name) ?? periods.length;
      if (place === periods.length) {
        places.set(name, place);
        periods.push({ name, startMs, endMs: startMs });
      }
    }
    groups[i] = place;
    (periods[place] as NamedPeriod).endMs = startMs + bins.binMs;
  }
  return { groups, periods };
}

function sums(values: Float64Array, groups: Uint32Array, groupCount: number): Float64Array {
  const found = new Float64Array(groupCount);
  values.forEach((value, i) => {
    const g = groups[i] as number;
    if (!Number.isNaN(value)) found[g] = (found[g] as number) + value;
  });
  return found;
}

/**
 * Aggregates by the path of their names, for a store of models: `project/customer/application/version/date/hour/series`; what
 * is unknown is left out, and so is the hour of a day's model.
 */
export function modelsOf(aggregates: Aggregates, names: readonly (string | undefined)[]): Record<string, ModelEntry> {
  const known = names.filter((name): name is string => name !== undefined && name !== "").map(asPart);
  return Object.fromEntries(
    aggregates.rows.map(({ series, period, startMs: _, endMs: __, ...model }) => {
      const [date = "", hour] = period.split("T");
      return [[...known, date, ...(hour === undefined ? [] : [hour]), asPart(series)].join("/"), model];
    }),
  );
}

export type ModelEntry = Omit<Aggregate, "series" | "period" | "startMs" | "endMs">;

/** A slash within a name would make two of it. */
function asPart(name: string): string {
  return name.replaceAll("%", "%25").replaceAll("/", "%2F");
}
