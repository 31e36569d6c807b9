/** Stack traces as reports have them, and how a template with one reads. */

export type TraceLanguage = "java" | "python" | "javascript" | "go" | "dotnet";

/** The stack trace that all events of a template have. */
export interface Trace {
  /** null when no frame tells it */
  language: TraceLanguage | null;
  /** type of the exception and of its causes, outermost first: "A caused by B"; "" when no line names one */
  exception: string;
  /** functions of the innermost frames, innermost first, at most five */
  frames: string[];
  /** distinct functions among the frames that are looked at */
  frameCount: number;
}

const SHOWN_FRAMES = 2;
/** between a message and its trace */
export const BREAK = " ⏎ ";

/**
 * How a template with a trace may read, from few words to all that is known of it: with two frames, with five, with how many
 * there are, and with its id, as two deep traces may differ only further out.
 */
export function traceTexts(message: string, trace: Trace, id: string): [string, ...string[]] {
  const long = withTrace(message, trace, trace.frames.length);
  const counted = `${long} (of ${trace.frameCount} functions)`;
  return [withTrace(message, trace), long, counted, `${counted.slice(0, -1)}, trace ${id})`];
}

/** e.g. `Request failed <*> ⏎ java.lang.IllegalStateException at com.acme.Db.query ← com.acme.Api.get` */
export function withTrace(message: string, trace: Trace | null, shownFrames = SHOWN_FRAMES): string {
  if (!trace) return message;
  const frames = trace.frames.slice(0, shownFrames).join(" ← ");
  const words = [trace.exception, frames && `at ${frames}`].filter((text) => text !== "").join(" ");
  return `${message}${BREAK}${words}`;
}

/** The first line of a template: what it is without its trace. */
export function messageOf({ template, trace }: { template: string; trace?: Trace | null }): string {
  const end = trace ? template.lastIndexOf(BREAK) : -1;
  return end < 0 ? template : template.slice(0, end);
}

export const LANGUAGE_NAMES: Readonly<Record<TraceLanguage, string>> = {
  java: "Java",
  python: "Python",
  javascript: "JavaScript",
  go: "Go",
  dotnet: ".NET",
};

/** The other templates whose exception is the same and whose frames are not, in their order. */
export function sharingException<T extends { id: string; trace?: Trace | null }>(all: readonly T[], one: T): T[] {
  const { trace } = one;
  if (!trace || trace.exception === "") return [];
  const framesOf = ({ frames, frameCount }: Trace) => JSON.stringify([frames, frameCount]);
  return all.filter(
    (other) =>
      other.id !== one.id && other.trace?.exception === trace.exception && framesOf(other.trace) !== framesOf(trace),
  );
}
