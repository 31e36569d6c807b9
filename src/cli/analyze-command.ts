/** `timberline analyze`: analyses files and writes what was asked for; without that, a summary for people. */
import { readFileSync, writeFileSync } from "node:fs";
import { TimberlineError } from "../model/analysis.ts";
import { withBaselines } from "../model/baseline-merge.ts";
import { type ByteSource, diskOf } from "../pipeline/source.ts";
import { readBaselines, writeBaselines } from "../report/baselines-file.ts";
import { readPlan } from "../report/plan-file.ts";
import { readTemplateEdits } from "../report/template-edits-file.ts";
import { writeReport } from "../report/write.ts";
import { parseAnalyze } from "./analyze-options.ts";
import { writeLineFiles } from "./line-files.ts";
import { fromCallersFolder } from "./paths.ts";
import { digestFiles, type Fixed, withAnalysis } from "./run-session.ts";
import { writeScores } from "./scores-file.ts";
import { writeStudies } from "./study-files.ts";
import { summary } from "./summary.ts";
import { UsageError } from "./usage.ts";

/** @returns the exit status: 1 when a file could not be read, or not to its end, after writing what was found */
export async function runAnalyze(args: string[]): Promise<number> {
  const options = parseAnalyze(args);
  const place = (path: string | null) => (path === null ? null : fromCallersFolder(path));
  const { aggregates, models, features, rhythms } = options.studies;
  const outputs = [options.report, options.events, options.assignments, options.scores, options.baselinesOut];
  const wanted = [...outputs, aggregates, models, features, rhythms].some((path) => path !== null);
  const plan = options.plan === null ? null : readInputFile("plan", fromCallersFolder(options.plan), readPlan);
  const { templateEdits: editsPath } = options;
  const templateEdits =
    editsPath === null ? null : readInputFile("list of edits", fromCallersFolder(editsPath), readTemplateEdits);
  const baselines =
    options.baselines === null
      ? []
      : readInputFile("list of baselines", fromCallersFolder(options.baselines), readBaselines);
  const paths = options.files.map((file) => fromCallersFolder(file));
  const { workers } = options;
  const fixed: Fixed = { ...(plan && { plan }), ...(templateEdits && { templateEdits }), baselines, workers };
  return withAnalysis(paths, options.settings, fixed, async (analysed, sources) => {
    const { report, session, result } = analysed;
    if (options.events !== null || options.assignments !== null) {
      const names = report.source.files.map((file) => file.name);
      const lineFiles = { events: place(options.events), assignments: place(options.assignments) };
      await writeLineFiles(session, names, lineFiles);
    }
    if (options.scores !== null) await writeScores(session, fromCallersFolder(options.scores));
    writeStudies(await session.studies(), report, options.studies);
    if (options.report !== null) {
      if (!report.completeness.partial) await digestFiles(report, session);
      writeFileSync(fromCallersFolder(options.report), writeReport(report));
    }
    if (options.baselinesOut !== null) {
      const kept = result.baselines ? withBaselines(baselines, result.baselines) : baselines;
      writeFileSync(fromCallersFolder(options.baselinesOut), writeBaselines(kept));
    }
    if (!wanted) process.stdout.write(summary(report));
    if (report.completeness.partial) {
      process.stderr.write(`timberline: ${report.completeness.reason ?? "Reading stopped early."}\n`);
      return 1;
    }
    // a file without a byte leaves nothing out; of any other that was left out a notice has told
    const read = new Set<ByteSource>(session.sources.map(diskOf));
    return sources.every((source) => source.bytes === 0 || read.has(source)) ? 0 : 1;
  });
}

/** @throws TimberlineError "unreadable" @throws UsageError when the file does not hold what is wanted */
function readInputFile<T>(what: string, path: string, read: (text: string, name: string) => T): T {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    throw new TimberlineError({ code: "unreadable", message: `The ${what} ${path} could not be read: ${reason}.` });
  }
  try {
    return read(text, path);
  } catch (error) {
    if (error instanceof TimberlineError) throw new UsageError(error.message);
    throw error;
  }
}
