/**
 * How many events the selection means, by level and by template: exact, of all parts of it together, counted from the stored
 * cells. One answer serves all views; they hear of a new one by `change`.
 */
import type { CountQuery, Counts, EventFilter } from "../model/counts.ts";
import { codeOfLevel } from "../model/levels.ts";
import type { Report } from "../model/report.ts";
import type { HexId } from "../model/units.ts";
import { type AppState, reportOf, type Selection } from "./state.ts";

export interface SelectedCounts {
  /** what was counted */
  of: Selection;
  /** by level code: events of the time, dimensions and template that are selected, of all levels */
  byLevel: Float64Array;
  /** all parts of the selection together */
  events: number;
  /** events of the time, levels and dimensions that are selected; a template that has none is absent */
  byTemplate: ReadonlyMap<HexId, number>;
}

/** @returns the parts of a selection that cells tell, time left out */
export function eventFilterOf({ levels, dimensions, templateId }: Selection): EventFilter {
  return {
    ...(levels.length > 0 && { levels }),
    ...(dimensions.length > 0 && { dimensions }),
    ...(templateId !== null && { templateIds: [templateId] }),
  };
}

/** Whether a selection means anything but all events, as far as cells tell. */
export function narrows({ rangeMs, levels, dimensions, templateId }: Selection): boolean {
  return rangeMs !== null || levels.length + dimensions.length > 0 || templateId !== null;
}

export class Selected extends EventTarget {
  private readonly ask: (queries: CountQuery[]) => Promise<Counts[] | null>;
  private readonly failed: (error: unknown) => void;
  /** what answers belong to */
  private of: Report["templates"] | null = null;
  private known: { key: string; counts: SelectedCounts } | null = null;
  private asking: string | null = null;
  /** to be asked when the question at hand is answered */
  private next: AppState | null = null;

  constructor(ask: (queries: CountQuery[]) => Promise<Counts[] | null>, failed: (error: unknown) => void) {
    super();
    this.ask = ask;
    this.failed = failed;
  }

  /**
   * @returns the counts of the selection; while they are counted those of the one before; null where all events are meant, which
   * the report counts itself, and where there is nothing to count, as of an imported report
   */
  counts(state: AppState): SelectedCounts | null {
    const report = reportOf(state);
    if (report === null || state.phase !== "result" || !narrows(state.selection)) return null;
    if (this.of !== report.templates) {
      this.of = report.templates;
      this.known = null;
    }
    const key = keyOf(state.selection);
    if (this.known?.key !== key && this.asking !== key) {
      if (this.asking !== null) this.next = state;
      else void this.fetch(report, state.selection, key);
    }
    return this.known?.counts ?? null;
  }

  private async fetch(report: Report, selection: Selection, key: string): Promise<void> {
    const range = selection.rangeMs ?? wholeOf(report);
    if (range === null) return;
    this.asking = key;
    const { templateIds, levels, ...dimensions } = eventFilterOf(selection);
    const sum = (rest: Pick<CountQuery, "filter" | "split">): CountQuery => ({
      ...range,
      mostBins: 1,
      fromStart: true,
      ...rest,
    });
    const ids = report.templates.map(({ id }) => id);
    try {
      const answered = await this.ask([
        sum({ filter: { ...dimensions, ...(templateIds && { templateIds }) }, split: { by: "level" } }),
        sum({ filter: { ...dimensions, ...(levels && { levels }) }, split: { by: "template", ids } }),
      ]);
      if (answered !== null && this.of === report.templates) {
        const [byLevel = new Float64Array(0), templates = new Float64Array(0)] = answered.map(({ rows }) =>
          Float64Array.from(rows, (row) => row[0] ?? 0),
        );
        const chosen = levels?.map(codeOfLevel);
        const events = byLevel.reduce((all, count, code) => all + (chosen?.includes(code) === false ? 0 : count), 0);
        const byTemplate = new Map(ids.flatMap((id, i) => ((templates[i] ?? 0) > 0 ? [[id, templates[i]!]] : [])));
        this.known = { key, counts: { of: selection, byLevel, events, byTemplate } };
        this.dispatchEvent(new Event("change"));
      }
    } catch (error) {
      this.failed(error);
    }
    this.asking = null;
    const { next } = this;
    this.next = null;
    if (next !== null) this.counts(next);
  }
}

function keyOf({ rangeMs, levels, dimensions, templateId }: Selection): string {
  return JSON.stringify([rangeMs, levels, dimensions, templateId]);
}

/** All events with a time. */
function wholeOf({ totals }: Report): { startMs: number; endMs: number } | null {
  const { firstMs, lastMs } = totals;
  return firstMs === null || lastMs === null ? null : { startMs: firstMs, endMs: lastMs + 1 };
}
