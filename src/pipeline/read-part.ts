/**
 * Reads one part of a file into a core: whole lines, those that start within the part. A file is one part, or several when
 * its plan allows (splitting.ts); parts that follow each other leave out no line and take none twice.
 */
import type { Core, CoreCarry } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { FilePlan } from "../model/plan.ts";
import type { Inputs } from "../model/report.ts";
import type { ByteOffset } from "../model/units.ts";
import type { Pace } from "./pace.ts";
import type { ByteSource } from "./source.ts";
import { startFile } from "./start-file.ts";

/** The files of an analysis and how each is read. */
export interface Reading {
  sources: readonly ByteSource[];
  plans: readonly FilePlan[];
  programs: readonly Program[];
  inputs: Inputs;
}

/** The lines of a file that start in [fromByte, toByte). */
export interface FilePart {
  /** its index */
  file: number;
  fromByte: ByteOffset;
  /** null: to the end of the file, however long it turns out to be */
  toByte: ByteOffset | null;
  /** what is known of the lines before; null within a file: a merge will tell */
  carry: CoreCarry | null;
}

export interface PartRead {
  /** bytes of the part that were read */
  bytes: number;
  /** why it ended early; null when it did not */
  stopped: { atByte: ByteOffset; reason: string } | null;
  /** whether it was stopped from outside */
  cancelled: boolean;
}

/** Said of what was not read when the user stopped it. */
export const CANCELLED = "Stopped by you; what was read so far is shown.";

/** The whole of a file, from its first line on. */
export function wholeFile(file: number, plan: FilePlan): FilePart {
  const carry: CoreCarry = { file, byteOffset: plan.bomBytes, line: 1, turns: 0, lastSeen: -1, open: "no" };
  return { file, fromByte: plan.bomBytes, toByte: null, carry };
}

/**
 * A part that fails or is stopped keeps the whole lines that came before.
 * @param place sum of the sizes of the files before @param onBytes told how many bytes of the part have been read; what it
 * returns is waited for
 */
export async function readPart(
  core: Core,
  reading: Reading,
  part: FilePart,
  place: number,
  pace: Pace,
  onBytes: (bytes: number) => Promise<void> | undefined,
): Promise<PartRead> {
  const source = reading.sources[part.file] as ByteSource;
  startFile(core, reading.programs[part.file] as Program, reading.inputs, part.file, place);
  if (part.carry) core.resumeFrom(part.carry);
  else core.resumeWithin(part.fromByte);
  const { exact = true } = source;
  const end = part.toByte ?? Number.POSITIVE_INFINITY;
  const lineEnd = (reading.plans[part.file] as FilePlan).lineEnd === "cr" ? 0x0d : 0x0a;
  let at = part.carry ? part.fromByte : part.fromByte - 1;
  const read = () => Math.min(at, end) - part.fromByte;
  const stopped = (reason: string, cancelled = false): PartRead => ({
    bytes: Math.max(0, read()),
    stopped: { atByte: at, reason },
    cancelled,
  });
  try {
    for await (const taken of source.readInto
      ? fill(core, source, at, end, lineEnd)
      : feed(core, source, at, end, lineEnd)) {
      at += taken;
      const work = onBytes(read());
      if (work) await work;
      if (pace.due && (await pace.rest())) return stopped(CANCELLED, true);
    }
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return stopped(error instanceof Error ? error.message : String(error));
  }
  if (at >= end && !core.lineUnfinished) return { bytes: read(), stopped: null, cancelled: false };
  core.endFile();
  if (exact && at < source.bytes)
    return stopped(`${source.name} became shorter while it was read; open it again to read it whole.`);
  return { bytes: read(), stopped: null, cancelled: false };
}

/** Feeds the chunks of a stream up to `end`, and on to the end of the line that is open there. Yields bytes taken. */
async function* feed(core: Core, source: ByteSource, start: number, end: number, lineEnd: number) {
  let at = start;
  for await (const chunk of source.stream(start)) {
    const inside = Math.max(0, Math.min(chunk.length, end - at));
    if (inside > 0) core.consume(chunk.subarray(0, inside));
    at += inside;
    yield inside;
    if (at < end) continue;
    if (!core.lineUnfinished) return;
    const rest = chunk.subarray(inside);
    const last = rest.indexOf(lineEnd);
    core.consume(last < 0 ? rest : rest.subarray(0, last + 1));
    yield last < 0 ? rest.length : last + 1;
    if (last >= 0) return;
  }
}

/** The same from a source that reads straight into the core's memory. */
function* fill(core: Core, source: ByteSource, start: number, end: number, lineEnd: number) {
  let at = start;
  const read = (view: Uint8Array) => source.readInto?.(view, at) ?? 0;
  const readLineEnd = (view: Uint8Array) => {
    const filled = read(view);
    const last = view.subarray(0, filled).indexOf(lineEnd);
    return last < 0 ? filled : last + 1;
  };
  while (at < end || core.lineUnfinished) {
    const taken = core.consumeFrom(at < end ? read : readLineEnd, at < end ? end - at : Number.POSITIVE_INFINITY);
    if (taken === 0) return;
    at += taken;
    yield taken;
  }
}
