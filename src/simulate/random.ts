/**
 * Seeded random numbers that are the same on every engine: integer arithmetic and IEEE + − × ÷ √ only, because
 * `Math.exp`, `Math.log` and their kin may differ in the last bit between engines.
 * Source: sfc32 from Chris Doty-Humphrey's PractRand; seeded by splitmix32 (Steele, Lea, Flood: Fast Splittable
 * Pseudorandom Number Generators, 2014, in its 32-bit form).
 */

/** Scales a 32-bit integer to [0, 1). */
const UNIT = 1 / 4294967296;

export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** @param seed any number; its value modulo 2^32, with the upper half of a larger one mixed in, picks the stream */
  constructor(seed: number) {
    let state = (seed ^ Math.imul(Math.floor(seed / 4294967296) | 0, 0x85ebca6b)) | 0;
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let z = state ^ (state >>> 16);
      z = Math.imul(z, 0x21f0aaad);
      z ^= z >>> 15;
      z = Math.imul(z, 0x735a2d97);
      return z ^ (z >>> 15);
    };
    this.a = next();
    this.b = next();
    this.c = next();
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** @returns 32 random bits as an unsigned integer */
  bits(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }

  /** @returns a number in [0, 1) */
  unit(): number {
    return this.bits() * UNIT;
  }

  /** @returns an integer in [from, to], both included */
  int(from: number, to: number): number {
    return from + Math.floor(this.bits() * UNIT * (to - from + 1));
  }

  /** @returns a number of mean 0 and deviation 1, nearly normal: the sum of four uniform numbers */
  normal(): number {
    return (this.unit() + this.unit() + this.unit() + this.unit() - 2) * 1.7320508075688772;
  }

  /**
   * @param mean ≥ 0
   * @returns a Poisson count: exact by multiplication below 30, its normal approximation above
   */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = expNegative(mean);
    let count = 0;
    let product = this.unit();
    while (product > limit) {
      count++;
      product *= this.unit();
    }
    return count;
  }
}

/** @returns e^−x for x in [0, 64], by its series on x/64 squared six times; relative error below 1e-13 */
function expNegative(x: number): number {
  const small = x / 64;
  let term = 1;
  let sum = 1;
  for (let i = 1; i <= 14; i++) {
    term *= -small / i;
    sum += term;
  }
  for (let i = 0; i < 6; i++) sum *= sum;
  return sum;
}
