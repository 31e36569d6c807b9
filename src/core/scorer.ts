/**
 * Scores one series after another over the same bins: holds the places in the memory of the scores where the series, what it is
 * measured against, and the detectors' columns lie. Owns no rule of scoring; see assembly/scores/ for those.
 */
import type { ScoreExports } from "./score-core.ts";

/** One detector at work on one series, with its settings. */
export type Step =
  | {
      kind: "mean-threshold";
      trailing: readonly number[];
      baseline: number;
      lag: number;
      below: boolean;
      trusted?: boolean;
      /** whether parts are told of bins, too, in which nothing is surprising */
      everywhere?: boolean;
    }
  | { kind: "silence" }
  | { kind: "new-extreme" }
  | { kind: "time-of-day" }
  | { kind: "mean-of-day"; recent: number }
  | { kind: "level-shift"; recent: number; before: number }
  | { kind: "hour-of-week"; period: number; counts: boolean; prior?: Float64Array | null }
  | { kind: "trend"; window: number }
  | { kind: "nearest-neighbour"; length: number; squashed: boolean }
  | { kind: "forecast" }
  | { kind: "spread"; recent: number; before: number }
  | { kind: "calm"; recent: number }
  | { kind: "flat-line" };

/** What one detector said of one bin; where it is not surprised the rest may mean nothing. */
export interface Part {
  /** index of the step */
  step: number;
  /** decades ≥ 0 */
  surprise: number;
  observed: number;
  expected: number;
  deviation: number;
  /** bins looked at, ending with this one */
  width: number;
}

export interface SeriesScores {
  /** 0…1 a bin; 0.5 is the alert line */
  score: Float64Array;
  /** decades a bin, after all corrections; until the next series is scored */
  readonly surprise: Float64Array;
  /** parts of one bin, until the next series is scored */
  parts(bin: number): Part[];
}

const MOST_STEPS = 16;

/** Which question a detector asks: those that ask the same one are not independent of each other. */
const QUESTIONS: Record<Step["kind"], number> = {
  "mean-threshold": 0,
  silence: 1,
  "new-extreme": 2,
  "time-of-day": 3,
  "mean-of-day": 3,
  "hour-of-week": 3,
  "level-shift": 4,
  trend: 4,
  "nearest-neighbour": 5,
  forecast: 6,
  spread: 7,
  calm: 8,
  "flat-line": 9,
};
const FIELDS = 5;
const DAY_SECONDS = 86_400;
/** days until a log knows its times of day: `LEAST_DAYS` of assembly/scores/time-of-day.ts */
export const PROFILE_DAYS = 3;
/** days until a series has shown a rhythm of its own */
const OWN_DAYS = 2;
/** cells of the hours of the week, of four numbers each */
const WEEK_NUMBERS = 168 * 4;

export class Scorer {
  readonly #wasm: ScoreExports;
  readonly #count: number;
  readonly #row: number;
  readonly #values: number;
  readonly #exposure: number;
  readonly #seconds: number;
  readonly #active: number;
  readonly #out: number;
  readonly #columns: number;
  readonly #scratch: number;
  readonly #squashed: number;
  readonly #trailing: number;
  /** bins of a day; 0 where it cannot be told */
  #dayBins = 0;
  #isProfile = false;
  readonly #week: number;
  #mix = 0;
  #mixBytes = 0;
  #hasActive = false;

  /** @param seconds when each bin is, since 1970; its length is the number of bins */
  constructor(wasm: ScoreExports, seconds: Float64Array) {
    this.#wasm = wasm;
    this.#count = seconds.length;
    const row = Math.max(1, this.#count) * 8;
    this.#row = row;
    const scratch = Math.max(
      wasm.meanThresholdScratch(this.#count, 8),
      wasm.levelShiftScratch(this.#count),
      wasm.nearestNeighbourScratch(this.#count),
    );
    const place = wasm.allocate(row * (7 + MOST_STEPS * FIELDS) + scratch + 64 + WEEK_NUMBERS * 8);
    this.#values = place;
    this.#exposure = place + row;
    this.#seconds = place + row * 2;
    this.#active = place + row * 3;
    this.#out = place + row * 4;
    this.#squashed = place + row * 6;
    this.#week = place + row * 7;
    this.#columns = this.#week + WEEK_NUMBERS * 8;
    this.#scratch = this.#columns + row * MOST_STEPS * FIELDS;
    this.#trailing = this.#scratch + scratch;
    this.#setTimes(seconds);
  }

  #setTimes(seconds: Float64Array): void {
    this.#put(this.#seconds, seconds);
    const width = (seconds[1] ?? Number.NaN) - (seconds[0] ?? Number.NaN);
    this.#dayBins = width > 0 ? DAY_SECONDS / width : 0;
  }

  /** Other times, of the same number. */
  restart(seconds: Float64Array): void {
    this.#hasActive = false;
    this.#setTimes(seconds);
  }

  #put(place: number, values: Float64Array): void {
    new Float64Array(this.#wasm.memory.buffer, place, values.length).set(values);
  }

  #get(place: number): Float64Array {
    return new Float64Array(this.#wasm.memory.buffer, place, this.#count).slice();
  }

  /** What each bin gives occasion to: all events, or, where `isProfile`, what its time of day usually has. */
  setExposure(values: Float64Array, isProfile = false): void {
    this.#isProfile = isProfile;
    this.#put(this.#exposure, values);
  }

  /** Series that have begun by each bin. */
  setActive(counts: Float64Array): void {
    this.#put(this.#active, counts);
    this.#hasActive = true;
  }

  /** What the time of day of each bin usually has; 0 while too few days were seen. */
  profile(values: Float64Array): Float64Array {
    this.#put(this.#values, values);
    this.#wasm.profileOf(this.#values, this.#seconds, this.#count, this.#out);
    return this.#get(this.#out);
  }

  /**
   * Scores a series of counts: what the questions find odd is added up.
   *
   * @param exposed whether counts are measured against the exposure as well
   */
  score(values: Float64Array, steps: readonly Step[], exposed: boolean): SeriesScores {
    const order = this.#runAll(values, steps, exposed);
    const groups = Uint32Array.from(order, (i) => QUESTIONS[(steps[i] as Step).kind]);
    new Uint32Array(this.#wasm.memory.buffer, this.#trailing, groups.length).set(groups);
    this.#wasm.combine(
      this.#values,
      this.#columns,
      this.#trailing,
      steps.length,
      this.#count,
      this.#hasActive ? this.#active : 0,
      this.#seconds,
      this.#out,
    );
    return this.#scores(order);
  }

  /** Scores a series of measures: each step is a question, and an exceedance silences those after it. */
  scoreMeasures(values: Float64Array, steps: readonly Step[]): SeriesScores {
    const order = this.#runAll(values, steps, false);
    this.#wasm.combineMeasures(
      this.#values,
      this.#columns,
      steps.length,
      this.#count,
      this.#hasActive ? this.#active : 0,
      this.#seconds,
      this.#out,
    );
    return this.#scores(order);
  }

  /** Runs the steps into the columns, those of one question next to each other. @returns the steps in their order there */
  #runAll(values: Float64Array, steps: readonly Step[], exposed: boolean): number[] {
    if (steps.length > MOST_STEPS) throw new RangeError(`At most ${MOST_STEPS} steps can be taken together.`);
    this.#put(this.#values, values);
    if (steps.some((step) => step.kind === "spread" || (step.kind === "nearest-neighbour" && step.squashed)))
      this.#wasm.squash(this.#values, this.#count, this.#scratch, this.#squashed);
    const question = (i: number) => QUESTIONS[(steps[i] as Step).kind];
    const order = steps.map((_, i) => i).sort((a, b) => question(a) - question(b));
    order.forEach((i, place) => {
      this.#run(steps[i] as Step, exposed ? this.#exposure : 0, this.#columns + place * FIELDS * this.#row);
    });
    return order;
  }

  #scores(order: readonly number[]): SeriesScores {
    // few ask how surprising a bin was
    const surprise = () => this.#get(this.#out + this.#row);
    let copied: Float64Array | undefined;
    return {
      score: this.#get(this.#out),
      get surprise() {
        copied ??= surprise();
        return copied;
      },
      parts: (bin) => order.map((i, place) => ({ ...this.#part(place, bin), step: i })).sort((a, b) => a.step - b.step),
    };
  }

  #part(step: number, bin: number): Omit<Part, "step"> {
    const view = new DataView(this.#wasm.memory.buffer);
    const field = (n: number) => view.getFloat64(this.#columns + (step * FIELDS + n) * this.#row + bin * 8, true);
    return { surprise: field(0), observed: field(1), expected: field(2), deviation: field(3), width: field(4) };
  }

  #run(step: Step, exposure: number, out: number): void {
    const wasm = this.#wasm;
    const values = this.#values;
    const count = this.#count;
    switch (step.kind) {
      case "mean-threshold": {
        const trailing = [...step.trailing].sort((a, b) => a - b).slice(0, 8);
        new Uint32Array(wasm.memory.buffer, this.#trailing, trailing.length).set(trailing);
        const { baseline, lag, below, trusted = false, everywhere = false } = step;
        wasm.scoreMeanThreshold(
          values,
          exposure,
          count,
          this.#trailing,
          trailing.length,
          baseline,
          lag,
          this.#dayBins,
          this.#dayBins * (this.#isProfile ? PROFILE_DAYS : OWN_DAYS),
          this.#isProfile,
          below,
          trusted,
          everywhere,
          this.#scratch,
          out,
        );
        return;
      }
      case "silence":
        wasm.scoreSilence(values, exposure, count, out);
        return;
      case "new-extreme":
        wasm.scoreNewExtreme(values, count, out);
        return;
      case "time-of-day":
        wasm.scoreTimeOfDay(values, this.#seconds, count, out);
        return;
      case "mean-of-day":
        wasm.scoreMeanOfDay(values, this.#seconds, count, step.recent, out);
        return;
      case "level-shift":
        wasm.scoreLevelShift(values, count, step.recent, step.before, this.#scratch, out);
        return;
      case "hour-of-week":
        if (step.prior) this.#put(this.#week, step.prior);
        wasm.scoreHourOfWeek(values, this.#seconds, count, step.period, step.counts, step.prior ? this.#week : 0, out);
        return;
      case "trend":
        wasm.scoreTrend(values, count, step.window, this.#scratch, out);
        return;
      case "nearest-neighbour":
        wasm.scoreNearestNeighbour(step.squashed ? this.#squashed : values, count, step.length, this.#scratch, out);
        return;
      case "forecast":
        wasm.scoreForecast(values, count, out);
        return;
      case "spread":
        wasm.scoreSpread(this.#squashed, count, step.recent, step.before, this.#scratch, out);
        return;
      case "calm":
        wasm.scoreCalm(values, count, step.recent, this.#scratch, out);
        return;
      case "flat-line":
        wasm.scoreFlatLine(values, count, out);
    }
  }

  /** −log10 of the share of events that were at least so severe, in the bins before. */
  severities(atLeast: Float64Array, all: Float64Array): Float64Array {
    this.#put(this.#values, atLeast);
    this.#put(this.#columns, all);
    this.#wasm.severities(this.#values, this.#columns, this.#count, this.#out);
    return this.#get(this.#out);
  }

  /** Rarity of one template in decades a bin, before `tame`; with the lines of the episode and the episodes before. */
  rarity(
    values: Float64Array,
    severe: Float64Array | null,
    events: Float64Array,
    lag: number,
  ): { surprise: Float64Array; lines: Float64Array; episodes: Float64Array } {
    this.#put(this.#values, values);
    if (severe) this.#put(this.#scratch, severe);
    this.#put(this.#exposure, events);
    this.#wasm.scoreRareTemplate(
      this.#values,
      severe ? this.#scratch : 0,
      this.#exposure,
      this.#seconds,
      this.#count,
      lag,
      this.#columns,
    );
    const column = (n: number) => this.#get(this.#columns + n * this.#row);
    return { surprise: column(0), lines: column(1), episodes: column(2) };
  }

  /** How surprising it is that one template stays away, in decades a bin; with how often it would have come, and since when. */
  vanished(
    values: Float64Array,
    events: Float64Array,
  ): { surprise: Float64Array; expected: Float64Array; width: Float64Array } {
    this.#put(this.#values, values);
    this.#put(this.#exposure, events);
    this.#wasm.scoreVanished(this.#values, this.#exposure, this.#count, this.#columns);
    const column = (n: number) => this.#get(this.#columns + n * this.#row);
    return { surprise: column(0), expected: column(2), width: column(4) };
  }

  /**
   * How unlike the mix of templates is to the mix before, with a refractory as of measures.
   *
   * @param templates events per bin, one template after another @param recent bins of a mix @param before bins of the other
   */
  drift(templates: readonly Float64Array[], recent: number, before: number): SeriesScores {
    const { starts, rows, counts } = entriesOf(templates, this.#count);
    const bytes = starts.byteLength + rows.byteLength + counts.byteLength + 32;
    const scratch = this.#wasm.driftScratch(templates.length);
    if (bytes + scratch > this.#mixBytes) {
      this.#mixBytes = bytes + scratch;
      this.#mix = this.#wasm.allocate(this.#mixBytes);
    }
    const buffer = this.#wasm.memory.buffer;
    const countsAt = this.#mix + scratch;
    const rowsAt = countsAt + counts.byteLength;
    const startsAt = rowsAt + rows.byteLength;
    new Float64Array(buffer, countsAt, counts.length).set(counts);
    new Uint32Array(buffer, rowsAt, rows.length).set(rows);
    new Uint32Array(buffer, startsAt, starts.length).set(starts);
    this.#wasm.scoreDrift(
      startsAt,
      rowsAt,
      countsAt,
      templates.length,
      this.#count,
      recent,
      before,
      this.#mix,
      this.#columns,
    );
    this.#wasm.combineMeasures(this.#columns + this.#row, this.#columns, 1, this.#count, 0, this.#seconds, this.#out);
    return this.#scores([0]);
  }

  /**
   * What a series teaches of the 168 hours of the week, Thursday 0:00 UTC first.
   * @returns four numbers an hour: values, mean, sum of squared differences, hours seen; of counts in twice their root
   */
  weekCells(values: Float64Array, counts: boolean): Float64Array {
    this.#put(this.#values, values);
    this.#wasm.weekCells(this.#values, this.#seconds, this.#count, counts, this.#week);
    return new Float64Array(this.#wasm.memory.buffer, this.#week, WEEK_NUMBERS).slice();
  }

  /** Decades to take off the rarity of each bin, as rarity may be nothing special in this log. */
  tame(most: Float64Array): Float64Array {
    this.#put(this.#values, most);
    this.#wasm.tameRarity(this.#values, this.#count, this.#out);
    return this.#get(this.#out);
  }

  /** 0.5 at the alert line. */
  scoreOf(surprise: number): number {
    return this.#wasm.scoreOf(surprise);
  }
}

/** The bins' templates that have events, bin after bin. */
function entriesOf(templates: readonly Float64Array[], count: number) {
  const starts = new Uint32Array(count + 1);
  for (const values of templates)
    for (let i = 0; i < count; i++) if ((values[i] as number) > 0) starts[i + 1] = (starts[i + 1] as number) + 1;
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const next = starts.slice();
  const rows = new Uint32Array(starts[count] as number);
  const counts = new Float64Array(rows.length);
  templates.forEach((values, row) => {
    for (let i = 0; i < count; i++) {
      if (!((values[i] as number) > 0)) continue;
      const entry = next[i] as number;
      next[i] = entry + 1;
      rows[entry] = row;
      counts[entry] = values[i] as number;
    }
  });
  return { starts, rows, counts };
}
