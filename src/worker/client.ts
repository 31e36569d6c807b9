/**
 * The engine in the page: one worker at a time, started on first use and replaced when it dies. Every call is raced with
 * the worker's death, as a Comlink call to a dead worker never settles.
 */
import { type Remote, releaseProxy, transfer, wrap } from "comlink";
import {
  type AnalysisEngine,
  type AnalysisResult,
  type AnalyzeOptions,
  type Failure,
  type LinePage,
  type LineQuery,
  type Opened,
  type PlanPreview,
  type Progress,
  type ShownResult,
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
import { type Answer, MATCHER_NAME, type Told, type WorkerApi } from "./api.ts";
import { loadModules, spawnWorker, WORKER_TYPE } from "./assets.ts";
import { LineSearches } from "./line-searches.ts";
import type { QuestionKind } from "./questions.ts";

/** a worker that does not see a cancellation within this time is replaced */
const UNANSWERED_MS = 1000;

interface Running {
  core: WebAssembly.Module;
  worker: Worker;
  api: Remote<WorkerApi>;
  /** rejects when the worker dies, never resolves */
  death: Promise<never>;
  kill(failure: Failure): void;
}

/** For tests and measurements; the app needs none. */
export interface EngineOptions {
  /** how many workers read; absent: as many as pay */
  readers?: number;
  /** how often it is kept how far reading is; absent: every 256 MiB */
  checkpointBytes?: number;
}

const CHECKPOINT_BYTES = 256 * 1024 * 1024;

class WorkerEngine implements AnalysisEngine {
  readonly #searches = new LineSearches(() => spawnWorker(MATCHER_NAME));
  #running: Promise<Running> | null = null;

  /** while a stored analysis is being taken up */
  #holding: Promise<void> | null = null;
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  open(files: readonly (File | FileSystemFileHandle)[]): Promise<Opened> {
    return this.#call((api) => api.open(files));
  }

  async analyze(
    settings: Settings,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    { resume = false, onNotice, templateEdits = [], baselines = [] }: AnalyzeOptions = {},
  ): Promise<AnalysisResult> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<Told>) => {
      if ("progress" in data) onProgress(data.progress);
      else onNotice?.(data.notice);
    };
    const cancel = () => void this.#cancel();
    signal.addEventListener("abort", cancel);
    try {
      return await this.#call((api) =>
        api.analyze(settings, transfer(port2, [port2]), { resume, templateEdits, baselines }),
      );
    } finally {
      signal.removeEventListener("abort", cancel);
      port1.close();
    }
  }

  async attach({ report, partial }: ShownResult, files: readonly File[]): Promise<void> {
    const result = { report, partial: await bytesOf(partial) };
    return this.#call((api) => api.attach(result, files));
  }

  async rescore(
    result: ShownResult,
    settings: Settings,
    templateEdits: readonly TemplateEdit[] = result.report.inputs.templateEdits ?? [],
  ): Promise<ShownResult> {
    const report = await this.#holdingCounts(result, (api) => api.rescore(result.report, settings, templateEdits));
    return { report, partial: result.partial };
  }

  templateSplits(result: ShownResult, templateId: HexId): Promise<TemplateSplit[]> {
    return this.#holdingCounts(result, (api) => api.templateSplits(result.report.digest, templateId));
  }

  counts(result: ShownResult, queries: readonly CountQuery[]): Promise<Counts[]> {
    return this.#holdingCounts(result, (api) => api.counts(result.report.digest, queries));
  }

  compare(result: ShownResult, settings: CompareSettings): Promise<Comparison> {
    return this.#holdingCounts(result, (api) => api.compare(result.report.digest, settings));
  }

  compareEpisodes(result: ShownResult, settings: CompareSettings): Promise<CompareEpisodes> {
    return this.#holdingCounts(result, (api) => api.compareEpisodes(result.report.digest, settings));
  }

  study<Kind extends StudyQuestion["kind"]>(
    result: ShownResult,
    question: Extract<StudyQuestion, { kind: Kind }>,
  ): Promise<StudyAnswer<Kind>> {
    const ask = (api: Remote<WorkerApi>) => api.study(result.report.digest, question);
    return this.#holdingCounts(result, ask) as Promise<StudyAnswer<Kind>>;
  }

  /** Asks what needs the counts of a result; when they are not at hand the worker is given them first. */
  async #holdingCounts<T>(
    { report, partial }: ShownResult,
    ask: (api: Remote<WorkerApi>) => Promise<Answer<T>>,
  ): Promise<T> {
    try {
      return await this.#call(ask);
    } catch (error) {
      if (!(error instanceof TimberlineError) || error.code !== "no-file" || partial.byteLength === 0) throw error;
    }
    this.#holding ??= this.#hold(report, partial).finally(() => {
      this.#holding = null;
    });
    await this.#holding;
    return this.#call(ask);
  }

  async #hold(report: Report, partial: ShownResult["partial"]): Promise<void> {
    const bytes = await bytesOf(partial);
    // what was found plays no part in counting, and would be copied for nothing
    const templates = report.templates.map((template) => ({ ...template, life: null, trace: null }));
    const bare = { ...report, templates, series: [], alerts: [], incidents: [], comparison: null };
    return this.#call((api) => api.hold({ report: bare, partial: bytes }));
  }

  readLines(query: LineQuery): Promise<LinePage> {
    return this.#call((api) => api.readLines(query));
  }

  lineWindow(query: WindowQuery): Promise<LineWindow> {
    return this.#call((api) => api.lineWindow(query));
  }

  async searchLines(
    query: SearchQuery,
    onProgress: (progress: SearchProgress) => void,
    signal: AbortSignal,
  ): Promise<SearchProgress> {
    this.#running ??= this.#start();
    const matching = this.#searches.begin((await this.#running).core);
    const { port, death } = matching;
    const { port1, port2 } = new MessageChannel();
    let last: SearchProgress | null = null;
    port1.onmessage = ({ data }: MessageEvent<SearchProgress>) => {
      last = data;
      onProgress(data);
    };
    const stop = () => {
      if (this.#searches.isFor(matching)) this.#searches.end();
      this.#call((api) => api.cancelSearch(query.search)).catch(() => {});
    };
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    try {
      const searched = this.#call((api) => api.searchLines(query, transfer(port, [port]), transfer(port2, [port2])));
      const end = await Promise.race([searched, death.catch((error: Error) => this.#withoutMatcher(query, error))]);
      this.#searches.done(matching);
      return end;
    } catch (error) {
      if (signal.aborted && last) return last;
      throw error;
    } finally {
      signal.removeEventListener("abort", stop);
      port1.close();
    }
  }

  async #withoutMatcher({ search }: SearchQuery, { message }: Error): Promise<never> {
    await this.#call((api) => api.cancelSearch(search));
    throw new TimberlineError({ code: "worker", message: `The search stopped unexpectedly (${message}). Try again.` });
  }

  nextHit(query: HitQuery): Promise<FoundHit | null> {
    return this.#call((api) => api.nextHit(query));
  }

  hitTimes(query: HitTimesQuery): Promise<Float64Array | null> {
    return this.#call((api) => api.hitTimes(query));
  }

  templateParameters(templateId: HexId, range: ParameterRange): Promise<TemplateParameters> {
    return this.#call((api) => api.templateParameters(templateId, range));
  }

  shapes(request: ShapesRequest, signal: AbortSignal, onProgress?: (done: number) => void): Promise<Shapes> {
    return this.#ask("shapes", signal, onProgress, (api, told) => api.shapes(request, told));
  }

  correlations(
    request: CorrelationsRequest,
    signal: AbortSignal,
    onProgress?: (done: number) => void,
  ): Promise<Correlations> {
    return this.#ask("correlations", signal, onProgress, (api, told) => api.correlations(request, told));
  }

  /** A question that tells how far it is, and is given up by a signal. */
  async #ask<T>(
    kind: QuestionKind,
    signal: AbortSignal,
    onProgress: ((done: number) => void) | undefined,
    question: (api: Remote<WorkerApi>, told: MessagePort) => Promise<Answer<T>>,
  ): Promise<T> {
    if (signal.aborted) throw new TimberlineError({ code: "cancelled", message: "Something else was asked for." });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<number>) => onProgress?.(data);
    const abort = () => void this.#call((api) => api.giveUp(kind)).catch(() => {});
    signal.addEventListener("abort", abort);
    try {
      return await this.#call((api) => question(api, transfer(port2, [port2])));
    } finally {
      signal.removeEventListener("abort", abort);
      port1.close();
    }
  }

  reopen(plan: Plan | null, timeZone: string): Promise<Opened> {
    return this.#call((api) => api.reopen(plan, timeZone));
  }

  previewPlan(file: number, plan: FilePlan, timeZone: string): Promise<PlanPreview> {
    return this.#call((api) => api.previewPlan(file, plan, timeZone));
  }

  unmatched(file: number): Promise<UnmatchedLine[]> {
    return this.#call((api) => api.unmatched(file));
  }

  fileHeads(): Promise<FileHead[]> {
    return this.#call((api) => api.fileHeads());
  }

  findBookmarks(kept: readonly KeptBookmark[]): Promise<Bookmark[]> {
    return this.#call((api) => api.findBookmarks(kept));
  }

  async digestFiles(signal: AbortSignal): Promise<string[]> {
    const cancel = () => void this.#cancel();
    signal.addEventListener("abort", cancel);
    try {
      return await this.#call((api) => api.digestFiles());
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  }

  sample(): Promise<File> {
    return this.#call((api) => api.sample());
  }

  close(): void {
    this.#searches.end(false);
    const running = this.#running;
    this.#running = null;
    void running?.then(
      ({ kill }) => kill({ code: "cancelled", message: "The analysis was closed." }),
      () => {},
    );
  }

  async #call<T>(ask: (api: Remote<WorkerApi>) => Promise<Answer<T>>): Promise<T> {
    this.#running ??= this.#start();
    const { api, death } = await this.#running;
    const answer = await Promise.race([ask(api), death]);
    if ("failure" in answer) throw new TimberlineError(answer.failure);
    return answer.value;
  }

  /** Asks the worker to stop; one that does not answer in time is replaced. */
  async #cancel(): Promise<void> {
    const running = await this.#running?.catch(() => null);
    if (!running) return;
    const late = setTimeout(() => {
      running.kill({
        code: "cancelled",
        message: "The analysis did not stop in time and was ended; nothing of it was kept.",
      });
    }, UNANSWERED_MS);
    try {
      await Promise.race([running.api.cancel(), running.death]);
    } catch {
      // the call that was cancelled tells its caller
    } finally {
      clearTimeout(late);
    }
  }

  async #start(): Promise<Running> {
    try {
      const wasm = await loadModules();
      const worker = spawnWorker();
      const api = wrap<WorkerApi>(worker);
      let fail: (error: TimberlineError) => void = () => {};
      const death = new Promise<never>((_, reject) => {
        fail = reject;
      });
      death.catch(() => {});
      const kill = (failure: Failure) => {
        this.#running = null;
        worker.terminate();
        api[releaseProxy]();
        fail(new TimberlineError(failure));
      };
      worker.onerror = (event) => {
        const why = event.message ? ` (${event.message})` : "";
        kill({ code: "worker", message: `The analysis stopped unexpectedly${why}. Open the file again.` });
      };
      worker.onmessageerror = () =>
        kill({ code: "worker", message: "The analysis sent what the page could not read. Open the file again." });
      const running = { core: wasm.core, worker, api, death, kill };
      const answer = await Promise.race([
        api.init(wasm, {
          workerType: WORKER_TYPE,
          readers: this.#options.readers ?? null,
          checkpointBytes: this.#options.checkpointBytes ?? CHECKPOINT_BYTES,
        }),
        death,
      ]);
      if ("failure" in answer) throw new TimberlineError(answer.failure);
      return running;
    } catch (error) {
      this.#running = null;
      throw error;
    }
  }
}

function bytesOf(partial: ShownResult["partial"]): ArrayBuffer | Promise<ArrayBuffer> {
  return "read" in partial ? partial.read() : partial;
}

/** @returns an engine that starts its worker on first use */
export function createEngine(options: EngineOptions = {}): AnalysisEngine {
  return new WorkerEngine(options);
}
