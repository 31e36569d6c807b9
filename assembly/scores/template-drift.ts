/**
 * Template drift: how unlike the mix of templates in the last bins is to the mix in the bins before them, as one less the
 * cosine of their TF-IDF vectors. A template weighs by the root of its share, so that chance moves all alike, and the more
 * the fewer of the bins so far hold it; the tail of the drift is learned.
 *
 * ```
 * scratch  0     rows   2 rows   3 rows
 *          now   past   held     inverse frequencies    (rows × f64 each: events, events, bins)
 * ```
 * Source: Salton & Buckley (1988), "Term-weighting approaches in automatic text retrieval", IPM 24(5); the root as of
 * Bhattacharyya (1943).
 */
import { at, say } from "./columns";
import { openStatistic, rate, usualSize } from "./statistic";

/** events that both mixes must have */
const LEAST_EVENTS: f64 = 50;
/** the mix is looked at so many times a window */
const LOOKS: u32 = 8;

/** Bytes of scratch that `scoreDrift` needs. */
export function driftScratch(rows: u32): usize {
  return (<usize>rows) << 5;
}

/**
 * @param starts u32 × (count + 1): where the entries of a bin begin
 * @param templates u32 an entry: its template, below `rows`
 * @param counts f64 an entry: events of the template in the bin, > 0; a template once a bin
 * @param recent bins of the later mix @param before bins of the mix before it
 * @param out columns; observed the likeness 0…1, expected the usual one, width `recent`; NaN in bins that are not looked at
 */
export function scoreDrift(
  starts: usize,
  templates: usize,
  counts: usize,
  rows: u32,
  count: u32,
  recent: u32,
  before: u32,
  scratch: usize,
  out: usize,
): void {
  openStatistic();
  const row = (<usize>rows) << 3;
  const now = scratch;
  const past = scratch + row;
  const held = scratch + row * 2;
  const weights = scratch + row * 3;
  memory.fill(scratch, 0, driftScratch(rows));
  const stride = max<u32>(1, recent / LOOKS);
  let filled: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (load<u32>(starts + ((<usize>i) << 2)) < load<u32>(starts + ((<usize>i + 1) << 2))) filled++;
    move(starts, templates, counts, i, now, 1);
    hold(starts, templates, i, held);
    if (i >= recent) {
      move(starts, templates, counts, i - recent, now, -1);
      move(starts, templates, counts, i - recent, past, 1);
    }
    if (i >= recent + before) move(starts, templates, counts, i - recent - before, past, -1);
    if (i + 1 < recent + before || (i + 1) % stride != 0) {
      say(out, count, i, 0, NaN, NaN, NaN, <f64>recent);
      continue;
    }
    weigh(held, weights, rows, filled);
    const drift = driftOf(now, past, weights, rows);
    if (drift != drift) say(out, count, i, 0, NaN, NaN, NaN, <f64>recent);
    else {
      const usual = usualSize();
      say(out, count, i, rate(drift, 1), 1 - drift, 1 - usual, usual, <f64>recent);
    }
  }
}

/** Adds the events of a bin to a mix, or takes them off. */
function move(starts: usize, templates: usize, counts: usize, bin: u32, mix: usize, sign: f64): void {
  const end = load<u32>(starts + ((<usize>bin + 1) << 2));
  for (let e = load<u32>(starts + ((<usize>bin) << 2)); e < end; e++) {
    const place = mix + ((<usize>load<u32>(templates + ((<usize>e) << 2))) << 3);
    store<f64>(place, load<f64>(place) + sign * at(counts, e));
  }
}

/** Counts the bin for the templates in it. */
function hold(starts: usize, templates: usize, bin: u32, held: usize): void {
  const end = load<u32>(starts + ((<usize>bin + 1) << 2));
  for (let e = load<u32>(starts + ((<usize>bin) << 2)); e < end; e++) {
    const place = held + ((<usize>load<u32>(templates + ((<usize>e) << 2))) << 3);
    store<f64>(place, load<f64>(place) + 1);
  }
}

/** Inverse document frequencies as of now, never 0: a bin is a document. */
function weigh(held: usize, weights: usize, rows: u32, bins: f64): void {
  for (let k: u32 = 0; k < rows; k++)
    store<f64>(weights + ((<usize>k) << 3), 1 + Math.log((1 + bins) / (1 + at(held, k))));
}

/** One less the cosine, 0…1; NaN when a mix has too few events. */
function driftOf(now: usize, past: usize, weights: usize, rows: u32): f64 {
  let dot: f64 = 0;
  let square: f64 = 0;
  let pastSquare: f64 = 0;
  let events: f64 = 0;
  let pastEvents: f64 = 0;
  for (let k: u32 = 0; k < rows; k++) {
    const a = at(now, k);
    const b = at(past, k);
    if (a + b == 0) continue;
    const weight = at(weights, k) * at(weights, k);
    dot += weight * Math.sqrt(a * b);
    square += weight * a;
    pastSquare += weight * b;
    events += a;
    pastEvents += b;
  }
  if (events < LEAST_EVENTS || pastEvents < LEAST_EVENTS) return NaN;
  return max(0, 1 - dot / Math.sqrt(square * pastSquare));
}
