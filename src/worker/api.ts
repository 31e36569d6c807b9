/** What passes over Comlink between the worker and its client. An error crosses as a Failure, as Comlink loses its class. */
import type { WasmModules } from "../core/modules.ts";
import {
  type AnalysisResult,
  type AnalyzeOptions,
  type Failure,
  type LinePage,
  type LineQuery,
  type Opened,
  type PlanPreview,
  type Progress,
  TimberlineError,
  type UnmatchedLine,
} from "../model/analysis.ts";
import type { FileHead, KeptBookmark } from "../model/bookmarks.ts";
import type { CompareEpisodes, CompareSettings, Comparison } from "../model/comparison.ts";
import type { Correlations, CorrelationsRequest } from "../model/correlations.ts";
import type { CountQuery, Counts } from "../model/counts.ts";
import type {
  FoundHit,
  HitQuery,
  HitTimesQuery,
  LineWindow,
  SearchProgress,
  SearchQuery,
  WindowQuery,
} from "../model/line-window.ts";
import type { ParameterRange, TemplateParameters } from "../model/parameters.ts";
import type { FilePlan, Plan } from "../model/plan.ts";
import type { Bookmark, Report, Settings } from "../model/report.ts";
import type { Shapes, ShapesRequest } from "../model/shapes.ts";
import type { StudyAnswer, StudyQuestion } from "../model/studies.ts";
import type { TemplateEdit, TemplateSplit } from "../model/template-edits.ts";
import type { HexId } from "../model/units.ts";
import type { QuestionKind } from "./questions.ts";

export type Answer<T> = { value: T } | { failure: Failure };

/** How the worker works, decided once. */
export interface WorkerOptions {
  /** how its own script is loaded once more, for the workers that it starts */
  workerType: WorkerType;
  /** how many workers read for it; null: as many as pay */
  readers: number | null;
  /** how many bytes are read until it is kept how far reading is */
  checkpointBytes: number;
}

/** Name of a worker that matches lines: the same script once more. */
export const MATCHER_NAME = "matcher";

/** What the page sends a matcher: the port on which one search asks. */
export interface MatcherStart {
  /** comes from the page, as from file:// Chromium lets no module pass between workers */
  core: WebAssembly.Module;
  port: MessagePort;
}

/** What comes through the port of `analyze`. */
export type Told = { progress: Progress } | { notice: string };

/** The worker as its client calls it. Progress comes through the port, at most ten times a second. */
export interface WorkerApi {
  init(wasm: WasmModules, options: WorkerOptions): Promise<Answer<void>>;
  open(files: readonly (File | FileSystemFileHandle)[]): Promise<Answer<Opened>>;
  analyze(
    settings: Settings,
    told: MessagePort,
    given: Required<Pick<AnalyzeOptions, "resume" | "templateEdits" | "baselines">>,
  ): Promise<Answer<AnalysisResult>>;
  /** stops `analyze` and `digestFiles`; answers as soon as the worker sees it */
  cancel(): Promise<Answer<void>>;
  /** without counts, as of an imported report, the files are only held to be the same, and are ready to be analysed as they were */
  attach(result: AnalysisResult, files: readonly File[]): Promise<Answer<void>>;
  /** "no-file" as `counts` */
  rescore(before: Report, settings: Settings, templateEdits: readonly TemplateEdit[]): Promise<Answer<Report>>;
  /** "no-file" as `counts` */
  templateSplits(digest: string, templateId: HexId): Promise<Answer<TemplateSplit[]>>;
  /** takes up the counts of a stored analysis, unless other files are being read */
  hold(result: AnalysisResult): Promise<Answer<void>>;
  /** "no-file" unless the analysis with this digest is the one at hand: `hold` it first */
  counts(digest: string, queries: readonly CountQuery[]): Promise<Answer<Counts[]>>;
  /** "no-file" as for `counts` */
  compare(digest: string, settings: CompareSettings): Promise<Answer<Comparison>>;
  compareEpisodes(digest: string, settings: CompareSettings): Promise<Answer<CompareEpisodes>>;
  study(digest: string, question: StudyQuestion): Promise<Answer<StudyAnswer>>;
  readLines(query: LineQuery): Promise<Answer<LinePage>>;
  lineWindow(query: WindowQuery): Promise<Answer<LineWindow>>;
  /** asks a matcher through one port, tells SearchProgress through the other */
  searchLines(query: SearchQuery, matcher: MessagePort, told: MessagePort): Promise<Answer<SearchProgress>>;
  /** stops a search whose matcher may answer no more */
  cancelSearch(search: number): Promise<Answer<void>>;
  nextHit(query: HitQuery): Promise<Answer<FoundHit | null>>;
  hitTimes(query: HitTimesQuery): Promise<Answer<Float64Array | null>>;
  templateParameters(templateId: HexId, range: ParameterRange): Promise<Answer<TemplateParameters>>;
  /** the port hears the share that is done, 0…1 */
  shapes(request: ShapesRequest, told: MessagePort): Promise<Answer<Shapes>>;
  correlations(request: CorrelationsRequest, told: MessagePort): Promise<Answer<Correlations>>;
  /** a question of this kind is not asked any more: it is answered with "cancelled" */
  giveUp(kind: QuestionKind): Promise<Answer<void>>;
  reopen(plan: Plan | null, timeZone: string): Promise<Answer<Opened>>;
  previewPlan(file: number, plan: FilePlan, timeZone: string): Promise<Answer<PlanPreview>>;
  unmatched(file: number): Promise<Answer<UnmatchedLine[]>>;
  fileHeads(): Promise<Answer<FileHead[]>>;
  findBookmarks(kept: readonly KeptBookmark[]): Promise<Answer<Bookmark[]>>;
  digestFiles(): Promise<Answer<string[]>>;
  sample(): Promise<Answer<File>>;
}

/** @returns the failure that an error stands for; what nobody foresaw is "internal" */
export function failureOf(error: unknown): Failure {
  if (error instanceof TimberlineError) return { code: error.code, message: error.message };
  if (error instanceof WebAssembly.RuntimeError)
    return {
      code: "internal",
      message: `The analysis core stopped unexpectedly (${error.message}). Please reload and try again.`,
    };
  return { code: "internal", message: error instanceof Error ? error.message : String(error) };
}
