/**
 * Bytes that are changed in the window before it is looked at, where the plan says so; places stay as they are.
 *
 * - Escape sequences (ECMA-48: ESC [ … final, and ESC with intermediate bytes) become blanks.
 * - A CR without LF behind it becomes LF, where all three ends of lines occur in one file.
 *
 * Each pass goes over new bytes only and remembers where in a sequence they ended. A byte that cannot go on a sequence ends
 * it and stays, so that no line end is ever taken away.
 */
import { base } from "./window";

const ESCAPE: u8 = 0x1b;
const LF: u8 = 0x0a;
const CR: u8 = 0x0d;
const BLANK: u8 = 0x20;

const OUTSIDE: u32 = 0;
const AFTER_ESCAPE: u32 = 1;
/** behind ESC [ */
const IN_CONTROL: u32 = 2;
/** behind ESC and intermediate bytes */
const IN_CHARSET: u32 = 3;

let escapes: bool = false;
let loneReturns: bool = false;
/** whether anything is to be changed at all */
export let cleaning: bool = false;
let state: u32 = OUTSIDE;
let afterReturn: bool = false;

/** What the plan of the file wants. */
export function startCleaning(blankEscapes: bool, endAtReturns: bool): void {
  escapes = blankEscapes;
  loneReturns = endAtReturns;
  cleaning = escapes || loneReturns;
  resetCleaning();
}

/** Begins at the start of a line. */
export function resetCleaning(): void {
  state = OUTSIDE;
  afterReturn = false;
}

/** Cleans the window's bytes [from, limit). Returns whether the byte before the window was a CR that ends its line. */
export function clean(from: u32, limit: u32): bool {
  const ended = loneReturns && endLinesAtReturns(from, limit);
  if (escapes) blankEscapes(from, limit);
  return ended;
}

function endLinesAtReturns(from: u32, limit: u32): bool {
  let ended = false;
  for (let p = base + from; p < base + limit; p++) {
    const byte = load<u8>(p);
    if (afterReturn && byte != LF) {
      if (p > base) store<u8>(p - 1, LF);
      else ended = true;
    }
    afterReturn = byte == CR;
  }
  return ended;
}

function blankEscapes(from: u32, limit: u32): void {
  for (let p = base + from; p < base + limit; p++) {
    const byte = load<u8>(p);
    if (byte == ESCAPE) {
      store<u8>(p, BLANK);
      state = AFTER_ESCAPE;
      continue;
    }
    if (state == OUTSIDE) continue;
    const isBetween = byte >= 0x20 && byte < 0x30;
    if (state == AFTER_ESCAPE && byte == 0x5b) state = IN_CONTROL;
    else if (state == IN_CONTROL && byte >= 0x20 && byte < 0x40) state = IN_CONTROL;
    else if (state != IN_CONTROL && isBetween) state = IN_CHARSET;
    else {
      const isFinal =
        (state == IN_CONTROL && byte >= 0x40 && byte < 0x7f) || (state == IN_CHARSET && byte >= 0x30 && byte < 0x7f);
      state = OUTSIDE;
      if (!isFinal) continue;
    }
    store<u8>(p, BLANK);
  }
}
