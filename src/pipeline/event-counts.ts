/**
 * Answers questions for counts from the core's cells: which facets are meant, in which row each is counted, and what the
 * past of the row lets expect of a bin. Knows nothing of files.
 */
import type { Core, CountedSpan } from "../core/core.ts";
import type { ScoreCore } from "../core/score-core.ts";
import type { CoreFacet } from "../core/tables.ts";
import type { CountQuery, Counts, EventFilter, Expected, Split } from "../model/counts.ts";
import type { FieldNames } from "../model/field-names.ts";
import { codeOfLevel, LEVEL_CODE_COUNT } from "../model/levels.ts";
import type { MeasureStatistic } from "../model/measure-statistics.ts";
import type { Template } from "../model/report.ts";
import type { HexId } from "../model/units.ts";
import { type Bins, binsWithin } from "./binning.ts";

/** Bins that are looked at for what to expect, those shown included; always so many, as a scorer keeps its memory. */
const EXPECTING_BINS = 4096;
/** The past that gives the expectation of a bin, and what lies between: as `mean-threshold` has them by default. */
const PAST = { kind: "mean-threshold", trailing: [1], baseline: 60, lag: 10, below: true, everywhere: true } as const;

export class EventCounts {
  readonly #core: Core;
  readonly #names: FieldNames;
  readonly #facets: readonly CoreFacet[];
  /** by facet: texts of its dimension values, null without */
  readonly #values: readonly (string | null)[][];
  readonly #templateOf: ReadonlyMap<HexId, HexId>;

  constructor(core: Core, names: FieldNames, templates: readonly Template[]) {
    this.#core = core;
    this.#names = names;
    this.#facets = core.facets();
    const texts = core.values();
    this.#values = this.#facets.map(({ values }) =>
      names.dimensions.map((_, d) => (values[d] ? (texts[values[d]]?.text ?? "other") : null)),
    );
    this.#templateOf = new Map(templates.flatMap(({ id, signatures }) => signatures.map((one) => [one, id] as const)));
  }

  count(query: CountQuery, scores: () => ScoreCore): Counts {
    const { shift, measureShift } = this.#core.totals();
    if (query.fromStart) {
      const span = spanFrom(query, shift);
      const { startSecond, binSeconds, binCount } = span;
      const rows = this.#countIn(query.filter, query.split, span);
      return { startMs: startSecond * 1000, binMs: binSeconds * 1000, binCount, rows, expected: null };
    }
    const isMeasure = query.measure !== undefined;
    const bins = binsWithin(query.startMs, query.endMs, query.mostBins, isMeasure ? measureShift : shift);
    const { startMs, binMs, count: binCount } = bins;
    const rows = isMeasure ? [this.#measureOf(query, bins)] : this.#count(query.filter, query.split, bins);
    const expected = query.expected ? this.#expected(query, bins, scores()) : null;
    return { startMs, binMs, binCount, rows, expected };
  }

  /** Events that a filter lets through, a number a bin. */
  events(filter: EventFilter, bins: Bins): Float64Array {
    return this.#count(filter, undefined, bins)[0] ?? new Float64Array(bins.count);
  }

  /** @returns null when there is no such column */
  measure(name: string, what: MeasureStatistic, bins: Bins): Float64Array | null {
    const index = this.#names.measures.indexOf(name);
    return index < 0 ? null : this.#core.measure(index, what, bins.first, bins.count, bins.binSeconds);
  }

  /** Whether any event has this template, or this value of a dimension. */
  has(what: { templateId: HexId } | { name: string; value: string }): boolean {
    if ("templateId" in what)
      return this.#facets.some(({ signature }) => this.#templateOf.get(signature) === what.templateId);
    const d = this.#names.dimensions.indexOf(what.name);
    return d >= 0 && this.#values.some((values) => values[d] === what.value);
  }

  /** The values of a dimension with their events, the commonest first. */
  valuesOf(name: string): { value: string; count: number }[] {
    const d = this.#names.dimensions.indexOf(name);
    const counts = new Map<string, number>();
    this.#facets.forEach(({ count }, i) => {
      const value = this.#values[i]?.[d];
      if (value != null && count > 0) counts.set(value, (counts.get(value) ?? 0) + count);
    });
    const values = [...counts].map(([value, count]) => ({ value, count }));
    return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  #measureOf({ measure = "", statistic = "mean" }: CountQuery, bins: Bins): Float64Array {
    return this.measure(measure, statistic, bins) ?? new Float64Array(bins.count).fill(Number.NaN);
  }

  #count(filter: EventFilter, split: Split | undefined, { first, count, binSeconds }: Bins): Float64Array[] {
    const startSecond = first * binSeconds;
    const endSecond = startSecond + count * binSeconds;
    return this.#countIn(filter, split, { startSecond, endSecond, binCount: count, binSeconds });
  }

  #countIn(filter: EventFilter, split: Split | undefined, span: CountedSpan): Float64Array[] {
    const accepts = this.#accepts(filter);
    const { rowOf, rowCount } = this.#rows(split);
    const rows = Int32Array.from(this.#facets, (facet, i) => (accepts(facet, i) ? rowOf(facet, i) : -1));
    const table = this.#core.table(rows, null, rowCount, span);
    // of one buffer: there may be ten thousand rows of one bin, and each buffer is carried to the page on its own
    return Array.from({ length: rowCount }, (_, row) => table.subarray(row * span.binCount, (row + 1) * span.binCount));
  }

  #accepts({ levels, dimensions, templateIds }: EventFilter): (facet: CoreFacet, index: number) => boolean {
    const codes = levels && new Set(levels.map(codeOfLevel));
    const templates = templateIds && new Set(templateIds);
    const wanted = new Map<number, Set<string>>();
    for (const { name, value } of dimensions ?? []) {
      const d = this.#names.dimensions.indexOf(name);
      wanted.set(d, (wanted.get(d) ?? new Set()).add(value));
    }
    return ({ level, signature }, i) => {
      if (codes && !codes.has(level)) return false;
      if (templates && !templates.has(this.#templateOf.get(signature) ?? "")) return false;
      for (const [d, values] of wanted) if (!values.has(this.#values[i]?.[d] ?? "\0")) return false;
      return true;
    };
  }

  #rows(split: Split | undefined): { rowOf: (facet: CoreFacet, index: number) => number; rowCount: number } {
    if (split === undefined) return { rowOf: () => 0, rowCount: 1 };
    if (split.by === "level") return { rowOf: ({ level }) => level, rowCount: LEVEL_CODE_COUNT };
    if (split.by === "template") {
      const rowOfTemplate = new Map(split.ids.map((id, row) => [id, row]));
      const others = split.ids.length;
      const idOf = (signature: HexId): HexId => this.#templateOf.get(signature) ?? "";
      return { rowOf: ({ signature }) => rowOfTemplate.get(idOf(signature)) ?? others, rowCount: others + 1 };
    }
    const d = this.#names.dimensions.indexOf(split.name);
    const rowOfValue = new Map(split.values.map((value, row) => [value, row]));
    const rest = split.values.length;
    return { rowOf: (_, i) => rowOfValue.get(this.#values[i]?.[d] ?? "\0") ?? rest, rowCount: rest + 1 };
  }

  /** By the bins before each one, at the width that is shown: nothing later plays a part. */
  #expected(query: CountQuery, shown: Bins, scores: ScoreCore): Expected {
    const { firstMs } = this.#core.totals();
    const before = Math.max(0, Math.min(EXPECTING_BINS - shown.count, shown.first - firstBin(firstMs, shown)));
    const first = shown.first - before;
    const bins: Bins = { ...shown, first, count: EXPECTING_BINS, startMs: first * shown.binMs };
    const cut = (values: Float64Array) => values.subarray(before, before + shown.count).slice();
    if (query.measure !== undefined) {
      const values = this.#measureOf(query, bins);
      const { expected, deviation, threshold } = scores.scoreEmaBands(values, 20, 7, true, false);
      return { mean: cut(expected), deviation: cut(deviation), limit: cut(threshold) };
    }
    const [values = new Float64Array(EXPECTING_BINS)] = this.#count(query.filter, undefined, bins);
    const scorer = scores.scorer(Float64Array.from({ length: bins.count }, (_, i) => (first + i) * bins.binSeconds));
    const isAll = Object.values(query.filter).every((part) => part === undefined);
    if (!isAll) scorer.setExposure(this.#count({}, undefined, bins)[0] ?? values);
    const scored = scorer.score(values, [PAST], !isAll);
    const mean = new Float64Array(shown.count);
    const deviation = new Float64Array(shown.count);
    const limit = new Float64Array(shown.count);
    for (let i = 0; i < shown.count; i++) {
      const part = scored.parts(before + i)[0];
      mean[i] = part && part.width > 0 ? part.expected : Number.NaN;
      deviation[i] = part?.deviation ?? Number.NaN;
      limit[i] = scores.countLimit(mean[i] as number, deviation[i] as number, scores.alertDecades, false);
    }
    return { mean, deviation, limit };
  }
}

/** A stretch to whole cells of 2^shift seconds, in at most so many bins of equal width. */
function spanFrom({ startMs, endMs, mostBins }: CountQuery, shift: number): CountedSpan {
  const cell = 2 ** shift;
  const startSecond = Math.floor(startMs / 1000 / cell) * cell;
  const endSecond = Math.max(startSecond + cell, Math.ceil(endMs / 1000 / cell) * cell);
  const binSeconds = Math.ceil((endSecond - startSecond) / Math.max(1, mostBins) / cell) * cell;
  return { startSecond, endSecond, binSeconds, binCount: Math.ceil((endSecond - startSecond) / binSeconds) };
}

function firstBin(firstMs: number | null, { binMs, first }: Bins): number {
  return firstMs === null ? first : Math.floor(firstMs / binMs);
}
