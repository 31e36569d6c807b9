/**
 * An application log of any length that is stored nowhere: segments of equal size, each simulated from its number, so that
 * any range can be made again. The time goes on from segment to segment.
 */
import type { ByteSource } from "../../src/pipeline/source.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const SEGMENT_BYTES = 8 * 2 ** 20;
const START_MS = Date.UTC(2026, 10, 2, 8);
const RATE = 100;
/** longer than a segment of the shortest lines lasts */
const HOURS = SEGMENT_BYTES / 40 / RATE / 3600;
/** about what a segment lasts, so that days and weeks go by as in one log */
const SEGMENT_MS = 840_000;
const NEWLINE = 10;
const BLANK = 32;

/** one for all: a chunk is only valid until the next one is asked for */
const segment = new Uint8Array(SEGMENT_BYTES);
let held = -1;

/** Whole lines; the last one is filled up with blanks. */
function makeSegment(index: number): Uint8Array {
  if (index === held) return segment;
  held = index;
  const { lines } = simulate({
    seed: index + 1,
    startMs: START_MS + index * SEGMENT_MS,
    hours: HOURS,
    rate: RATE,
    inject: [],
  });
  let at = 0;
  for (const chunk of lines()) {
    const part = chunk.subarray(0, SEGMENT_BYTES - at);
    segment.set(part, at);
    at += part.length;
    if (at === SEGMENT_BYTES) break;
  }
  const end = segment.lastIndexOf(NEWLINE);
  segment.fill(BLANK, end);
  segment[SEGMENT_BYTES - 1] = NEWLINE;
  return segment;
}

/** @param bytes rounded up to whole segments */
export function endlessLog(bytes: number): ByteSource {
  const segments = Math.ceil(bytes / SEGMENT_BYTES);
  const size = segments * SEGMENT_BYTES;
  return {
    name: "application.log",
    bytes: size,
    lastModified: START_MS,
    async *stream(start = 0) {
      for (let at = start; at < size; ) {
        const piece = makeSegment(Math.floor(at / SEGMENT_BYTES)).subarray(at % SEGMENT_BYTES);
        yield piece;
        at += piece.length;
      }
    },
    async slice(start, end) {
      const out = new Uint8Array(Math.max(0, Math.min(end, size) - start));
      for (let at = 0; at < out.length; ) {
        const from = start + at;
        const piece = makeSegment(Math.floor(from / SEGMENT_BYTES)).subarray(from % SEGMENT_BYTES);
        out.set(piece.subarray(0, out.length - at), at);
        at += piece.length;
      }
      return out;
    },
  };
}
