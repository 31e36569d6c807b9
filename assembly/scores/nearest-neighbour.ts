/**
 * Left nearest neighbour: how far the last values are, as they are, from the stretch before them that is most like them.
 * A stretch unlike all before is a shape not seen yet. Distances are of raw values, so that a level matters; the tail of
 * the distance in units of the usual one is learned, with a generalised-Pareto end.
 * Source: Yeh et al. (2016), "Matrix Profile I", ICDM, for the left profile; without z-normalisation.
 */
import { at, isUsable, say } from "./columns";
import { clearTail, heavySurprise, learn, tailCount } from "./tail";

const LEAST_DISTANCES: f64 = 100;
const PRIOR: f64 = 0.5;
/** values looked back at, at most: bounds the work per bin */
const MOST_PAST: u32 = 4096;

const distances = memory.data(32 + 8 * 256, 8);

/**
 * Squared distances of a stretch ending at j and the one ending now follow from those one step before: one value enters
 * and one leaves.
 *
 * @param length values of a stretch, ≥ 2
 * @param scratch f64 × 2 count: the usable values, and the squared distance at each lag
 * @param out columns; observed the distance, expected its usual size, both per value
 */
export function scoreNearestNeighbour(values: usize, count: u32, length: u32, scratch: usize, out: usize): void {
  clearTail(distances);
  const kept = scratch;
  const byLag = scratch + ((<usize>count) << 3);
  memory.fill(byLag, 0, (<usize>count) << 3);
  let seen: u32 = 0;
  let usual: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    if (!isUsable(raw)) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    store<f64>(kept + ((<usize>seen) << 3), raw);
    let nearest: f64 = Infinity;
    const most = min(seen, MOST_PAST);
    for (let lag: u32 = 1; lag <= most; lag++) {
      const p = byLag + ((<usize>lag) << 3);
      const entering = raw - at(kept, seen - lag);
      let square = load<f64>(p) + entering * entering;
      if (seen >= lag + length) {
        const leaving = at(kept, seen - length) - at(kept, seen - length - lag);
        square = max(0, square - leaving * leaving);
      }
      store<f64>(p, square);
      // stretches that overlap by half are alike for that reason
      if (lag * 2 > length && seen + 1 >= lag + length) nearest = min(nearest, square);
    }
    seen++;
    if (nearest == Infinity) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    const distance = Math.sqrt(nearest / <f64>length);
    const n = tailCount(distances);
    const unit = usual + 1e-12;
    const ratio = distance / unit;
    const surprise = n >= LEAST_DISTANCES ? heavySurprise(distances, ratio, PRIOR) : 0;
    learn(distances, ratio);
    say(out, count, i, surprise, distance, usual, NaN, <f64>length);
    usual += (distance - usual) / (n + 1);
  }
}
