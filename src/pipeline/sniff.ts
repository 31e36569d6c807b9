/** From a sample to the plan of a file: the first kind that explains it wins; what nothing explains is text. */
import { Core, DEFAULT_BUDGETS } from "../core/core.ts";
import type { FilePlan, PlanBody } from "../model/plan.ts";
import { compilePlan, fieldNames } from "./compile.ts";
import { sniffDirectives } from "./formats/directives.ts";
import { sniffJsonLines, sniffJsonObjects } from "./formats/json-lines.ts";
import { inferWrapped } from "./formats/line-wrappers.ts";
import { sniffLogfmt, sniffParagraphs } from "./formats/logfmt.ts";
import { sniffTable } from "./formats/table.ts";
import { findTime } from "./formats/time-layouts.ts";
import type { Sample } from "./sample.ts";

/** below this share of sampled lines in events, a plan explains nothing */
const LEAST_SHARE = 0.02;

interface Candidate {
  body: PlanBody;
  label: string;
  lacks: FilePlan["lacks"];
  timeZone?: FilePlan["timeZone"];
}

/** @param module used to run each candidate over the sample: what counts is what the core will really read */
export function sniffPlan(module: WebAssembly.Module, sample: Sample): FilePlan {
  const complete = (candidate: Candidate): FilePlan => ({
    encoding: sample.encoding,
    bomBytes: sample.bomBytes,
    lineEnd: sample.lineEnd,
    ansi: false,
    timeZone: null,
    clockOffsetMs: 0,
    ...candidate,
    confidence: 0,
  });
  for (const candidate of candidates(sample)) {
    const plan = complete(candidate);
    const share = shareInEvents(module, plan, sample);
    if (share > LEAST_SHARE) return { ...plan, confidence: share };
  }
  return { ...complete({ body: { kind: "text" }, label: "text without times", lacks: "nothing" }), confidence: 1 };
}

function* candidates(sample: Sample): Generator<Candidate> {
  yield* given(sniffDirectives(sample.text));
  yield* given(sniffJsonLines(sample.lines));
  yield* given(sniffJsonObjects(sample.text));
  yield* given(sniffParagraphs(sample.text));
  yield* given(sniffLogfmt(sample.lines));
  yield* given(sniffTable(sample.text));
  const lines = inferWrapped(sample.lines);
  if (lines)
    yield {
      body: { kind: "lines", layouts: lines.layouts },
      label: `line log: ${lines.layouts[0]?.label ?? "time, message"}`,
      lacks: lines.lacks,
    };
}

function* given(candidate: Candidate | null): Generator<Candidate> {
  if (candidate) yield candidate;
}

/** Share of the head's lines that become events or belong to one, 0…1. A header alone counts as read. */
function shareInEvents(module: WebAssembly.Module, plan: FilePlan, sample: Sample): number {
  const names = fieldNames({ version: 1, files: [plan] });
  const core = new Core(module, DEFAULT_BUDGETS, names.dimensions.length, names.measures.length);
  core.startFile(compilePlan(plan, names), 0, 0, 2000, 0);
  core.consume(sample.head);
  core.endFile();
  const { lines, events, unparsedLines } = core.totals();
  if (events === 0) return plan.body.kind === "table" && lines <= plan.body.headerLines ? 1 : 0;
  return (lines - unparsedLines) / lines;
}

/**
 * The year of the first stamp, for stamps without one: the last stamp is taken to be from the last year in which it is
 * not later than the file's modification; a first stamp later in the year than the last is from the year before.
 */
export function firstYearOf(sample: Sample, lastModified: number): number {
  const modified = new Date(lastModified);
  const year = modified.getUTCFullYear();
  const last = dayOfYear(sample.tailLines.findLast((line) => dayOfYear(line) !== null) ?? "");
  const first = dayOfYear(sample.lines.find((line) => dayOfYear(line) !== null) ?? "");
  if (last === null || first === null) return year;
  // a day's grace for zones
  const lastYear = Date.UTC(year, 0, last) > lastModified + 2 * 86_400_000 ? year - 1 : year;
  return first > last ? lastYear - 1 : lastYear;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Day 1…366 of a leap year of the first stamp of a line; null without one. */
function dayOfYear(line: string): number | null {
  const found = findTime(line, 120);
  if (found?.lacks !== "year") return null;
  const stamp = line.slice(found.start, found.end);
  const [a = "", b = ""] = stamp.split(/[ /-]+/);
  const month = /^[a-z]/i.test(a) ? MONTHS.indexOf(a.slice(0, 3).toLowerCase()) : Number(a) - 1;
  return Math.round((Date.UTC(2000, month, Number(b)) - Date.UTC(2000, 0, 1)) / 86_400_000) + 1;
}
