/**
 * Where reading stands: in which file, at which byte and line, and whether an event is open; and how much was read in all.
 * The window begins with the line that is read next, so places in the file are told from its base.
 */

import { CLOSED, NO_FILE, OPEN } from "./carry";
import { countLines } from "./readings";
import { TEXT } from "./records";

export let kind: u32 = TEXT;
/** the file that is read, NO_FILE before the first */
export let file: u32 = NO_FILE;
/** byte offset in the file of the window's base: the line that is read next, unless it is being passed over */
export let windowOffset: f64 = 0;
/** OPEN, CLOSED or UNKNOWN */
export let eventOpen: u32 = CLOSED;
/** 1-based number of the line at the window's base, and how many lines have been taken from there */
export let firstLine: f64 = 1;
let linesTaken: u32 = 0;

// totals over all files
export let lines: f64 = 0;
export let events: f64 = 0;
export let untimedEvents: f64 = 0;
export let unparsedLines: f64 = 0;

export function setFile(newFile: u32): void {
  file = newFile;
}

export function setKind(newKind: u32): void {
  kind = newKind;
}

/** Puts the window's base to the start of a line. */
export function standAt(byteOffset: f64, line: f64, open: u32): void {
  windowOffset = byteOffset;
  firstLine = line;
  linesTaken = 0;
  eventOpen = open;
}

export function setEventOpen(isOpen: bool): void {
  eventOpen = isOpen ? OPEN : CLOSED;
}

/** 1-based number of the line that is taken next. */
export function lineNumber(): f64 {
  return firstLine + <f64>linesTaken;
}

export function addTaken(height: u32): void {
  linesTaken += height;
}

/** The first `bytes` of the window are done with; `counts` says whether their lines are counted. */
export function passWindow(bytes: u32, counts: bool): void {
  windowOffset += <f64>bytes;
  firstLine += <f64>linesTaken;
  if (counts) {
    lines += <f64>linesTaken;
    countLines(linesTaken);
  }
  linesTaken = 0;
}

export function addEventToTotals(timed: bool): void {
  events++;
  if (!timed) untimedEvents++;
}

export function addUnparsed(more: f64): void {
  unparsedLines += more;
}

/** Adds the totals of another partial. */
export function addTotals(moreLines: f64, moreEvents: f64, moreUntimed: f64, moreUnparsed: f64): void {
  lines += moreLines;
  events += moreEvents;
  untimedEvents += moreUntimed;
  unparsedLines += moreUnparsed;
}
