/** Level words, letters and numbers to level codes: 0 none, 1 trace … 7 fatal (as in src/model/levels.ts). */

export const NONE: u32 = 0;
export const TRACE: u32 = 1;
export const DEBUG: u32 = 2;
export const INFO: u32 = 3;
export const NOTICE: u32 = 4;
export const WARN: u32 = 5;
export const ERROR: u32 = 6;
export const FATAL: u32 = 7;

/** Up to eight letters, lower-cased, first letter in the lowest byte; longer words keep their first eight. */
function key(p: usize, length: u32): u64 {
  const kept = min<u32>(length, 8);
  return ((load<u64>(p) << ((8 - kept) << 3)) >> ((8 - kept) << 3)) | (0x2020202020202020 >> ((8 - kept) << 3));
}

const TABLE_SIZE: u32 = 128;
const table = memory.data(16 * 128, 16);
const text = memory.data(16, 16);

/** Adds words with a blank behind each. */
function addAll(words: string, level: u32): void {
  let length: u32 = 0;
  for (let i = 0; i < words.length; i++) {
    const letter = <u8>words.charCodeAt(i);
    if (letter != 0x20) store<u8>(text + length++, letter);
    else {
      add(length, level);
      length = 0;
    }
  }
}

/** Adds the word that stands in `text`. */
function add(length: u32, level: u32): void {
  for (let i = length; i < 8; i++) store<u8>(text + i, 0);
  const k = key(text, length);
  let slot = slotOf(k);
  while (load<u64>(table + slot * 16) != 0) slot = (slot + 1) & (TABLE_SIZE - 1);
  store<u64>(table + slot * 16, k);
  store<u32>(table + slot * 16, level, 8);
}

function slotOf(k: u64): u32 {
  return <u32>((k * 0x9e3779b97f4a7c15) >> 57);
}

/** Fills the table of words; once, when the instance starts. */
export function prepareLevels(): void {
  addAll("trace finest finer verbose v t trce ", TRACE);
  addAll("debug fine dbg dbug d d1 d2 d3 d4 d5 ", DEBUG);
  addAll("info informat log config i inf note system ", INFO);
  addAll("notice n ", NOTICE);
  addAll("warn warning w wrn ", WARN);
  addAll("error err severe failure fail e ", ERROR);
  addAll("fatal critical crit alert emerg emergenc panic dpanic f c ftl ", FATAL);
}

/** Level of a word of letters, in any case; NONE when it is not a level word. */
export function levelOfWord(p: usize, length: u32): u32 {
  if (length == 0 || length > 13) return NONE;
  const k = key(p, length);
  let slot = slotOf(k);
  while (true) {
    const found = load<u64>(table + slot * 16);
    if (found == k) return load<u32>(table + slot * 16, 8);
    if (found == 0) return NONE;
    slot = (slot + 1) & (TABLE_SIZE - 1);
  }
}

/** Level of a mark: `.` and `-` debug, `*` info, `#` warn; NONE for other bytes. */
export function levelOfMark(byte: u32): u32 {
  if (byte == 0x2e || byte == 0x2d) return DEBUG;
  return byte == 0x2a ? INFO : byte == 0x23 ? WARN : NONE;
}

/** Level of a syslog severity, 0 emergency … 7 debug (RFC 5424 §6.2.1). */
export function levelOfSeverity(severity: u32): u32 {
  if (severity <= 2) return FATAL;
  if (severity == 3) return ERROR;
  if (severity == 4) return WARN;
  if (severity == 5) return NOTICE;
  return severity == 6 ? INFO : DEBUG;
}

/** Level of an HTTP status: 4xx and 5xx are errors. */
export function levelOfStatus(status: u32): u32 {
  if (status >= 400 && status < 600) return ERROR;
  return status >= 100 && status < 400 ? INFO : NONE;
}

/** Level of an OpenTelemetry severity number: four steps each from trace, 1 … 4, to fatal, 21 … 24. */
function levelOfOtel(number: u32): u32 {
  if (number < 1 || number > 24) return NONE;
  const step = (number + 3) / 4;
  return step <= 3 ? step : step + 1;
}

/**
 * Level of a number on one of the scales: 1 syslog, 2 bunyan (10 … 60), 3 zero to four (debug … fatal), 4 status of
 * HTTP, 5 OpenTelemetry (1 … 24); on others it is one of bunyan.
 */
export function levelOfNumber(value: u32, scale: u32): u32 {
  if (scale == 4) return levelOfStatus(value);
  if (scale == 5) return levelOfOtel(value);
  if (scale == 1) return value <= 7 ? levelOfSeverity(value) : NONE;
  if (scale == 3) {
    if (value > 4) return NONE;
    return value == 0 ? DEBUG : value == 1 ? INFO : value + 3;
  }
  if (value < 10 || value >= 70) return NONE;
  const step = value / 10;
  return step <= 3 ? step : step + 1;
}
