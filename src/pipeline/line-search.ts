/**
 * Searches all lines for a filter: passes over the blocks that the line index rules out, reads the others in order, and has
 * them matched elsewhere while the next are read. Every hit is kept. Stops where it stands when it is told to.
 */
import type { CoreBlock } from "../core/line-index.ts";
import type { LineFilter } from "../model/line-filter.ts";
import type { SearchProgress } from "../model/line-window.ts";
import type { HexId } from "../model/units.ts";
import { behindBytes, reachOf } from "./block-core.ts";
import { mayHoldLines } from "./block-filter.ts";
import { ForwardReader } from "./forward-reader.ts";
import type { HitSet } from "./hit-set.ts";
import type { BlockMatch, BlockToMatch } from "./line-matcher.ts";
import type { LinePlaces } from "./line-places.ts";
import type { LineReader } from "./lines.ts";

/** Who matches: here, or in another worker. */
export interface Matching {
  match(blocks: BlockToMatch[]): Promise<BlockMatch[]>;
}

export interface SearchHooks {
  onProgress?(progress: SearchProgress): void;
  /** lets waiting messages in */
  pause?(): Promise<void>;
  isCancelled?(): boolean;
}

/** What is read before it is handed over: large enough to read fast, small enough to stop soon. */
const BATCH_BYTES = 2 * 1024 * 1024;
const PROGRESS_MS = 100;

export interface Searchable {
  reader: LineReader;
  places: LinePlaces;
  filter: LineFilter;
  matching: Matching;
  /** the signatures of a template */
  signaturesOf(template: HexId): readonly HexId[];
}

/** Fills the hits. @returns how it ended: done, or stopped by `isCancelled` */
export async function searchLines(searchable: Searchable, hits: HitSet, hooks: SearchHooks): Promise<SearchProgress> {
  const { reader, filter, matching } = searchable;
  const { blocks, blockBytes, sources } = reader.readable;
  const ends = endsOf(blocks, blockBytes);
  const bytesTotal = ends.at(-1) ?? 0;
  let toldMs = performance.now();
  const progress = (done: boolean): SearchProgress => ({
    hits: hits.count,
    bytesDone: done ? bytesTotal : (ends[hits.searchedBlocks - 1] ?? 0),
    bytesTotal,
    shares: hits.shares.slice(),
    done,
  });
  const take = async (pending: Promise<BlockMatch[]> | null) => {
    for (const { index, bits } of (await pending) ?? []) hits.add(index, bits);
    if (performance.now() - toldMs < PROGRESS_MS) return;
    toldMs = performance.now();
    hooks.onProgress?.(progress(false));
  };
  const readers = new Map<number, ForwardReader>();
  let pending: Promise<BlockMatch[]> | null = null;
  try {
    for (const batch of batchesOf(
      blocks,
      mayHoldLines(blocks, filter, searchable.signaturesOf, reader.readable.presenceOf),
      blockBytes,
    )) {
      await hooks.pause?.();
      if (hooks.isCancelled?.()) break;
      const [first] = batch;
      const { file } = blocks[first as number] as CoreBlock;
      const source = sources[file];
      if (!source) continue;
      const forward = readers.get(file) ?? new ForwardReader(source);
      readers.set(file, forward);
      const read = await readBatch(searchable, forward, batch);
      await take(pending);
      pending = null;
      if (hooks.isCancelled?.()) break;
      pending = matching.match(read);
      // a rejection is taken at the next turn; until then it is not unhandled
      pending.catch(() => {});
    }
    await take(pending);
  } catch (error) {
    // what matched may be gone
    if (!hooks.isCancelled?.()) throw error;
  } finally {
    for (const forward of readers.values()) await forward.close();
  }
  const done = !hooks.isCancelled?.();
  if (done) hits.end();
  return progress(done);
}

async function readBatch(
  { reader, places, filter }: Searchable,
  forward: ForwardReader,
  batch: readonly number[],
): Promise<BlockToMatch[]> {
  const { blocks, blockBytes, sources } = reader.readable;
  const ofTemplates = asksForTemplates(filter);
  const ranges = batch.map((index) => {
    const block = blocks[index] as CoreBlock;
    return { from: block.byteOffset, to: reachOf(block, blocks[index + 1], blockBytes) };
  });
  const pieces = await forward.read(ranges);
  const read: BlockToMatch[] = [];
  for (const [i, index] of batch.entries()) {
    const { bloom: _, ...place } = blocks[index] as CoreBlock;
    const next = blocks[index + 1];
    // a trace may go on behind the block, and then tells the template of the event there
    const more = ofTemplates ? behindBytes(place, next) : 0;
    const end = reachOf(place, next, blockBytes);
    const behind =
      batch[i + 1] === index + 1
        ? (pieces[i + 1] as Uint8Array).slice(0, more)
        : more > 0
          ? await sources[place.file]?.slice(end, end + more)
          : undefined;
    const fieldsLine = await reader.fieldsLineOf(blocks[index] as CoreBlock);
    read.push({
      index,
      place,
      lineCount: places.lineCountOf(index),
      bytes: pieces[i] as Uint8Array,
      behind: behind ?? new Uint8Array(0),
      fieldsLine,
    });
  }
  return read;
}

function asksForTemplates(filter: LineFilter): boolean {
  if (filter.kind === "and" || filter.kind === "or") return filter.of.some(asksForTemplates);
  return filter.kind === "not" ? asksForTemplates(filter.of) : filter.kind === "template";
}

/** Blocks that are to be read, as many at a time as are worth it; each batch of one file. */
function* batchesOf(blocks: readonly CoreBlock[], wanted: readonly boolean[], blockBytes: number): Generator<number[]> {
  let batch: number[] = [];
  let bytes = 0;
  for (const [index, block] of blocks.entries()) {
    if (!wanted[index]) continue;
    const size = reachOf(block, blocks[index + 1], blockBytes) - block.byteOffset;
    const isFull = bytes + size > BATCH_BYTES || blocks[batch[0] ?? index]?.file !== block.file;
    if (batch.length > 0 && isFull) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(index);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** By block, about how many bytes lie before its end; of the last block of a file only its width is known. */
function endsOf(blocks: readonly CoreBlock[], blockBytes: number): number[] {
  let sum = 0;
  return blocks.map(({ file, byteOffset }, i) => {
    const next = blocks[i + 1];
    sum += next && next.file === file ? next.byteOffset - byteOffset : blockBytes;
    return sum;
  });
}
