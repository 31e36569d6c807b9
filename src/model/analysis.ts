/** What passes between the analysis worker and the application: requests, progress, results. Plain, cloneable data. */

import type { Baselines } from "./baselines.ts";
import type { FileHead, KeptBookmark } from "./bookmarks.ts";
import type { CompareEpisodes, CompareSettings, Comparison } from "./comparison.ts";
import type { Correlations, CorrelationsRequest } from "./correlations.ts";
import type { CountQuery, Counts } from "./counts.ts";
import type { Level } from "./levels.ts";
import type {
  FoundHit,
  HitQuery,
  HitTimesQuery,
  LineWindow,
  SearchProgress,
  SearchQuery,
  WindowQuery,
} from "./line-window.ts";
import type { ParameterRange, TemplateParameters } from "./parameters.ts";
import type { FilePlan, Plan, TimeLayout } from "./plan.ts";
import type { Bookmark, Report, Settings } from "./report.ts";
import type { Shapes, ShapesRequest } from "./shapes.ts";
import type { StudyAnswer, StudyQuestion } from "./studies.ts";
import type { TemplateEdit, TemplateSplit } from "./template-edits.ts";
import type { ByteOffset, DurationMs, EpochMs, HexId, LineNumber } from "./units.ts";

/** What opening a set of files found, before anything is analysed. */
export interface Opened {
  files: { name: string; bytes: number; lastModified: EpochMs }[];
  plan: Plan;
  /** sentences for the user: a file that is binary, empty, or has no time */
  notices: string[];
  /** how far an earlier reading of the same files was when it was cut off; absent when there is none */
  resumable?: { bytesRead: number; bytesTotal: number };
}

/** How a reading begins, and what it tells besides its progress. */
export interface AnalyzeOptions {
  /** goes on from where an earlier reading of the same files was cut off, by its plan */
  resume?: boolean;
  /** hears a sentence for the user */
  onNotice?(sentence: string): void;
  /** corrections of templates that are known of the source; an interrupted reading goes on with its own */
  templateEdits?: readonly TemplateEdit[];
  /** what is kept of earlier files of the source; what ended before these begin becomes an input */
  baselines?: readonly Baselines[];
}

/** One line of a sample as a plan reads it. */
export interface PreviewRow {
  line: LineNumber;
  /** cut after some hundred characters */
  text: string;
  kind: LineKind;
  timeMs: EpochMs | null;
  level: Level | null;
  /** "" unless the line is an event */
  message: string;
}

/** A column or field that a sample holds, with some of its values. */
export interface SeenColumn {
  /** a table's column has one name, as its header says, a field of JSON its keys from the root */
  path: string[];
  /** the first different ones, at most three */
  values: string[];
  /** how the first value reads as a time; null when it is none */
  time: TimeLayout | null;
}

/** What a plan makes of the first part of a file. */
export interface PlanPreview {
  lines: number;
  events: number;
  /** lines of no event */
  unparsedLines: number;
  /** events that each layout took */
  layouts: number[];
  firstMs: EpochMs | null;
  lastMs: EpochMs | null;
  /** the year that the first stamp is read with; null when stamps have one, or no date at all */
  firstYear: number | null;
  /** the first lines, at most 20 */
  rows: PreviewRow[];
  columns: SeenColumn[];
}

/** A line that no layout took, and how far it was read. */
export interface UnmatchedLine {
  line: LineNumber;
  byteOffset: ByteOffset;
  text: string;
  /** one sentence */
  reason: string;
}

/** Provisional counts while reading: a coarse picture of all events so far. */
export interface Preview {
  binMs: DurationMs;
  startMs: EpochMs;
  binCount: number;
  /** LEVEL_CODE_COUNT rows of binCount counts, row by level code */
  countsByLevel: Float64Array;
}

/** Provisional templates while reading: those of the signatures seen so far. */
export interface TemplatePreview {
  /** of several readers at least so many */
  count: number;
  /** the commonest first */
  top: { text: string; count: number }[];
}

export interface Progress {
  phase: "reading" | "templates" | "scoring" | "evidence";
  bytesRead: number;
  bytesTotal: number;
  lines: number;
  events: number;
  elapsedMs: DurationMs;
  /** null before the first event with a time */
  preview: Preview | null;
  /** null until they have been looked for, and where there are too many signatures to look while reading */
  templates: TemplatePreview | null;
}

export interface AnalysisResult {
  report: Report;
  /** bins, signatures and line index in the core's byte form: to re-score, and to find lines again */
  partial: ArrayBuffer;
  /** what these files teach their later ones; of `analyze` alone, when it read all and found times */
  baselines?: Baselines;
}

/** Bytes that lie in the store until somebody needs them; they are read once. */
export interface StoredBytes {
  readonly byteLength: number;
  /** rejects with "no-file" when they were deleted meanwhile */
  read(): Promise<ArrayBuffer>;
}

/** A result as the app has it on screen: one from the store is shown before its counts are read. */
export interface ShownResult {
  report: Report;
  /** as in AnalysisResult; the same object for as long as the counts are the same. Empty: there are none */
  partial: ArrayBuffer | StoredBytes;
}

export type LineKind = "event" | "continuation" | "unparsed" | "header";

/** One physical line, or one quoted record that spans several. */
export interface LineRow {
  /** index into source.files */
  file: number;
  line: LineNumber;
  byteOffset: ByteOffset;
  /** without its line end; at most 64 KiB, then cut and `truncated` */
  text: string;
  truncated: boolean;
  kind: LineKind;
  timeMs: EpochMs | null;
  level: Level | null;
  templateId: HexId | null;
}

/** Which lines are wanted; absent means any. Continuation lines follow their event. */
export interface LineQuery {
  startMs?: EpochMs;
  endMs?: EpochMs;
  templateIds?: HexId[];
  levels?: (Level | null)[];
  /** values of one dimension are alternatives; different dimensions must all hold */
  dimensions?: { name: string; value: string }[];
  /** where the last page ended */
  after?: LineCursor;
  limit: number;
}

export interface LineCursor {
  file: number;
  byteOffset: ByteOffset;
}

export interface LinePage {
  rows: LineRow[];
  /** null at the end */
  next: LineCursor | null;
}

/** Why something could not be done, in one sentence, with what the user can do. */
export interface Failure {
  code: "unreadable" | "changed" | "mismatch" | "cancelled" | "worker" | "no-file" | "invalid" | "storage" | "internal";
  message: string;
}

/**
 * The engine as the application sees it; the worker's client implements it. Every call rejects with a
 * `TimberlineError` carrying a Failure; none stays pending when the worker dies.
 */
export interface AnalysisEngine {
  /** sniffs the files and holds them until `close`; handles are of files in the private file system, read at once */
  open(files: readonly (File | FileSystemFileHandle)[]): Promise<Opened>;
  /**
   * Reads and analyses the opened files. Aborting the signal stops within ~20 ms and resolves with a partial result
   * of what was read. A file that fails midway also resolves with a partial result.
   */
  analyze(
    settings: Settings,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    options?: AnalyzeOptions,
  ): Promise<AnalysisResult>;
  /** takes up a stored analysis again; `files` are checked against the report by size and content */
  attach(result: ShownResult, files: readonly File[]): Promise<void>;
  /**
   * Groups and scores stored bins under other settings, or with other edits of templates; the log is not read again, evidence
   * is kept where alerts are the same.
   */
  rescore(result: ShownResult, settings: Settings, templateEdits?: readonly TemplateEdit[]): Promise<ShownResult>;
  /**
   * Counts events over stretches of time, of a result that may be a stored one whose files are not open. Rejects with
   * "no-file" where the result holds no counts (an imported report), or while other files are read.
   */
  counts(result: ShownResult, queries: readonly CountQuery[]): Promise<Counts[]>;
  /** a comparison of stored counts beside the report; "invalid" when a side has no event, "no-file" as `counts` */
  compare(result: ShownResult, settings: CompareSettings): Promise<Comparison>;
  /** where windows of a comparison lie over its limits: quick enough to follow the hand once it was compared */
  compareEpisodes(result: ShownResult, settings: CompareSettings): Promise<CompareEpisodes>;
  /** a question about the whole log beside its report; rejects with "no-file" when its counts are not kept */
  study<Kind extends StudyQuestion["kind"]>(
    result: ShownResult,
    question: Extract<StudyQuestion, { kind: Kind }>,
  ): Promise<StudyAnswer<Kind>>;
  readLines(query: LineQuery): Promise<LinePage>;
  /** raw lines at any place, of all lines or of a search's hits */
  lineWindow(query: WindowQuery): Promise<LineWindow>;
  /**
   * Searches all lines; its hits can be asked for meanwhile, and until the next search begins, which stops this one. Aborting
   * the signal ends it at once, whatever it does, and resolves with what was found until then.
   */
  searchLines(
    query: SearchQuery,
    onProgress: (progress: SearchProgress) => void,
    signal: AbortSignal,
  ): Promise<SearchProgress>;
  /** the hit behind a line, or before it; null when there is none so far */
  nextHit(query: HitQuery): Promise<FoundHit | null>;
  /** hits found so far, a number a bin of time; null when the search is another, or a newer question came */
  hitTimes(query: HitTimesQuery): Promise<Float64Array | null>;
  /** what stands at the parameters of a template, over a range; a newer call makes an older one reject with "cancelled" */
  templateParameters(templateId: HexId, range: ParameterRange): Promise<TemplateParameters>;
  /** what splitting a template at each of its parameters would make; no file is needed */
  templateSplits(result: ShownResult, templateId: HexId): Promise<TemplateSplit[]>;
  /**
   * Discords and motifs of a series, which need not be of open files. A newer call, or the signal, makes an older one
   * reject with "cancelled"; a series or window that cannot be looked at rejects with "invalid".
   */
  shapes(request: ShapesRequest, signal: AbortSignal, onProgress?: (done: number) => void): Promise<Shapes>;
  /** how every two of some series go together; as `shapes` */
  correlations(
    request: CorrelationsRequest,
    signal: AbortSignal,
    onProgress?: (done: number) => void,
  ): Promise<Correlations>;
  /**
   * Takes the open files anew by an edited plan, or by a guessed one when it is null; `analyze` with the same zone follows.
   * Rejects with "invalid" when the plan cannot be used, and leaves what was open as it was.
   */
  reopen(plan: Plan | null, timeZone: string): Promise<Opened>;
  /** what a plan would make of the first part of an open file */
  previewPlan(file: number, plan: FilePlan, timeZone: string): Promise<PlanPreview>;
  /** the first lines of a file that no layout took; of the analysis at hand */
  unmatched(file: number): Promise<UnmatchedLine[]>;
  /** how the open files begin */
  fileHeads(): Promise<FileHead[]>;
  /** which of these are of the analysed files; in the order of the files and lines */
  findBookmarks(kept: readonly KeptBookmark[]): Promise<Bookmark[]>;
  /** SHA-256 tree digest of each file, by a second read; resolves in the order of the files */
  digestFiles(signal: AbortSignal): Promise<string[]>;
  /** a log that the product makes itself, for "Try a sample" */
  sample(): Promise<File>;
  close(): void;
}

export class TimberlineError extends Error {
  readonly code: Failure["code"];
  constructor(failure: Failure) {
    super(failure.message);
    this.name = "TimberlineError";
    this.code = failure.code;
  }
}

/** What a new analysis starts with. */
export const DEFAULT_SETTINGS: Settings = {
  timeZone: "UTC",
  binMs: null,
  compare: null,
  detectors: [
    { name: "mean-threshold", options: {} },
    { name: "rare-template", options: {} },
    { name: "vanished-template", options: {} },
    { name: "time-of-day", options: {} },
    { name: "new-extreme", options: {} },
    { name: "nearest-neighbour", options: {} },
    { name: "forecast", options: {} },
    { name: "spread", options: {} },
    { name: "calm", options: {} },
    { name: "flat-line", options: {} },
  ],
  alertDecades: 4,
  leastEvents: 0,
};
