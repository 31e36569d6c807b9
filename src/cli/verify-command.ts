/** `timberline verify`: analyses the files again, as the report says, and compares every field. */
import { parseArgs } from "node:util";
import type { Report } from "../model/report.ts";
import { reportDigest } from "../report/digest.ts";
import { compareReports } from "../report/verify.ts";
import { fromCallersFolder } from "./paths.ts";
import { readReportFile } from "./report-file.ts";
import { withAnalysis } from "./run-session.ts";
import { UsageError } from "./usage.ts";

/** Differences that are listed before the rest is only counted. */
const SHOWN = 20;

/** @returns the exit status: 0 when the digests agree, 1 when not, with what differs on standard output */
export async function runVerify(args: string[]): Promise<number> {
  const [reportPath, ...named] = parsePositionals(args);
  if (reportPath === undefined || named.length === 0) throw new UsageError("verify needs a REPORT.json and its FILEs.");
  const files = named.map((file) => fromCallersFolder(file));
  const expected = readReportFile(fromCallersFolder(reportPath));
  const fixed = { plan: expected.source.plan, inputs: expected.inputs };
  return withAnalysis(files, expected.settings, fixed, async ({ report: actual, session }) => {
    if (expected.alerts.some(({ block }) => block)) {
      await session.markAsIn(actual, expected);
      actual.digest = await reportDigest(actual);
    }
    const lines = await differences(expected, actual);
    process.stdout.write(`${lines.join("\n")}\n`);
    return lines.length === 1 ? 0 : 1;
  });
}

function parsePositionals(args: string[]): string[] {
  try {
    return parseArgs({ args, options: {}, allowPositionals: true }).positionals;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @returns the verdict, and after it what differs; one line when all agrees */
async function differences(expected: Report, actual: Report): Promise<string[]> {
  const lines: string[] = [];
  if (expected.digest !== (await reportDigest(expected))) {
    lines.push("  the report was altered: its digest is not that of its content");
  }
  const found = compareReports(expected, actual);
  for (const { path, expected: said, actual: is } of found.slice(0, SHOWN)) {
    lines.push(`  ${path}: the report says ${short(said)}, the files give ${short(is)}`);
  }
  if (found.length > SHOWN) lines.push(`  and ${found.length - SHOWN} more differences`);
  if (lines.length === 0) return [`The report agrees with the files: digest ${actual.digest}`];
  return [`The report does not agree with the files: digest ${expected.digest}, now ${actual.digest}`, ...lines];
}

function short(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
