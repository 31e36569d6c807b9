/** Seeded choices for the fuzz run; the numbers are those of the simulator. */
import { Random } from "../../src/simulate/random.ts";

export class Choice {
  readonly #random: Random;

  constructor(seed: number, index: number) {
    this.#random = new Random(seed * 4_294_967_296 + index);
  }

  /** @returns an integer in [0, n) */
  below(n: number): number {
    return this.#random.int(0, n - 1);
  }

  /** @returns an integer in [from, to] */
  int(from: number, to: number): number {
    return this.#random.int(from, to);
  }

  /** @param share of the answers that are true, 0…1 */
  chance(share: number): boolean {
    return this.#random.unit() < share;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** @returns `length` values, each made anew */
  times<T>(length: number, make: () => T): T[] {
    return Array.from({ length }, make);
  }

  /** Small numbers often, large ones seldom. @returns an integer in [1, most] */
  size(most: number): number {
    return Math.max(1, Math.floor(most ** this.#random.unit()));
  }
}
