/** A report as the text of a JSON file. */
import * as v from "valibot";
import type { Report } from "../model/report.ts";
import { reportSchema } from "../model/report-schema.ts";

/** Keys whose arrays are written with an item a line, so that `grep` and `diff` say something. */
const ITEM_PER_LINE = new Set(["series", "templates", "alerts", "incidents"]);

/** Records have keys of the writer's choice; everything else already comes in the schema's order. */
function sortOptions(key: string, value: unknown): unknown {
  if (key !== "options" || value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function member(key: string, value: unknown): string {
  if (Array.isArray(value) && value.length > 0 && ITEM_PER_LINE.has(key)) {
    const items = value.map((item) => `  ${JSON.stringify(item, sortOptions)}`);
    return `"${key}": [\n${items.join(",\n")}\n]`;
  }
  return `"${key}": ${JSON.stringify(value, sortOptions)}`;
}

/**
 * @returns JSON with the keys in the order of the schema, whatever order the report's objects have; equal reports give
 * equal texts
 * @throws v.ValiError when the report does not follow the schema: nothing that could not be read again is written
 */
export function writeReport(report: Report): string {
  const members = Object.entries(v.parse(reportSchema, report)).map(([key, value]) => member(key, value));
  return `{\n${members.join(",\n")}\n}\n`;
}
