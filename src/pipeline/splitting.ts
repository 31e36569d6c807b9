/**
 * How the reading of files is divided: into pieces that can be read at the same time, each into a core of its own, and
 * merged in their order. Nothing of a result depends on where the cuts are.
 */
import type { CoreCarry } from "../core/core.ts";
import type { FilePlan, LayoutStep, TimeLayout } from "../model/plan.ts";
import { type FilePart, wholeFile } from "./read-part.ts";
import type { ByteSource } from "./source.ts";

/** Parts that one reader takes together, in order; only the first may begin within a file, and then it is the only one. */
export interface Piece {
  parts: FilePart[];
}

/** Cuts lie at multiples of the smallest run of the line index, so that few blocks are divided. */
const RUN_BYTES = 65_536;

/**
 * Whether a reader can begin anywhere in a file. It cannot where a line means something only after all lines before it:
 * line ends in quotes, records over several lines, lines that name columns, stamps without a year or date, encodings and
 * plans that are not known here. Nor in a source that is unpacked from another: that is said by the source.
 */
export function isSplittable({ encoding, lacks, lineEnd, body }: FilePlan): boolean {
  if (encoding !== "utf-8" && encoding !== "latin-1") return false;
  if (lineEnd !== "lf" && lineEnd !== "cr") return false;
  if (lacks !== "nothing") return false;
  switch (body.kind) {
    case "lines":
      return body.layouts.every(({ steps }) => timesOf(steps).every(saysWhichDay) && !spansLines(steps));
    case "table":
      return !body.quoted && !body.directives && (body.time === null || saysWhichDay(body.time));
    case "json":
    case "logfmt": {
      const linesSayDay = body.layouts?.every(({ steps }) => timesOf(steps).every(saysWhichDay)) ?? true;
      const times = [...(body.time ? [body.time] : []), ...(body.otherTimes ?? [])];
      return (body.records ?? "lines") === "lines" && times.every(saysWhichDay) && linesSayDay;
    }
    case "text":
      return true;
    default:
      return false;
  }
}

function timesOf(steps: readonly LayoutStep[]): TimeLayout[] {
  return steps.flatMap((step) => {
    if (step.step === "time" || step.step === "timeOver") return [step.layout];
    return step.step === "optional" ? timesOf(step.steps) : [];
  });
}

/** Whether the head of an event may go on in the next line. */
function spansLines(steps: readonly LayoutStep[]): boolean {
  return steps.some((step) => {
    if (step.step === "literal") return step.text.includes("\n");
    if (step.step === "until") return step.byte === "\n";
    return step.step === "optional" && spansLines(step.steps);
  });
}

function saysWhichDay(layout: TimeLayout): boolean {
  const has = (element: TimeLayout[number]) => layout.includes(element);
  if (has("delta") || has("elapsed")) return false;
  if (has("epoch") || has("tai64")) return true;
  return (has("year4") || has("year2")) && (has("dayOfYear") || (has("day") && (has("month") || has("monthName"))));
}

/**
 * Pieces of about `pieceBytes`: a large file that can be split is cut, small ones go together.
 * @param from where an interrupted reading stood; null from the beginning
 */
export function piecesOf(
  sources: readonly ByteSource[],
  plans: readonly FilePlan[],
  pieceBytes: number,
  from: CoreCarry | null = null,
): Piece[] {
  const step = Math.max(RUN_BYTES, Math.round(pieceBytes / RUN_BYTES) * RUN_BYTES);
  const pieces: Piece[] = [];
  let together: FilePart[] = [];
  let bytes = 0;
  const close = () => {
    if (together.length > 0) pieces.push({ parts: together });
    together = [];
    bytes = 0;
  };
  sources.forEach((source, file) => {
    if (from && file < from.file) return;
    const plan = plans[file] as FilePlan;
    const whole = wholeFile(file, plan);
    const first = from?.file === file ? { ...whole, fromByte: from.byteOffset, carry: from } : whole;
    const cuts = isSplittable(plan) && !source.disk ? cutsOf(first.fromByte, source.bytes, step) : [];
    if (cuts.length === 0) {
      together.push(first);
      bytes += source.bytes - first.fromByte;
      if (bytes >= step) close();
      return;
    }
    close();
    const places = [first.fromByte, ...cuts];
    places.forEach((fromByte, i) => {
      pieces.push({ parts: [{ file, fromByte, toByte: places[i + 1] ?? null, carry: i === 0 ? first.carry : null }] });
    });
  });
  close();
  return pieces;
}

/** Where to cut [start, end): at multiples of `step`, no piece much smaller than half of it. */
function cutsOf(start: number, end: number, step: number): number[] {
  const cuts: number[] = [];
  for (let at = (Math.floor(start / step) + 1) * step; at < end - step / 2; at += step)
    if (at - start >= step / 2) cuts.push(at);
  return cuts;
}
