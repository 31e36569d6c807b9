/** Commands that choose what is looked at: range, alert, template, levels, view. Nothing here reads a file. */
import { windowOf } from "../model/alert-window.ts";
import type { Level } from "../model/levels.ts";
import type { ShownLine } from "../model/line-window.ts";
import type { Report } from "../model/report.ts";
import type { EpochMs, HexId } from "../model/units.ts";
import { MOST_CHARTS } from "./location-hash.ts";
import {
  type AppState,
  type DimensionValue,
  NO_SELECTION,
  reportOf,
  type Selection,
  type StateHolder,
  type Studied,
  type ViewName,
} from "./state.ts";

type Range = NonNullable<Selection["rangeMs"]>;

export class Selecting {
  private readonly holder: StateHolder;

  constructor(holder: StateHolder) {
    this.holder = holder;
  }

  private patch(part: Partial<Selection>): void {
    this.holder.set({ selection: { ...this.holder.state.selection, ...part } });
  }

  view(view: ViewName): void {
    if (this.holder.state.result !== null) this.holder.set({ view });
  }

  /**
   * Zooms; null shows everything. The range before can be come back to.
   * @param goesOn with the move that led to the range there is now, which is then none to come back to
   */
  range(rangeMs: Range | null, goesOn = false): void {
    const { selection, rangeHistory } = this.holder.state;
    const whole = wholeRange(reportOf(this.holder.state));
    const covers =
      rangeMs !== null && whole !== null && rangeMs.startMs <= whole.startMs && rangeMs.endMs >= whole.endMs;
    const next = covers ? null : rangeMs;
    if (next?.startMs === selection.rangeMs?.startMs && next?.endMs === selection.rangeMs?.endMs) return;
    if (!goesOn) this.holder.set({ rangeHistory: [...rangeHistory, selection.rangeMs].slice(-50), rangeFuture: [] });
    this.patch({ rangeMs: next });
  }

  /** Takes away what was before a moment, or what is from a millisecond behind it on. */
  cut(atMs: EpochMs, keep: "since" | "until"): void {
    const whole = wholeRange(reportOf(this.holder.state));
    if (whole === null) return;
    const { startMs, endMs } = this.holder.state.selection.rangeMs ?? whole;
    if (keep === "since") this.range({ startMs: atMs, endMs: endMs > atMs ? endMs : whole.endMs });
    else this.range({ startMs: startMs <= atMs ? startMs : whole.startMs, endMs: atMs + 1 });
  }

  /** To the range before the last zoom; everything when there is none. */
  back(): void {
    const { rangeHistory, rangeFuture, selection } = this.holder.state;
    if (rangeHistory.length === 0 && selection.rangeMs === null) return;
    this.holder.set({
      rangeHistory: rangeHistory.slice(0, -1),
      rangeFuture: [...rangeFuture, selection.rangeMs].slice(-50),
    });
    this.patch({ rangeMs: rangeHistory.at(-1) ?? null });
  }

  /** To the range that was come back from. */
  forward(): void {
    const { rangeHistory, rangeFuture, selection } = this.holder.state;
    if (rangeFuture.length === 0) return;
    this.holder.set({ rangeHistory: [...rangeHistory, selection.rangeMs], rangeFuture: rangeFuture.slice(0, -1) });
    this.patch({ rangeMs: rangeFuture.at(-1) ?? null });
  }

  /** Zooms around the middle of what is shown. @param factor of the length; below 1 zooms in */
  zoom(factor: number): void {
    this.moveRange((startMs, spanMs) => [startMs + (spanMs * (1 - factor)) / 2, spanMs * factor]);
  }

  /** Moves what is shown. @param share of its length; below 0 to earlier times */
  pan(share: number): void {
    this.moveRange((startMs, spanMs) => [startMs + spanMs * share, spanMs]);
  }

  private moveRange(to: (startMs: number, spanMs: number) => [startMs: number, spanMs: number]): void {
    const whole = wholeRange(reportOf(this.holder.state));
    if (whole === null) return;
    const shown = this.holder.state.selection.rangeMs ?? whole;
    const [wantedMs, wantedSpanMs] = to(shown.startMs, shown.endMs - shown.startMs);
    const spanMs = Math.min(Math.max(wantedSpanMs, 1000), whole.endMs - whole.startMs);
    const startMs = Math.min(Math.max(whole.startMs, wantedMs), whole.endMs - spanMs);
    this.range({ startMs, endMs: startMs + spanMs });
  }

  /** What the views of shapes and correlations look at. */
  study(part: Partial<Studied>): void {
    this.holder.set({ studied: { ...this.holder.state.studied, ...part } });
  }

  /** Stacks the time line by the values of a dimension; null: by level. */
  stackBy(dimension: string | null): void {
    this.holder.set({ stackBy: dimension });
  }

  /** Gives a series a chart of its own under the time line, or takes it away. */
  toggleChart(seriesId: string): void {
    const { charts } = this.holder.state;
    const rest = charts.filter((id) => id !== seriesId);
    this.holder.set({ charts: rest.length < charts.length ? rest : [...charts, seriesId].slice(-MOST_CHARTS) });
  }

  /** Selects an alert, or none; a range that does not touch the alert is given up, so that it can be seen. */
  alert(id: string | null): void {
    const alert = reportOf(this.holder.state)?.alerts.find((candidate) => candidate.id === id);
    const { rangeMs } = this.holder.state.selection;
    const hidden =
      alert !== undefined && rangeMs !== null && (alert.endMs <= rangeMs.startMs || alert.startMs >= rangeMs.endMs);
    if (hidden) this.range(null);
    this.patch({ alertId: alert?.id ?? null, templateId: null, levels: [] });
  }

  template(id: HexId | null): void {
    this.patch({ templateId: id, alertId: null });
  }

  /** Adds a level to the choice or takes it out. */
  toggleLevel(level: Level | null): void {
    const { levels } = this.holder.state.selection;
    const rest = levels.filter((chosen) => chosen !== level);
    this.patch({ levels: rest.length < levels.length ? rest : [...levels, level] });
  }

  /** Adds a value of a dimension to the choice or takes it out. */
  toggleDimension({ name, value }: DimensionValue): void {
    const { dimensions } = this.holder.state.selection;
    const rest = dimensions.filter((chosen) => chosen.name !== name || chosen.value !== value);
    this.patch({ dimensions: rest.length < dimensions.length ? rest : [...dimensions, { name, value }] });
  }

  /** What lines must say, as the user wrote it; "" is anything. */
  text(text: string): void {
    if (text !== this.holder.state.selection.text) this.patch({ text });
  }

  /** Chooses a raw line, or none. */
  line(line: ShownLine | null): void {
    this.holder.set({ line, lineAt: line === null ? null : { file: line.file, line: line.line } });
  }

  /** Shows the raw lines of the selection. */
  lines(part: Partial<Selection> = {}): void {
    this.patch(part);
    this.view("lines");
  }

  clear(): void {
    this.holder.set({ selection: NO_SELECTION, rangeHistory: [], rangeFuture: [], line: null, lineAt: null });
  }

  /** Takes one part of the selection away: what was looked at closely first, the range last. */
  retreat(): void {
    const { alertId, templateId, text, dimensions, levels } = this.holder.state.selection;
    if (alertId !== null) this.alert(null);
    else if (templateId !== null) this.template(null);
    else if (text !== "") this.text("");
    else if (dimensions.length > 0) this.patch({ dimensions: [] });
    else if (levels.length > 0) this.patch({ levels: [] });
    else this.range(null);
  }

  /** Shows the lines at a place: of a number, or of a moment. */
  goTo(place: NonNullable<AppState["goTo"]>): void {
    if (this.holder.state.result !== null) this.holder.set({ goTo: place, view: "lines" });
  }

  /** Moves what is shown so that a moment is in its middle; a whole file is zoomed into. */
  showMoment(atMs: EpochMs): void {
    const whole = wholeRange(reportOf(this.holder.state));
    if (whole === null) return;
    const { rangeMs } = this.holder.state.selection;
    const wholeMs = whole.endMs - whole.startMs;
    const spanMs = rangeMs === null ? Math.max(60_000, wholeMs / 24) : rangeMs.endMs - rangeMs.startMs;
    const startMs = Math.min(Math.max(whole.startMs, atMs - spanMs / 2), Math.max(whole.startMs, whole.endMs - spanMs));
    this.range({ startMs, endMs: Math.min(whole.endMs, startMs + spanMs) });
  }

  /** To the next alert in time, or the one before; starts anew at the ends. */
  stepAlert(by: 1 | -1): void {
    const alerts = [...(reportOf(this.holder.state)?.alerts ?? [])].sort((a, b) => a.startMs - b.startMs);
    if (alerts.length === 0) return;
    const at = alerts.findIndex(({ id }) => id === this.holder.state.selection.alertId);
    const next = at < 0 ? (by > 0 ? 0 : alerts.length - 1) : (at + by + alerts.length) % alerts.length;
    this.alert(alerts[next]!.id);
  }

  /** Zooms to the selected alert with as much before and after. */
  zoomToAlert(): void {
    const alert = reportOf(this.holder.state)?.alerts.find(({ id }) => id === this.holder.state.selection.alertId);
    if (alert === undefined) return;
    // what it was judged by as well
    const firstMs = windowOf(alert)?.startMs ?? alert.startMs;
    const marginMs = Math.max(alert.endMs - alert.startMs, 60_000);
    const whole = wholeRange(reportOf(this.holder.state));
    this.range({
      startMs: Math.max(whole?.startMs ?? firstMs, firstMs - marginMs),
      endMs: Math.min(whole?.endMs ?? alert.endMs, alert.endMs + marginMs),
    });
  }

  toggleLogScale(): void {
    this.holder.set({ logScale: !this.holder.state.logScale });
  }
}

/** @returns the span of the series of all events; null when no event has a time */
function wholeRange(report: Report | null): Range | null {
  const all = report?.series.find(({ kind }) => kind === "events");
  if (all === undefined || all.counts.length === 0) return null;
  return { startMs: all.startMs, endMs: all.startMs + all.counts.length * all.binMs };
}
