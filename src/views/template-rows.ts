/** Templates as the table needs them: filtered by text, level and range, with their count in the range, sorted. */
import type { TimeRange } from "../charts/level-bins.ts";
import { rarityOf } from "../charts/life-words.ts";
import type { Level } from "../model/levels.ts";
import { codeOfLevel } from "../model/levels.ts";
import type { Report, Series, Template, TemplateStatus } from "../model/report.ts";
import type { HexId } from "../model/units.ts";

export interface TemplateRow {
  template: Template;
  /** events in the range; of the whole file when `exact` is false, then an upper limit */
  count: number;
  exact: boolean;
  series: Series | null;
}

export type TemplateColumn = "level" | "count" | "template" | "rarity" | "firstMs" | "lastMs";

export interface TemplateOrder {
  column: TemplateColumn;
  descending: boolean;
}

export interface TemplateFilter {
  text: string;
  levels: readonly (Level | null)[];
  /** null: the whole file */
  range: TimeRange | null;
  /** null or absent: any, also without one */
  status?: TemplateStatus | null;
  /** events of the selection by template, templates without any left out; null or absent: as the series tell of the range */
  counts?: ReadonlyMap<HexId, number> | null;
  /** whether templates that the user marked as noise are left out */
  withoutNoise?: boolean;
}

/** @returns rows in the order wanted; ties by count, then by id, so that the order is stable */
export function templateRows(
  report: Report,
  seriesById: ReadonlyMap<string, Series>,
  filter: TemplateFilter,
  order: TemplateOrder,
): TemplateRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const ofTemplates = templateSeries(seriesById);
  const rows: TemplateRow[] = [];
  for (const template of report.templates) {
    if (filter.levels.length > 0 && !filter.levels.includes(template.level)) continue;
    if (filter.status && !template.status.includes(filter.status)) continue;
    if (filter.withoutNoise && template.noise) continue;
    if (words.length > 0) {
      const text = `${template.name ?? ""} ${template.template}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
    }
    const series = ofTemplates.get(template.id) ?? null;
    const row = filter.counts
      ? countedRow(template, series, filter.counts.get(template.id) ?? 0)
      : rowInRange(template, series, filter.range);
    if (row !== null) rows.push(row);
  }
  const sign = order.descending ? -1 : 1;
  return rows.sort(
    (a, b) => sign * compare(a, b, order.column) || b.count - a.count || (a.template.id < b.template.id ? -1 : 1),
  );
}

const known = new WeakMap<ReadonlyMap<string, Series>, ReadonlyMap<HexId, Series>>();

/** The few templates that have a series, by their id: asked for ten thousand times a table. */
function templateSeries(seriesById: ReadonlyMap<string, Series>): ReadonlyMap<HexId, Series> {
  const found =
    known.get(seriesById) ??
    new Map(
      [...seriesById.values()].flatMap((one) =>
        one.kind === "template" ? [[one.id.slice("template:".length), one]] : [],
      ),
    );
  known.set(seriesById, found);
  return found;
}

function countedRow(template: Template, series: Series | null, count: number): TemplateRow | null {
  return count === 0 ? null : { template, count, exact: true, series };
}

function rowInRange(template: Template, series: Series | null, range: TimeRange | null): TemplateRow | null {
  if (range === null) return { template, count: template.count, exact: true, series };
  if (series === null) {
    const { firstMs, lastMs } = template;
    const outside = firstMs !== null && lastMs !== null && (lastMs < range.startMs || firstMs >= range.endMs);
    const inside = firstMs !== null && lastMs !== null && firstMs >= range.startMs && lastMs < range.endMs;
    return outside ? null : { template, count: template.count, exact: inside, series };
  }
  const first = Math.max(0, Math.ceil((range.startMs - series.startMs) / series.binMs));
  const end = Math.min(series.counts.length, Math.ceil((range.endMs - series.startMs) / series.binMs));
  let count = 0;
  for (let i = first; i < end; i++) count += series.counts[i] ?? 0;
  return count === 0 ? null : { template, count, exact: true, series };
}

function compare(a: TemplateRow, b: TemplateRow, column: TemplateColumn): number {
  switch (column) {
    case "count":
      return a.count - b.count;
    case "level":
      return codeOfLevel(a.template.level) - codeOfLevel(b.template.level);
    case "template": {
      const [one, other] = [nameOf(a.template), nameOf(b.template)];
      return one < other ? -1 : one > other ? 1 : 0;
    }
    case "rarity":
      return (rarityOf(a.template) ?? -1) - (rarityOf(b.template) ?? -1);
    case "firstMs":
    case "lastMs":
      return (a.template[column] ?? Number.NEGATIVE_INFINITY) - (b.template[column] ?? Number.NEGATIVE_INFINITY);
  }
}

function nameOf({ name, template }: Template): string {
  return name ?? template;
}

interface StatusCounts {
  statuses: [TemplateStatus, number][];
  noise: number;
}

const counted = new WeakMap<readonly Template[], StatusCounts>();

/** How many of a report's templates have each status, and how many are noise; only what there is. Counted once. */
export function statusCounts({ templates }: Report): StatusCounts {
  const found = counted.get(templates) ?? countStatuses(templates);
  counted.set(templates, found);
  return found;
}

function countStatuses(templates: readonly Template[]): StatusCounts {
  const counts = new Map<TemplateStatus, number>();
  let noise = 0;
  for (const template of templates) {
    if (template.noise) noise++;
    for (const status of template.status) counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const order: readonly TemplateStatus[] = ["new", "vanished", "rare", "bursty"];
  const statuses = order.flatMap((status): [TemplateStatus, number][] => {
    const count = counts.get(status);
    return count === undefined ? [] : [[status, count]];
  });
  return { statuses, noise };
}
