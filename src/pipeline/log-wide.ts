/**
 * Bursts of the whole log: when there is more of everything, that there is more of one thing is no news. Says which
 * exceedances of a level or a template are no more than its share of such a burst.
 */
import type { ScoreCore } from "../core/score-core.ts";
import type { SeriesScores } from "../core/scorer.ts";

/** events before a burst that tell shares */
const LEAST_BEFORE = 50;
/** squared coefficient of variation of a share from one burst to another */
const SHARE_SPREAD = 0.25;

export class LogWideBursts {
  readonly #scoreCore: ScoreCore;
  readonly #events: Float64Array;
  readonly #isBurst: Uint8Array;

  /**
   * @param events all events a bin
   * @param scores what mean thresholds alone say of them: a burst is one whether it alerts or is nothing new any more
   */
  constructor(scoreCore: ScoreCore, events: Float64Array, scores: SeriesScores) {
    this.#scoreCore = scoreCore;
    this.#events = running(events);
    this.#isBurst = new Uint8Array(events.length);
    events.forEach((value, i) => {
      const [part] = value > 0 ? scores.parts(i) : [];
      if (part && part.surprise >= scoreCore.alertDecades && part.observed > part.expected)
        this.#isBurst.fill(1, Math.max(0, i + 1 - part.width), i + 1);
    });
  }

  /** Tells for one series whether what it has in a window that ends with a bin is no more than its share of a burst. */
  sharesOf(values: Float64Array): (bin: number, trailing: number) => boolean {
    let own: Float64Array | null = null;
    return (bin, trailing) => {
      if (this.#isBurst[bin] !== 1) return false;
      own ??= running(values);
      const from = Math.max(0, bin + 1 - trailing);
      const before = this.#events[from] as number;
      if (before < LEAST_BEFORE) return true;
      const ownBefore = (own[from] as number) + 0.5;
      const now = (this.#events[bin + 1] as number) - before;
      const expected = (now * ownBefore) / (before + 1);
      const deviation = Math.sqrt(expected + expected ** 2 * (1 / ownBefore + SHARE_SPREAD));
      const { alertDecades } = this.#scoreCore;
      return (
        (own[bin + 1] as number) - (own[from] as number) <
        this.#scoreCore.countLimit(expected, deviation, alertDecades, false)
      );
    };
  }
}

/** Sums of the first n bins, n from 0. */
function running(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, i) => {
    sums[i + 1] = (sums[i] as number) + Math.max(0, value);
  });
  return sums;
}
