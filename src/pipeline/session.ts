/**
 * One analysis from open files to a report: sniff and read here, score and prove in `counted-analysis.ts`. Runs in a worker or in
 * Node; knows no DOM. The digest of the report and of the files are left to the caller ("" and "pending").
 */
import { type Budgets, type Core, DEFAULT_BUDGETS } from "../core/core.ts";
import type { WasmModules } from "../core/modules.ts";
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
import { fieldNames } from "../model/field-names.ts";
import type { FilePlan } from "../model/plan.ts";
import type { Inputs, Report, Settings } from "../model/report.ts";
import type { TemplateEdit } from "../model/template-edits.ts";
import type { AnalysedLines } from "./analysed-lines.ts";
import type { Basis, CountedAnalysis } from "./counted-analysis.ts";
import type { FieldedRow } from "./lines.ts";
import { type OpenOptions, openSources } from "./open-sources.ts";
import type { Hooks } from "./pace.ts";
import { programsOf } from "./programs.ts";
import { type ReadingOptions, readAll, stepTeller } from "./read-all.ts";
import { totalBytes } from "./read-files.ts";
import { newCore, type ReaderSetup } from "./read-piece.ts";
import type { BinScore } from "./scoring.ts";
import type { ByteSource } from "./source.ts";
import type { Studies } from "./studies.ts";
import type { LeftOut } from "./unpack/unpack.ts";

/** What comes after reading, in a script of its own. */
function afterReading(): Promise<typeof import("./counted-analysis.ts")> {
  return import("./counted-analysis.ts").catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TimberlineError({
      code: "worker",
      message: `What makes the report did not load (${reason}). Reload the page.`,
    });
  });
}

export class Session {
  readonly #basis: Basis;
  readonly #budgets: Budgets;
  #kept: readonly Baselines[] = [];
  #analysis: CountedAnalysis | null = null;

  private constructor(basis: Omit<Basis, "names" | "programs">, budgets: Budgets) {
    const names = fieldNames(basis.opened.plan);
    this.#basis = { ...basis, names, programs: programsOf(basis.opened.plan, names) };
    this.#budgets = budgets;
  }

  /**
   * Looks at the sources and decides how to read them. What is no log is left out with a notice.
   * @throws TimberlineError "invalid" when none can be read; a source's own error when it cannot be opened
   */
  static async open(wasm: WasmModules, sources: readonly ByteSource[], options: OpenOptions = {}): Promise<Session> {
    // a script that does not arrive is told of now, and not when a long log has been read
    const [found] = await Promise.all([openSources(wasm.core, sources, options), afterReading()]);
    return new Session({ ...found, wasm }, options.budgets ?? DEFAULT_BUDGETS);
  }

  /** Takes a stored analysis up again; `sources` in the order of its files, and of the same content. */
  static async restore(wasm: WasmModules, sources: readonly ByteSource[], stored: AnalysisResult): Promise<Session> {
    const { CountedAnalysis } = await afterReading();
    const { inputs, source } = stored.report;
    const files = source.files.map(({ name, bytes, lastModified }) => ({ name, bytes, lastModified }));
    const opened: Opened = { files, plan: source.plan, notices: [] };
    const session = new Session({ wasm, sources, opened, inputs, leftOut: [] }, DEFAULT_BUDGETS);
    session.#analysis = CountedAnalysis.ofStored(session.#basis, session.#newCore(), stored);
    return session;
  }

  get opened(): Opened {
    return this.#basis.opened;
  }

  get inputs(): Inputs {
    return this.#basis.inputs;
  }

  /** What is analysed, in the order of the plan. */
  get sources(): readonly ByteSource[] {
    return this.#basis.sources;
  }

  /** What was not read, and why. */
  get leftOut(): readonly LeftOut[] {
    return this.#basis.leftOut;
  }

  /** Corrects templates by these edits from the next `analyze` or `rescore` on, instead of those of the inputs. */
  useTemplateEdits(edits: readonly TemplateEdit[]): void {
    const { templateEdits: _, ...others } = this.inputs;
    this.#basis.inputs = edits.length === 0 ? others : { ...others, templateEdits: [...edits] };
  }

  /** What is kept of earlier files of the source: `analyze` takes from it what ended before these files begin. */
  useBaselines(kept: readonly Baselines[]): void {
    this.#kept = kept;
  }

  get #setup(): ReaderSetup {
    const { wasm, names, programs, opened, inputs } = this.#basis;
    return {
      module: wasm.core,
      budgets: this.#budgets,
      dimensionCount: names.dimensions.length,
      measureCount: names.measures.length,
      plans: opened.plan.files,
      programs,
      inputs,
    };
  }

  #newCore(): Core {
    return newCore(this.#setup);
  }

  /** Reads all files once and makes the report. Cancelling, or a file that fails, leaves a partial report. */
  async analyze(settings: Settings, hooks: Hooks = {}, options: ReadingOptions = {}): Promise<AnalysisResult> {
    const core = this.#newCore();
    const read = await readAll(core, this.#setup, this.sources, hooks, options);
    const { CountedAnalysis } = await afterReading();
    const tell = stepTeller(core, read.bytes, totalBytes(this.sources), hooks);
    const { analysis, result } = await CountedAnalysis.ofRead(this.#basis, core, settings, read, this.#kept, tell);
    this.#analysis = analysis;
    return result;
  }

  /** Scores the stored bins of a restored or finished analysis under other settings; the files are not read. */
  rescore(before: Report, settings: Settings): Report {
    return this.#needAnalysis().rescore(before, settings);
  }

  /** Counts events over a stretch of time, of a restored or finished analysis; the files are not read. */
  counts(queries: readonly CountQuery[]): Counts[] {
    return this.#needAnalysis().counts(queries);
  }

  /** What is asked of the whole log beside its report; the files are not read. */
  async studies(): Promise<Studies> {
    return this.#needAnalysis().studies();
  }

  /** A comparison of stored counts beside the report. @throws TimberlineError "invalid" when a side has no event */
  compare(settings: CompareSettings): Comparison {
    return this.#needAnalysis().compare(settings);
  }

  /** Where windows of a comparison lie over its limits. */
  compareEpisodes(settings: CompareSettings): CompareEpisodes {
    return this.#needAnalysis().compareEpisodes(settings);
  }

  /** As `CountedAnalysis.addMissingEvidence`. */
  addMissingEvidence(report: Report): Promise<void> {
    return this.#needAnalysis().addMissingEvidence(report);
  }

  /** As `CountedAnalysis.markAsIn`. */
  markAsIn(report: Report, like: Report): Promise<void> {
    return this.#needAnalysis().markAsIn(report, like);
  }

  /** The lines behind the last analysis or scoring. */
  get lines(): AnalysedLines {
    return this.#needAnalysis().lines;
  }

  readLines(query: LineQuery): Promise<LinePage> {
    return this.lines.reader.page(query);
  }

  /** What another plan would make of the first part of a file. @throws TimberlineError "invalid" when it cannot be used */
  async previewPlan(file: number, plan: FilePlan, timeZone: string): Promise<PlanPreview> {
    const source = this.sources[file];
    if (!source) throw new TimberlineError({ code: "no-file", message: "The file is not open: choose it again." });
    const { previewPlan } = await import("./preview-plan.ts");
    return previewPlan(this.#basis.wasm.core, source, plan, timeZone);
  }

  /** Every physical line or record in order, after `analyze`. */
  rows(): AsyncGenerator<FieldedRow[]> {
    return this.lines.reader.all();
  }

  /** A row a bin, or a row a record for a table of one time and one numeric column; after `analyze`. */
  scores(): AsyncGenerator<BinScore> {
    return this.#needAnalysis().scores();
  }

  #needAnalysis(): CountedAnalysis {
    if (!this.#analysis)
      throw new TimberlineError({ code: "no-file", message: "Nothing has been analysed yet: open a file first." });
    return this.#analysis;
  }
}
