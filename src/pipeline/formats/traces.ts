/** Whether a text holds frames of a stack trace: enough to tell its field. What is in it the core says: assembly/trace-lines.ts. */

const FRAME = /^\s*(?:at \S.*[(:]|File ".+", line \d|\S+\.go:\d+|\S*@\S+:\d+:\d+$)/m;

export function isTrace(value: unknown): boolean {
  return typeof value === "string" && value.includes("\n") && FRAME.test(value);
}
