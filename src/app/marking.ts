/** Commands on alerts: what the user says of them, and how ready the detectors are to alert. */
import { markOf, withMark } from "../model/alert-marks.ts";
import type { Alert, AlertVerdict, Report } from "../model/report.ts";
import type { Analysing } from "./analysing.ts";
import type { Library } from "./library.ts";
import type { Messages } from "./messages.ts";
import { type StateHolder, selectedAlert } from "./state.ts";

/** Settings of the alert line that can be changed without reading: see the report's `Settings`. */
export type AlertLine = Pick<Report["settings"], "alertDecades" | "leastEvents">;

export class Marking {
  private readonly holder: StateHolder;
  private readonly library: Library;
  private readonly analysing: Analysing;
  private readonly messages: Messages;
  /** asked for while a scoring runs; the last one counts */
  private wanted: AlertLine | null = null;
  private scoring: Promise<void> | null = null;

  constructor(holder: StateHolder, library: Library, analysing: Analysing, messages: Messages) {
    this.holder = holder;
    this.library = library;
    this.analysing = analysing;
    this.messages = messages;
  }

  /** @param verdict null takes the mark away */
  async mark(alert: Alert, verdict: AlertVerdict | null, note = ""): Promise<void> {
    const { result } = this.holder.state;
    if (result === null) return;
    const { annotations } = result.report;
    const marks = withMark(annotations.marks ?? [], alert, verdict === null ? null : { verdict, note });
    const report = { ...result.report, annotations: { ...annotations, marks } };
    this.holder.set({ result: { ...result, report } });
    await this.library.update(report);
  }

  /** Marks the selected alert; the same verdict once more takes the mark away. */
  markSelected(verdict: AlertVerdict): void {
    const alert = selectedAlert(this.holder.state);
    if (alert === null) return;
    const mark = markOf(alert, this.holder.state.result?.report.annotations.marks ?? []);
    void this.mark(alert, mark?.verdict === verdict ? null : verdict, mark?.note ?? "");
  }

  /** Scores again under another alert line; while one scoring runs, only the last wish is kept. Ends with the last scoring. */
  alertLine(line: AlertLine): Promise<void> {
    this.wanted = line;
    this.scoring ??= this.score().finally(() => {
      this.scoring = null;
    });
    return this.scoring;
  }

  private async score(): Promise<void> {
    try {
      while (this.wanted !== null) {
        const next: AlertLine = this.wanted;
        this.wanted = null;
        const report = this.holder.state.result?.report;
        if (report !== undefined) await this.analysing.rescore({ ...report.settings, ...next });
      }
    } catch (error) {
      this.wanted = null;
      this.messages.error(error);
    }
  }
}
