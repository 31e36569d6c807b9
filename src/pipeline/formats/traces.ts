/**
 * Frames of stack traces, as far as it takes to tell how a log is written: which field holds them, and which lines have no
 * head because they are of one. What is in them the core says: assembly/trace-lines.ts.
 */

const FRAME = /^\s*(?:at \S.*[(:]|File ".+", line \d|\S+\.go:\d+|\S*@\S+:\d+:\d+$)/m;

/** Whether a text of several lines is a trace. */
export function isTrace(value: unknown): boolean {
  return typeof value === "string" && value.includes("\n") && FRAME.test(value);
}

/** Lines that may have a head of their own; all of them where nothing else is there. */
export function withoutFrames(lines: readonly string[]): readonly string[] {
  const others = lines.filter((line) => !FRAME.test(line));
  return others.length === 0 ? lines : others;
}
