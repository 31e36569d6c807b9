/**
 * Writes public/timberline-report.schema.json, the published JSON Schema of the report, from the checks that the
 * product itself makes on import (src/model/report-schema.ts). A unit test fails when the file is not up to date.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { toJsonSchema } from "@valibot/to-json-schema";
import { runnerImport } from "vite";
import { ROOT } from "./paths.mjs";

export const PUBLISHED_SCHEMA = join(ROOT, "public/timberline-report.schema.json");

/**
 * @param reportSchema the Valibot schema of a report
 * @param definitions its recursive parts by name
 * @returns the text of the published file
 */
export function publishedSchema(reportSchema, definitions) {
  const { $schema, ...rest } = toJsonSchema(reportSchema, {
    definitions,
    target: "draft-2020-12",
    // beyond JSON Schema: numbers there are finite anyway, and safe integers are said as integers
    errorMode: "ignore",
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === "safe_integer" ? { ...jsonSchema, type: "integer" } : undefined,
  });
  const head = {
    $schema,
    $id: "timberline-report.schema.json",
    title: "Timberline report",
    description: "What an analysis of log files found. Times are epoch milliseconds (UTC); intervals are [start, end).",
  };
  return `${JSON.stringify({ ...head, ...rest }, null, 2)}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { module } = await runnerImport(join(ROOT, "src/model/report-schema.ts"));
  writeFileSync(PUBLISHED_SCHEMA, publishedSchema(module.reportSchema, module.schemaDefinitions));
}
