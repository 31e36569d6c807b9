/** Words that are values wherever they stand in the right company: literals, months, week days, units. */
import { hashBytes } from "./hash";

export const LITERAL: u32 = 1;
export const MONTH: u32 = 2;
export const DAY: u32 = 3;
export const UNIT_WORD: u32 = 4;

const LONGEST: u32 = 12;
const SLOTS: u32 = 256;
// hash u64 | kind u32, 16 bytes a slot
const table = memory.data(16 * 256, 16);
const text = memory.data(24, 8);
/** u16 a first byte: a bit for each length that a word with it may have; most words are told apart by this alone */
const lengths = memory.data(256 * 2, 2);
let prepared = false;

function add(word: string, kind: u32): void {
  for (let i = 0; i < word.length; i++) store<u8>(text + i, <u8>word.charCodeAt(i));
  const hash = hashBytes(text, word.length);
  let slot = <u32>(hash >> 56);
  while (load<u64>(table + slot * 16) != 0) slot = (slot + 1) & (SLOTS - 1);
  store<u64>(table + slot * 16, hash);
  store<u32>(table + slot * 16, kind, 8);
  allow(load<u8>(text), word.length);
  if (kind != LITERAL) allow(load<u8>(text) & ~0x20, word.length);
}

function allow(first: u32, length: u32): void {
  store<u16>(lengths + (first << 1), load<u16>(lengths + (first << 1)) | <u16>((<u32>1) << length));
}

function kindOf(hash: u64): u32 {
  let slot = <u32>(hash >> 56);
  while (true) {
    const found = load<u64>(table + slot * 16);
    if (found == hash) return load<u32>(table + slot * 16, 8);
    if (found == 0) return 0;
    slot = (slot + 1) & (SLOTS - 1);
  }
}

/** Kind of the word at [p, end), 0 for none. Literals as programs write them, the others in any case. */
export function wordKind(p: usize, end: usize): u32 {
  const length = <u32>(end - p);
  if (length > LONGEST) return 0;
  if (!prepared) prepare();
  if (((load<u16>(lengths + ((<u32>load<u8>(p)) << 1)) >> <u16>length) & 1) == 0) return 0;
  const literal = kindOf(hashBytes(p, length));
  if (literal == LITERAL) return LITERAL;
  for (let i: u32 = 0; i < length; i++) {
    const byte = <u32>load<u8>(p + i);
    store<u8>(text + i, <u8>(byte - 0x41 < 26 ? byte | 0x20 : byte));
  }
  const kind = kindOf(hashBytes(text, length));
  return kind == LITERAL ? 0 : kind;
}

function prepare(): void {
  prepared = true;
  add("true", LITERAL);
  add("True", LITERAL);
  add("TRUE", LITERAL);
  add("false", LITERAL);
  add("False", LITERAL);
  add("FALSE", LITERAL);
  add("null", LITERAL);
  add("Null", LITERAL);
  add("NULL", LITERAL);
  add("nil", LITERAL);
  add("None", LITERAL);
  add("NaN", LITERAL);
  add("jan", MONTH);
  add("feb", MONTH);
  add("mar", MONTH);
  add("apr", MONTH);
  add("may", MONTH);
  add("jun", MONTH);
  add("jul", MONTH);
  add("aug", MONTH);
  add("sep", MONTH);
  add("sept", MONTH);
  add("oct", MONTH);
  add("nov", MONTH);
  add("dec", MONTH);
  add("january", MONTH);
  add("february", MONTH);
  add("march", MONTH);
  add("april", MONTH);
  add("june", MONTH);
  add("july", MONTH);
  add("august", MONTH);
  add("september", MONTH);
  add("october", MONTH);
  add("november", MONTH);
  add("december", MONTH);
  add("mon", DAY);
  add("tue", DAY);
  add("wed", DAY);
  add("thu", DAY);
  add("fri", DAY);
  add("sat", DAY);
  add("sun", DAY);
  add("monday", DAY);
  add("tuesday", DAY);
  add("wednesday", DAY);
  add("thursday", DAY);
  add("friday", DAY);
  add("saturday", DAY);
  add("sunday", DAY);
  add("ns", UNIT_WORD);
  add("us", UNIT_WORD);
  add("ms", UNIT_WORD);
  add("msec", UNIT_WORD);
  add("msecs", UNIT_WORD);
  add("millis", UNIT_WORD);
  add("s", UNIT_WORD);
  add("sec", UNIT_WORD);
  add("secs", UNIT_WORD);
  add("second", UNIT_WORD);
  add("seconds", UNIT_WORD);
  add("millisecond", UNIT_WORD);
  add("milliseconds", UNIT_WORD);
  add("microseconds", UNIT_WORD);
  add("nanoseconds", UNIT_WORD);
  add("m", UNIT_WORD);
  add("min", UNIT_WORD);
  add("mins", UNIT_WORD);
  add("minute", UNIT_WORD);
  add("minutes", UNIT_WORD);
  add("h", UNIT_WORD);
  add("hr", UNIT_WORD);
  add("hrs", UNIT_WORD);
  add("hour", UNIT_WORD);
  add("hours", UNIT_WORD);
  add("day", UNIT_WORD);
  add("days", UNIT_WORD);
  add("b", UNIT_WORD);
  add("byte", UNIT_WORD);
  add("bytes", UNIT_WORD);
  add("k", UNIT_WORD);
  add("kb", UNIT_WORD);
  add("mb", UNIT_WORD);
  add("gb", UNIT_WORD);
  add("tb", UNIT_WORD);
  add("kib", UNIT_WORD);
  add("mib", UNIT_WORD);
  add("gib", UNIT_WORD);
  add("tib", UNIT_WORD);
  add("hz", UNIT_WORD);
  add("khz", UNIT_WORD);
  add("mhz", UNIT_WORD);
  add("ghz", UNIT_WORD);
  add("%", UNIT_WORD);
}
