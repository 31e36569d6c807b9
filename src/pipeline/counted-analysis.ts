/**
 * An analysis whose files have been read: scores what was counted, makes the report, and answers what is asked beside it.
 * Opening and reading files are the session's, which loads this module while files are being opened.
 */
import type { Core } from "../core/core.ts";
import type { WasmModules } from "../core/modules.ts";
import type { Program } from "../core/program.ts";
import { ScoreCore } from "../core/score-core.ts";
import { type AnalysisResult, type Opened, TimberlineError } from "../model/analysis.ts";
import type { Baselines } from "../model/baselines.ts";
import type { CompareEpisodes, CompareSettings, Comparison } from "../model/comparison.ts";
import type { CountQuery, Counts } from "../model/counts.ts";
import type { FieldNames } from "../model/field-names.ts";
import type { FilePlan } from "../model/plan.ts";
import type { Alert, Inputs, Report, Settings } from "../model/report.ts";
import { AlertLines, placeOf } from "./alert-lines.ts";
import { AnalysedLines } from "./analysed-lines.ts";
import { placedCompare } from "./compare-files.ts";
import { Comparing } from "./comparing.ts";
import { withLeftOut } from "./completeness.ts";
import { EventCounts } from "./event-counts.ts";
import { addEvidence } from "./evidence.ts";
import { makeReport } from "./make-report.ts";
import type { TellStep } from "./read-all.ts";
import type { FilesRead } from "./read-files.ts";
import {
  type BinScore,
  type Counted,
  type Scored,
  scoreAnalysis,
  scoreBins,
  scoredWidth,
  scoreRecords,
} from "./scoring.ts";
import type { ByteSource } from "./source.ts";
import type { Studies } from "./studies.ts";
import type { LeftOut } from "./unpack/unpack.ts";

/** What was decided before reading. */
export interface Basis {
  readonly wasm: WasmModules;
  /** what is analysed, in the order of the plan; empty where the files are not at hand */
  readonly sources: readonly ByteSource[];
  readonly opened: Opened;
  /** what was not read, and why */
  readonly leftOut: readonly LeftOut[];
  readonly names: FieldNames;
  readonly programs: readonly Program[];
  /** of the next analysis or scoring */
  inputs: Inputs;
}

export class CountedAnalysis {
  readonly #basis: Basis;
  readonly #core: Core;
  readonly #scoreCore: ScoreCore;
  readonly #alertLines = new AlertLines();
  #lines: AnalysedLines;
  #report: Report;
  /** null until a stored analysis is scored again */
  #scored: Scored | null = null;
  #counts: EventCounts | null = null;
  #comparing: Comparing | null = null;

  /** @param core whose counts are settled, and are those of the report */
  private constructor(basis: Basis, core: Core, scoreCore: ScoreCore, report: Report) {
    this.#basis = basis;
    this.#core = core;
    this.#scoreCore = scoreCore;
    this.#report = report;
    this.#lines = this.#linesOf(report);
  }

  /** Makes the report of what a core has read. @param kept of earlier files of the source */
  static async ofRead(
    basis: Basis,
    core: Core,
    asked: Settings,
    read: FilesRead,
    kept: readonly Baselines[],
    tell: TellStep,
  ): Promise<{ analysis: CountedAnalysis; result: AnalysisResult }> {
    const settings = placed(basis, asked);
    await tell("templates");
    core.closeEvent();
    core.settle();
    await settleBaselines(basis, core, settings, kept);
    await tell("scoring");
    const scoreCore = new ScoreCore(basis.wasm.scores);
    const scored = scoreAnalysis({ ...basis, plan: basis.opened.plan, core, scoreCore }, settings);
    const completeness = withLeftOut(read.completeness, basis.leftOut);
    const report = reportOf(basis, core, scored, settings, { ...read, completeness });
    const analysis = new CountedAnalysis(basis, core, scoreCore, report);
    analysis.#scored = scored;
    await tell("evidence");
    await addEvidence(report, scored.peaks, (query) => analysis.lines.reader.page(query));
    await analysis.#markBlocks(report, ({ evidence }) => evidence.length === 0);
    const baselines = completeness.partial ? null : await analysis.#taught(scored, report);
    return { analysis, result: { report, partial: core.partial(), ...(baselines && { baselines }) } };
  }

  /** Takes a stored analysis up again. @param core an empty one */
  static ofStored(basis: Basis, core: Core, { report, partial }: AnalysisResult): CountedAnalysis {
    mergeKept(core, partial);
    core.settle();
    return new CountedAnalysis(basis, core, new ScoreCore(basis.wasm.scores), report);
  }

  /** The lines behind the last analysis or scoring. */
  get lines(): AnalysedLines {
    return this.#lines;
  }

  /** What these files teach later ones of their source; null without times. */
  async #taught(
    { scoredBins, tested }: Scored,
    { totals: { firstMs, lastMs, events } }: Report,
  ): Promise<Baselines | null> {
    if (!scoredBins || firstMs === null || lastMs === null) return null;
    const { baselinesOf } = await import("./baselines.ts");
    return baselinesOf(this.#scoreCore, scoredBins, tested, { firstMs, lastMs, events });
  }

  /** Scores the counts under other settings or inputs; the files are not read. */
  rescore(before: Report, asked: Settings): Report {
    const settings = placed(this.#basis, asked);
    const scored = scoreAnalysis(this.#counted, settings);
    this.#scored = scored;
    const { completeness, totals } = before;
    const report = reportOf(this.#basis, this.#core, scored, settings, { bytes: totals.bytes, completeness });
    report.source.files = before.source.files;
    report.reading = before.reading;
    report.annotations = before.annotations;
    this.#report = report;
    // other edits make other templates of the same signatures
    this.#lines = this.#linesOf(report);
    this.#counts = null;
    this.#comparing = null;
    this.#alertLines.keep(before);
    this.#alertLines.giveTo(report);
    return report;
  }

  /** Counts events over a stretch of time. */
  counts(queries: readonly CountQuery[]): Counts[] {
    const counts = this.#needCounts();
    return queries.map((query) => counts.count(query, () => this.#scoreCore));
  }

  /** What is asked of the whole log beside its report. */
  async studies(): Promise<Studies> {
    const { Studies } = await import("./studies.ts");
    const { inputs, names } = this.#basis;
    return new Studies(this.#core, this.#needCounts(), this.#scoreCore, this.#report, inputs, names.measures);
  }

  /** A comparison of the counts beside the report. @throws TimberlineError "invalid" when a side has no event */
  compare(settings: CompareSettings): Comparison {
    return this.#needComparing().compare(placedInFiles(this.#basis, settings), this.#report.settings.binMs);
  }

  /** Where windows of a comparison lie over its limits. */
  compareEpisodes(settings: CompareSettings): CompareEpisodes {
    return this.#needComparing().episodes(placedInFiles(this.#basis, settings), this.#report.settings.binMs);
  }

  /**
   * Reads the lines behind alerts of a scoring that have none yet, where files are open; else says in which block they lie.
   */
  async addMissingEvidence(report: Report): Promise<void> {
    const wanted = new Map<string, { startMs: number; endMs: number }>();
    for (const { id, evidence } of report.alerts) {
      const peak = this.#scored?.peaks.get(id);
      if (peak && evidence.length === 0) wanted.set(id, peak);
    }
    // files that are gone meanwhile say nothing of how the log was read
    const read = { ...report, completeness: { ...report.completeness } };
    if (this.#basis.sources.length > 0) await addEvidence(read, wanted, (query) => this.lines.reader.page(query));
    this.#alertLines.keep(report);
    await this.#markBlocks(report, ({ evidence }) => evidence.length === 0);
  }

  /** Takes the lines from alerts that another report of the same log only names the blocks of, so that both can be compared. */
  async markAsIn(report: Report, { alerts }: Report): Promise<void> {
    const marked = new Set(alerts.filter(({ block }) => block).map(placeOf));
    await this.#markBlocks(report, (alert) => marked.has(placeOf(alert)));
  }

  async #markBlocks(report: Report, isMarked: (alert: Alert) => boolean): Promise<void> {
    const marked = report.alerts.filter(isMarked);
    if (marked.length === 0) return;
    const { blockOf } = await import("./alert-block.ts");
    for (const alert of marked) {
      const peak = this.#scored?.peaks.get(alert.id);
      const block = peak && blockOf(this.#core, this.lines.reader, report, alert, peak);
      alert.evidence = [];
      if (block) alert.block = block;
    }
  }

  /** A row a bin, or a row a record for a table of one time and one numeric column. @throws TimberlineError "no-file" before it is scored */
  async *scores(): AsyncGenerator<BinScore> {
    const scored = this.#scored;
    if (!scored)
      throw new TimberlineError({ code: "no-file", message: "Scores are not stored: analyse the files again." });
    const { files } = this.#basis.opened.plan;
    const [plan] = files;
    if (plan && files.length === 1 && isOneSeries(plan))
      yield* scoreRecords(this.#scoreCore, scored, this.lines.reader.all());
    else yield* scoreBins(scored);
  }

  get #counted(): Counted {
    return { ...this.#basis, plan: this.#basis.opened.plan, core: this.#core, scoreCore: this.#scoreCore };
  }

  #needComparing(): Comparing {
    this.#comparing ??= new Comparing(this.#counted);
    return this.#comparing;
  }

  #needCounts(): EventCounts {
    this.#counts ??= new EventCounts(this.#core, this.#basis.names, this.#report.templates);
    return this.#counts;
  }

  #linesOf(report: Report): AnalysedLines {
    const { wasm, sources, programs, opened, inputs, names } = this.#basis;
    const setup = { module: wasm.core, sources, programs, plans: opened.plan.files, inputs, names };
    return new AnalysedLines(this.#core, report.templates, setup);
  }
}

function placed(basis: Basis, settings: Settings): Settings {
  const { compare } = settings;
  return compare === null ? settings : { ...settings, compare: placedInFiles(basis, compare) };
}

function placedInFiles({ opened }: Basis, compare: CompareSettings): CompareSettings {
  const names = opened.files.map(({ name }) => name);
  return placedCompare(compare, opened.plan, names);
}

/** Settles which baselines are inputs, now that it is known when the files begin: what ended before. */
async function settleBaselines(
  basis: Basis,
  core: Core,
  settings: Settings,
  kept: readonly Baselines[],
): Promise<void> {
  const binMs = scoredWidth(core, settings);
  const { firstMs } = core.totals();
  if (binMs === null || firstMs === null || kept.length === 0) return;
  const { baselinesBefore } = await import("../model/baseline-merge.ts");
  const baselines = baselinesBefore(kept, binMs, firstMs);
  if (baselines) basis.inputs = { ...basis.inputs, baselines };
}

function reportOf(
  { sources, opened, inputs }: Basis,
  core: Core,
  scored: Scored,
  settings: Settings,
  read: FilesRead,
): Report {
  return makeReport(core, scored, { sources, plan: opened.plan, inputs, settings, read });
}

/** Takes up what was kept on this machine, maybe long ago. */
function mergeKept(core: Core, partial: ArrayBuffer): void {
  try {
    core.merge(partial);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TimberlineError({
      code: "mismatch",
      message: "This analysis was kept by another version of Timberline: open its files anew to see their lines.",
    });
  }
}

/** A table with one time and one numeric column, and nothing else that is used. */
function isOneSeries({ body }: FilePlan): boolean {
  if (body.kind !== "table") return false;
  const roles = body.columns.map(({ role }) => role).filter((role) => role !== "ignore");
  return roles.length === 2 && roles.includes("time") && roles.includes("measure");
}
