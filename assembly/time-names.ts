/**
 * Names in time stamps: months in English, French, German and Spanish, and zones by their abbreviations. Letters with accents
 * may be UTF-8 or Latin-1.
 */

/** first three letters in lower case without accents, first letter in the lowest byte; month */
const MONTHS = memory.data<u32>([
  0x6e616a,
  1, // jan
  0x626566,
  2, // feb
  0x72616d,
  3, // mar
  0x727061,
  4, // apr
  0x79616d,
  5, // may
  0x6e756a,
  6, // jun
  0x6c756a,
  7, // jul
  0x677561,
  8, // aug
  0x706573,
  9, // sep
  0x74636f,
  10, // oct
  0x766f6e,
  11, // nov
  0x636564,
  12, // dec
  0x766566,
  2, // fev
  0x727661,
  4, // avr
  0x69616d,
  5, // mai
  0x756f61,
  8, // aou
  0x746b6f,
  10, // okt
  0x7a6564,
  12, // dez
  0x7a726d,
  3, // mrz
  0x656e65,
  1, // ene
  0x726261,
  4, // abr
  0x6f6761,
  8, // ago
  0x636964,
  12, // dic
]);
const MONTH_COUNT: u32 = 23;
/** French juin and juillet share theirs */
const JUI: u32 = 0x69756a;

/** Bytes of the letter of the name that stands at p, 0 when none does. */
function letterSize(p: usize, end: usize): u32 {
  if (p >= end) return 0;
  const byte = <u32>load<u8>(p);
  if ((byte | 0x20) - 0x61 < 26) return 1;
  if (byte == 0xc3 && p + 1 < end && <u32>load<u8>(p, 1) - 0x80 < 0x40) return 2;
  return byte >= 0xc0 ? 1 : 0;
}

/** The letter of `size` bytes at p in lower case without its accent; 0 for one that no name here has. */
function plainLetter(p: usize, size: u32): u32 {
  let byte = <u32>load<u8>(p);
  if (byte < 0x80) return byte | 0x20;
  byte = (size == 2 ? <u32>load<u8>(p, 1) + 0x40 : byte) | 0x20;
  return byte == 0xe4 ? 0x61 : byte == 0xe9 ? 0x65 : byte == 0xfb ? 0x75 : 0;
}

/** Month 1…12 of the name at p, −1 when it is none. */
export function monthAt(p: usize, end: usize): i32 {
  let name: u32 = 0;
  for (let i = 0; i < 3; i++) {
    const size = letterSize(p, end);
    if (size == 0) return -1;
    name |= plainLetter(p, size) << (i << 3);
    p += size;
  }
  if (name == JUI && p < end) {
    const next = <u32>load<u8>(p) | 0x20;
    return next == 0x6e ? 6 : next == 0x6c ? 7 : -1;
  }
  for (let i: u32 = 0; i < MONTH_COUNT; i++)
    if (load<u32>(MONTHS + (i << 3)) == name) return load<i32>(MONTHS + (i << 3), 4);
  return -1;
}

/** Place behind the letters at p, and the point of an abbreviation; 0 when none stands there. */
export function nameEnd(p: usize, end: usize): usize {
  const start = p;
  for (let size = letterSize(p, end); size != 0; size = letterSize(p, end)) p += size;
  if (p == start) return 0;
  return p < end && load<u8>(p) == 0x2e ? p + 1 : p;
}

/** up to four capitals, first in the lowest byte; minutes east of Greenwich. Where one name has several zones, the busiest. */
const ZONES = memory.data<i32>([
  0x00435455,
  0, // UTC
  0x00544d47,
  0, // GMT
  0x00544557,
  0, // WET
  0x54534557,
  60, // WEST
  0x00544543,
  60, // CET
  0x54534543,
  120, // CEST
  0x00544545,
  120, // EET
  0x54534545,
  180, // EEST
  0x004b534d,
  180, // MSK
  0x0044534d,
  240, // MSD
  0x00545342,
  60, // BST
  0x00545349,
  330, // IST
  0x00544b50,
  300, // PKT
  0x00424957,
  420, // WIB
  0x00544b48,
  480, // HKT
  0x00544753,
  480, // SGT
  0x54535741,
  480, // AWST
  0x0054534a,
  540, // JST
  0x0054534b,
  540, // KST
  0x54534341,
  570, // ACST
  0x54444341,
  630, // ACDT
  0x54534541,
  600, // AEST
  0x54444541,
  660, // AEDT
  0x54535a4e,
  720, // NZST
  0x54445a4e,
  780, // NZDT
  0x54534153,
  120, // SAST
  0x0054534e,
  -210, // NST
  0x0054444e,
  -150, // NDT
  0x00545341,
  -240, // AST
  0x00544441,
  -180, // ADT
  0x00545345,
  -300, // EST
  0x00544445,
  -240, // EDT
  0x00545343,
  -360, // CST
  0x00544443,
  -300, // CDT
  0x0054534d,
  -420, // MST
  0x0054444d,
  -360, // MDT
  0x00545350,
  -480, // PST
  0x00544450,
  -420, // PDT
  0x54534b41,
  -540, // AKST
  0x54444b41,
  -480, // AKDT
  0x00545348,
  -600, // HST
  0x00545242,
  -180, // BRT
  0x00544c43,
  -240, // CLT
]);
const ZONE_COUNT: u32 = 43;

/** Minutes east of Greenwich of the zone named at p; i32.MIN_VALUE when no zone is named. */
export function zoneMinutesAt(p: usize, end: usize): i32 {
  let name: u32 = 0;
  let count: u32 = 0;
  while (p < end && <u32>load<u8>(p) - 0x41 < 26) {
    if (count == 4) return i32.MIN_VALUE;
    name |= (<u32>load<u8>(p++)) << (count++ << 3);
  }
  if (p < end && letterSize(p, end) != 0) return i32.MIN_VALUE;
  for (let i: u32 = 0; i < ZONE_COUNT; i++)
    if (load<u32>(ZONES + (i << 3)) == name) return load<i32>(ZONES + (i << 3), 4);
  return i32.MIN_VALUE;
}
