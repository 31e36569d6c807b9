/**
 * Which templates tell a range of time from the rest of the log: TF-IDF over windows as long as the range, laid over the
 * whole log so that the range is one of them. Computed from the series of a report, whole bins at a time; of the range itself
 * from exact counts where they are at hand.
 */
import type { Report, Series, Template } from "../model/report.ts";
import type { HexId } from "../model/units.ts";
import type { TimeRange } from "./level-bins.ts";

export interface TellingTemplate {
  template: Template;
  /** events in the range */
  count: number;
  /** of the windows: how many say it as much as the range does; one that says it half as much counts half. At least 1 */
  windows: number;
  /** share of the range's events × ln(all windows / those) */
  weight: number;
}

export interface Telling {
  /** windows with events, the range among them */
  windowCount: number;
  /** heaviest first; only templates that fewer than half of the windows say as much */
  templates: TellingTemplate[];
}

/** By the counts or series and the range: the screen asks again at every change of anything. */
const known = new WeakMap<object, WeakMap<TimeRange, Telling | null>>();

/**
 * The document frequency of a template is not how many windows hold it but how many hold as great a share of it: a burst of
 * something common is as telling as something that stands nowhere else.
 *
 * @returns null when the range has no events, or nothing is left to hold it against
 * A template without a series counts only when all of its events lie in the range; with exact counts also when others do not,
 * which then are taken to be spread evenly.
 * Source: Spärck Jones, A statistical interpretation of term specificity (1972); tf-idf of Salton & Buckley (1988).
 */
export function tellingTemplates(
  report: Report,
  range: TimeRange,
  most: number,
  exact: ReadonlyMap<HexId, number> | null = null,
): Telling | null {
  const of = exact ?? report.series;
  let ranges = known.get(of);
  if (ranges === undefined) {
    ranges = new WeakMap();
    known.set(of, ranges);
  }
  let found = ranges.get(range);
  if (found === undefined) {
    found = weigh(report, range, exact);
    ranges.set(range, found);
  }
  return found && { ...found, templates: found.templates.slice(0, most) };
}

function weigh(report: Report, range: TimeRange, exact: ReadonlyMap<HexId, number> | null): Telling | null {
  const events = report.series.find(({ kind }) => kind === "events");
  if (events === undefined) return null;
  const windows = new Windows(events, range);
  const totals = windows.sums(events);
  const { own } = windows;
  if (exact !== null) totals[own] = [...exact.values()].reduce((sum, count) => sum + count, 0);
  else if (windows.isEmpty) return null;
  const windowCount = totals.filter((total) => total > 0).length;
  const inRange = totals[own] ?? 0;
  if (inRange === 0 || windowCount < 2) return null;
  const outside = totals.reduce((sum, count) => sum + count, 0) - inRange;
  const seriesById = new Map(report.series.map((series) => [series.id, series]));
  const templates: TellingTemplate[] = [];
  for (const template of report.templates) {
    const series = seriesById.get(`template:${template.id}`);
    const counts = series === undefined ? null : windows.sums(series);
    const count =
      exact?.get(template.id) ?? (exact ? 0 : (counts?.[own] ?? (isWithin(template, range) ? template.count : 0)));
    if (count === 0) continue;
    const share = count / inRange;
    const rest = Math.min(1, (template.count - count) / outside / share) * (windowCount - 1);
    let alike = counts === null ? 1 + Math.max(0, rest) : 1;
    counts?.forEach((other, w) => {
      if (other > 0 && w !== own) alike += Math.min(1, other / (totals[w] as number) / share);
    });
    if (alike * 2 >= windowCount) continue;
    templates.push({ template, count, windows: alike, weight: share * Math.log(windowCount / alike) });
  }
  templates.sort((a, b) => b.weight - a.weight || (a.template.id < b.template.id ? -1 : 1));
  return { windowCount, templates };
}

/** Whether all events of a template lie in the range. */
function isWithin({ firstMs, lastMs }: Template, range: TimeRange): boolean {
  return firstMs !== null && lastMs !== null && firstMs >= range.startMs && lastMs < range.endMs;
}

/** Windows of as many bins as the range has; a bin belongs to the range when it starts in it. */
class Windows {
  /** the range's place among them */
  readonly own: number;
  /** whether no bin starts in the range; then its place is that of the bin it starts in */
  readonly isEmpty: boolean;
  private readonly count: number;
  private readonly width: number;
  /** bins of the first window that lie before the first bin */
  private readonly lead: number;

  constructor({ startMs, binMs, counts }: Series, range: TimeRange) {
    const from = Math.min(counts.length, Math.max(0, Math.ceil((range.startMs - startMs) / binMs)));
    const end = Math.min(counts.length, Math.max(from, Math.ceil((range.endMs - startMs) / binMs)));
    this.isEmpty = end === from;
    const first = this.isEmpty ? Math.max(0, from - 1) : from;
    this.width = Math.max(1, end - first);
    this.own = Math.ceil(first / this.width);
    this.lead = this.own * this.width - first;
    this.count = Math.max(this.own + 1, Math.ceil((counts.length + this.lead) / this.width));
  }

  sums({ counts }: Series): Float64Array {
    const sums = new Float64Array(this.count);
    counts.forEach((count, i) => {
      const w = Math.floor((i + this.lead) / this.width);
      sums[w] = (sums[w] as number) + (count ?? 0);
    });
    return sums;
  }
}
