/**
 * One instance of the scores: detectors and statistics over series that are put into its memory. Owns that memory; what it
 * returns is copied. Its own lines of memory are kept for the next call.
 */
import type { instantiate as bound } from "../../build/scores.release.js";
import { Correlator } from "./correlator.ts";
import { instantiate } from "./modules.ts";
import { Scorer } from "./scorer.ts";
import { Statistics } from "./statistics.ts";

export type ScoreExports = Awaited<ReturnType<typeof bound>>;

/** A detector's word on one series, a value a bin; score is NaN where too little was seen. */
export interface LimitScores {
  score: Float64Array;
  expected: Float64Array;
  deviation: Float64Array;
  threshold: Float64Array;
  observed: Float64Array;
}

/** How windows of two tables are compared. */
export interface ComparedWindows {
  /** so many first bins are those of both sides */
  comparable: number;
  trailing: number;
  /** what an old event counts */
  perBin: number;
  asRatio: boolean;
}

/** as many go into memory together: it never shrinks */
const VALUES_AT_ONCE = 1_000_000;

export class ScoreCore {
  readonly statistics: Statistics;
  readonly #module: WebAssembly.Module;
  readonly #wasm: ScoreExports;
  #alertDecades = 4;
  readonly #scorers = new Map<number, Scorer>();
  #place = 0;
  #bytes = 0;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
    this.#wasm = instantiate<ScoreExports>(module);
    this.statistics = new Statistics(this.#wasm);
  }

  /** Decades of surprise at which a score is 0.5. */
  get alertDecades(): number {
    return this.#alertDecades;
  }

  /** @param decades above 0 */
  set alertDecades(decades: number) {
    this.#alertDecades = decades;
    this.#wasm.setAlertDecades(decades);
  }

  /** See assembly/scores/detectors.ts. */
  scoreEmaBands(values: Float64Array, period: number, k: number, below: boolean, counts: boolean): LimitScores {
    const place = this.#load(values, 5);
    this.#wasm.scoreEmaBands(place, values.length, period, k, below, counts, place + values.byteLength);
    return this.#limitScores(place, values.length);
  }

  /** See assembly/scores/detectors.ts. */
  scoreFixedLimits(values: Float64Array, low: number, high: number): LimitScores {
    const place = this.#load(values, 5);
    this.#wasm.scoreFixedLimits(place, values.length, low, high, place + values.byteLength);
    return this.#limitScores(place, values.length);
  }

  /** How often a score is as surprising as the alert line; see assembly/scores/severity.ts. */
  weightOf(score: number): number {
    return this.#wasm.weightOf(score);
  }

  /** Severity, 0…1, of what went over the line with these weights at most and together. */
  severityOf(most: number, sum: number): number {
    return this.#wasm.severityOf(most, sum);
  }

  /** The least, or with `below` the largest, count whose surprise is `decades`, of this mean and deviation. */
  countLimit(expected: number, deviation: number, decades: number, below: boolean): number {
    return this.#wasm.countLimit(expected, deviation, decades, below);
  }

  /** One-sided exact test that `more` of both are so many by chance on a side that is expected to have this share. */
  binomialTail(more: number, less: number, share = 0.5): number {
    return this.#wasm.binomialTail(more, less, share);
  }

  /** Lower bound on the ratio of two counts, exceeded by chance in the share `tail` of cases. */
  oddsBound(more: number, less: number, tail: number): number {
    return this.#wasm.oddsBound(more, less, tail);
  }

  /** See assembly/scores/comparison.ts; tables of `count` columns, row by row. */
  compareWindows(
    old: Float64Array,
    fresh: Float64Array,
    count: number,
    { comparable, trailing, perBin, asRatio }: ComparedWindows,
  ): Float64Array {
    const out = new Float64Array(old.length);
    const rowsAtOnce = Math.max(1, Math.floor(VALUES_AT_ONCE / count));
    for (let from = 0; from < old.length; from += rowsAtOnce * count) {
      const part = old.subarray(from, from + rowsAtOnce * count);
      const place = this.#load(part, 2);
      const second = place + part.byteLength;
      new Float64Array(this.#wasm.memory.buffer, second, part.length).set(fresh.subarray(from, from + part.length));
      const result = second + part.byteLength;
      const rows = part.length / count;
      this.#wasm.compareWindows(place, second, rows, count, comparable, trailing, perBin, asRatio, result);
      out.set(new Float64Array(this.#wasm.memory.buffer, result, part.length), from);
    }
    return out;
  }

  /** Correlations of series of `count` bins, in memory that is dropped with it. */
  correlator(count: number, mostLag: number): Correlator {
    return new Correlator(this.#module, count, mostLag);
  }

  /** Scores series over bins at these times, seconds since 1970. Its memory is kept for the next of the same length. */
  scorer(seconds: Float64Array): Scorer {
    const known = this.#scorers.get(seconds.length);
    if (known) {
      known.restart(seconds);
      return known;
    }
    const scorer = new Scorer(this.#wasm, seconds);
    this.#scorers.set(seconds.length, scorer);
    return scorer;
  }

  /** Puts the values at the start of memory for one call, with room for `columns` more of their length. */
  #load(values: Float64Array, columns: number): number {
    const bytes = values.byteLength * (1 + columns);
    if (bytes > this.#bytes) {
      this.#bytes = bytes * 2;
      this.#place = this.#wasm.allocate(this.#bytes);
    }
    new Float64Array(this.#wasm.memory.buffer, this.#place, values.length).set(values);
    return this.#place;
  }

  /** A copy of the nth column behind `place`, of `length` values. */
  #column(place: number, n: number, length: number): Float64Array {
    return new Float64Array(this.#wasm.memory.buffer, place + n * length * 8, length).slice();
  }

  #limitScores(place: number, length: number): LimitScores {
    const column = (n: number) => this.#column(place, n, length);
    return { score: column(1), expected: column(2), deviation: column(3), threshold: column(4), observed: column(5) };
  }
}
