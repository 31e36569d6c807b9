/** What must hold for every input: no trap, counts that add up, the same result however the bytes came. */
import type { WasmModules } from "../../src/core/modules.ts";
import type { AnalysisResult, LinePage, LineRow } from "../../src/model/analysis.ts";
import { DEFAULT_SETTINGS, TimberlineError } from "../../src/model/analysis.ts";
import type { FilePlan } from "../../src/model/plan.ts";
import type { Report } from "../../src/model/report.ts";
import { withoutEscapes } from "../../src/pipeline/escapes.ts";
import type { FieldedRow } from "../../src/pipeline/lines.ts";
import type { ReadingOptions } from "../../src/pipeline/read-all.ts";
import type { PieceReader } from "../../src/pipeline/read-in-pieces.ts";
import { type ReaderSetup, readPiece } from "../../src/pipeline/read-piece.ts";
import { sourcesOf } from "../../src/pipeline/reattach.ts";
import { Session } from "../../src/pipeline/session.ts";
import type { ByteSource } from "../../src/pipeline/source.ts";
import { determinedPart } from "../../src/report/determined.ts";
import { reportDigest } from "../../src/report/digest.ts";
import { readReport } from "../../src/report/read.ts";
import { writeReport } from "../../src/report/write.ts";
import type { FuzzCase } from "./fuzz-case.ts";

export interface Builds {
  release: WasmModules;
  debug: WasmModules;
}

/** The smallest part of a file that a reader takes. */
const RUN_BYTES = 65_536;

/** What a rule says that did not hold. */
export class Broken extends Error {
  override name = "Broken";
}

function hold(what: string, found: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a !== b) throw new Broken(`${what}: ${shown(a)} instead of ${shown(b)}`);
}

function shown(text: string | undefined): string {
  return text !== undefined && text.length > 300 ? `${text.slice(0, 300)}…` : String(text);
}

/**
 * Runs one case through both builds.
 * @returns whether it could be read at all; what cannot is refused in a sentence
 * @throws Broken when a rule does not hold; whatever the product throws that is not a refusal
 */
export async function checkCase(builds: Builds, input: FuzzCase): Promise<"read" | "refused"> {
  const sources = (chunkBytes: readonly number[]) =>
    input.files.map((content, i) => source(content, i, chunkBytes, input));
  const all = await opened(builds.release, sources([1 << 20]), input);
  if (!all) return "refused";
  // a file that was left out as a whole is not given again, so that only those that were read are compared
  const whole =
    keptOf(sources([1 << 20]), all).length === input.files.length
      ? all
      : await reopened(builds.release, sources([1 << 20]), input, all);
  const { plan } = whole.opened;
  const first = await analysed(whole);
  await checkCounts(input, whole, first.report);
  const cut = await analysed(await reopened(builds.release, sources(input.chunkBytes), input, whole));
  await holdSame("in other chunks", cut, first);
  hold("the partial in other chunks", sameBytes(cut.partial, first.partial), true);
  const again = () => reopened(builds.release, sources(input.chunkBytes), input, whole);
  const parts = await (await again()).analyze(DEFAULT_SETTINGS, {}, readersOf(input));
  await holdSame(`read in parts by ${input.readers}`, parts, first);
  await checkResumed(input, again, first);
  const debug = await analysed(await reopened(builds.debug, sources([1 << 16]), input, whole));
  await holdSame("in the debug build", debug, first);
  const lines = await whole.readLines({ limit: 30 });
  await checkStored(builds.release, keptOf(sources([1 << 20]), whole), first, lines);
  hold("the plan after the reading", first.report.source.plan, plan);
  return "read";
}

async function opened(wasm: WasmModules, sources: ByteSource[], input: FuzzCase): Promise<Session | null> {
  const { timeZone, budgets, edit } = input;
  try {
    const sniffed = await Session.open(wasm, sources, { timeZone, budgets });
    if (!edit) return sniffed;
    const plan = edit(sniffed.opened.plan);
    return await Session.open(wasm, keptOf(sources, sniffed), { timeZone, budgets, plan });
  } catch (error) {
    if (error instanceof TimberlineError && /[.!]$/.test(error.message)) return null;
    throw error;
  }
}

/** The same plan and inputs over the same bytes that come otherwise. */
function reopened(wasm: WasmModules, sources: ByteSource[], input: FuzzCase, like: Session): Promise<Session> {
  const { timeZone, budgets } = input;
  const { opened, inputs } = like;
  return Session.open(wasm, keptOf(sources, like), { timeZone, budgets, plan: opened.plan, inputs });
}

/** The files that a session did not leave out as a whole: a plan goes with those. */
function keptOf(sources: readonly ByteSource[], { opened }: Session): ByteSource[] {
  const names = opened.files.map(({ name }) => name);
  return sources.filter((disk) => names.some((name) => name === disk.name || name.startsWith(`${disk.name}/`)));
}

function analysed(session: Session): Promise<AnalysisResult> {
  return session.analyze(DEFAULT_SETTINGS);
}

async function digestOf({ report }: { report: Report }): Promise<string> {
  return reportDigest(report);
}

/** Readers of parts as other threads are, but for the thread; they end in another order than they began. */
function readersOf({ readers }: FuzzCase): ReadingOptions {
  const reader = (setup: ReaderSetup, sources: readonly ByteSource[], turn: number): PieceReader => ({
    async read(piece, onProgress) {
      for (let wait = 0; wait < turn % 3; wait++) await new Promise((resolve) => setImmediate(resolve));
      return readPiece(setup, sources, piece, {}, onProgress);
    },
    cancel() {},
    close() {},
  });
  return {
    pieceBytes: RUN_BYTES,
    startReaders: async (setup, sources) => Array.from({ length: readers }, (_, turn) => reader(setup, sources, turn)),
  };
}

/** A reading that was interrupted and goes on gives what it would have given. */
async function checkResumed(input: FuzzCase, again: () => Promise<Session>, first: AnalysisResult): Promise<void> {
  const kept: ArrayBuffer[] = [];
  const store = async (partial: ArrayBuffer) => void kept.push(partial);
  const keeping = await (await again()).analyze(DEFAULT_SETTINGS, {}, { keep: { everyBytes: input.keepBytes, store } });
  await holdSame("with partials kept meanwhile", keeping, first);
  const resume = kept[Math.floor(kept.length / 2)];
  if (!resume) return;
  await holdSame("gone on with", await (await again()).analyze(DEFAULT_SETTINGS, {}, { resume }), first);
}

/** The same digest; where it is another, the part that differs is told. */
async function holdSame(how: string, found: AnalysisResult, expected: AnalysisResult): Promise<void> {
  if ((await digestOf(found)) === (await digestOf(expected))) return;
  const [a, b] = [determinedPart(found.report), determinedPart(expected.report)];
  for (const key of Object.keys(b) as (keyof typeof b)[]) hold(`${key} ${how}`, a[key], b[key]);
  throw new Broken(`the digest ${how} differs, its parts do not`);
}

function sameBytes(a: ArrayBuffer, b: ArrayBuffer): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
}

function source(content: Uint8Array, index: number, chunkBytes: readonly number[], input: FuzzCase): ByteSource {
  return {
    name: `${index}.log`,
    bytes: content.length,
    lastModified: input.lastModified,
    async *stream(start = 0) {
      for (let at = start, turn = 0; at < content.length; turn++) {
        const size = chunkBytes[turn % chunkBytes.length] as number;
        yield content.subarray(at, at + size);
        at += size;
      }
    },
    async slice(start, end) {
      return content.slice(start, end);
    },
  };
}

/** Totals against a plain count, and against the lines read again one by one. */
async function checkCounts(input: FuzzCase, session: Session, report: Report): Promise<void> {
  const { totals, templates, completeness } = report;
  const texts = report.source.files.map(({ name }, i) => textOf(input, name, report.source.plan.files[i] as FilePlan));
  const known = texts.filter((text) => text !== null);
  if (known.length === texts.length) {
    // a packed file that is damaged from its start on leaves no file in the report
    if (input.plain.every((text) => text !== null)) hold("the reading", completeness.partial, false);
    const plain = known.map((text, i) => plainCount(text, report.source.plan.files[i] as FilePlan));
    hold("lines", totals.lines, sum(plain));
  }
  hold("events by level", sum(Object.values(totals.levels)), totals.events);
  hold("events by template", sum(templates.map(({ count }) => count)), totals.events);
  const counts = { event: 0, continuation: 0, unparsed: 0, header: 0 };
  const again = { events: 0, timed: 0, unparsedLines: 0, firstMs: Infinity, lastMs: -Infinity };
  const byTemplate = new Map<string | null, number>();
  const rows: FieldedRow[] = [];
  for await (const batch of session.rows()) {
    for (const row of batch) {
      rows.push(row);
      counts[row.kind] += row.lineCount;
      if (row.kind === "unparsed" && row.text !== "") again.unparsedLines += row.lineCount;
      if (row.kind !== "event") continue;
      again.events++;
      byTemplate.set(row.templateId, (byTemplate.get(row.templateId) ?? 0) + 1);
      if (row.timeMs === null) continue;
      again.timed++;
      again.firstMs = Math.min(again.firstMs, row.timeMs);
      again.lastMs = Math.max(again.lastMs, row.timeMs);
    }
  }
  const [all] = report.series;
  if (completeness.partial) {
    // where a file broke off, the beginning of a line may be shown that was not counted
    const more = sum(Object.values(counts)) - totals.lines;
    if (more < 0) throw new Broken(`${-more} lines were counted but are not found again`);
    return;
  }
  hold("lines by kind", sum(Object.values(counts)), totals.lines);
  hold("events read again", again.events, totals.events);
  // a line of nothing but escape sequences reads as an empty one
  if (report.source.plan.files.every(({ ansi }) => !ansi))
    hold("unparsed lines read again", again.unparsedLines, totals.unparsedLines);
  hold("first and last read again", again.timed > 0 ? [again.firstMs, again.lastMs] : [null, null], [
    totals.firstMs,
    totals.lastMs,
  ]);
  if (all) hold("events in the series", sum(all.counts as number[]), again.timed);
  else hold("events with a time, without a series", again.timed, 0);
  checkTemplates(report, byTemplate);
  checkPlaces(texts, report, rows);
  await checkPages(session, rows);
}

/** Templates of lines read again; of what a budget left out, some lines still know their template. */
function checkTemplates({ templates }: Report, byTemplate: ReadonlyMap<string | null, number>): void {
  const isRest = (id: string) => /^0+$/.test(id);
  const leftOut = templates.some(({ id }) => isRest(id));
  if (!leftOut) hold("events without a template", byTemplate.get(null) ?? 0, 0);
  for (const { id, count } of templates) {
    const again = byTemplate.get(id) ?? 0;
    if (!isRest(id) && (leftOut ? again < count : again !== count))
      hold(`events of template ${id} read again`, again, count);
  }
}

/** A line's number and text are those of the file at its place. */
function checkPlaces(
  texts: readonly (Uint8Array | null)[],
  { source: { plan } }: Report,
  rows: readonly FieldedRow[],
): void {
  let file = -1;
  let at = 0;
  let line = 1;
  for (const row of rows) {
    const own = plan.files[row.file] as FilePlan;
    if (row.file !== file) {
      file = row.file;
      at = own.bomBytes;
      line = 1;
    }
    const content = texts[file];
    if (!content) continue;
    for (; at < row.byteOffset; at++) if (isLineEnd(content, at, own.lineEnd)) line++;
    hold("the number of a line at its place", row.line, line);
    const bytes = content.subarray(row.byteOffset, row.byteOffset + 2000);
    const written = Buffer.from(bytes).toString("latin1");
    const text = own.ansi ? withoutEscapes(written) : written;
    const known = /^[\x20-\x7e]*/.exec(row.text.slice(0, 20))?.[0] ?? "";
    if (!text.startsWith(known)) hold("the text of a line at its place", text, row.text.slice(0, 20));
  }
}

/** Lines page by page are the lines. */
async function checkPages(session: Session, rows: readonly FieldedRow[]): Promise<void> {
  if (rows.length > 400) return;
  const pages: LineRow[] = [];
  for (let after: { file: number; byteOffset: number } | undefined; ; ) {
    const page = await session.readLines({ limit: 17, ...(after ? { after } : {}) });
    pages.push(...page.rows);
    if (!page.next) break;
    after = page.next;
  }
  const places = (lines: readonly LineRow[]) => lines.map(({ file, byteOffset }) => [file, byteOffset]);
  hold("lines page by page", places(pages), places(rows));
}

/** What is kept and taken up again, or written and read, is the same. */
async function checkStored(
  wasm: WasmModules,
  disks: ByteSource[],
  result: AnalysisResult,
  lines: LinePage,
): Promise<void> {
  const digest = await digestOf(result);
  const read = readReport(writeReport({ ...result.report, digest }));
  hold("the digest of a report written and read", await reportDigest(read), digest);
  const session = await Session.restore(wasm, await sourcesOf(result.report, disks), result);
  hold("lines of an analysis taken up again", await session.readLines({ limit: 30 }), lines);
  const restored = session.rescore(result.report, DEFAULT_SETTINGS);
  const findings = ({ totals, series, templates, alerts, incidents }: Report) => ({
    totals,
    series,
    templates,
    alerts,
    incidents,
  });
  const [before, after] = [findings(result.report), findings(restored)];
  for (const key of ["totals", "series", "templates", "alerts", "incidents"] as const)
    hold(`${key} of an analysis taken up again`, after[key], before[key]);
}

/** Lines as `wc -l` counts them, and one for what follows the last line end. */
function plainCount(text: Uint8Array, { bomBytes, lineEnd }: FilePlan): number {
  let count = 0;
  for (let at = bomBytes; at < text.length; at++) if (isLineEnd(text, at, lineEnd)) count++;
  return count + (text.length > bomBytes && !isLineEnd(text, text.length - 1, lineEnd) ? 1 : 0);
}

function isLineEnd(text: Uint8Array, at: number, lineEnd: FilePlan["lineEnd"]): boolean {
  if (text[at] === 10) return lineEnd !== "cr";
  return text[at] === 13 && (lineEnd === "cr" || (lineEnd === "any" && text[at + 1] !== 10));
}

/** What 0x80 to 0x9f are in windows-1252; Node's own decoder takes them for controls. */
const WINDOWS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** A file's text as UTF-8; null where it is not known what the file holds. */
function textOf({ files, plain }: FuzzCase, name: string, { encoding }: FilePlan): Uint8Array | null {
  const index = Number.parseInt(name, 10);
  const content = plain[index] ?? null;
  if (encoding === "utf-8") return content;
  if (encoding === "latin-1") {
    const letter = (byte: string) => WINDOWS_1252.charAt(byte.charCodeAt(0) - 0x80);
    return (
      content &&
      Buffer.from(
        Buffer.from(content)
          .toString("latin1")
          .replace(/[\x80-\x9f]/g, letter),
      )
    );
  }
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(content ?? files[index]);
  return Buffer.from(text.replace(/^\ufeff/, ""));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
