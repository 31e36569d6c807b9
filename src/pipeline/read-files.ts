/** Feeds files to one core, one after the other; tells how far it is, can be stopped, and keeps what came before a failure. */
import type { Core } from "../core/core.ts";
import type { Progress } from "../model/analysis.ts";
import type { FilePlan } from "../model/plan.ts";
import type { Completeness } from "../model/report.ts";
import { type Hooks, Pace } from "./pace.ts";
import { type FilePart, type Reading, readPart, wholeFile } from "./read-part.ts";
import type { ByteSource } from "./source.ts";
import { shownTemplates, TemplateWatch } from "./template-watch.ts";

/** What was read, and what was not. */
export interface FilesRead {
  bytes: number;
  completeness: Completeness;
}

/** Keeps what was read now and then, so that an interrupted reading can go on from there. */
export interface Keeping {
  everyBytes: number;
  /** called between lines; the core is then to be settled and its partial taken */
  store(bytesRead: number): Promise<void>;
}

/** How long a packed file is shows only when it was read, so places of files are as far apart as any file is long. */
const MOST_FILE_BYTES = 2 ** 40;

/** Places of the files of an analysis on one axis, in their order: what comes first in the input has the smaller place. */
export function placesOf(sources: readonly ByteSource[]): number[] {
  return sources.map((_, file) => file * MOST_FILE_BYTES);
}

export function nothingUnread(): Completeness {
  return { partial: false, reason: null, coarsened: null, unread: [] };
}

/** Notes where the reading of a file ended early. */
export function noteUnread(completeness: Completeness, source: ByteSource, fromByte: number, reason: string): void {
  completeness.partial = true;
  completeness.reason ??= reason;
  completeness.unread.push({ file: source.name, fromByte, reason });
}

/**
 * A cancelled or failed read keeps the whole lines that came before.
 * @param core empty, or what an interrupted reading left: then reading goes on where it stood
 */
export async function readFiles(
  core: Core,
  reading: Reading,
  hooks: Hooks,
  keep: Keeping | null = null,
): Promise<FilesRead> {
  const { sources, plans } = reading;
  const completeness = nothingUnread();
  const total = totalBytes(sources);
  const places = placesOf(sources);
  const started = performance.now();
  const from = core.carry().file < 0 ? null : core.carry();
  let before = totalBytes(sources.slice(0, Math.max(0, from?.file ?? 0)));
  let bytes = before;
  /** of `total`: files whose length nobody told before count as they lie on disk */
  let weighed = before;
  let progress = () => weighed;
  const watch = new TemplateWatch();
  const pace = new Pace(hooks, () => {
    if (!hooks.onProgress) return;
    const now = performance.now();
    const templates = shownTemplates(watch.look(core, now));
    hooks.onProgress({ ...snapshot(core, "reading", progress(), total, now - started), templates });
  });
  let keptBytes = from ? before + from.byteOffset : 0;
  const keepNow = async (read: number) => {
    keptBytes = read;
    await keep?.store(read);
  };
  let cancelled = false;
  for (const [file, source] of sources.entries()) {
    if (from && file < from.file) continue;
    if (cancelled) {
      noteUnread(completeness, source, 0, completeness.reason ?? "");
      continue;
    }
    const plan = plans[file] as FilePlan;
    const whole = wholeFile(file, plan);
    const part: FilePart = from?.file === file ? { ...whole, fromByte: from.byteOffset, carry: from } : whole;
    // neither lines that name the columns nor what was not read of earlier files are in what is kept
    const canGoOn = completeness.unread.length === 0 && !(plan.body.kind === "table" && plan.body.directives);
    const start = before + part.fromByte;
    bytes = start;
    const { bytes: weight, exact = true } = source;
    const fileStart = before;
    progress = () => weighed + (exact ? bytes - fileStart : (source.taken ?? 0));
    const read = await readPart(core, reading, part, places[file] as number, pace, (more) => {
      bytes = start + more;
      if (!keep || !canGoOn || bytes - keptBytes < keep.everyBytes || core.passingOver) return undefined;
      return keepNow(bytes);
    });
    bytes = start + read.bytes;
    before = bytes;
    weighed += weight;
    progress = () => weighed;
    cancelled = read.cancelled;
    if (read.stopped) noteUnread(completeness, source, read.stopped.atByte, read.stopped.reason);
  }
  return { bytes, completeness };
}

export function totalBytes(sources: readonly ByteSource[]): number {
  return sources.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** How far an analysis is, with a picture of what was read. */
export function snapshot(
  core: Core,
  phase: Progress["phase"],
  bytesRead: number,
  bytesTotal: number,
  elapsedMs: number,
): Progress {
  const { lines, events } = core.totals();
  const preview = core.preview();
  return {
    phase,
    bytesRead,
    bytesTotal,
    lines,
    events,
    elapsedMs,
    preview: preview && {
      binMs: preview.binSeconds * 1000,
      startMs: preview.startSeconds * 1000,
      binCount: preview.binCount,
      countsByLevel: preview.counts,
    },
    templates: null,
  };
}
