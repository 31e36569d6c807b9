/** A log with stack traces of up to some thousand lines, and the lines that it is made of. */
import { LEVELS, type Level } from "../../../src/model/levels.ts";
import { randomFrom } from "./random.ts";

export const START_MS = Date.UTC(2026, 1, 1);

export interface TracedLine {
  byteOffset: number;
  text: string;
  /** null for what belongs to the event before */
  event: { timeMs: number; level: Level; host: string; message: string } | null;
}

export function logWithTraces(
  seed: number,
  events: number,
  prefix = "",
  ends: readonly string[] = ["\n", "\r\n"],
): { bytes: Uint8Array; lines: TracedLine[] } {
  const random = randomFrom(seed);
  const lines: TracedLine[] = [];
  const texts: string[] = [prefix];
  let byteOffset = Buffer.byteLength(prefix);
  const put = (text: string, event: TracedLine["event"], end: string) => {
    lines.push({ byteOffset, text, event });
    texts.push(text + end);
    byteOffset += Buffer.byteLength(text + end);
  };
  for (let i = 0; i < events; i++) {
    const timeMs = START_MS + i * 400 + random.below(5000);
    const level = random.of(LEVELS);
    const host = `host-${random.of(["a", "b", "c"])}`;
    const message = `${random.of(["door", "window", "gate"])} ${random.of(["opened", "shut", "stuck – ä"])} ${i}`;
    const end = random.of(ends);
    put(
      `${new Date(timeMs).toISOString()} ${level.toUpperCase()} ${host} ${message}`,
      { timeMs, level, host, message },
      end,
    );
    const trace = random.below(60) === 0 ? random.below(4000) : random.below(3) === 0 ? random.below(4) : 0;
    for (let t = 0; t < trace; t++) put(t % 5 === 4 ? "" : `    at frame${t} (file.ts:${t}:7)`, null, end);
  }
  return { bytes: Buffer.from(texts.join("")), lines };
}
