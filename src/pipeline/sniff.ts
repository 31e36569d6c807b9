/** From a sample to the plan of a file: the first kind that explains it wins; what nothing explains is text. */
import { Core, DEFAULT_BUDGETS } from "../core/core.ts";
import { fieldNames } from "../model/field-names.ts";
import type { FilePlan, PlanBody } from "../model/plan.ts";
import { compilePlan } from "./compile.ts";
import { sniffDirectives } from "./formats/directives.ts";
import { sniffJsonLines, sniffJsonObjects } from "./formats/json-lines.ts";
import { inferWrapped } from "./formats/line-wrappers.ts";
import { sniffLogfmt, sniffParagraphs } from "./formats/logfmt.ts";
import { sniffTable } from "./formats/table.ts";
import { withoutFrames } from "./formats/traces.ts";
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
    ansi: sample.ansi,
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
  const lines = inferWrapped(withoutFrames(sample.lines));
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
