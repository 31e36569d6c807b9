/** Repeatable random numbers for tests that build their own input: mulberry32. */
export function randomFrom(seed: number): { next(): number; below(n: number): number; of<T>(values: readonly T[]): T } {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { next, below, of: (values) => values[below(values.length)] as (typeof values)[number] };
}
