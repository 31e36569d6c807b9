/**
 * What is asked of a whole log beside its report: rhythms, aggregates, window features, histograms. Works on the stored counts,
 * so the files are not read again.
 */
import type { Core } from "../core/core.ts";
import type { ScoreCore } from "../core/score-core.ts";
import { measureOfId } from "../model/measure-statistics.ts";
import type { Inputs, Report } from "../model/report.ts";
import type {
  Aggregates,
  HistogramBucket,
  Period,
  RhythmAnswer,
  StudyAnswer,
  StudyQuestion,
  WindowFeatures,
} from "../model/studies.ts";
import type { EpochMs } from "../model/units.ts";
import { type Aggregated, aggregatesOf, baseBins, type SpanOfLog } from "./aggregates.ts";
import { type Bins, binsWithin } from "./binning.ts";
import type { EventCounts } from "./event-counts.ts";
import { RHYTHM_BIN_SECONDS, rhythmsOf } from "./rhythm.ts";
import { isCount, seriesOf } from "./series-of.ts";
import { windowFeatures } from "./window-features.ts";

const FEATURE_SECONDS = 30;
const MOST_WINDOWS = 200_000;

export class Studies {
  readonly #core: Core;
  readonly #counts: EventCounts;
  readonly #scoreCore: ScoreCore;
  readonly #report: Pick<Report, "templates" | "settings" | "source">;
  readonly #span: SpanOfLog | null;
  readonly #measures: readonly string[];

  constructor(
    core: Core,
    counts: EventCounts,
    scoreCore: ScoreCore,
    report: Pick<Report, "templates" | "settings" | "source">,
    inputs: Inputs,
    measures: readonly string[],
  ) {
    this.#core = core;
    this.#counts = counts;
    this.#scoreCore = scoreCore;
    this.#report = report;
    this.#measures = measures;
    const { firstMs, lastMs, shift } = core.totals();
    this.#span = firstMs === null || lastMs === null ? null : { firstMs, lastMs, inputs, shift };
  }

  /** @param ids of series, see series-of.ts; those that the log does not have are left out */
  rhythms(ids: readonly string[]): RhythmAnswer {
    const span = this.#span;
    const { timeZone } = this.#report.settings;
    const lacking = (sentence: string): RhythmAnswer => ({ timeZone, hours: 0, rhythms: [], lacking: sentence });
    if (!span) return lacking("No event has a time, so there is no hour to look at.");
    const stored = 2 ** span.shift;
    if (stored > RHYTHM_BIN_SECONDS)
      return lacking(`Counts are kept for every ${stored} s only, too wide for hours of the day.`);
    const bins = binsOfWidth(span, RHYTHM_BIN_SECONDS);
    const series = ids.flatMap((id) => {
      const values = seriesOf(this.#counts, id, bins);
      return values ? [{ id, values, isCount: isCount(id) }] : [];
    });
    const hasDate = this.#report.source.plan.files.some(({ lacks }) => lacks !== "date");
    return rhythmsOf(series, { ...span, bins, timeZone, hasDate }, this.#scoreCore);
  }

  /** @param ids as for `rhythms` */
  aggregates(ids: readonly string[], period: Period): Aggregates {
    const span = this.#span;
    if (!span) return { period, baseMs: 0, rows: [] };
    const bins = baseBins(span, period);
    const series = ids.flatMap((id): Aggregated[] => {
      const values = seriesOf(this.#counts, id, bins);
      return values ? [{ id, values, weights: this.#weights(id, values, bins) }] : [];
    });
    return aggregatesOf(series, period, bins, span, this.#scoreCore);
  }

  answer(question: StudyQuestion): StudyAnswer {
    switch (question.kind) {
      case "rhythms":
        return this.rhythms(question.series);
      case "aggregates":
        return this.aggregates(question.series, question.period);
      case "histogram":
        return this.histogram(question.measure, question.fromMs, question.toMs);
      case "features":
        return this.features();
      case "values":
        return this.#counts.valuesOf(question.dimension);
    }
  }

  /** @returns windows of the report's bin width, or of half a minute where none was chosen; null without times */
  features(): WindowFeatures | null {
    const span = this.#span;
    if (!span) return null;
    const { settings, templates } = this.#report;
    const seconds = (settings.binMs ?? FEATURE_SECONDS * 1000) / 1000;
    const most = Math.min(MOST_WINDOWS, Math.ceil(((span.lastMs - span.firstMs) / 1000 + 1) / seconds));
    const bins = binsWithin(span.firstMs, span.lastMs + 1, most, span.shift);
    const features = windowFeatures(this.#counts, templates, bins, this.#scoreCore);
    return { startMs: bins.startMs, binMs: bins.binMs, features };
  }

  /** The values of a numeric column in [from, to) by size, ascending; empty when there is no such column. */
  histogram(measure: string, fromMs: EpochMs, toMs: EpochMs): HistogramBucket[] {
    const index = this.#measures.indexOf(measure);
    return index < 0 ? [] : this.#core.histogram(index, fromMs, toMs);
  }

  /** How many values each bin of a series stands for; null where its values add up. */
  #weights(id: string, values: Float64Array, bins: Bins): Float64Array | null {
    if (isCount(id)) return null;
    const measure = measureOfId(id)?.measure;
    const counted = measure === undefined ? null : this.#counts.measure(measure, "count", bins);
    return counted ?? values.map((value) => (Number.isNaN(value) ? 0 : 1));
  }
}

/** Bins of exactly this width, also where stored cells do not divide it: a cell counts where it begins. */
function binsOfWidth({ firstMs, lastMs }: SpanOfLog, binSeconds: number): Bins {
  const first = Math.floor(firstMs / 1000 / binSeconds);
  const count = Math.floor(lastMs / 1000 / binSeconds) - first + 1;
  return { binSeconds, first, count, binMs: binSeconds * 1000, startMs: first * binSeconds * 1000 };
}
