/** Reads one piece into a core of its own and gives it back as a partial: what a reader in another worker or thread does. */
import { type Budgets, Core } from "../core/core.ts";
import type { Preview, TemplatePreview } from "../model/analysis.ts";
import type { ByteOffset } from "../model/units.ts";
import { type Hooks, Pace } from "./pace.ts";
import { placesOf, snapshot } from "./read-files.ts";
import { type Reading, readPart } from "./read-part.ts";
import type { ByteSource } from "./source.ts";
import type { Piece } from "./splitting.ts";
import { TemplateWatch } from "./template-watch.ts";

/** All that a reader needs besides the sources; plain, cloneable data. */
export interface ReaderSetup extends Omit<Reading, "sources"> {
  module: WebAssembly.Module;
  budgets: Budgets;
  dimensionCount: number;
  measureCount: number;
}

export interface PieceProgress {
  bytes: number;
  lines: number;
  events: number;
  preview: Preview | null;
  templates: TemplatePreview | null;
}

export interface PieceRead {
  partial: ArrayBuffer;
  bytes: number;
  /** files that were not read to the end of their part */
  unread: { file: number; atByte: ByteOffset; reason: string }[];
  /** whether it was stopped from outside; what comes after is not in it */
  cancelled: boolean;
}

export function newCore({ module, budgets, dimensionCount, measureCount }: ReaderSetup): Core {
  return new Core(module, budgets, dimensionCount, measureCount);
}

/** @throws WebAssembly.RuntimeError when the core stops; a file that fails is in `unread` */
export async function readPiece(
  setup: ReaderSetup,
  sources: readonly ByteSource[],
  piece: Piece,
  hooks: Pick<Hooks, "pause" | "isCancelled">,
  onProgress: (progress: PieceProgress) => void,
): Promise<PieceRead> {
  const core = newCore(setup);
  const places = placesOf(sources);
  let before = 0;
  let bytes = 0;
  const watch = new TemplateWatch();
  const pace = new Pace(hooks, () => {
    const { lines, events, preview } = snapshot(core, "reading", bytes, 0, 0);
    onProgress({ bytes, lines, events, preview, templates: watch.look(core, performance.now()) });
  });
  const unread: PieceRead["unread"] = [];
  let cancelled = false;
  for (const part of piece.parts) {
    // the byte-order mark is read too
    const marks = part.carry?.line === 1 ? part.fromByte : 0;
    const read = await readPart(core, { ...setup, sources }, part, places[part.file] as number, pace, (more) => {
      bytes = before + marks + more;
      return undefined;
    });
    before += marks + read.bytes;
    bytes = before;
    if (read.stopped) unread.push({ file: part.file, ...read.stopped });
    cancelled = read.cancelled;
    if (cancelled) break;
  }
  const last = snapshot(core, "reading", bytes, 0, 0);
  onProgress({
    bytes,
    lines: last.lines,
    events: last.events,
    preview: last.preview,
    templates: watch.look(core, performance.now()),
  });
  core.settle();
  return { partial: core.partial(), bytes, unread, cancelled };
}
