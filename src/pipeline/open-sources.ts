/** Looks at sources before anything is analysed: which are logs, how each is to be read, and what its bytes do not say. */
import type { Budgets } from "../core/core.ts";
import { type Opened, TimberlineError } from "../model/analysis.ts";
import { fieldNames } from "../model/field-names.ts";
import type { FilePlan, Plan } from "../model/plan.ts";
import type { Inputs } from "../model/report.ts";
import { resolveInputs } from "./file-inputs.ts";
import { firstYearOf } from "./first-year.ts";
import { inReadingOrder } from "./rotation.ts";
import { notText, type Sample, takeSample, takeTail } from "./sample.ts";
import { sniffPlan } from "./sniff.ts";
import { type ByteSource, diskOf } from "./source.ts";
import { asUtf8, originalOf } from "./text-source.ts";
import { SharedLimits } from "./unpack/shared.ts";
import { findSources, type LeftOut } from "./unpack/unpack.ts";

export interface OpenOptions {
  timeZone?: string;
  /** an edited or stored plan, instead of sniffing */
  plan?: Plan;
  /** stored inputs, instead of resolving them anew */
  inputs?: Inputs;
  budgets?: Budgets;
}

/** The sources that can be read, in reading order, and all that is decided before reading. */
export interface OpenedSources {
  sources: ByteSource[];
  opened: Opened;
  inputs: Inputs;
  /** what was not read though it may be part of the log, or no log at all */
  leftOut: LeftOut[];
}

/** A source that holds text, and what its sample told; the sample itself is let go. */
interface Looked {
  source: ByteSource;
  /** null when a plan was given */
  plan: FilePlan | null;
  firstYear: number | null;
  /** lines of a file that fits into the sample; null for a longer one */
  lineCount: number | null;
  years: number[];
}

/**
 * Unpacks the files and looks into each. What is no log is left out with a notice.
 * @throws TimberlineError "invalid" when none can be read; a file's own error when it alone is opened and cannot be
 */
export async function openSources(
  module: WebAssembly.Module,
  files: readonly ByteSource[],
  options: OpenOptions,
): Promise<OpenedSources> {
  const notices: string[] = [];
  const leftOut: LeftOut[] = [];
  const leave = (left: LeftOut) => {
    notices.push(left.reason);
    leftOut.push(left);
  };
  const looked: Looked[] = [];
  const limits = new SharedLimits();
  for await (const found of findSources(files, limits)) {
    if (found.leftOut) leave(found.leftOut);
    else {
      const one = await look(module, found.source, found.head, options, limits);
      if ("plan" in one) looked.push(one);
      else if (one.isEmpty && diskOf(found.source) !== found.source) continue;
      else if (one.isEmpty) notices.push(one.reason);
      else leave({ name: found.source.name, reason: one.reason, isLoss: false });
    }
  }
  const readable: ByteSource[] = [];
  const plans: FilePlan[] = [];
  const years: (number | null)[] = [];
  for (const one of inReadingOrder(looked, ({ source }) => source.name)) {
    // a header alone has no plan among those given, so that it is told by its own
    const own = one.plan ?? (one.lineCount === null && options.plan ? null : await planOf(module, one.source));
    if (own?.body.kind === "table" && one.lineCount !== null && one.lineCount <= own.body.headerLines) {
      notices.push(`${one.source.name} has a header but no rows: there is nothing to analyse yet.`);
      continue;
    }
    const plan = options.plan?.files[plans.length] ?? own ?? (await planOf(module, one.source));
    if (!hasTime(plan))
      notices.push(
        `No time was found in ${one.source.name}: its lines are counted and grouped, but there is no time line.`,
      );
    const source = asUtf8(one.source, plan.encoding, limits);
    readable.push(source);
    plans.push(plan);
    const isYearAsked = plan.lacks === "year" && !options.inputs;
    years.push(isYearAsked ? (one.firstYear ?? (await yearOf(source, plan))) : null);
  }
  if (options.plan && options.plan.files.length !== plans.length)
    throw new TimberlineError({
      code: "invalid",
      message: `The plan is for ${filesInWords(options.plan.files.length)}, but ${filesInWords(plans.length)} can be read: give the files that it was made for, in their order.`,
    });
  if (readable.length === 0) throw nothingToRead(files.length, notices);
  const allYears = looked.flatMap((one) => one.years);
  const span = { first: Math.min(9999, ...allYears), last: Math.max(0, ...allYears) };
  return {
    sources: readable,
    opened: {
      files: readable.map(({ name, bytes, lastModified }) => ({ name, bytes, lastModified })),
      plan: { version: 1, files: plans, ...fileDimensionOf(plans, options.plan) },
      notices,
    },
    inputs: options.inputs ?? resolveInputs(plans, years, options.timeZone ?? "UTC", span),
    leftOut,
  };
}

/** Looks into one source: how it is to be read, or why it is not. */
async function look(
  module: WebAssembly.Module,
  source: ByteSource,
  head: Uint8Array,
  options: OpenOptions,
  limits: SharedLimits,
): Promise<Looked | { isEmpty: boolean; reason: string }> {
  if (head.length === 0) {
    const damage = await whyEmpty(source);
    return { isEmpty: damage === null, reason: damage ?? `${source.name} is empty: it has no lines.` };
  }
  const sample = await takeSample(source, { head });
  const reason = notText(sample, source.name);
  if (reason) return { isEmpty: false, reason };
  const plan = options.plan ? null : sniffPlan(module, sample);
  let firstYear: number | null = null;
  if (plan?.lacks === "year" && !options.inputs) {
    await takeTail(sample, asUtf8(source, plan.encoding, limits));
    firstYear = firstYearOf(sample, source.lastModified);
  }
  const modified = new Date(source.lastModified).getUTCFullYear();
  return {
    source,
    plan,
    firstYear,
    lineCount: sample.complete ? sample.text.trim().split("\n").length : null,
    years: [modified - 1, modified + 1, ...sampledYears(sample, modified)],
  };
}

/** @returns why a source that gave nothing cannot be unpacked; null when it is just empty */
async function whyEmpty(source: ByteSource): Promise<string | null> {
  try {
    for await (const chunk of source.stream()) if (chunk.length > 0) break;
    return null;
  } catch (error) {
    if (error instanceof TimberlineError) return error.message;
    throw error;
  }
}

async function planOf(module: WebAssembly.Module, source: ByteSource): Promise<FilePlan> {
  return sniffPlan(module, await takeSample(source));
}

async function yearOf(source: ByteSource, { encoding }: FilePlan): Promise<number> {
  const sample = await takeSample(originalOf(source), { encoding });
  await takeTail(sample, source);
  return firstYearOf(sample, source.lastModified);
}

function nothingToRead(sourceCount: number, notices: readonly string[]): TimberlineError {
  const message =
    notices.length > 1
      ? `None of the ${sourceCount} files holds lines to analyse; for one, ${notices[0]}`
      : (notices[0] ?? "There is no file to read: choose one.");
  return new TimberlineError({ code: "invalid", message });
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

/** Several files are told apart by a dimension; what a given plan says of it holds. */
function fileDimensionOf(plans: readonly FilePlan[], given: Plan | undefined): Pick<Plan, "fileDimension"> {
  if (given) return given.fileDimension === undefined ? {} : { fileDimension: given.fileDimension };
  if (plans.length < 2) return {};
  const taken = new Set(fieldNames({ version: 1, files: [...plans] }).dimensions);
  return { fileDimension: ["file", "log file", "source file"].find((name) => !taken.has(name)) ?? "file" };
}

function filesInWords(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}
