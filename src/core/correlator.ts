/** Correlations of series of one length, in an instance of the scores of its own. See assembly/scores/correlation.ts. */
import { instantiate } from "./modules.ts";
import type { ScoreExports } from "./score-core.ts";

export interface LaggedCorrelation {
  /** r at lags −most … most, NaN where it is not defined; at a positive lag the second series follows the first */
  r: Float64Array;
  /** bins that had both */
  pairs: Float64Array;
}

/** A series without its trend, in the correlator's memory. */
export interface Detrended {
  readonly place: number;
  readonly autocorrelation: number;
}

export class Correlator {
  readonly #wasm: ScoreExports;
  readonly #count: number;
  readonly #most: number;
  readonly #autoMost: number;
  readonly #out: number;

  /**
   * @param count bins of every series @param most the largest lag, less than `count`
   * @param autoMost lags of autocorrelations; beyond a quarter of the series they are mostly chance
   */
  constructor(scores: WebAssembly.Module, count: number, most: number, autoMost = Math.min(2048, count >> 2)) {
    if (count < 1 || most < 0 || most >= count) throw new RangeError("The lag is as long as the series.");
    this.#wasm = instantiate<ScoreExports>(scores);
    this.#count = count;
    this.#most = most;
    this.#autoMost = autoMost;
    this.#out = this.#wasm.allocate((2 * most + 1) * 16);
  }

  /** Takes a series in. @param values NaN for gaps */
  detrend(values: Float64Array): Detrended {
    if (values.length !== this.#count) throw new RangeError("The series have different lengths.");
    const raw = this.#wasm.allocate(values.byteLength);
    const place = this.#wasm.allocate(values.byteLength * 2);
    const autocorrelation = this.#wasm.allocate((this.#autoMost + 1) * 8);
    new Float64Array(this.#wasm.memory.buffer, raw, this.#count).set(values);
    this.#wasm.detrend(raw, this.#count, place);
    this.#wasm.autocorrelate(place, this.#count, this.#autoMost, autocorrelation);
    return { place, autocorrelation };
  }

  /** The series less its trend; 0 in gaps. */
  valuesOf({ place }: Detrended): Float64Array {
    return this.#copy(place, this.#count);
  }

  /** At lags 0, 1, … */
  autocorrelationOf({ autocorrelation }: Detrended): Float64Array {
    return this.#copy(autocorrelation, this.#autoMost + 1);
  }

  correlate(a: Detrended, b: Detrended): LaggedCorrelation {
    const lags = 2 * this.#most + 1;
    this.#wasm.correlate(a.place, b.place, this.#count, this.#most, this.#out);
    return { r: this.#copy(this.#out, lags), pairs: this.#copy(this.#out + lags * 8, lags) };
  }

  /** What so many pairs of the two are worth in independent ones. */
  effectivePairs(pairs: number, a: Detrended, b: Detrended): number {
    return this.#wasm.effectivePairs(pairs, a.autocorrelation, b.autocorrelation, this.#autoMost);
  }

  /** Two-sided p-value of a correlation of so many independent pairs. */
  tail(r: number, pairs: number): number {
    return this.#wasm.correlationTail(r, pairs);
  }

  #copy(place: number, length: number): Float64Array {
    return new Float64Array(this.#wasm.memory.buffer, place, length).slice();
  }
}
