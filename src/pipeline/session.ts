/**
 * One analysis from open files to a report: sniff, read, score, prove. Runs in a worker or in Node; knows no DOM. The
 * digest of the report and of the files are left to the caller ("" and "pending").
 */
import { type Budgets, type Core, DEFAULT_BUDGETS } from "../core/core.ts";
import type { WasmModules } from "../core/modules.ts";
import type { Program } from "../core/program.ts";
import { ScoreCore } from "../core/score-core.ts";
import {
  type AnalysisResult,
  type LinePage,
  type LineQuery,
  type Opened,
  type PlanPreview,
  TimberlineError,
} from "../model/analysis.ts";
import type { Baselines } from "../model/baselines.ts";
import type { CompareEpisodes, CompareSettings, Comparison } from "../model/comparison.ts";
import type { CountQuery, Counts } from "../model/counts.ts";
import { type FieldNames, fieldNames } from "../model/field-names.ts";
import type { FilePlan } from "../model/plan.ts";
import type { Alert, Inputs, Report, Settings, Template } from "../model/report.ts";
import type { TemplateEdit } from "../model/template-edits.ts";
import { AlertLines, placeOf } from "./alert-lines.ts";
import { AnalysedLines } from "./analysed-lines.ts";
import { placedCompare } from "./compare-files.ts";
import { Comparing } from "./comparing.ts";
import { withLeftOut } from "./completeness.ts";
import { EventCounts } from "./event-counts.ts";
import { addEvidence } from "./evidence.ts";
import type { FieldedRow } from "./lines.ts";
import { makeReport } from "./make-report.ts";
import { type OpenOptions, openSources } from "./open-sources.ts";
import type { Hooks } from "./pace.ts";
import { programsOf } from "./programs.ts";
import { progressOf, type ReadingOptions, readAll } from "./read-all.ts";
import { type FilesRead, totalBytes } from "./read-files.ts";
import { newCore, type ReaderSetup } from "./read-piece.ts";
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

export class Session {
  readonly opened: Opened;
  #inputs: Inputs;
  #kept: readonly Baselines[] = [];
  /** what is analysed, in the order of the plan */
  readonly sources: readonly ByteSource[];
  /** what was not read, and why */
  readonly leftOut: readonly LeftOut[];
  readonly #wasm: WasmModules;
  readonly #names: FieldNames;
  readonly #programs: Program[];
  readonly #budgets: Budgets;
  #core: Core | null = null;
  #scoreCore: ScoreCore | null = null;
  #lines: AnalysedLines | null = null;
  #scored: Scored | null = null;
  #templates: readonly Template[] = [];
  /** of the last analysis or scoring */
  #report: Report | null = null;
  #counts: EventCounts | null = null;
  #comparing: Comparing | null = null;
  readonly #alertLines = new AlertLines();

  private constructor(
    wasm: WasmModules,
    sources: readonly ByteSource[],
    opened: Opened,
    inputs: Inputs,
    budgets: Budgets,
    leftOut: readonly LeftOut[],
  ) {
    this.#wasm = wasm;
    this.sources = sources;
    this.opened = opened;
    this.#inputs = inputs;
    this.#budgets = budgets;
    this.leftOut = leftOut;
    this.#names = fieldNames(opened.plan);
    this.#programs = programsOf(opened.plan, this.#names);
  }

  /**
   * Looks at the sources and decides how to read them. What is no log is left out with a notice.
   * @throws TimberlineError "invalid" when none can be read; a source's own error when it cannot be opened
   */
  static async open(wasm: WasmModules, sources: readonly ByteSource[], options: OpenOptions = {}): Promise<Session> {
    const { sources: readable, opened, inputs, leftOut } = await openSources(wasm.core, sources, options);
    return new Session(wasm, readable, opened, inputs, options.budgets ?? DEFAULT_BUDGETS, leftOut);
  }

  /** Takes a stored analysis up again; `sources` in the order of its files, and of the same content. */
  static restore(wasm: WasmModules, sources: readonly ByteSource[], stored: AnalysisResult): Session {
    const { report } = stored;
    const files = report.source.files.map(({ name, bytes, lastModified }) => ({ name, bytes, lastModified }));
    const opened: Opened = { files, plan: report.source.plan, notices: [] };
    const session = new Session(wasm, sources, opened, report.inputs, DEFAULT_BUDGETS, []);
    session.#core = session.#newCore();
    mergeKept(session.#core, stored.partial);
    session.#core.settle();
    session.#prepareLines(session.#core, report);
    return session;
  }

  get inputs(): Inputs {
    return this.#inputs;
  }

  /** Corrects templates by these edits from the next `analyze` or `rescore` on, instead of those of the inputs. */
  useTemplateEdits(edits: readonly TemplateEdit[]): void {
    const { templateEdits: _, ...others } = this.#inputs;
    this.#inputs = edits.length === 0 ? others : { ...others, templateEdits: [...edits] };
  }

  /** What is kept of earlier files of the source: `analyze` takes from it what ended before these files begin. */
  useBaselines(kept: readonly Baselines[]): void {
    this.#kept = kept;
  }

  /** Settles which baselines are inputs, now that it is known when the files begin. */
  async #settleBaselines(core: Core, settings: Settings): Promise<void> {
    const binMs = scoredWidth(core, settings);
    const { firstMs } = core.totals();
    if (binMs === null || firstMs === null || this.#kept.length === 0) return;
    const { baselinesBefore } = await import("../model/baseline-merge.ts");
    const baselines = baselinesBefore(this.#kept, binMs, firstMs);
    if (baselines) this.#inputs = { ...this.#inputs, baselines };
  }

  #placed(settings: Settings): Settings {
    const { compare } = settings;
    return compare === null ? settings : { ...settings, compare: this.#placedCompare(compare) };
  }

  #placedCompare(compare: CompareSettings): CompareSettings {
    const names = this.opened.files.map(({ name }) => name);
    return placedCompare(compare, this.opened.plan, names);
  }

  get #setup(): ReaderSetup {
    return {
      module: this.#wasm.core,
      budgets: this.#budgets,
      dimensionCount: this.#names.dimensions.length,
      measureCount: this.#names.measures.length,
      plans: this.opened.plan.files,
      programs: this.#programs,
      inputs: this.#inputs,
    };
  }

  #newCore(): Core {
    return newCore(this.#setup);
  }

  /** Reads all files once and makes the report. Cancelling, or a file that fails, leaves a partial report. */
  async analyze(asked: Settings, hooks: Hooks = {}, options: ReadingOptions = {}): Promise<AnalysisResult> {
    const settings = this.#placed(asked);
    const core = this.#newCore();
    const { bytes, completeness } = await readAll(core, this.#setup, this.sources, hooks, options);
    const progress = progressOf(core, bytes, totalBytes(this.sources), hooks);
    await progress("templates");
    core.closeEvent();
    core.settle();
    this.#core = core;
    await this.#settleBaselines(core, settings);
    await progress("scoring");
    const scored = this.#score(core, settings);
    this.#scored = scored;
    const report = this.#makeReport(core, scored, settings, {
      bytes,
      completeness: withLeftOut(completeness, this.leftOut),
    });
    this.#prepareLines(core, report);
    await progress("evidence");
    await addEvidence(report, scored.peaks, (query) => this.readLines(query));
    await this.#markBlocks(report, ({ evidence }) => evidence.length === 0);
    const baselines = completeness.partial ? null : await this.#taught(scored, report);
    return { report, partial: core.partial(), ...(baselines && { baselines }) };
  }

  /** What these files teach later ones of their source; null without times. */
  async #taught(
    { scoredBins, tested }: Scored,
    { totals: { firstMs, lastMs, events } }: Report,
  ): Promise<Baselines | null> {
    if (!scoredBins || firstMs === null || lastMs === null) return null;
    const { baselinesOf } = await import("./baselines.ts");
    return baselinesOf(this.#needScoreCore(), scoredBins, tested, { firstMs, lastMs, events });
  }

  /** Scores the stored bins of a restored or finished analysis under other settings; the files are not read. */
  rescore(before: Report, asked: Settings): Report {
    const settings = this.#placed(asked);
    const core = this.#needCore();
    const scored = this.#score(core, settings);
    this.#scored = scored;
    const report = this.#makeReport(core, scored, settings, {
      bytes: before.totals.bytes,
      completeness: before.completeness,
    });
    report.source.files = before.source.files;
    report.reading = before.reading;
    report.annotations = before.annotations;
    // other edits make other templates of the same signatures
    this.#prepareLines(core, report);
    this.#alertLines.keep(before);
    this.#alertLines.giveTo(report);
    return report;
  }

  /** Counts events over a stretch of time, of a restored or finished analysis; the files are not read. */
  counts(queries: readonly CountQuery[]): Counts[] {
    const counts = this.#needCounts();
    return queries.map((query) => counts.count(query, () => this.#needScoreCore()));
  }

  /** What is asked of the whole log beside its report; the files are not read. */
  async studies(): Promise<Studies> {
    const { Studies } = await import("./studies.ts");
    if (!this.#report) throw notAnalysed();
    const { measures } = this.#names;
    return new Studies(
      this.#needCore(),
      this.#needCounts(),
      this.#needScoreCore(),
      this.#report,
      this.inputs,
      measures,
    );
  }

  /** A comparison of stored counts beside the report. @throws TimberlineError "invalid" when a side has no event */
  compare(settings: CompareSettings): Comparison {
    return this.#needComparing().compare(this.#placedCompare(settings), this.#report?.settings.binMs ?? null);
  }

  /** Where windows of a comparison lie over its limits. */
  compareEpisodes(settings: CompareSettings): CompareEpisodes {
    return this.#needComparing().episodes(this.#placedCompare(settings), this.#report?.settings.binMs ?? null);
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
    if (this.sources.length > 0) await addEvidence(read, wanted, (query) => this.readLines(query));
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
      const block = peak && blockOf(this.#needCore(), this.lines.reader, report, alert, peak);
      alert.evidence = [];
      if (block) alert.block = block;
    }
  }

  /** The lines behind the last analysis or scoring. */
  get lines(): AnalysedLines {
    if (!this.#lines) throw notAnalysed();
    return this.#lines;
  }

  readLines(query: LineQuery): Promise<LinePage> {
    return this.lines.reader.page(query);
  }

  /** What another plan would make of the first part of a file. @throws TimberlineError "invalid" when it cannot be used */
  async previewPlan(file: number, plan: FilePlan, timeZone: string): Promise<PlanPreview> {
    const source = this.sources[file];
    if (!source) throw new TimberlineError({ code: "no-file", message: "The file is not open: choose it again." });
    const { previewPlan } = await import("./preview-plan.ts");
    return previewPlan(this.#wasm.core, source, plan, timeZone);
  }

  /** Every physical line or record in order, after `analyze`. */
  rows(): AsyncGenerator<FieldedRow[]> {
    return this.lines.reader.all();
  }

  /** A row a bin, or a row a record for a table of one time and one numeric column; after `analyze`. */
  async *scores(): AsyncGenerator<BinScore> {
    const scored = this.#scored;
    if (!scored) throw notAnalysed();
    const [plan] = this.opened.plan.files;
    if (plan && this.opened.plan.files.length === 1 && isOneSeries(plan))
      yield* scoreRecords(this.#needScoreCore(), scored, this.rows());
    else yield* scoreBins(scored);
  }

  #needCore(): Core {
    if (!this.#core) throw notAnalysed();
    return this.#core;
  }

  #needScoreCore(): ScoreCore {
    this.#scoreCore ??= new ScoreCore(this.#wasm.scores);
    return this.#scoreCore;
  }

  #score(core: Core, settings: Settings): Scored {
    return scoreAnalysis(this.#counted(core), settings);
  }

  #counted(core: Core): Counted {
    const { plan } = this.opened;
    return { core, scoreCore: this.#needScoreCore(), names: this.#names, plan, inputs: this.#inputs };
  }

  #needComparing(): Comparing {
    this.#comparing ??= new Comparing(this.#counted(this.#needCore()));
    return this.#comparing;
  }

  #needCounts(): EventCounts {
    this.#counts ??= new EventCounts(this.#needCore(), this.#names, this.#templates);
    return this.#counts;
  }

  #makeReport(core: Core, scored: Scored, settings: Settings, read: FilesRead): Report {
    const { sources, opened } = this;
    return makeReport(core, scored, { sources, plan: opened.plan, inputs: this.#inputs, settings, read });
  }

  #prepareLines(core: Core, report: Report): void {
    this.#report = report;
    this.#templates = report.templates;
    this.#counts = null;
    this.#comparing = null;
    this.#lines = new AnalysedLines(core, report.templates, {
      module: this.#wasm.core,
      sources: this.sources,
      programs: this.#programs,
      plans: this.opened.plan.files,
      inputs: this.#inputs,
      names: this.#names,
    });
  }
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

function notAnalysed(): TimberlineError {
  return new TimberlineError({ code: "no-file", message: "Nothing has been analysed yet: open a file first." });
}

/** A table with one time and one numeric column, and nothing else that is used. */
function isOneSeries({ body }: FilePlan): boolean {
  if (body.kind !== "table") return false;
  const roles = body.columns.map(({ role }) => role).filter((role) => role !== "ignore");
  return roles.length === 2 && roles.includes("time") && roles.includes("measure");
}
