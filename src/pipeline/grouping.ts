/** Facets gathered to what people ask about: levels, templates, values of dimensions. */
import type { Core } from "../core/core.ts";
import type { CoreFacet } from "../core/tables.ts";
import type { FieldNames } from "../model/field-names.ts";
import { isError, LEVELS, type Level, levelOfCode } from "../model/levels.ts";
import type { Series, Template } from "../model/report.ts";
import type { TemplateEdit } from "../model/template-edits.ts";
import { traceTexts } from "../model/trace.ts";
import type { HexId } from "../model/units.ts";
import type { Bins } from "./binning.ts";
import { type EditedTemplate, editTemplates, type Signatures } from "./template-edits.ts";

/** id of the events whose template had no place under the memory budget */
const REST_TEMPLATE: HexId = "0000000000000000";

export interface Grouping {
  facets: CoreFacet[];
  templates: Template[];
  /** by facet: index into `templates` */
  templateOf: Int32Array;
  /** by facet: texts of its dimension values, null without; in the order of the names */
  valuesOf: (string | null)[][];
  names: FieldNames;
}

/** @param edits the user's corrections of templates */
export function groupFacets(core: Core, names: FieldNames, edits: readonly TemplateEdit[]): Grouping {
  const facets = core.facets();
  const values = core.values();
  const valuesOf = facets.map((facet) =>
    names.dimensions.map((_, d) => {
      const number = facet.values[d] ?? 0;
      return number === 0 ? null : (values[number]?.text ?? "other");
    }),
  );
  const found = core.templates();
  const all: EditedTemplate[] = [
    { id: REST_TEMPLATE, text: "(templates beyond the memory budget)", trace: null, signatures: [REST_TEMPLATE] },
    ...(edits.length === 0 ? found : editTemplates(found, edits, signaturesOf(core, facets))),
  ];
  const indexOf = new Map(all.flatMap(({ signatures }, i) => signatures.map((signature) => [signature, i] as const)));
  const templates: Template[] = all.map(({ id, text, trace, signatures, ...edited }) => ({
    id,
    template: text,
    count: 0,
    level: null,
    firstMs: null,
    lastMs: null,
    status: [],
    life: null,
    ...(trace ? { trace } : {}),
    signatures,
    ...edited,
  }));
  facets.forEach((facet, i) => {
    const template = templates[indexOf.get(facet.signature) ?? 0];
    if (!template || facet.count === 0) return;
    template.count += facet.count;
    template.firstMs = least(template.firstMs, facet.firstMs);
    template.lastMs = most(template.lastMs, facet.lastMs);
    const level = levelOfCode(facet.level);
    template.level = moreSevere(template.level, level);
    if (isError(level)) template.errors = (template.errors ?? 0) + facet.count;
    if (template.template !== "") return;
    template.template = describeValues(names, valuesOf[i] ?? []);
    template.wordless = true;
  });
  for (const template of templates) if (template.errors === template.count) delete template.errors;
  addTraces(templates);
  const kept = templates.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  const place = new Map(kept.flatMap(({ signatures }, i) => signatures.map((signature) => [signature, i] as const)));
  return {
    facets,
    templates: kept,
    templateOf: Int32Array.from(facets, ({ signature }) => place.get(signature) ?? -1),
    valuesOf,
    names,
  };
}

/** What the core knows of single signatures. */
export function signaturesOf(core: Core, facets: readonly CoreFacet[] = core.facets()): Signatures {
  const events = new Map<HexId, number>();
  for (const { signature, count } of facets) events.set(signature, (events.get(signature) ?? 0) + count);
  return {
    exemplars: (of) => core.exemplars(new Set(of)),
    eventsOf: (signature) => events.get(signature) ?? 0,
  };
}

/** Puts the traces into the texts, in as few words as tell each template from all others. */
function addTraces(templates: readonly Template[]): void {
  let alike = templates.filter(({ trace }) => trace).map((one) => ({ one, texts: tracedTexts(one) }));
  for (let words = 0; alike.length > 0; words++) {
    for (const { one, texts } of alike) one.template = texts[words] ?? one.template;
    const uses = new Map<string, number>();
    for (const { template } of templates) uses.set(template, (uses.get(template) ?? 0) + 1);
    alike = alike.filter(({ one, texts }) => words + 1 < texts.length && (uses.get(one.template) ?? 0) > 1);
  }
}

function tracedTexts({ template, trace, id }: Template): string[] {
  return trace ? traceTexts(template, trace, id) : [];
}

/** What stands for a message in events that have none: "Build=5.0 Code=3", or the measures. */
function describeValues(names: FieldNames, values: readonly (string | null)[]): string {
  const shown = names.dimensions.flatMap((name, d) =>
    values[d] === null || name === names.fileDimension ? [] : [`${name}=${values[d]}`],
  );
  return (shown.length > 0 ? shown : names.measures.map((name) => `${name}=<*>`)).join(" ") || "(no message)";
}

function least(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function most(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

function moreSevere(a: Level | null, b: Level | null): Level | null {
  if (a === null) return b;
  if (b === null) return a;
  return LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b;
}

/** A series with its counts, and which facets are in it. */
export interface GroupedSeries extends Omit<Series, "counts" | "binMs" | "startMs"> {
  values: Float64Array;
}

/** One series a row; `rowOf` gives a facet's row, −1 for none. */
function fillRows(
  core: Core,
  grouping: Grouping,
  bins: Bins,
  rows: readonly Omit<GroupedSeries, "values">[],
  rowOf: (facet: CoreFacet, index: number) => number,
): GroupedSeries[] {
  // a facet without events has none in any bin, or is not to be heard
  const table = Int32Array.from(grouping.facets, (facet, i) => (facet.count === 0 ? -1 : rowOf(facet, i)));
  return core
    .series(table, null, rows.length, bins.first, bins.count, bins.binSeconds)
    .flatMap((values, i) => (rows[i] ? [{ ...rows[i], values }] : []));
}

/** Leaves out the events of templates that the user marked as noise; the same grouping where there are none. */
export function withoutNoise(grouping: Grouping): Grouping {
  const { facets, templates, templateOf } = grouping;
  if (!templates.some(({ noise }) => noise)) return grouping;
  const heard = facets.map((facet, i) => (templates[templateOf[i] ?? -1]?.noise ? { ...facet, count: 0 } : facet));
  return { ...grouping, facets: heard };
}

/** All events; then each level that occurs, most severe first. */
export function levelSeries(core: Core, grouping: Grouping, bins: Bins): GroupedSeries[] {
  const rows: Omit<GroupedSeries, "values">[] = [{ id: "events", kind: "events", label: "all events" }];
  const all = fillRows(core, grouping, bins, rows, () => 0);
  const present = [...LEVELS]
    .reverse()
    .filter((level) => grouping.facets.some((f) => f.count > 0 && levelOfCode(f.level) === level));
  const levels = present.map((level) => ({ id: `level:${level}`, kind: "level" as const, label: level as string }));
  if (grouping.facets.some((f) => f.count > 0 && f.level === 0))
    levels.push({ id: "level:none", kind: "level", label: "no level" });
  const rowOf = (facet: CoreFacet) => {
    const level = levelOfCode(facet.level);
    return level === null ? (levels.at(-1)?.id === "level:none" ? levels.length - 1 : -1) : present.indexOf(level);
  };
  return [...all, ...fillRows(core, grouping, bins, levels, rowOf)];
}

/** The given templates, by index into `grouping.templates`. */
export function templateSeries(core: Core, grouping: Grouping, bins: Bins, chosen: readonly number[]): GroupedSeries[] {
  const rowOfTemplate = new Map(chosen.map((template, row) => [template, row]));
  const rows = chosen.map((index) => ({
    id: `template:${grouping.templates[index]?.id}`,
    kind: "template" as const,
    label: grouping.templates[index]?.template ?? "",
  }));
  return fillRows(core, grouping, bins, rows, (_, i) => rowOfTemplate.get(grouping.templateOf[i] ?? -1) ?? -1);
}

/** The commonest values of each dimension, at most `most` of each. */
export function dimensionSeries(core: Core, grouping: Grouping, bins: Bins, atMost: number): GroupedSeries[] {
  return grouping.names.dimensions.flatMap((name, d) => {
    const counts = new Map<string, number>();
    grouping.facets.forEach((facet, i) => {
      const value = grouping.valuesOf[i]?.[d];
      if (value != null && facet.count > 0) counts.set(value, (counts.get(value) ?? 0) + facet.count);
    });
    const chosen = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, atMost);
    const rowOfValue = new Map(chosen.map(([value], row) => [value, row]));
    const rows = chosen.map(([value]) => ({
      id: `${name}=${value}`,
      kind: "dimension" as const,
      label: `${name} ${value}`,
    }));
    return fillRows(core, grouping, bins, rows, (_, i) => rowOfValue.get(grouping.valuesOf[i]?.[d] ?? "\0") ?? -1);
  });
}

/** Bin means of each numeric column; NaN in bins without a value. */
export function measureSeries(core: Core, grouping: Grouping, bins: Bins): GroupedSeries[] {
  return grouping.names.measures.map((name, m) => ({
    id: `measure:${name}`,
    kind: "measure",
    label: `mean of ${name}`,
    values: core.measure(m, "mean", bins.first, bins.count, bins.binSeconds),
  }));
}
