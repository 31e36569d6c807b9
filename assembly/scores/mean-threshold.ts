/**
 * Mean threshold: the events of the trailing bins against the rate of the bins before, for several lengths at once.
 *
 * The past gives a rate per bin, or per unit of exposure (all events of the bin, or what its time of day usually has):
 * whichever foretold this series better so far is believed. Until days are known, a rhythm that was not seen yet may be in
 * what was foretold, the more the further past and window are apart. The tail of the predictive negative binomial gives the
 * surprise; its shape is learned from how far windows of this length lay from what was foretold, in excess of Poisson.
 * What is far above enters the past only up to four deviations, and only after `lag` bins, so that a burst does not make
 * itself normal.
 *
 * ```
 * scratch  0             count + 1           2 (count + 1)          3 (count + 1)            + 2 count a window
 *          Σ values      Σ capped values     Σ exposure             excess squares, squares
 * ```
 * Source: Gelman et al., Bayesian Data Analysis, 3rd ed., §2.6 (Gamma–Poisson); shape by the method of moments.
 */
import { at, isUsable, say } from "./columns";
import { countSurprise, lackSurprise } from "./statistics";

/** bins of the past that must be there before anything is said */
const MINIMUM_PAST: u32 = 8;
/** Jeffreys' prior for a Poisson rate, worth one bin: keeps the tail of a flat past finite */
const PRIOR_EVENTS: f64 = 0.5;
/**
 * Squared coefficient of variation of the rate in one bin that is expected at first, and the number of windows it is
 * worth; swings average out over a long window by the root of its length.
 */
const PRIOR_SPREAD: f64 = 0.09;
const PRIOR_WINDOWS: f64 = 8;
const MAXIMUM_SHAPE: f64 = 1e7;
/** within so many deviations nothing is computed */
const DULL: f64 = 3;
/** in squares of Poisson deviations, by a little less than DULL² for what rounding may do */
const SURELY_DULL: f64 = 8.999;
const CAP: f64 = 4;
/** the past of windows up to this is too near to be another time of day */
const LONG: u32 = 8;
const MOST_WINDOWS: u32 = 8;
/** how far rates half a day apart are expected to differ, as a share, while days are not known */
const SWING: f64 = 1;
/** how slowly the fit of the two explanations is forgotten, in bins */
const FIT_MEMORY: f64 = 256;

/**
 * ```
 * window  0       4       8     12    16    24     32      40             48
 *         length  stride  back  next  keep  prior  share   Σ excess       Σ squares    (56 bytes)
 *         u32     u32     u32   u32   f64   f64    f64     squares f64    f64
 * ```
 * `stride` is how often it is looked at, `next` the bin when; what is learned lies `back` bins behind and is forgotten by
 * `keep`; `prior` is the expected spread and `share` how many windows it is worth.
 */
const WINDOW: usize = 56;
const learned = memory.data(56 * 8, 8);

function startWindow(w: usize, length: u32, lag: u32): void {
  // a window of many bins is looked at every eighth of its length
  const stride = max<u32>(1, length >> 3);
  store<u32>(w, length);
  store<u32>(w, stride, 4);
  store<u32>(w, ((length + lag + stride - 1) / stride) * stride, 8);
  store<u32>(w, 0, 12);
  store<f64>(w, 1 - 1 / <f64>(32 * max<u32>(length / stride, 16)), 16);
  store<f64>(w, PRIOR_SPREAD / Math.sqrt(<f64>length), 24);
  store<f64>(w, PRIOR_WINDOWS, 32);
  store<f64>(w, 0, 40);
  store<f64>(w, 0, 48);
}

/** The next bin in which one of these windows is looked at. */
function soonestAfter(from: u32, windows: u32): u32 {
  let soonest = u32.MAX_VALUE;
  for (let w = from; w < windows; w++) soonest = min(soonest, load<u32>(learned + <usize>w * WINDOW, 12));
  return soonest;
}

/** Bytes of scratch that `scoreMeanThreshold` needs. */
export function meanThresholdScratch(count: u32, windows: u32): usize {
  return ((<usize>count + 1) * 3 + <usize>count * 2 * min(windows, MOST_WINDOWS)) << 3;
}

/**
 * @param exposure f64 a bin, ≥ 0; 0 for none
 * @param trailing u32 × windows, ascending: bins of each window; at most 8 are looked at
 * @param baseline bins of the past of a window of one bin; a longer window looks at eight times its length at least
 * @param lag bins between that past and the window
 * @param dayBins bins of a day; 0 where no rhythm is to be expected
 * @param unknownBins bins until days are known
 * @param isProfile whether the exposure is what the time of day usually has, so that it tells nothing before days are known
 * @param below whether too few events are surprising as well
 * @param trusted whether the exposure was known before the log: windows beyond `LONG` bins are measured against it alone
 * @param everywhere whether what was expected is told of bins too in which nothing is surprising
 * @param out columns, see columns.ts
 */
export function scoreMeanThreshold(
  values: usize,
  exposure: usize,
  count: u32,
  trailing: usize,
  windows: u32,
  baseline: u32,
  lag: u32,
  dayBins: f64,
  unknownBins: f64,
  isProfile: bool,
  below: bool,
  trusted: bool,
  everywhere: bool,
  scratch: usize,
  out: usize,
): void {
  windows = min(windows, MOST_WINDOWS);
  const row = (<usize>count + 1) << 3;
  const capped = scratch + row;
  const exposed = scratch + row * 2;
  const history = scratch + row * 3;
  const column = (<usize>count) << 3;
  store<f64>(scratch, 0);
  store<f64>(capped, 0);
  if (exposure != 0) store<f64>(exposed, 0);
  for (let w: u32 = 0; w < windows; w++)
    startWindow(learned + <usize>w * WINDOW, load<u32>(trailing + ((<usize>w) << 2)), lag);
  // windows are ascending, so that those looked at in every bin come first; the bin when one of the others is due
  let everyBin: u32 = 0;
  while (everyBin < windows && load<u32>(learned + <usize>everyBin * WINDOW, 4) == 1) everyBin++;
  let soonest: u32 = 0;
  let misfit: f64 = 0;
  let misfitExposed: f64 = 0;
  const share = Math.log10(<f64>windows);
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    const value = isUsable(raw) && raw > 0 ? raw : 0;
    const here = (<usize>i + 1) << 3;
    store<f64>(scratch + here, load<f64>(scratch + here - 8) + value);
    if (exposure != 0) {
      const e = at(exposure, i);
      store<f64>(exposed + here, load<f64>(exposed + here - 8) + (isUsable(e) && e > 0 ? e : 0));
    }
    let cap = value;
    let surprise: f64 = 0;
    let expected: f64 = 0;
    let observed: f64 = 0;
    let deviation: f64 = 0;
    let width: f64 = 1;
    const byExposure = exposure != 0 && misfitExposed < misfit;
    const isUnknown = !trusted && <f64>i < unknownBins && (isProfile || !byExposure);
    const due = i >= soonest ? windows : everyBin;
    for (let w: u32 = 0; w < due; w++) {
      const own = learned + <usize>w * WINDOW;
      if (i < load<u32>(own, 12)) continue;
      const length = load<u32>(own);
      const stride = load<u32>(own, 4);
      store<u32>(own, i + stride, 12);
      const excesses = history + column * (w << 1);
      const squares = excesses + column;
      if (i + 1 < length + lag + max(MINIMUM_PAST, length > 1 ? length * 2 : 0)) {
        store<f64>(excesses + ((<usize>i) << 3), 0);
        store<f64>(squares + ((<usize>i) << 3), 0);
        continue;
      }
      const from = i + 1 - length;
      const end = from - lag;
      const span = max(baseline, length * 8);
      const begin = end > span ? end - span : 0;
      const seen = <f64>(end - begin);
      const past = at(capped, end) - at(capped, begin);
      const window = at(scratch, i + 1) - at(scratch, from);
      const plain = ((past + PRIOR_EVENTS) / (seen + 1)) * <f64>length;
      let foretold = plain;
      if (exposure != 0) {
        const pastExposure = at(exposed, end) - at(exposed, begin);
        const now = at(exposed, i + 1) - at(exposed, from);
        const scaled = pastExposure > 0 ? ((past + PRIOR_EVENTS) / (pastExposure * (1 + 1 / seen))) * now : plain;
        if (w == 0) {
          misfit += (min(64, ((window - plain) * (window - plain)) / (plain + 1)) - misfit) / FIT_MEMORY;
          misfitExposed +=
            (min(64, ((window - scaled) * (window - scaled)) / (scaled + 1)) - misfitExposed) / FIT_MEMORY;
        }
        if (byExposure || (trusted && length > LONG)) foretold = scaled;
      }
      // windows that ended before the lag teach how far off one can be
      const back = load<u32>(own, 8);
      if (i >= back) {
        const keep = load<f64>(own, 16);
        store<f64>(own, load<f64>(own, 40) * keep + at(excesses, i - back), 40);
        store<f64>(own, load<f64>(own, 48) * keep + at(squares, i - back), 48);
      }
      const square = foretold * foretold;
      const off = (window - foretold) * (window - foretold);
      store<f64>(squares + ((<usize>i) << 3), square);
      // no spread makes the deviation smaller than that of Poisson: within it there is nothing to work out
      if (!(w == 0 && everywhere) && off <= SURELY_DULL * foretold) {
        store<f64>(excesses + ((<usize>i) << 3), off - foretold);
        continue;
      }
      const weight = load<f64>(own, 32) * square + 1e-9;
      const spread = max(0, load<f64>(own, 40) + load<f64>(own, 24) * weight) / (load<f64>(own, 48) + weight);
      let swing: f64 = 0;
      if (isUnknown) {
        const apart = <f64>length * 0.5 + <f64>lag + seen * 0.5;
        swing = SWING * Math.sin(Math.PI * min(0.5, apart / dayBins));
      }
      const shape = min(MAXIMUM_SHAPE, 1 / (spread + swing * swing + 1 / (past + PRIOR_EVENTS)));
      const variance = foretold + square / shape;
      store<f64>(excesses + ((<usize>i) << 3), min(off, variance * 16) - foretold);
      const allowed = Math.sqrt(variance);
      if (length == 1) cap = min(cap, foretold + CAP * allowed + 2);
      let found: f64 = 0;
      if (window > foretold + DULL * allowed) {
        // what ended is no longer news: the newest part must be above its share as well, and the bin not be empty
        const newest = at(scratch, i + 1) - at(scratch, i + 1 - stride);
        const part = (foretold * <f64>stride) / <f64>length;
        if (value > 0 && newest > part + Math.sqrt(part)) found = countSurprise(window, foretold, shape) - share;
      } else if (below && window < foretold - DULL * allowed) found = lackSurprise(window, foretold, shape) - share;
      if (found > surprise || w == 0) {
        surprise = max(0, found);
        observed = window;
        expected = foretold;
        deviation = allowed;
        width = <f64>length;
      }
    }
    if (i >= soonest) soonest = soonestAfter(everyBin, windows);
    store<f64>(capped + here, load<f64>(capped + here - 8) + cap);
    say(out, count, i, surprise, observed, expected, deviation, width);
  }
}
