/**
 * The matrix profile of one series, made step by step in an instance of the scores of its own, as its tables are dropped
 * with it. See assembly/scores/matrix-profile.ts for what it is.
 */
import { instantiate } from "./modules.ts";
import type { ScoreExports } from "./score-core.ts";

/** one series is no longer than this: the work grows with the square */
export const MOST_VALUES = 1_000_000;

/** Columns of w = n − m + 1 windows. */
export interface WindowProfile {
  /** to the nearest window, z-normalised; NaN where there is none */
  distance: Float64Array;
  /** that window; −1 where there is none */
  neighbour: Int32Array;
  /** to the nearest window before */
  earlierDistance: Float64Array;
  earlierNeighbour: Int32Array;
  /** 0 a shape, 1 all values the same, 2 with a gap */
  kind: Uint8Array;
}

export class MatrixProfile {
  readonly #wasm: ScoreExports;
  readonly #count: number;

  /**
   * @param scores the compiled module @param values NaN for gaps
   * @param length values in a window, 2 … the number of values
   * @throws RangeError for another length, or more values than a million
   */
  constructor(scores: WebAssembly.Module, values: Float64Array, length: number) {
    if (!Number.isInteger(length) || length < 2 || length > values.length)
      throw new RangeError("A window has at least 2 values, and at most as many as the series.");
    if (values.length > MOST_VALUES) throw new RangeError("The series has more than a million values.");
    this.#wasm = instantiate<ScoreExports>(scores);
    this.#count = values.length - length + 1;
    const place = this.#wasm.allocate(values.byteLength);
    new Float64Array(this.#wasm.memory.buffer, place, values.length).set(values);
    this.#wasm.startProfile(place, values.length, length);
  }

  /** Works on for about so many cells of the distance matrix, a nanosecond each. @returns the share that is done, 1 at the end */
  step(cells: number): number {
    return this.#wasm.profileStep(cells);
  }

  /** After the last step. */
  result(): WindowProfile {
    const count = this.#count;
    const wasm = this.#wasm;
    const [distance, neighbour, earlierDistance, earlierNeighbour, kind] = [8, 4, 8, 4, 1].map((bytes) =>
      wasm.allocate(count * bytes),
    ) as [number, number, number, number, number];
    wasm.writeProfile(distance, neighbour, earlierDistance, earlierNeighbour, kind);
    const { buffer } = wasm.memory;
    return {
      distance: new Float64Array(buffer, distance, count).slice(),
      neighbour: new Int32Array(buffer, neighbour, count).slice(),
      earlierDistance: new Float64Array(buffer, earlierDistance, count).slice(),
      earlierNeighbour: new Int32Array(buffer, earlierNeighbour, count).slice(),
      kind: new Uint8Array(buffer, kind, count).slice(),
    };
  }

  /** Distances of one window to all, NaN to those with a gap; after the last step. */
  distancesFrom(window: number): Float64Array {
    this.#distances ??= this.#wasm.allocate(this.#count * 8);
    this.#wasm.distancesFrom(window, this.#distances);
    return new Float64Array(this.#wasm.memory.buffer, this.#distances, this.#count).slice();
  }

  #distances: number | null = null;
}
