/** Which columns or fields a sample holds, and what stands in them: for people who give them roles. */
import { Core, DEFAULT_BUDGETS } from "../core/core.ts";
import type { SeenColumn } from "../model/analysis.ts";
import type { FilePlan, TableColumn } from "../model/plan.ts";
import { compilePlan, fieldNames } from "./compile.ts";
import type { Sample } from "./sample.ts";

const SAMPLE_BYTES = 16 * 1024;
const SAMPLE_LINES = 200;
/** values shown of a column */
const VALUES = 3;
/** columns that the core captures at a time */
const AT_ONCE = 8;
const MOST_COLUMNS = 256;
const MOST_DEPTH = 4;

/** @returns a table's columns in their order, or the named fields of records in order of their first sight; else none */
export function columnsSeen(module: WebAssembly.Module, plan: FilePlan, sample: Sample): SeenColumn[] {
  if (plan.body.kind === "table") return tableColumns(module, plan, plan.body.columns, sample);
  if (plan.body.kind === "json" && plan.body.records !== "objects") return jsonFields(sample.lines);
  if (plan.body.kind === "json" || plan.body.kind === "logfmt")
    return plan.body.fields.map(({ path }) => ({ path, values: [] }));
  return [];
}

/** Values as the core cuts them: the columns are captured as dimensions, a few at a time. */
function tableColumns(
  module: WebAssembly.Module,
  plan: FilePlan,
  columns: readonly TableColumn[],
  sample: Sample,
): SeenColumn[] {
  const { body } = plan;
  if (body.kind !== "table") return [];
  const head = sample.head.subarray(0, SAMPLE_BYTES);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const seen = columns.slice(0, MOST_COLUMNS).map(({ name }): SeenColumn => ({ path: [name], values: [] }));
  const core = new Core(module, DEFAULT_BUDGETS, AT_ONCE, 0);
  core.writeRows();
  for (let from = 0; from < seen.length; from += AT_ONCE) {
    const captured = seen.map(
      (_, i): TableColumn => ({ name: `${i}`, role: i >= from && i < from + AT_ONCE ? "dimension" : "ignore" }),
    );
    const part: FilePlan = { ...plan, body: { ...body, columns: captured, time: null } };
    core.startFile(compilePlan(part, fieldNames({ version: 1, files: [part] })), 0, 0, 1970, 0);
    for (const row of core.rows(head, sample.complete && head.length === sample.head.length))
      row.values.forEach((value, d) => {
        if (value === null || row.kind !== "event") return;
        const at = row.byteOffset + value.start;
        note(seen[from + d], decoder.decode(head.subarray(at, at + value.length)));
      });
  }
  return seen;
}

function note(column: SeenColumn | undefined, value: string): void {
  if (column === undefined || value === "" || column.values.length === VALUES || column.values.includes(value)) return;
  column.values.push(value);
}

function jsonFields(lines: readonly string[]): SeenColumn[] {
  const seen = new Map<string, SeenColumn>();
  const walk = (value: unknown, path: string[]): void => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      if (path.length < MOST_DEPTH) for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
    } else if (path.length > 0 && value !== null && !Array.isArray(value)) {
      const name = JSON.stringify(path);
      if (!seen.has(name) && seen.size < MOST_COLUMNS) seen.set(name, { path, values: [] });
      note(seen.get(name), String(value));
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
