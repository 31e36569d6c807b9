/** Words that are values wherever they stand in the right company: literals, months, week days, units, schemes. */
import { hashBytes } from "./hash";

const LITERAL: u32 = 1;
export const MONTH: u32 = 2;
export const DAY: u32 = 3;
export const UNIT_WORD: u32 = 4;
/** how an address begins */
export const SCHEME: u32 = 5;

const LONGEST: u32 = 12;
const SLOTS: u32 = 256;
// hash u64 | kind u32, 16 bytes a slot
const table = memory.data(16 * 256, 16);
const text = memory.data(24, 8);
/** (other words u16, literals u16) a first byte: a bit for each length that a word with it may have; this alone tells most */
const lengths = memory.data(256 * 4, 4);
let prepared = false;

/** Adds the words of a text, parted by blanks. */
function addAll(words: string, kind: u32): void {
  let length: u32 = 0;
  for (let i = 0; i <= words.length; i++) {
    const code = i < words.length ? words.charCodeAt(i) : 0x20;
    if (code != 0x20) store<u8>(text + length++, <u8>code);
    else {
      add(length, kind);
      length = 0;
    }
  }
}

/** Adds the word at `text`. */
function add(length: u32, kind: u32): void {
  const hash = hashBytes(text, length);
  let slot = <u32>(hash >> 56);
  while (load<u64>(table + slot * 16) != 0) slot = (slot + 1) & (SLOTS - 1);
  store<u64>(table + slot * 16, hash);
  store<u32>(table + slot * 16, kind, 8);
  if (kind == LITERAL) allow(2, load<u8>(text), length);
  else {
    allow(0, load<u8>(text), length);
    allow(0, load<u8>(text) & ~0x20, length);
  }
}

function allow(which: u32, first: u32, length: u32): void {
  const p = lengths + which + (first << 2);
  store<u16>(p, load<u16>(p) | <u16>((<u32>1) << length));
}

function isAllowed(which: u32, p: usize, length: u32): bool {
  if (length > LONGEST) return false;
  if (!prepared) prepare();
  return ((load<u16>(lengths + which + ((<u32>load<u8>(p)) << 2)) >> <u16>length) & 1) != 0;
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

/** Whether the word at [p, end) is a literal, as programs write them. */
export function isLiteral(p: usize, end: usize): bool {
  const length = <u32>(end - p);
  return isAllowed(2, p, length) && kindOf(hashBytes(p, length)) == LITERAL;
}

/** Kind of the word at [p, end) in any case, 0 for none and for literals. */
export function wordKind(p: usize, end: usize): u32 {
  const length = <u32>(end - p);
  if (!isAllowed(0, p, length)) return 0;
  for (let i: u32 = 0; i < length; i++) {
    const byte = <u32>load<u8>(p + i);
    store<u8>(text + i, <u8>(byte - 0x41 < 26 ? byte | 0x20 : byte));
  }
  const kind = kindOf(hashBytes(text, length));
  return kind == LITERAL ? 0 : kind;
}

function prepare(): void {
  prepared = true;
  addAll("true True TRUE false False FALSE null Null NULL nil None NaN", LITERAL);
  addAll("jan feb mar apr may jun jul aug sep sept oct nov dec", MONTH);
  addAll("january february march april june july august september october november december", MONTH);
  addAll("mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday", DAY);
  addAll("ns us ms msec msecs millis s sec secs second seconds millisecond milliseconds microseconds", UNIT_WORD);
  addAll("nanoseconds m min mins minute minutes h hr hrs hour hours day days b byte bytes k kb mb gb tb", UNIT_WORD);
  addAll("kib mib gib tib hz khz mhz ghz %", UNIT_WORD);
  addAll("http https wss ftps sftp ldaps amqp amqps mqtt mqtts", SCHEME);
}
