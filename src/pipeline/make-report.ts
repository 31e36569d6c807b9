/** Puts a report together from what was counted and scored. */
import type { Core } from "../core/core.ts";
import type { Plan } from "../model/plan.ts";
import type { Inputs, Report, Settings } from "../model/report.ts";
import { TOOL } from "../model/tool.ts";
import { coarseness } from "./completeness.ts";
import type { FilesRead } from "./read-files.ts";
import { readingOf } from "./reading.ts";
import type { Scored } from "./scoring.ts";
import type { ByteSource } from "./source.ts";

/** What an analysis was asked for, and how its files were read. */
export interface Asked {
  sources: readonly ByteSource[];
  plan: Plan;
  inputs: Inputs;
  settings: Settings;
  read: FilesRead;
}

/** @returns the report without its digests ("" and "pending") and without lines behind its alerts */
export function makeReport(core: Core, scored: Scored, { sources, plan, inputs, settings, read }: Asked): Report {
  const { bytes, completeness } = read;
  const totals = core.totals();
  return {
    format: "timberline-report",
    version: 1,
    tool: { ...TOOL },
    source: {
      files: sources.map(({ name, bytes, lastModified }) => ({ name, bytes, lastModified, digest: "pending" })),
      plan,
      timeZone: settings.timeZone,
    },
    settings,
    inputs,
    reading: readingOf(plan, core.readings()),
    completeness: { ...completeness, coarsened: coarseness(totals, settings, scored.bins) },
    detectorsRun: scored.detectorsRun,
    scoring: scored.scoring,
    totals: {
      bytes,
      lines: totals.lines,
      events: totals.events,
      unparsedLines: totals.unparsedLines,
      firstMs: totals.firstMs,
      lastMs: totals.lastMs,
      levels: scored.levels,
    },
    series: scored.series,
    templates: scored.templates,
    comparison: scored.comparison,
    alerts: scored.alerts,
    incidents: scored.incidents,
    digest: "",
    annotations: {},
  };
}
