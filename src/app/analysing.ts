/**
 * Commands that read files: open, stop, keep the result, take the files' digests, attach files to a stored analysis.
 * One analysis at a time. A failure is told in a sentence and leaves what is on screen as it was.
 */

import {
  type AnalysisResult,
  DEFAULT_SETTINGS,
  type Opened,
  type ShownResult,
  TimberlineError,
} from "../model/analysis.ts";
import type { Baselines } from "../model/baselines.ts";
import type { Plan } from "../model/plan.ts";
import type { Bookmark, Report, Settings } from "../model/report.ts";
import type { TemplateEdit } from "../model/template-edits.ts";
import type { HexId } from "../model/units.ts";
import { askToResume } from "./ask-to-resume.ts";
import { askToRead, filesOfHandles, type PickedFiles, pickFiles } from "./file-access.ts";
import { firstCharts } from "./first-charts.ts";
import type { Library } from "./library.ts";
import type { Messages } from "./messages.ts";
import { nextTask } from "./next-task.ts";
import type { Parts } from "./parts.ts";
import type { SourceMemory } from "./source-memory.ts";
import { NO_SELECTION, NOTHING_STUDIED, reportOf, type StateHolder } from "./state.ts";

/** Reports are read whole, so one larger than this is refused. */
const MOST_REPORT_BYTES = 512 * 1024 * 1024;

export class Analysing {
  private readonly holder: StateHolder;
  private readonly parts: Parts;
  private readonly messages: Messages;
  private readonly library: Library;
  private readonly sources: SourceMemory;
  private reading = new AbortController();
  private digesting = new AbortController();
  /** the files behind the result on screen, to attach again when opening others fails */
  private attached: File[] = [];

  constructor(holder: StateHolder, parts: Parts, messages: Messages, library: Library, sources: SourceMemory) {
    this.holder = holder;
    this.parts = parts;
    this.messages = messages;
    this.library = library;
    this.sources = sources;
  }

  get busy(): boolean {
    const { phase } = this.holder.state;
    return phase === "opening" || phase === "reading";
  }

  /** Opens what was picked or dropped: one report is imported, anything else is analysed. */
  async open(picked: PickedFiles | null): Promise<void> {
    if (picked === null) return;
    if (this.busy) {
      this.messages.info("One file at a time: stop the running analysis first, or wait for it.");
      return;
    }
    if (picked.files.length === 0) {
      this.messages.error("There are no files in what was opened; choose a log file, or a folder that holds some.");
      return;
    }
    this.messages.clear();
    try {
      const report = picked.files.length === 1 ? await this.importable(picked.files[0]!) : null;
      if (report !== null) await this.import(report);
      else await this.analyse(picked);
    } catch (error) {
      this.messages.error(error);
    }
  }

  async sample(): Promise<void> {
    if (this.busy) return;
    this.holder.set({ phase: "opening" });
    try {
      const file = await this.parts.engine.sample();
      this.settle();
      await this.open({ files: [file], handles: [] });
    } catch (error) {
      this.settle();
      this.messages.error(error);
    }
  }

  /** Stops reading; what was read becomes a partial result. */
  stop(): void {
    if (this.holder.state.phase !== "reading") return;
    this.holder.set({ stopping: true });
    this.reading.abort();
  }

  /** Gives the raw lines back to a stored analysis, and all that an imported report lacks; must be called in a click. */
  async reopen(): Promise<void> {
    const { result } = this.holder.state;
    if (result === null || this.busy) return;
    try {
      const handles = this.library.handles;
      const allowed = handles.length > 0 && (await askToRead(handles));
      const picked = allowed ? await filesOfHandles(handles) : await pickFiles();
      if (picked === null) return;
      if (result.partial.byteLength === 0) {
        await this.readImported(result, picked);
        return;
      }
      await this.attach(result, picked);
      this.messages.clear();
    } catch (error) {
      this.holder.set({ files: "absent" });
      this.messages.error(error);
    }
  }

  /** An imported report has no counts: its files are read as it says they were. What is looked at stays when they give the same. */
  private async readImported(imported: ShownResult, { files, handles }: PickedFiles): Promise<void> {
    const { report } = imported;
    const { view, selection, storedId } = this.holder.state;
    const inOrder = inReportOrder(report, files);
    const attach = async (): Promise<Opened> => {
      await this.parts.engine.attach(imported, inOrder);
      return { files: report.source.files, plan: report.source.plan, notices: [] };
    };
    this.messages.clear();
    if (!(await this.analyse({ files: inOrder, handles }, attach, report.settings, report))) return;
    const { result, storedId: kept } = this.holder.state;
    if (result?.report.digest !== report.digest) {
      this.messages.info("Read as the imported report says, its files give another report; both are in the library.");
      return;
    }
    this.holder.set({ view, selection });
    this.messages.info("Its files were read, and give the report that was imported: the digest is the same.");
    if (storedId !== null && kept !== null && kept !== storedId) await this.library.remove(storedId);
  }

  /** Attaches files to an analysis without asking; the files must be readable. */
  async attach(result: ShownResult, picked: PickedFiles): Promise<void> {
    this.holder.set({ files: "asking" });
    const files = inReportOrder(result.report, picked.files);
    try {
      await this.parts.engine.attach(result, files);
      this.attached = files;
      if (this.holder.state.result !== result) return;
      this.holder.set({ files: "attached" });
      if (picked.handles.length > 0) void this.library.remember(picked.handles);
      this.takeDigests(result);
      await this.addLines(result);
    } catch (error) {
      if (this.holder.state.result === result) this.holder.set({ files: "absent" });
      throw error;
    }
  }

  /** Reads the lines of alerts that were scored without the files, now that these are at hand. */
  private async addLines(result: ShownResult): Promise<void> {
    const { alerts, settings } = result.report;
    if (result.partial.byteLength === 0 || !alerts.some(({ block }) => block)) return;
    await this.scoreAnew(result, settings).catch((error: unknown) => this.messages.error(error));
  }

  /** Ends what runs beside the result: before another is shown. */
  release(): void {
    this.digesting.abort();
    this.attached = [];
  }

  /** Reads the files of the result on screen again: by a plan, or as they are guessed to be when it is null. */
  async readAgain(plan: Plan | null, settings: Settings): Promise<void> {
    const { result, files, storedId } = this.holder.state;
    if (result === null || this.busy) return;
    if (files !== "attached" || this.attached.length === 0) {
      this.messages.error("The files are not open any more; choose them again, then read them again.");
      return;
    }
    this.messages.clear();
    const picked = { files: this.attached, handles: this.library.handles };
    const read = await this.analyse(
      picked,
      () => this.parts.engine.reopen(plan, settings.timeZone),
      settings,
      result.report,
    );
    // the new reading stands for the old one, once it is kept
    const { storedId: kept } = this.holder.state;
    if (read && storedId !== null && kept !== null && kept !== storedId) await this.library.remove(storedId);
  }

  /**
   * Scores the bins of the result on screen under other settings; the files are not read.
   * @throws TimberlineError "invalid" naming what does not fit in the settings
   */
  async rescore(settings: Settings): Promise<void> {
    const { result } = this.holder.state;
    if (result !== null) await this.scoreAnew(result, settings);
  }

  /**
   * Groups and scores the result on screen by other corrections of templates; the file is not read.
   * @returns false when there was nothing to do it to
   */
  async regroup(templateEdits: readonly TemplateEdit[]): Promise<boolean> {
    const { result } = this.holder.state;
    return result !== null && (await this.scoreAnew(result, result.report.settings, templateEdits));
  }

  /** What is looked at stays, as far as it is still there. */
  private async scoreAnew(
    result: ShownResult,
    settings: Settings,
    templateEdits?: readonly TemplateEdit[],
  ): Promise<boolean> {
    if (this.busy) return false;
    const scored = await this.parts.engine.rescore(result, settings, templateEdits);
    const { selection, result: now } = this.holder.state;
    if (now === null || now.partial !== result.partial) return false;
    const source = { ...scored.report.source, files: now.report.source.files };
    // what the user said meanwhile stays, and the digests of the files that came
    const report = { ...scored.report, source, annotations: now.report.annotations };
    const alertId = sameAlert(now.report, report, selection.alertId);
    const templateId = sameTemplate(report, selection.templateId);
    this.holder.set({ result: { report, partial: result.partial }, selection: { ...selection, alertId, templateId } });
    await this.library.update(report);
    return true;
  }

  /** Bookmarks that were set when this content, or its beginning, was analysed before. */
  private async keptBookmarks({ files, plan }: Opened): Promise<Bookmark[]> {
    const kept = await this.sources.bookmarks(files, plan);
    try {
      return kept.length === 0 ? [] : await this.parts.engine.findBookmarks(kept);
    } catch (error) {
      this.messages.error(error);
      return [];
    }
  }

  private settle(): void {
    this.holder.set({ phase: this.holder.state.result === null ? "start" : "result", stopping: false });
  }

  /** @returns whether a new result is on screen */
  private async analyse(
    { files, handles }: PickedFiles,
    open: () => Promise<Opened> = () => this.parts.engine.open(files),
    settings: Settings = DEFAULT_SETTINGS,
    again: Report | null = null,
  ): Promise<boolean> {
    const before = { files: this.attached, result: this.holder.state.result };
    this.digesting.abort();
    this.reading = new AbortController();
    this.holder.set({ phase: "opening", progress: null, opened: null, stopping: false });
    try {
      const opened = await open();
      const templateEdits =
        again?.inputs.templateEdits ?? (await this.sources.templateEdits(opened.files, opened.plan));
      // a file that is read again is judged by what it was judged by before, not by its own wrong reading
      const known = again?.inputs.baselines;
      const baselines = again === null ? await this.sources.baselines(opened.files, opened.plan) : known ? [known] : [];
      const resume = await askToResume(this.holder, this.messages, opened);
      this.holder.set({ phase: "reading", opened });
      const { baselines: taught, ...read } = await this.parts.engine.analyze(
        settings,
        (progress) => {
          if (this.holder.state.phase === "reading") this.holder.set({ progress });
        },
        this.reading.signal,
        { resume, templateEdits, baselines, onNotice: (sentence) => this.messages.info(sentence) },
      );
      const bookmarks = again === null ? await this.keptBookmarks(opened) : [];
      const annotations = again?.annotations ?? (bookmarks.length > 0 ? { bookmarks } : {});
      const result = { ...read, report: { ...read.report, annotations } };
      // taking the result in, drawing it and keeping it are a task each
      await nextTask();
      this.attached = files;
      for (const words of noticeWords(opened, files.length)) this.messages.info(words);
      if (bookmarks.length > 0)
        this.messages.info(
          `${bookmarks.length === 1 ? "A bookmark" : `${bookmarks.length} bookmarks`} of this content came back.`,
        );
      if (again === null && templateEdits.length > 0) this.messages.info(editsNotice(templateEdits));
      if (again === null && result.report.inputs.baselines)
        this.messages.info(hoursNotice(result.report.inputs.baselines));
      this.holder.set({
        phase: "result",
        result,
        view: "overview",
        files: "attached",
        selection: NO_SELECTION,
        lineAt: null,
        line: null,
        rangeHistory: [],
        rangeFuture: [],
        stackBy: null,
        charts: firstCharts(result.report),
        studied: NOTHING_STUDIED,
        storedId: null,
        stopping: false,
        progress: null,
      });
      await nextTask();
      // whoever sees that it is saved may open the next file of the source
      if (taught !== undefined) await this.sources.keepBaselines(result.report, taught, again);
      await this.library.keep(result, handles);
      // while it was kept another file may have been opened, and the engine holds that one now
      if (this.holder.state.result === result && !this.busy) this.takeDigests(result);
      return true;
    } catch (error) {
      this.settle();
      this.messages.error(error);
      if (before.result !== null && before.files.length > 0) {
        await this.attach(before.result, { files: before.files, handles: [] }).catch(() => undefined);
      }
      return false;
    }
  }

  /** Takes the digests of the files in the background, unless they are known. */
  private takeDigests(result: ShownResult): void {
    if (result.report.source.files.every(({ digest }) => digest !== "pending")) return;
    this.digesting = new AbortController();
    const { signal } = this.digesting;
    this.parts.engine
      .digestFiles(signal)
      .then((digests) => {
        const now = this.holder.state.result;
        if (signal.aborted || now === null || now.partial !== result.partial) return;
        const files = now.report.source.files.map((file, i) => ({ ...file, digest: digests[i] ?? file.digest }));
        const report = { ...now.report, source: { ...now.report.source, files } };
        this.holder.set({ result: { ...now, report } });
        return this.library.update(report);
      })
      .catch((error: unknown) => {
        const expected = signal.aborted || (error instanceof TimberlineError && error.code === "cancelled");
        // a file that changed while it was read is told above the partial result already
        const told = result.report.completeness.partial;
        if (!expected && !told) this.messages.error(error);
      });
  }

  /** @returns the report in a file; null when the file is something else @throws TimberlineError for a broken report */
  private async importable(file: File): Promise<Report | null> {
    if (!/\.json$/i.test(file.name)) return null;
    const head = await file.slice(0, 4096).text();
    if (!/"format"\s*:\s*"timberline-report"/.test(head)) return null;
    if (file.size > MOST_REPORT_BYTES) {
      throw new TimberlineError({
        code: "invalid",
        message: `${file.name} is a report larger than 512 MiB, too large to import; open the log itself instead.`,
      });
    }
    return this.parts.readReport(await file.text());
  }

  private async import(report: Report): Promise<void> {
    this.release();
    this.parts.engine.close();
    const result: AnalysisResult = { report, partial: new ArrayBuffer(0) };
    this.holder.set({
      phase: "result",
      result,
      view: "overview",
      files: "absent",
      selection: NO_SELECTION,
      lineAt: null,
      line: null,
      rangeHistory: [],
      rangeFuture: [],
      stackBy: null,
      charts: firstCharts(report),
      studied: NOTHING_STUDIED,
      storedId: null,
    });
    await this.library.keep(result, []);
  }

  /** Writes the report on screen; undefined when there is none. */
  async exported(): Promise<{ name: string; text: string } | undefined> {
    const report = reportOf(this.holder.state);
    if (report === null) return undefined;
    const stem = (report.source.files[0]?.name ?? "log").replace(/\.[^.]*$/, "");
    return { name: `${stem}.timberline.json`, text: await this.parts.writeReport(report) };
  }
}

/** @returns the id, in another scoring, of the alert of the same series and time; null when there is none any more */
function sameAlert(before: Report, after: Report, id: string | null): string | null {
  const alert = before.alerts.find((one) => one.id === id);
  const same = after.alerts.find(
    (one) => one.series === alert?.series && one.startMs < alert.endMs && alert.startMs < one.endMs,
  );
  return same?.id ?? null;
}

/** @returns the template that holds the signature by which another grouping named one */
function sameTemplate({ templates }: Report, id: HexId | null): HexId | null {
  return id === null ? null : (templates.find(({ signatures }) => signatures.includes(id))?.id ?? null);
}

function editsNotice(edits: readonly TemplateEdit[]): string {
  const which = edits.length === 1 ? "1 correction" : `${edits.length} corrections`;
  return `${which} of templates from earlier files of this source ${edits.length === 1 ? "was" : "were"} applied; see Templates.`;
}

function hoursNotice({ files }: Baselines): string {
  const which = files.length === 1 ? "1 earlier file" : `${files.length} earlier files`;
  return `Hours of the week are judged by ${which} of this source too; see How the files are read.`;
}

/** @returns what opening noticed, each as it is; many of them as one sentence */
function noticeWords({ notices, files }: Opened, fileCount: number): string[] {
  if (notices.length <= 2) return notices;
  const leftOut = fileCount - files.length;
  const which =
    leftOut > 0 ? `${leftOut} of ${fileCount} files were left out` : `${notices.length} files need a remark`;
  return [`${which}; for one, ${notices[0]}`];
}

/** @returns the files sorted as the report names them; those it does not name come last, as they were */
function inReportOrder(report: Report, files: File[]): File[] {
  const rank = (file: File): number => {
    const at = report.source.files.findIndex(({ name }) => name === file.name);
    return at < 0 ? report.source.files.length : at;
  };
  return [...files].sort((a, b) => rank(a) - rank(b));
}
