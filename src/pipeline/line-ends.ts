/** How the lines of a text end, and the text with LF for all of it. */
import type { FilePlan } from "../model/plan.ts";

type LineEnd = FilePlan["lineEnd"];

/** Characters at the start of a line that tell its shape; with fewer digits than LEAST_DIGITS there is no stamp in it. */
const SHAPE_LENGTH = 14;
const LEAST_DIGITS = 4;

/**
 * A CR without LF ends lines where there is no LF at all; beside LF only where what follows it begins with a stamp as other
 * lines do. Otherwise it is what terminals overwrite, and part of its line.
 */
export function lineEndOf(text: string): LineEnd {
  if (!text.includes("\r")) return "lf";
  if (!text.includes("\n")) return "cr";
  const afterLf = new Set<string>();
  const afterCr: string[] = [];
  for (const { 1: end, 2: start = "" } of text.matchAll(/(\n|\r(?!\n))(.{1,14})/g)) {
    if (end === "\n") afterLf.add(shapeOf(start));
    else afterCr.push(shapeOf(start));
  }
  const alike = afterCr.filter((shape) => hasStamp(shape) && afterLf.has(shape)).length;
  return alike > 0 && alike * 2 >= afterCr.length ? "any" : "lf";
}

function shapeOf(start: string): string {
  return start.slice(0, SHAPE_LENGTH).replace(/\d/g, "0").replace(/\p{L}/gu, "a");
}

function hasStamp(shape: string): boolean {
  return shape.split("0").length > LEAST_DIGITS;
}

/** @returns the text with LF at the end of each line */
export function withLf(text: string, lineEnd: LineEnd): string {
  if (lineEnd === "cr") return text.replaceAll("\r", "\n");
  return text.replaceAll(lineEnd === "any" ? /\r\n?/g : "\r\n", "\n");
}
