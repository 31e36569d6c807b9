/** Looks at sources before anything is analysed: which are logs, how each is to be read, and what its bytes do not say. */
import type { Budgets } from "../core/core.ts";
import { type Opened, TimberlineError } from "../model/analysis.ts";
import type { FilePlan, Plan } from "../model/plan.ts";
import type { Inputs } from "../model/report.ts";
import { resolveInputs } from "./file-inputs.ts";
import { notText, type Sample, takeSample } from "./sample.ts";
import { firstYearOf, sniffPlan } from "./sniff.ts";
import type { ByteSource } from "./source.ts";

export interface OpenOptions {
  timeZone?: string;
  /** an edited or stored plan, instead of sniffing */
  plan?: Plan;
  /** stored inputs, instead of resolving them anew */
  inputs?: Inputs;
  budgets?: Budgets;
}

/** The sources that can be read, in the order given, and all that is decided before reading. */
export interface OpenedSources {
  sources: ByteSource[];
  opened: Opened;
  inputs: Inputs;
}

/**
 * What is no log is left out with a notice.
 * @throws TimberlineError "invalid" when none can be read; a source's own error when it cannot be opened
 */
export async function openSources(
  module: WebAssembly.Module,
  sources: readonly ByteSource[],
  options: OpenOptions,
): Promise<OpenedSources> {
  const notices: string[] = [];
  const readable: ByteSource[] = [];
  const plans: FilePlan[] = [];
  const years: (number | null)[] = [];
  let earliest = 9999;
  let latest = 0;
  for (const source of sources) {
    const sample = await takeSample(source);
    const problem =
      source.bytes === 0 ? `${source.name} is empty: it has no lines.` : notText(sample.start, source.name);
    if (problem) {
      notices.push(problem);
      continue;
    }
    const plan = options.plan?.files[plans.length] ?? sniffPlan(module, sample);
    if (isHeaderOnly(plan, sample)) {
      notices.push(`${source.name} has a header but no rows: there is nothing to analyse yet.`);
      continue;
    }
    if (!hasTime(plan))
      notices.push(
        `No time was found in ${source.name}: its lines are counted and grouped, but there is no time line.`,
      );
    readable.push(source);
    plans.push(plan);
    years.push(plan.lacks === "year" ? firstYearOf(sample, source.lastModified) : null);
    const modified = new Date(source.lastModified).getUTCFullYear();
    earliest = Math.min(earliest, modified - 1, ...sampledYears(sample, modified));
    latest = Math.max(latest, modified + 1);
  }
  if (options.plan && options.plan.files.length !== plans.length)
    throw new TimberlineError({
      code: "invalid",
      message: `The plan is for ${filesInWords(options.plan.files.length)}, but ${filesInWords(plans.length)} can be read: give the files that it was made for, in their order.`,
    });
  if (readable.length === 0) throw nothingToRead(sources.length, notices);
  return {
    sources: readable,
    opened: {
      files: readable.map(({ name, bytes, lastModified }) => ({ name, bytes, lastModified })),
      plan: { version: 1, files: plans },
      notices,
    },
    inputs: options.inputs ?? resolveInputs(plans, years, options.timeZone ?? "UTC", { first: earliest, last: latest }),
  };
}

function nothingToRead(sourceCount: number, notices: readonly string[]): TimberlineError {
  const message =
    notices.length > 1
      ? `None of the ${sourceCount} files holds lines to analyse; for one, ${notices[0]}`
      : (notices[0] ?? "There is no file to read: choose one.");
  return new TimberlineError({ code: "invalid", message });
}

function isHeaderOnly({ body }: FilePlan, sample: Sample): boolean {
  return body.kind === "table" && sample.complete && sample.text.trim().split("\n").length <= body.headerLines;
}

/** First and last year that the sample names, up to that of the file's modification. */
function sampledYears(sample: Sample, modifiedYear: number): number[] {
  const years = [...sample.lines.join("\n").matchAll(/\b(?:19|20)\d{2}\b/g)].map(([year]) => Number(year));
  const seen = years.filter((year) => year > 1969 && year <= modifiedYear);
  return [...seen.slice(0, 1), ...seen.slice(-1)];
}

function hasTime({ body }: FilePlan): boolean {
  if (body.kind === "text") return false;
  return body.kind === "lines" || body.time !== null;
}

function filesInWords(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}
