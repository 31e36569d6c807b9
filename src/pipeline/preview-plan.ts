/**
 * What a plan makes of a file's first lines, before anything is read again: the same core runs over the sniffer's sample,
 * so a preview shows what an analysis will read.
 */
import { Core, DEFAULT_BUDGETS } from "../core/core.ts";
import type { CoreRow } from "../core/rows.ts";
import type { PlanPreview, PreviewRow } from "../model/analysis.ts";
import { fieldNames } from "../model/field-names.ts";
import { levelOfCode } from "../model/levels.ts";
import type { FilePlan, Plan } from "../model/plan.ts";
import { columnsSeen } from "./columns-seen.ts";
import { resolveInputs } from "./file-inputs.ts";
import { firstYearOf } from "./first-year.ts";
import { programsOf } from "./programs.ts";
import { readingOf } from "./reading.ts";
import { type Sample, takeSample, takeTail } from "./sample.ts";
import type { ByteSource } from "./source.ts";
import { startFile } from "./start-file.ts";
import { originalOf } from "./text-source.ts";

const ROWS = 20;
/** bytes of the sample of which rows are written out */
const ROWS_BYTES = 64 * 1024;
/** longest text of a row that is handed out */
const TEXT_LENGTH = 400;

/** Samples of sources that were previewed; a plan is tried at every key that is pressed. */
const samples = new WeakMap<ByteSource, Map<string, Promise<Sample>>>();

function sampleOf(source: ByteSource, encoding: FilePlan["encoding"]): Promise<Sample> {
  const byEncoding = samples.get(source) ?? new Map<string, Promise<Sample>>();
  samples.set(source, byEncoding);
  const known = byEncoding.get(encoding);
  if (known) return known;
  const taken = takeSample(source, { encoding });
  byEncoding.set(encoding, taken);
  // a file that could not be read now may be later
  taken.catch(() => byEncoding.delete(encoding));
  return taken;
}

/**
 * @param file its plan, edited or not @param timeZone that of the analysis
 * @throws TimberlineError "invalid" when the plan cannot be used, or names a zone that is not known
 */
export async function previewPlan(
  module: WebAssembly.Module,
  source: ByteSource,
  file: FilePlan,
  timeZone: string,
): Promise<PlanPreview> {
  const sample = await sampleOf(originalOf(source), file.encoding);
  if (file.lacks === "year") await takeTail(sample, source);
  const plan: Plan = { version: 1, files: [file] };
  const names = fieldNames(plan);
  const [program] = programsOf(plan, names);
  const span = { first: 1970, last: new Date(source.lastModified).getUTCFullYear() + 1 };
  const firstYear = firstYearOf(sample, source.lastModified);
  const inputs = resolveInputs(plan.files, [firstYear], timeZone, span);
  const core = new Core(module, DEFAULT_BUDGETS, names.dimensions.length, names.measures.length);
  if (!program) throw new RangeError("A plan of one file has one program.");
  startFile(core, program, inputs, 0, 0);
  core.consume(sample.head);
  if (sample.complete) core.endFile();
  core.closeEvent();
  core.settle();
  const { lines, events, unparsedLines, firstMs, lastMs } = core.totals();
  const [reading] = readingOf(plan, core.readings());
  core.writeRows();
  startFile(core, program, inputs, 0, 0);
  const rows = core.rows(sample.head.subarray(0, ROWS_BYTES), sample.complete && sample.head.length <= ROWS_BYTES);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const text = (from: number, length: number) =>
    decoder.decode(sample.head.subarray(from, from + Math.min(length, TEXT_LENGTH)));
  return {
    lines,
    events,
    unparsedLines,
    layouts: reading?.layouts ?? [],
    firstMs,
    lastMs,
    firstYear: file.lacks === "year" ? (inputs.files[0]?.firstYear ?? null) : null,
    rows: rows.slice(0, ROWS).map((row) => rowOf(row, text)),
    columns: columnsSeen(module, file, sample),
  };
}

function rowOf(row: CoreRow, text: (from: number, length: number) => string): PreviewRow {
  const isEvent = row.kind === "event";
  return {
    line: row.line,
    text: text(row.byteOffset, row.length),
    kind: row.kind,
    timeMs: row.timeMs,
    level: isEvent ? levelOfCode(row.level) : null,
    message: isEvent ? text(row.byteOffset + row.messageStart, row.messageLength) : "",
  };
}
