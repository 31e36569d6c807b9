/** Opens files in the pipeline, analyses them, and completes the report with its digests. */
import type { AnalysisResult, Progress } from "../model/analysis.ts";
import type { Baselines } from "../model/baselines.ts";
import type { Plan } from "../model/plan.ts";
import type { Inputs, Report, Settings } from "../model/report.ts";
import type { TemplateEdit } from "../model/template-edits.ts";
import { Session } from "../pipeline/session.ts";
import { type ByteSource, diskOf } from "../pipeline/source.ts";
import { reportDigest } from "../report/digest.ts";
import { digestBlob } from "../report/file-digest.ts";
import { FileSource } from "./file-source.ts";
import { inputFiles } from "./input-files.ts";
import { startThreads } from "./thread-readers.ts";
import { loadModules } from "./wasm-modules.ts";

export interface Analysed {
  session: Session;
  result: AnalysisResult;
  /** with its digest; the files' digests are "pending" until `digestFiles` */
  report: Report;
}

/** What is taken instead of guessed or none; how many threads read, else as many as pay. */
export interface Fixed {
  plan?: Plan;
  inputs?: Inputs;
  templateEdits?: readonly TemplateEdit[];
  /** of earlier files */
  baselines?: readonly Baselines[];
  workers?: number | null;
}

/**
 * Runs `work` on the analysed files and closes them.
 *
 * @param paths absolute; a folder stands for the files in it
 * @throws TimberlineError when a file cannot be read
 */
export async function withAnalysis<T>(
  paths: readonly string[],
  settings: Settings,
  fixed: Fixed,
  work: (analysed: Analysed, sources: readonly FileSource[]) => Promise<T>,
): Promise<T> {
  const sources: FileSource[] = [];
  try {
    for (const { path, name } of inputFiles(paths)) sources.push(await FileSource.open(path, undefined, name));
    const session = await Session.open(await loadModules(), sources, { timeZone: settings.timeZone, ...fixed });
    if (fixed.templateEdits) session.useTemplateEdits(fixed.templateEdits);
    if (fixed.baselines) session.useBaselines(fixed.baselines);
    for (const notice of session.opened.notices) process.stderr.write(`timberline: ${notice}\n`);
    const progress = new ProgressLine();
    const { workers = null } = fixed;
    const result = await session.analyze(
      settings,
      { onProgress: (state) => progress.show(state) },
      { startReaders: (setup, files) => startThreads(workers, setup, files) },
    );
    progress.clear();
    const { report } = result;
    report.digest = await reportDigest(report);
    return await work({ session, result, report }, sources);
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
}

/** Fills in the digests of the files, by a second read: of each that of the file on disk that holds it. */
export async function digestFiles(report: Report, session: Session): Promise<void> {
  const { signal } = new AbortController();
  const known = new Map<ByteSource, string>();
  for (const [i, file] of report.source.files.entries()) {
    const disk = diskOf(session.sources[i] as ByteSource);
    file.digest = known.get(disk) ?? (await digestBlob(disk, signal));
    known.set(disk, file.digest);
  }
}

/** How far it is, on one line of a terminal; nothing where standard error is not one. */
class ProgressLine {
  private shownMs = 0;

  show(state: Progress): void {
    const nowMs = Date.now();
    if (!process.stderr.isTTY || nowMs - this.shownMs < 250) return;
    this.shownMs = nowMs;
    const share = state.bytesTotal === 0 ? 100 : Math.floor((100 * state.bytesRead) / state.bytesTotal);
    process.stderr.write(`\r\x1b[K${state.phase} ${share} %, ${state.lines} lines`);
  }

  clear(): void {
    if (this.shownMs > 0) process.stderr.write("\r\x1b[K");
  }
}
