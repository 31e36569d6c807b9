/**
 * JSON lines: one object a line; the plan's fields are found by the hash of their path of keys (RFC 8259 syntax, read
 * leniently: what does not parse ends the object). Nothing is unescaped; a message keeps its escapes.
 */
import { capture, parseNumber, setHasTime, setLevel, setMessage, startEvent } from "./event";
import { combine, hashBytes } from "./hash";
import { levelOfNumber, levelOfWord } from "./level";
import { parseTime } from "./time";

const TIME: u32 = 1;
const LEVEL: u32 = 2;
const MESSAGE: u32 = 3;
const SLOT: u32 = 4;

const MAX_FIELDS: u32 = 64;
const MAX_DEPTH: u32 = 8;
/** path hash u64 | role u32 | argument u32, a field */
const fields = memory.data(16 * 64, 8);
let fieldCount: u32 = 0;
/** path hash u64 of the object or array at each depth */
const paths = memory.data(8 * 10, 8);
let hasTimeField: bool = false;

export function startJson(): void {
  fieldCount = 0;
  hasTimeField = false;
}

/** Adds a field; `path` holds its keys, each followed by a NUL. The argument is a time layout, level scale or slot. */
export function addJsonField(path: usize, length: u32, role: u32, argument: u32): void {
  if (fieldCount == MAX_FIELDS) return;
  let hash: u64 = 0;
  let start = path;
  for (let p = path; p < path + length; p++)
    if (load<u8>(p) == 0) {
      hash = combine(hash, hashBytes(start, <u32>(p - start)));
      start = p + 1;
    }
  const f = fields + (fieldCount++ << 4);
  store<u64>(f, hash);
  store<u32>(f, role, 8);
  store<u32>(f, argument, 12);
  if (role == TIME) hasTimeField = true;
}

/** Reads the object at [p, end) into the event; false when the line is no object or its time does not read. */
export function readObject(p: usize, end: usize): bool {
  startEvent();
  while (p < end && load<u8>(p) <= 0x20) p++;
  if (p >= end || load<u8>(p) != 0x7b) return false;
  p++;
  let depth: u32 = 1;
  let foundTime = false;
  store<u64>(paths, 0);
  while (p < end && depth > 0) {
    const byte = load<u8>(p);
    if (byte == 0x7d || byte == 0x5d) {
      depth--;
      p++;
      continue;
    }
    if (byte != 0x22) {
      // an element of an array, or something between
      if (byte == 0x7b || byte == 0x5b) {
        if (depth > MAX_DEPTH) return !hasTimeField || foundTime;
        store<u64>(paths + (depth << 3), 1);
        depth++;
      }
      p++;
      continue;
    }
    const keyStart = p + 1;
    p = stringEnd(p, end);
    const keyEnd = p;
    p = skipBlank(p + 1, end);
    if (p >= end || load<u8>(p) != 0x3a) continue; // a string in an array
    p = skipBlank(p + 1, end);
    if (p >= end) break;
    const hash = combine(load<u64>(paths + ((depth - 1) << 3)), hashBytes(keyStart, <u32>(keyEnd - keyStart)));
    const first = load<u8>(p);
    if (first == 0x7b || first == 0x5b) {
      if (depth > MAX_DEPTH) return !hasTimeField || foundTime;
      store<u64>(paths + (depth << 3), first == 0x7b ? hash : 1);
      depth++;
      p++;
      continue;
    }
    let start = p;
    let stop: usize;
    if (first == 0x22) {
      start = p + 1;
      stop = stringEnd(p, end);
      p = stop + 1;
    } else {
      while (p < end && load<u8>(p) != 0x2c && load<u8>(p) != 0x7d && load<u8>(p) != 0x5d && load<u8>(p) > 0x20) p++;
      stop = p;
    }
    if (take(hash, start, stop, first == 0x22)) foundTime = true;
  }
  return !hasTimeField || foundTime;
}

/** Gives a value to the field of its path; true when it was the time and read well. */
function take(hash: u64, start: usize, end: usize, isString: bool): bool {
  for (let i: u32 = 0; i < fieldCount; i++) {
    const f = fields + (i << 4);
    if (load<u64>(f) != hash) continue;
    const argument = load<u32>(f, 12);
    switch (load<u32>(f, 8)) {
      case TIME:
        if (parseTime(argument, start, end) == 0) return false;
        setHasTime(true);
        return true;
      case LEVEL: {
        const value = parseNumber(start, end);
        if (value == value) setLevel(levelOfNumber(<u32>value, argument));
        else setLevel(levelOfWord(start, <u32>(end - start)));
        return false;
      }
      case MESSAGE:
        setMessage(start, end);
        return false;
      case SLOT:
        if (isString || load<u8>(start) != 0x6e) capture(argument, start, end); // not null
        return false;
      default:
        unreachable();
    }
  }
  return false;
}

/** Place of the quote that ends the string whose opening quote is at p; `end` when there is none. */
function stringEnd(p: usize, end: usize): usize {
  for (p++; p < end; p++) {
    const byte = load<u8>(p);
    if (byte == 0x22) return p;
    if (byte == 0x5c) p++;
  }
  return end;
}

function skipBlank(p: usize, end: usize): usize {
  while (p < end && load<u8>(p) <= 0x20) p++;
  return p;
}
