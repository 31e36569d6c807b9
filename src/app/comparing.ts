/**
 * Commands of the comparison on screen: what is asked for, its limits, and keeping it in the report. Until it is kept, it
 * stands beside the report and changes nothing of it.
 */
import type { AnalysisEngine, ShownResult } from "../model/analysis.ts";
import type { CompareEpisodes, CompareLimits, CompareSettings, Comparison } from "../model/comparison.ts";
import type { Report, Settings } from "../model/report.ts";
import type { Analysing } from "./analysing.ts";
import { type Messages, sentenceOf } from "./messages.ts";
import type { AppState, StateHolder } from "./state.ts";

/** A comparison on screen. */
export interface ComparisonDraft {
  /** the counts that it is of: those of another analysis have another one */
  partial: ShownResult["partial"];
  asked: CompareSettings;
  /** what was answered last; stays on screen while something else is counted */
  comparison: Comparison | null;
  /** where it lies over the limits; null until that was answered */
  episodes: CompareEpisodes | null;
  counting: boolean;
  /** why there is no answer, in a sentence */
  failure: string | null;
}

/** @returns the draft, when it is of the analysis on screen */
export function draftOf({ comparing, result }: AppState): ComparisonDraft | null {
  return comparing !== null && comparing.partial === result?.partial ? comparing : null;
}

/** @returns the comparison that a report holds, with its limits said; null when it holds none */
export function comparedBy({ settings, detectorsRun }: Report): CompareSettings | null {
  if (settings.compare === null || settings.compare.limits) return settings.compare;
  const options = detectorsRun.find(({ name }) => name === "mean-threshold")?.options;
  if (!options) return settings.compare;
  const { threshold, trailing, mode } = options;
  return {
    ...settings.compare,
    limits: {
      threshold: Number(threshold),
      trailing: [trailing].flat().map(Number),
      mode: mode === "ratio" ? "ratio" : "difference",
    },
  };
}

export class Comparing {
  private readonly holder: StateHolder;
  private readonly engine: AnalysisEngine;
  private readonly analysing: Analysing;
  private readonly messages: Messages;
  private asking = false;
  private looking = false;

  constructor(holder: StateHolder, engine: AnalysisEngine, analysing: Analysing, messages: Messages) {
    this.holder = holder;
    this.engine = engine;
    this.analysing = analysing;
    this.messages = messages;
  }

  /** Shows what the report holds, or a proposal when it holds nothing; does nothing when something is shown. */
  begin(proposal: CompareSettings | null): void {
    const { result } = this.holder.state;
    if (result === null || draftOf(this.holder.state) !== null) return;
    const held = comparedBy(result.report);
    if (held !== null && result.report.comparison !== null) this.show(held, result.report.comparison);
    else if (proposal !== null) void this.choose(proposal);
  }

  private show(asked: CompareSettings, comparison: Comparison | null): void {
    const { result } = this.holder.state;
    if (result === null) return;
    this.holder.set({
      comparing: { partial: result.partial, asked, comparison, episodes: null, counting: false, failure: null },
    });
    void this.look();
  }

  /** Compares something else. While one comparison is counted, only the last wish is kept. */
  async choose(asked: CompareSettings): Promise<void> {
    const { result } = this.holder.state;
    if (result === null) return;
    const before = draftOf(this.holder.state);
    this.holder.set({
      comparing: {
        partial: result.partial,
        asked,
        comparison: before?.comparison ?? null,
        episodes: before?.episodes ?? null,
        counting: true,
        failure: null,
      },
    });
    if (this.asking) return;
    this.asking = true;
    try {
      while (draftOf(this.holder.state)?.counting) await this.answer();
    } finally {
      this.asking = false;
    }
  }

  private async answer(): Promise<void> {
    const { result } = this.holder.state;
    const draft = draftOf(this.holder.state);
    if (result === null || draft === null) return;
    const { asked } = draft;
    try {
      const comparison = await this.engine.compare(result, asked);
      const episodes = await this.engine.compareEpisodes(result, asked);
      this.patchIf(asked, { comparison, episodes, counting: false });
    } catch (error) {
      this.patchIf(asked, { counting: false, failure: sentenceOf(error) });
    }
  }

  /** Changes the draft unless something else is asked for by now. */
  private patchIf(asked: CompareSettings, patch: Partial<ComparisonDraft>): void {
    const draft = draftOf(this.holder.state);
    if (draft?.asked === asked) this.holder.set({ comparing: { ...draft, ...patch } });
  }

  /** Moves the limits; what is counted stays. */
  limits(limits: CompareLimits): void {
    const draft = draftOf(this.holder.state);
    if (draft === null) return;
    this.holder.set({ comparing: { ...draft, asked: { ...draft.asked, limits } } });
    if (!draft.counting) void this.look();
  }

  /** Asks where the limits are passed, and again when they were moved meanwhile. */
  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      let seen: CompareSettings | null = null;
      for (let draft = draftOf(this.holder.state); draft !== null; draft = draftOf(this.holder.state)) {
        const { result } = this.holder.state;
        if (result === null || draft.asked === seen || draft.counting || result.partial.byteLength === 0) break;
        seen = draft.asked;
        this.patchIf(seen, { episodes: await this.engine.compareEpisodes(result, seen) });
      }
    } catch (error) {
      this.messages.error(error);
    } finally {
      this.looking = false;
    }
  }

  /** Puts the comparison on screen into the report, with its alerts. */
  async keep(): Promise<void> {
    const draft = draftOf(this.holder.state);
    if (draft !== null) await this.rescore({ compare: draft.asked });
  }

  /** Takes the comparison out of the report. */
  async drop(): Promise<void> {
    await this.rescore({ compare: null });
  }

  private async rescore(part: Pick<Settings, "compare">): Promise<void> {
    const { result } = this.holder.state;
    if (result === null) return;
    try {
      await this.analysing.rescore({ ...result.report.settings, ...part });
    } catch (error) {
      this.messages.error(error);
    }
  }
}
