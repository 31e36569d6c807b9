/** How messages stand in the lines of a log, as far as expressions that look for them have to know. */
import type { FilePlan, LayoutStep, LineLayout, Plan } from "../model/plan.ts";

export interface LineWriting {
  /** letters of a message may stand as escapes of JSON: `\n`, `\"`, `\u00e9` */
  escaped: boolean;
  /** escape sequences of terminals may stand between words */
  ansi: boolean;
  /** bytes that are no ASCII are those of UTF-8 */
  utf8: boolean;
  /** a line may begin with the first word of a message, or with a head that begins with the same word */
  fromStart: boolean;
  /** a line may end with the last word of a message */
  toEnd: boolean;
}

/** Lines that hold messages as they are, behind a head that begins with a time. */
export const PLAIN_LINES: LineWriting = { escaped: false, ansi: false, utf8: true, fromStart: false, toEnd: true };

/** @returns what holds for the lines of all files of a plan */
export function lineWriting({ files }: Plan): LineWriting {
  return {
    escaped: files.some(({ body }) => body.kind === "json" || body.kind === "logfmt"),
    ansi: files.some(({ ansi }) => ansi),
    utf8: files.every(({ encoding }) => encoding !== "latin-1"),
    fromStart: files.some(beginsWithWord),
    toEnd: files.some(({ body }) => body.kind !== "json" || body.layouts !== undefined),
  };
}

function beginsWithWord({ body }: FilePlan): boolean {
  switch (body.kind) {
    case "json":
      return body.layouts?.some(hasWordFirst) ?? false;
    case "logfmt":
      return true;
    case "lines":
      return body.layouts.some(hasWordFirst);
    case "table":
    case "text":
      return true;
  }
}

function hasWordFirst({ steps, messageFromStep }: LineLayout): boolean {
  const [first] = steps;
  return messageFromStep === 0 || first === undefined || !isMark(first);
}

/** Whether a step takes at least a byte that begins no word. */
function isMark(step: LayoutStep): boolean {
  switch (step.step) {
    case "time":
    case "timeOver":
    case "bracket":
    case "quoted":
    case "priority":
      return true;
    case "literal":
      return /^[^\p{L}\p{N}_]/u.test(step.text);
    default:
      return false;
  }
}
