/** One round of the bench of the matrix profile, in a browser or in Node: the product's, or the plain one. */
import { MatrixProfile } from "../../src/core/matrix-profile.ts";
import { Random } from "../../src/simulate/random.ts";
import { plainStomp } from "./plain-stomp.ts";

export const VALUES = 50_000;
export const LENGTH = 100;

let held: Float64Array | null = null;

/** A day's rhythm, bursts and noise, as counts have them; the same each time. */
function series(): Float64Array {
  const random = new Random(5);
  held ??= Float64Array.from({ length: VALUES }, (_, t) =>
    random.poisson(20 + 15 * Math.sin((t / 2880) * 2 * Math.PI) + (t % 7919 < 12 ? 200 : 0)),
  );
  return held;
}

/** @returns milliseconds, and the sum of all distances, by which the two are seen to agree */
export function profileRound(scores: WebAssembly.Module): { ms: number; sum: number } {
  const values = series();
  const start = performance.now();
  const profile = new MatrixProfile(scores, values, LENGTH);
  while (profile.step(1e8) < 1);
  const { distance } = profile.result();
  const ms = performance.now() - start;
  return { ms, sum: distance.reduce((sum, value) => sum + value, 0) };
}

export function plainRound(): { ms: number; sum: number } {
  const values = series();
  const start = performance.now();
  const squares = plainStomp(values, LENGTH);
  const ms = performance.now() - start;
  return { ms, sum: squares.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0) };
}
