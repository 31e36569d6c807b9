/** The log that measurements read: a simulated application log of a given size. */
import { simulate } from "./simulate.ts";

/** Events per second: 1 GiB spans about a day. */
const RATE = 100;
const NEWLINE = 10;

/**
 * @param byteCount size wanted, > 0
 * @returns chunks of about 64 KiB, together the longest run of whole lines not above `byteCount` bytes
 */
export function* benchLog(byteCount: number, seed = 1): Generator<Uint8Array> {
  // a line is never shorter than 40 bytes, so the span cannot end before the size is reached
  const hours = Math.max(1, byteCount / 40 / RATE / 3600) * 4;
  const startMs = Date.UTC(2026, 10, 2, 8);
  const simulation = simulate({ seed, startMs, hours, rate: RATE, inject: ["spike", "cascade"] });
  let left = byteCount;
  for (const chunk of simulation.lines()) {
    if (chunk.length <= left) {
      yield chunk;
      left -= chunk.length;
      continue;
    }
    const end = chunk.lastIndexOf(NEWLINE, left - 1) + 1;
    if (end > 0) yield chunk.slice(0, end);
    return;
  }
}
