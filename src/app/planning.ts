/**
 * Commands on how files are read: shows the plan of the analysis on screen, lets it be changed beside a live preview, and
 * reads the files again by it. The draft is the state's; what is on screen changes only with "Read again".
 */
import type { AnalysisEngine, PlanPreview, UnmatchedLine } from "../model/analysis.ts";
import type { FilePlan, Plan } from "../model/plan.ts";
import type { Settings } from "../model/report.ts";
import type { Analysing } from "./analysing.ts";
import { download } from "./download.ts";
import { type Messages, sentenceOf } from "./messages.ts";
import { reportOf, type StateHolder } from "./state.ts";

/** The code of plan files: loaded with the dialog, so that copying stays within the user's click. */
const planFiles = () => import("../report/plan-file.ts");

/** A plan that is being changed, and what it would make of the file that is looked at. */
export interface PlanDraft {
  /** index of the file that is looked at */
  file: number;
  plan: Plan;
  /** zone of the analysis */
  timeZone: string;
  /** null: chosen from the span */
  binMs: Settings["binMs"];
  detectors: Settings["detectors"];
  /** of the plan as it was when it could last be used; null until there is one */
  preview: PlanPreview | null;
  /** why the plan cannot be used; null when it can */
  problem: string | null;
  /** first lines that no layout took in the analysis on screen; null until they are known, or without the file */
  unmatched: UnmatchedLine[] | null;
}

export class Planning {
  private readonly holder: StateHolder;
  private readonly engine: AnalysisEngine;
  private readonly analysing: Analysing;
  private readonly messages: Messages;

  constructor(holder: StateHolder, engine: AnalysisEngine, analysing: Analysing, messages: Messages) {
    this.holder = holder;
    this.engine = engine;
    this.analysing = analysing;
    this.messages = messages;
  }

  /** Shows how the files of the result on screen were read. */
  open(): void {
    const report = reportOf(this.holder.state);
    if (report === null || this.analysing.busy || report.source.plan.files.length === 0) return;
    this.holder.set({
      planning: {
        file: 0,
        plan: report.source.plan,
        timeZone: report.settings.timeZone,
        binMs: report.settings.binMs,
        detectors: report.settings.detectors,
        preview: null,
        problem: null,
        unmatched: null,
      },
    });
    planFiles().catch((error: unknown) => this.messages.error(error));
    this.look();
  }

  close(): void {
    if (this.holder.state.planning !== null) this.holder.set({ planning: null });
  }

  showFile(file: number): void {
    this.patch({ file, preview: null, problem: null, unmatched: null });
    this.look();
  }

  /** Replaces the plan of the file that is looked at. */
  edit(file: FilePlan): void {
    const draft = this.holder.state.planning;
    if (draft === null) return;
    const files = draft.plan.files.map((other, i) => (i === draft.file ? file : other));
    this.patch({ plan: { ...draft.plan, files } });
    void this.preview();
  }

  zone(timeZone: string): void {
    this.patch({ timeZone });
    void this.preview();
  }

  bin(binMs: Settings["binMs"]): void {
    this.patch({ binMs });
  }

  detectors(detectors: Settings["detectors"]): void {
    this.patch({ detectors, problem: null });
  }

  /** Takes the plan of a file that was saved before; one for another number of files is refused. */
  async load(file: File): Promise<void> {
    const draft = this.holder.state.planning;
    if (draft === null) return;
    try {
      const { readPlan } = await planFiles();
      const plan = readPlan(await file.text(), file.name);
      const wanted = draft.plan.files.length;
      if (plan.files.length !== wanted)
        this.patch({
          problem: `${file.name} is a plan for ${plan.files.length} files, but ${wanted} ${wanted === 1 ? "is" : "are"} open.`,
        });
      else {
        this.patch({ plan });
        await this.preview();
      }
    } catch (error) {
      this.patch({ problem: sentenceOf(error) });
    }
  }

  async save(): Promise<void> {
    const text = await this.text();
    const name = reportOf(this.holder.state)?.source.files[0]?.name ?? "log";
    if (text === null) return;
    download(this.holder, `${name.replace(/\.[^.]*$/, "")}.plan.json`, "application/json", text);
  }

  /** @returns whether the browser let it be copied */
  async copy(): Promise<boolean> {
    const text = await this.text();
    try {
      if (text !== null) await navigator.clipboard.writeText(text);
      return text !== null;
    } catch {
      return false;
    }
  }

  /** Reads the files again by the plan as it was changed. */
  readAgain(): void {
    const draft = this.holder.state.planning;
    const report = reportOf(this.holder.state);
    if (draft === null || report === null || draft.problem !== null) return;
    this.close();
    const { timeZone, binMs, detectors } = draft;
    void this.analysing.readAgain(draft.plan, { ...report.settings, timeZone, binMs, detectors });
  }

  /** Reads the files again as if they had just been opened. */
  readAsDetected(): void {
    const report = reportOf(this.holder.state);
    if (report === null) return;
    this.close();
    void this.analysing.readAgain(null, { ...report.settings, timeZone: "UTC" });
  }

  /** Counts and scores what was read in other bins or by other detectors; the files are not needed. */
  async scoreAgain(): Promise<void> {
    const draft = this.holder.state.planning;
    const report = reportOf(this.holder.state);
    if (draft === null || report === null) return;
    try {
      await this.analysing.rescore({ ...report.settings, binMs: draft.binMs, detectors: draft.detectors });
      this.close();
    } catch (error) {
      this.patch({ problem: sentenceOf(error) });
    }
  }

  /** @returns what another plan would make of the file that is looked at; null when it cannot be used */
  async tryPlan(file: FilePlan): Promise<PlanPreview | null> {
    const draft = this.holder.state.planning;
    if (draft === null || this.holder.state.files !== "attached") return null;
    return this.engine.previewPlan(draft.file, file, draft.timeZone).catch(() => null);
  }

  private async text(): Promise<string | null> {
    const draft = this.holder.state.planning;
    try {
      return draft === null ? null : (await planFiles()).writePlan(draft.plan);
    } catch (error) {
      this.messages.error(error);
      return null;
    }
  }

  private patch(patch: Partial<PlanDraft>): void {
    const draft = this.holder.state.planning;
    if (draft !== null) this.holder.set({ planning: { ...draft, ...patch } });
  }

  /** Asks for what is shown of a file: the lines that matched nothing, and the preview. */
  private look(): void {
    void this.preview();
    const draft = this.holder.state.planning;
    if (draft === null || this.holder.state.files !== "attached") return;
    const { file } = draft;
    this.engine.unmatched(file).then(
      (unmatched) => {
        if (this.holder.state.planning?.file === file) this.patch({ unmatched });
      },
      (error: unknown) => this.messages.error(error),
    );
  }

  /** Previews the draft; an answer that came too late for another draft is let go. */
  private async preview(): Promise<void> {
    const draft = this.holder.state.planning;
    if (draft === null || this.holder.state.files !== "attached") return;
    const { file, plan, timeZone } = draft;
    const mine = plan.files[file];
    if (mine === undefined) return;
    const stillWanted = (): boolean => {
      const now = this.holder.state.planning;
      return now !== null && now.file === file && now.plan === plan && now.timeZone === timeZone;
    };
    try {
      const preview = await this.engine.previewPlan(file, mine, timeZone);
      if (stillWanted()) this.patch({ preview, problem: null });
    } catch (error) {
      if (stillWanted()) this.patch({ problem: sentenceOf(error) });
    }
  }
}
