/** Which columns or fields a sample holds, and what stands in them: for people who give them roles. */
import { Core, DEFAULT_BUDGETS } from "../core/core.ts";
import type { SeenColumn } from "../model/analysis.ts";
import { fieldNames } from "../model/field-names.ts";
import { layoutFields } from "../model/layout-fields.ts";
import type { FilePlan, LayoutStep, PlanBody, TableColumn } from "../model/plan.ts";
import { compilePlan } from "./compile.ts";
import { wholeTime } from "./formats/time-layouts.ts";
import type { Sample } from "./sample.ts";

const SAMPLE_BYTES = 16 * 1024;
const SAMPLE_LINES = 200;
/** values shown of a column */
const VALUES = 3;
/** columns that the core captures at a time */
const AT_ONCE = 8;
const MOST_COLUMNS = 256;
const MOST_DEPTH = 4;

type Seen = Omit<SeenColumn, "time">;
type Table = Extract<PlanBody, { kind: "table" }>;
type Lines = Extract<PlanBody, { kind: "lines" }>;
type Records = Extract<PlanBody, { kind: "json" | "logfmt" }>;

/**
 * @returns a table's columns in their order, also those that the plan does not name; the fields of records in the
 * order of their first sight; of a line log those of `layoutFields`; else none
 */
export function columnsSeen(module: WebAssembly.Module, plan: FilePlan, sample: Sample): SeenColumn[] {
  return found(module, plan, sample).map((column) => ({
    ...column,
    time: wholeTime(column.values[0] ?? "")?.layout ?? null,
  }));
}

function found(module: WebAssembly.Module, plan: FilePlan, sample: Sample): Seen[] {
  const { body } = plan;
  if (body.kind === "table") return tableColumns(module, plan, body, sample);
  if (body.kind === "json" && body.records !== "objects") return jsonFields(sample.lines);
  if (body.kind === "json" || body.kind === "logfmt") return recordFields(module, plan, body, sample);
  if (body.kind === "lines") return lineFields(module, plan, body, sample);
  return [];
}

/** Texts of the sampled events, as the core cuts them: a few fields at a time are captured as dimensions. */
class Captures {
  readonly #core: Core;
  readonly #head: Uint8Array;
  readonly #isWhole: boolean;

  constructor(module: WebAssembly.Module, sample: Sample) {
    this.#core = new Core(module, DEFAULT_BUDGETS, AT_ONCE, 0);
    this.#core.writeRows();
    this.#head = sample.head.subarray(0, SAMPLE_BYTES);
    this.#isWhole = sample.complete && this.#head.length === sample.head.length;
  }

  /** @param take gets the place of the field among those captured */
  each(plan: FilePlan, take: (line: number, place: number, text: string) => void): void {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    this.#core.startFile(compilePlan(plan, fieldNames({ version: 1, files: [plan] })), 0, 0, 1970, 0);
    for (const row of this.#core.rows(this.#head, this.#isWhole)) {
      if (row.kind !== "event") continue;
      row.values.forEach((value, place) => {
        if (value === null) return;
        const at = row.byteOffset + value.start;
        take(row.line, place, decoder.decode(this.#head.subarray(at, at + value.length)));
      });
    }
  }
}

/** Columns as the table is cut, with names from the header; where comments name them, those of the plan. */
function tableColumns(module: WebAssembly.Module, plan: FilePlan, body: Table, sample: Sample): Seen[] {
  const captures = new Captures(module, sample);
  const named = body.directives === true;
  const seen: Seen[] = named ? body.columns.map(({ name }) => ({ path: [name], values: [] })) : [];
  let more = true;
  for (let from = 0; more && from < MOST_COLUMNS; from += AT_ONCE) {
    more = named && from + AT_ONCE < seen.length;
    const columns = Array.from(
      { length: named ? seen.length : from + AT_ONCE },
      (_, i): TableColumn => ({
        name: named ? (body.columns[i]?.name ?? "") : `${i}`,
        role: i >= from && i < from + AT_ONCE ? "dimension" : "ignore",
      }),
    );
    captures.each({ ...plan, body: { ...body, columns, time: null, headerLines: 0 } }, (line, place, text) => {
      if (line < body.headerLines) return;
      if (!named) more ||= place === AT_ONCE - 1;
      for (let i = seen.length; i <= from + place; i++)
        seen.push({ path: [body.columns[i]?.name ?? `column ${i + 1}`], values: [] });
      const column = seen[from + place] as Seen;
      if (line > body.headerLines) note(column, text);
      else if (text.trim() !== "") column.path = [text.trim()];
    });
  }
  return seen;
}

function note(column: Seen, value: string): void {
  if (value === "" || column.values.length === VALUES || column.values.includes(value)) return;
  column.values.push(value);
}

/** Fields of a plan and keys before an equals sign, with the values that the core finds for them. */
function recordFields(module: WebAssembly.Module, plan: FilePlan, body: Records, sample: Sample): Seen[] {
  const paths = new Map(body.fields.map(({ path }) => [JSON.stringify(path), path]));
  if (body.kind === "logfmt")
    for (const line of sample.lines.slice(0, SAMPLE_LINES))
      for (const [, key = ""] of line.matchAll(/(?:^|\s)([\w.@/-]+)=/g))
        if (paths.size < MOST_COLUMNS) paths.set(JSON.stringify([key]), [key]);
  const seen = [...paths.values()].map((path): Seen => ({ path, values: [] }));
  const captures = new Captures(module, sample);
  for (let from = 0; from < seen.length; from += AT_ONCE) {
    const fields = seen.slice(from, from + AT_ONCE).map(({ path }) => ({ path, role: "dimension" as const }));
    captures.each({ ...plan, body: { ...body, fields, time: null } }, (_, place, text) => {
      const column = seen[from + place];
      if (column) note(column, text);
    });
  }
  return seen;
}

/** What stands where layouts pass over a text, by each of them alone. */
function lineFields(module: WebAssembly.Module, plan: FilePlan, body: Lines, sample: Sample): Seen[] {
  const fields = layoutFields(body);
  const seen = fields.map(({ name }): Seen => ({ path: [name], values: [] }));
  const captures = new Captures(module, sample);
  body.layouts.forEach((layout, l) => {
    const own = fields.flatMap((field, i) =>
      field.layout === l ? [{ step: field.step, column: seen[i] as Seen }] : [],
    );
    for (let from = 0; from < own.length; from += AT_ONCE) {
      const batch = own.slice(from, from + AT_ONCE);
      const steps = layout.steps.map((step, s): LayoutStep => {
        const place = batch.findIndex((field) => field.step === s);
        return place < 0 ? unnamed(step) : ({ ...step, field: `${place}`, role: "dimension" } as LayoutStep);
      });
      captures.each({ ...plan, body: { kind: "lines", layouts: [{ ...layout, steps }] } }, (_, place, text) => {
        const field = batch[place];
        if (field) note(field.column, text);
      });
    }
  });
  return seen;
}

/** A step that captures nothing. */
function unnamed(step: LayoutStep): LayoutStep {
  if (step.step === "optional") return { ...step, steps: step.steps.map(unnamed) };
  return "field" in step ? { ...step, role: "ignore" } : step;
}

function jsonFields(lines: readonly string[]): Seen[] {
  const seen = new Map<string, Seen>();
  const walk = (value: unknown, path: string[]): void => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      if (path.length < MOST_DEPTH) for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
    } else if (path.length > 0 && value !== null && !Array.isArray(value)) {
      const name = JSON.stringify(path);
      const column = seen.get(name) ?? { path, values: [] };
      if (seen.size < MOST_COLUMNS) seen.set(name, column);
      note(column, String(value));
    }
  };
  for (const line of lines.slice(0, SAMPLE_LINES)) {
    try {
      walk(JSON.parse(line), []);
    } catch {
      // a line that is no JSON has no fields
    }
  }
  return [...seen.values()];
}
