/** Statistics of whole series in the scores' memory: by group, rolling, TF-IDF. Everything returned is a copy. */
import type { ScoreExports } from "./score-core.ts";

/** A value a group; NaN where the group has no values. */
export interface GroupStatistics {
  /** values of the group */
  count: Float64Array;
  mean: Float64Array;
  /** of a sample, n − 1; 0 for one value */
  deviation: Float64Array;
  min: Float64Array;
  max: Float64Array;
  /** nearest rank */
  p95: Float64Array;
}

/** A value a bin, of the bins of the window that have values. */
export interface RollingStatistics {
  min: Float64Array;
  max: Float64Array;
  mean: Float64Array;
  deviation: Float64Array;
  p95: Float64Array;
}

export class Statistics {
  readonly #wasm: ScoreExports;
  #place = 0;
  #bytes = 0;

  constructor(wasm: ScoreExports) {
    this.#wasm = wasm;
  }

  /**
   * @param values NaN where there is none
   * @param groups a value each: its group; from `groupCount` on they are left out
   */
  byGroup(values: Float64Array, groups: Uint32Array, groupCount: number): GroupStatistics {
    const n = values.length;
    const place = this.#room(n * 20 + 4 + groupCount * 52 + 16);
    const out = place + n * 8;
    const scratch = out + groupCount * 48;
    const groupsAt = scratch + n * 8 + (groupCount + 2) * 4;
    this.#put(place, values);
    new Uint32Array(this.#wasm.memory.buffer, groupsAt, n).set(groups);
    this.#wasm.groupStatistics(place, groupsAt, n, groupCount, scratch, out);
    const column = (c: number) => this.#get(out, c, groupCount);
    return { count: column(0), mean: column(1), deviation: column(2), min: column(3), max: column(4), p95: column(5) };
  }

  /** Of the last `window` bins; causal. */
  rolling(values: Float64Array, window: number): RollingStatistics {
    const n = values.length;
    const place = this.#room(n * 48 + window * 8 + 8);
    const out = place + n * 8;
    this.#put(place, values);
    this.#wasm.rollingStatistics(place, n, window, out + n * 40, out);
    const column = (c: number) => this.#get(out, c, n);
    return { min: column(0), max: column(1), mean: column(2), deviation: column(3), p95: column(4) };
  }

  /** TF-IDF of templates, a row each; causal. @param counts a row a template @param totals all events a bin */
  tfIdf(counts: readonly Float64Array[], totals: Float64Array): Float64Array[] {
    const n = totals.length;
    const place = this.#room((counts.length * 2 + 1) * n * 8);
    const rows = place + n * 8;
    const out = rows + counts.length * n * 8;
    this.#put(place, totals);
    counts.forEach((row, r) => {
      this.#put(rows + r * n * 8, row);
    });
    this.#wasm.tfIdf(rows, place, counts.length, n, out);
    return counts.map((_, r) => this.#get(out, r, n));
  }

  /** P(X ≥ hits) where `drawn` of `total` are drawn, `marked` of which are marked: Fisher's exact test, one-sided. */
  hypergeometricTail(hits: number, drawn: number, marked: number, total: number): number {
    return this.#wasm.hypergeometricTail(hits, drawn, marked, total);
  }

  /** The KPSS statistic of a constant level, see assembly/scores/hours.ts; NaN for too few values. */
  kpss(values: Float64Array, lags: number): number {
    const place = this.#room(values.length * 16);
    this.#put(place, values);
    return this.#wasm.kpss(place, values.length, lags, place + values.byteLength);
  }

  #room(bytes: number): number {
    if (bytes > this.#bytes) {
      this.#bytes = bytes + (bytes >> 1);
      this.#place = this.#wasm.allocate(this.#bytes);
    }
    return this.#place;
  }

  #put(place: number, values: Float64Array): void {
    new Float64Array(this.#wasm.memory.buffer, place, values.length).set(values);
  }

  #get(place: number, column: number, length: number): Float64Array {
    return new Float64Array(this.#wasm.memory.buffer, place + column * length * 8, length).slice();
  }
}
