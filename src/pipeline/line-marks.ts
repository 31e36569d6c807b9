/** What a filter looks for in a text, as places to mark. */
import { type LineFilter, markedLeaves, type TextLeaf } from "../model/line-filter.ts";
import type { TextSpan } from "../model/line-window.ts";

/** marks of one line; more tell nobody anything */
const MOST_MARKS = 200;

/** @returns an expression that holds for lines in which a leaf is found */
export function expressionOf(leaf: TextLeaf, more = ""): RegExp {
  if (leaf.kind === "regex") return new RegExp(leaf.source, leaf.flags + more);
  const source = leaf.text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  if (leaf.exact) return new RegExp(source, more);
  // only what has letters beyond ASCII is compared by the rules of Unicode
  if (!/^[\0-\x7f]*$/.test(leaf.text)) return new RegExp(source.replaceAll("\\-", "-"), `iu${more}`);
  const either = source.replaceAll(/[A-Za-z]/g, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  return new RegExp(either, more);
}

/** @returns for each text the places to mark, ascending, apart from each other */
export function marksIn(filter: LineFilter, texts: readonly string[]): TextSpan[][] {
  const expressions = markedLeaves(filter).map((leaf) => expressionOf(leaf, "g"));
  return texts.map((text) => joined(expressions.flatMap((expression) => placesOf(expression, text))));
}

function placesOf(expression: RegExp, text: string): TextSpan[] {
  const places: TextSpan[] = [];
  for (const { 0: found, index } of text.matchAll(expression)) {
    if (found.length > 0) places.push([index, index + found.length]);
    if (places.length === MOST_MARKS) break;
  }
  return places;
}

function joined(places: TextSpan[]): TextSpan[] {
  const sorted = places.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const apart: TextSpan[] = [];
  for (const [start, end] of sorted) {
    const last = apart.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
}
