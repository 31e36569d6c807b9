/** Feeds files to the core, one after the other; tells how far it is, can be stopped, and keeps what came before a failure. */
import type { Core } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { Progress } from "../model/analysis.ts";
import type { FilePlan } from "../model/plan.ts";
import type { Completeness, Inputs } from "../model/report.ts";
import type { ByteSource } from "./source.ts";
import { startFile } from "./start-file.ts";

export interface Hooks {
  onProgress?(progress: Progress): void;
  /** lets other messages in; awaited about every 20 ms */
  pause?(): Promise<void>;
  isCancelled?(): boolean;
}

const PROGRESS_MS = 100;
const SLICE_MS = 20;

/** The files of an analysis and how each is read. */
export interface Reading {
  sources: readonly ByteSource[];
  plans: readonly FilePlan[];
  programs: readonly Program[];
  inputs: Inputs;
}

/** A cancelled or failed read keeps the whole lines that came before. */
export async function readFiles(
  core: Core,
  { sources, plans, programs, inputs }: Reading,
  hooks: Hooks,
): Promise<{ bytes: number; completeness: Completeness }> {
  const completeness: Completeness = { partial: false, reason: null, coarsened: null, unread: [] };
  const total = totalBytes(sources);
  let bytes = 0;
  let place = 0;
  const started = performance.now();
  let reported = started;
  let paused = started;
  const stop = (source: ByteSource, fromByte: number, reason: string) => {
    completeness.partial = true;
    completeness.reason ??= reason;
    completeness.unread.push({ file: source.name, fromByte, reason });
  };
  for (const [i, source] of sources.entries()) {
    if (completeness.reason !== null && hooks.isCancelled?.()) {
      stop(source, 0, completeness.reason);
      continue;
    }
    const plan = plans[i] as FilePlan;
    startFile(core, programs[i] as Program, inputs, i, place);
    core.resumeAt({ byteOffset: plan.bomBytes, line: 1, turns: 0, lastSeen: -1, continues: false });
    let at = plan.bomBytes;
    bytes += at;
    let failed = false;
    try {
      for await (const chunk of source.stream(at)) {
        core.consume(chunk);
        at += chunk.length;
        bytes += chunk.length;
        const now = performance.now();
        if (now - reported >= PROGRESS_MS) {
          reported = now;
          hooks.onProgress?.(snapshot(core, "reading", bytes, total, now - started));
        }
        if (now - paused >= SLICE_MS) {
          await hooks.pause?.();
          paused = performance.now();
          if (hooks.isCancelled?.()) {
            failed = true;
            stop(source, at, "Stopped by you; what was read so far is shown.");
            break;
          }
        }
      }
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      failed = true;
      stop(source, at, error instanceof Error ? error.message : String(error));
    }
    if (!failed && at < source.bytes)
      stop(source, at, `${source.name} became shorter while it was read; open it again to read it whole.`);
    if (!failed) core.endFile();
    place += source.bytes;
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
  };
}
