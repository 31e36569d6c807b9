/**
 * The kinds of structured files side by side: which bit arrays each needs, where its records end, and who reads them. Kinds
 * whose records are lines leave the cutting to reader.ts.
 */
import { readDirective } from "./directives";
import { readObject } from "./json";
import { paragraphEnd, readPairs, readParagraph } from "./logfmt";
import { closedByLineEnd, isBetween, pieceEnd } from "./objects";
import { comment, delimiter, hasDirectives, isHeaderRow, otherDelimiter, readRow, rowEnd, UNFINISHED } from "./table";
import { base, classifyNamed, classifyTable } from "./window";

// kinds of files; the host has them in src/core/program.ts
export const TEXT: u32 = 0;
export const LINES: u32 = 1;
export const TABLE: u32 = 2;
export const JSON_LINES: u32 = 3;
export const LOGFMT: u32 = 4;
export const OBJECTS: u32 = 5;
export const PARAGRAPHS: u32 = 6;

export { UNFINISHED };

/** Fills the bit arrays that a kind needs beside those of lines, for the first `length` bytes of the window. */
export function classifyRecords(kind: u32, length: u32): void {
  if (kind == TABLE) classifyTable(length, delimiter, otherDelimiter);
  else classifyNamed(length);
}

/** Whether the records of a kind may span lines. */
export function spansLines(kind: u32): bool {
  return kind == TABLE || kind >= OBJECTS;
}

/** Whether what does not read as a record of a kind belongs to the one above it. */
export function continues(kind: u32): bool {
  return kind == TEXT || kind == LINES || kind == JSON_LINES || kind == LOGFMT || kind == OBJECTS;
}

/**
 * Offset at which the record at `from` ends, for kinds whose records may span lines; UNFINISHED when bytes behind `limit`
 * are needed to tell. `last` says that none will come.
 */
export function recordEnd(kind: u32, from: u32, limit: u32, last: bool): u32 {
  if (kind == TABLE) return rowEnd(from, limit, last);
  if (kind == OBJECTS) return pieceEnd(from, limit, last);
  return paragraphEnd(from, limit, last);
}

/** Line ends that close the record found last: 0 when the next one stands on the same line. */
export function closingLineEnds(kind: u32): u32 {
  return kind == OBJECTS && !closedByLineEnd ? 0 : 1;
}

/** Whether [from, to) at a byte offset of the file belongs to no record and is meant so; directives are followed. */
export function isNoRecord(kind: u32, from: u32, to: u32, byteOffset: f64): bool {
  if (kind == OBJECTS) return isBetween;
  if (kind != TABLE || !isHeaderRow(from, to)) return false;
  if (hasDirectives && load<u8>(base + from) == comment) readDirective(from, to, byteOffset);
  return true;
}

/** Reads a record of a kind into the event; false when it is none. */
export function readRecord(kind: u32, from: u32, to: u32): bool {
  if (kind == TABLE) return readRow(to);
  if (kind == LOGFMT) return readPairs(from, to);
  if (kind == PARAGRAPHS) return readParagraph(from, to);
  return readObject(from, to);
}

/** Whether a line that is no event is at least an object, so that it does not belong to the event above it. */
export function isObject(kind: u32, from: u32): bool {
  return kind == JSON_LINES && load<u8>(base + from) == 0x7b;
}
