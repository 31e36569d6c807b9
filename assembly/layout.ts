/**
 * Line layouts: small programs that read the head of a line. A step is one u32 word, `op | a << 8 | b << 16 | c << 24`.
 * An op with bit 7 set passes over one or more blanks first. Steps run left to right; a step that does not match fails the layout, or ends the optional group it stands in.
 */

import { capture, level, messageEnd, messageStart, setHasTime, setLevel, setMessage, startEvent } from "./event";
import { keepHead, recallHead, startHeads, useHeads } from "./head-cache";
import { levelOfMark, levelOfSeverity, levelOfStatus, levelOfWord, NONE } from "./level";
import { levelInMessage } from "./level-search";
import { parseTime, passTime } from "./time";
import { base, boundaries } from "./window";

const END: u32 = 0;
const LITERAL: u32 = 1; // a byte
const BLANK: u32 = 2; // a 1: none will do
const TOKEN: u32 = 3; // a slot
const BRACKET: u32 = 4; // a open, b close, c slot
const UNTIL: u32 = 5; // a byte, b slot
const SOURCE: u32 = 6; // a slot
const QUOTED: u32 = 7; // a slot
const LEVEL: u32 = 8;
const STATUS: u32 = 9;
const PRIORITY: u32 = 10;
const TIME: u32 = 11; // a time layout
const OPTIONAL: u32 = 12; // a words to pass over when the group does not match
const OPTIONAL_END: u32 = 13;
const MESSAGE: u32 = 14;
const HEAD: u32 = 15; // what follows is looked up among heads seen before
const LEVEL_IS: u32 = 16; // a level
const LEVEL_MARK: u32 = 17;
const TIME_OVER: u32 = 18; // a time layout
const SEARCH_LEVEL: u32 = 19; // only as the first step of a layout

const AFTER_BLANKS: u32 = 128;

export const MAX_LAYOUTS: u32 = 16;
const programs = memory.data(4 * 16, 4);
let count: u32 = 0;
/** a bit a layout whose events are searched for a level when they have none */
let searching: u32 = 0;
/** a bit a layout whose head goes on in the next line */
export let joining: u32 = 0;

export function startLayouts(): void {
  count = 0;
  searching = 0;
  joining = 0;
  startHeads();
}

/** Adds a layout of the current file; earlier ones win. */
export function addLineLayout(program: usize): void {
  if (count == MAX_LAYOUTS) return;
  if (load<u32>(program) == SEARCH_LEVEL) {
    searching |= (<u32>1) << count;
    program += 4;
  }
  if (looksBelow(program)) joining |= (<u32>1) << count;
  store<u32>(programs + (count++ << 2), <u32>program);
}

/** Whether a program looks for the end of the line, to go on in the next one. */
function looksBelow(program: usize): bool {
  for (; load<u32>(program) != END; program += 4) {
    const word = load<u32>(program);
    const op = word & 127;
    if ((op == LITERAL || op == UNTIL) && ((word >> 8) & 255) == 0x0a) return true;
  }
  return false;
}

/** Whether the first layout that matches two lines [p, end) needs both. */
export function isJoinedHead(p: usize, end: usize): bool {
  const layout = readLine(p, end);
  return layout >= 0 && ((joining >> layout) & 1) != 0;
}

/** Whether the current file has any. */
export function hasLayouts(): bool {
  return count != 0;
}

/** Reads a line [p, end) by the first layout that matches it; fills the event. Returns its index, −1 when none does. */
export function readLine(p: usize, end: usize): i32 {
  for (let i: u32 = 0; i < count; i++)
    if (run(<usize>load<u32>(programs + (i << 2)), p, end)) {
      if ((searching >> i) & 1 && level == NONE) setLevel(levelInMessage(messageStart, messageEnd));
      return i;
    }
  return -1;
}

/** Place behind the blanks and tabs at p; up to seven blanks in one step. */
function blankEnd(p: usize, end: usize): usize {
  p += <usize>(ctz(load<u64>(p) ^ 0x2020202020202020) >> 3);
  const byte = load<u8>(p);
  if (byte == 0x20 || byte == 0x09) while (p < end && (load<u8>(p) == 0x20 || load<u8>(p) == 0x09)) p++;
  return min(p, end);
}

function run(step: usize, p: usize, end: usize): bool {
  startEvent();
  let message: usize = 0;
  let otherwise: usize = 0;
  let back: usize = 0;
  let headStep: usize = 0;
  let head: usize = 0;
  while (true) {
    const word = load<u32>(step);
    step += 4;
    const a = (word >> 8) & 255;
    let next: usize = 0;
    if (word & AFTER_BLANKS) {
      const start = p;
      p = blankEnd(p, end);
      if (p == start) {
        if (otherwise == 0) return false;
        step = otherwise;
        otherwise = 0;
        p = back;
        continue;
      }
    }
    switch (word & 127) {
      case END:
        if (message == 0) message = p;
        while (message < end && load<u8>(message) <= 0x20) message++;
        setMessage(message, end);
        if (head != 0) keepHead(headStep, head, message, end);
        return true;
      case LITERAL:
        if (p < end && load<u8>(p) == a) next = p + 1;
        break;
      case BLANK:
        next = blankEnd(p, end);
        if (next == p && a == 0) next = 0;
        break;
      case TOKEN:
        next = tokenEnd(p, end);
        if (next == p) next = 0;
        else capture(a, p, next);
        break;
      case BRACKET:
        next = bracketEnd(p, end, a, (word >> 16) & 255, word >> 24);
        break;
      case UNTIL: {
        let at = p;
        while (at < end && load<u8>(at) != a) at++;
        if (at < end) {
          capture((word >> 16) & 255, p, at);
          next = at + 1;
        }
        break;
      }
      case SOURCE:
        next = sourceEnd(p, end, a);
        break;
      case QUOTED:
        next = quotedEnd(p, end, a);
        break;
      case LEVEL:
        next = levelEnd(p, end);
        break;
      case STATUS: {
        let value: u32 = 0;
        let at = p;
        while (at < end && <u32>load<u8>(at) - 0x30 < 10 && at - p < 4) value = value * 10 + load<u8>(at++) - 0x30;
        if (at - p == 3) {
          setLevel(levelOfStatus(value));
          next = at;
        } else if (p < end && load<u8>(p) == 0x2d) next = p + 1;
        break;
      }
      case PRIORITY: {
        let value: u32 = 0;
        let at = p + 1;
        if (p >= end || load<u8>(p) != 0x3c) break;
        while (at < end && <u32>load<u8>(at) - 0x30 < 10 && at - p < 5) value = value * 10 + load<u8>(at++) - 0x30;
        if (at > p + 1 && at < end && load<u8>(at) == 0x3e) {
          setLevel(levelOfSeverity(value & 7));
          next = at + 1;
        }
        break;
      }
      case TIME:
        next = parseTime(a, p, end);
        if (next != 0) setHasTime(true);
        break;
      case LEVEL_IS:
        setLevel(a);
        next = p;
        break;
      case LEVEL_MARK:
        if (p + 1 < end && load<u8>(p + 1) <= 0x20) {
          const marked = levelOfMark(load<u8>(p));
          if (marked != NONE) {
            setLevel(marked);
            next = p + 1;
          }
        }
        break;
      case TIME_OVER:
        next = passTime(a, p, end);
        break;
      case HEAD:
        next = p;
        if (!useHeads) break;
        if (recallHead(step, p, end)) return true;
        headStep = step;
        head = p;
        break;
      case OPTIONAL:
        otherwise = step + (a << 2);
        back = p;
        next = p;
        break;
      case OPTIONAL_END:
        otherwise = 0;
        next = p;
        break;
      case MESSAGE:
        message = p;
        next = p;
        break;
      default:
        unreachable();
    }
    if (next == 0) {
      if (otherwise == 0) return false;
      step = otherwise;
      otherwise = 0;
      p = back;
    } else p = next;
  }
}

/** The first byte at or after p that stands between words, or `end`. */
function nextEdge(p: usize, end: usize): usize {
  while (p < end) {
    const at = <u32>(p - base);
    const run = <u32>ctz(load<u64>(boundaries + (at >> 3)) >> (at & 7));
    if (run < 57) return min(p + run, end);
    p += 57;
  }
  return end;
}

/** End of the run of non-blank bytes at p; every blank is an edge. */
function tokenEnd(p: usize, end: usize): usize {
  while (true) {
    p = nextEdge(p, end);
    if (p >= end || load<u8>(p) <= 0x20) return p;
    p++;
  }
}

/** Brackets are edges, so only those are looked at. */
function bracketEnd(p: usize, end: usize, open: u32, close: u32, slot: u32): usize {
  if (p >= end || load<u8>(p) != open) return 0;
  let depth = 1;
  let at = p;
  while (true) {
    at = nextEdge(at + 1, end);
    if (at >= end) return 0;
    const byte = <u32>load<u8>(at);
    if (byte == close) {
      if (--depth == 0) break;
    } else if (byte == open) depth++;
  }
  capture(slot, p + 1, at);
  return at + 1;
}

/** `name[123]:` or `name:`; the name ends at the first [ or (, or at the last colon */
function sourceEnd(p: usize, end: usize, slot: u32): usize {
  let at = nextEdge(p, end);
  if (at < end && at > p && load<u8>(at) == 0x3a && (at + 1 == end || load<u8>(at + 1) <= 0x20)) {
    capture(slot, p, at);
    return at + 1;
  }
  const stop = tokenEnd(p, end);
  if (stop < p + 2 || load<u8>(stop - 1) != 0x3a) return 0;
  while (at < stop - 1 && load<u8>(at) != 0x5b && load<u8>(at) != 0x28) at = nextEdge(at + 1, stop - 1);
  capture(slot, p, at);
  return stop;
}

/** A level word, or any run of letters; 0 when there is none. Level words are tried first, up to the next edge. */
function levelEnd(p: usize, end: usize): usize {
  const edge = nextEdge(p, end);
  const ofWord = levelOfWord(p, <u32>(edge - p));
  if (ofWord != NONE) {
    setLevel(ofWord);
    return edge;
  }
  let at = p;
  while (at < end && (<u32>load<u8>(at) | 0x20) - 0x61 < 26) at++;
  if (at == p) return 0;
  const ofLetters = levelOfWord(p, <u32>(at - p));
  setLevel(ofLetters);
  // degrees of a level, as in DEBUG1
  if (ofLetters != NONE && at - p > 1 && at < end && <u32>load<u8>(at) - 0x30 < 10) at++;
  return at;
}

function quotedEnd(p: usize, end: usize, slot: u32): usize {
  if (p >= end || load<u8>(p) != 0x22) return 0;
  let at = p + 1;
  for (; at < end && load<u8>(at) != 0x22; at++) if (load<u8>(at) == 0x5c) at++;
  if (at >= end) return 0;
  capture(slot, p + 1, at);
  return at + 1;
}
