/**
 * The event being read: what a layout, table row or JSON object yields, before it is counted or written out.
 * Places are addresses in the window. A dimension without a value has start = end = 0.
 */
import { allocate } from "./arena";

export const MAX_DIMENSIONS: u32 = 8;
export const MAX_MEASURES: u32 = 32;

/** (start u32, end u32) a dimension, by dimension number */
export const dimensions: usize = allocate(MAX_DIMENSIONS * 8);
/** f64 a measure, NaN where it has none */
export const measures: usize = allocate(MAX_MEASURES * 8);

export let dimensionCount: u32 = 0;
/** those whose values lines tell; one after them is the file's */
export let lineDimensions: u32 = 0;
export let measureCount: u32 = 0;

/** key of the dimensions where it is known from elsewhere, else 0: see facets.ts */
export let dimensionsKey: u64 = 0;
export let hasTime: bool = false;
export let level: u32 = 0;
export let messageStart: usize = 0;
export let messageEnd: usize = 0;
/** how the message is escaped in the file, see escapes.ts; only records have escapes, and record.ts sets it */
export let messageEscapes: u32 = 0;
/** (start u32, end u32) a dimension: where a value that was unescaped into the scratch stands in the window */
export const rawPlaces: usize = allocate(MAX_DIMENSIONS * 8);

/** Numbers of dimensions and measures in the whole analysis; at most MAX_DIMENSIONS and MAX_MEASURES. */
export function configureFields(dimensionsInAll: u32, measuresInAll: u32): void {
  dimensionCount = min(dimensionsInAll, MAX_DIMENSIONS);
  lineDimensions = dimensionCount;
  measureCount = min(measuresInAll, MAX_MEASURES);
}

/** Makes the last dimension that of the file: all its events have this value. */
export function setFileValue(start: usize, end: usize): void {
  if (dimensionCount == 0) return;
  lineDimensions = dimensionCount - 1;
  store<u32>(dimensions + (lineDimensions << 3), <u32>start);
  store<u32>(dimensions + (lineDimensions << 3), <u32>end, 4);
}

export function startEvent(): void {
  hasTime = false;
  dimensionsKey = 0;
  level = 0;
  messageStart = messageEnd = 0;
  for (let i: u32 = 0; i < lineDimensions; i++) store<u64>(dimensions + (i << 3), 0);
  for (let i: u32 = 0; i < measureCount; i++) store<f64>(measures + (i << 3), NaN);
}

export function setDimensionsKey(value: u64): void {
  dimensionsKey = value;
}

export function setHasTime(value: bool): void {
  hasTime = value;
}

export function setLevel(value: u32): void {
  level = value;
}

export function setMessage(start: usize, end: usize): void {
  messageStart = start;
  messageEnd = end;
}

export function setMessageEscapes(value: u32): void {
  messageEscapes = value;
}

/** Slots name what a step captures: below 32 a dimension, from 32 a measure, 255 nothing. */
export const NO_SLOT: u32 = 255;
export const MEASURE_SLOT: u32 = 32;

export function capture(slot: u32, start: usize, end: usize): void {
  if (slot == NO_SLOT) return;
  if (slot >= MEASURE_SLOT) store<f64>(measures + ((slot - MEASURE_SLOT) << 3), parseNumber(start, end));
  else {
    store<u32>(dimensions + (slot << 3), <u32>start);
    store<u32>(dimensions + (slot << 3), <u32>end, 4);
  }
}

const POWERS = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]);

/**
 * A decimal number with optional sign, fraction and exponent that fills the text but for blanks around it; else NaN.
 * Exact to the nearest double for up to 15 digits and exponents within ±22 (Clinger 1990), else within a few ulp,
 * and the same on every machine.
 */
export function parseNumber(p: usize, end: usize): f64 {
  while (p < end && load<u8>(p) <= 0x20) p++;
  while (end > p && load<u8>(end - 1) <= 0x20) end--;
  if (p == end) return NaN;
  const negative = load<u8>(p) == 0x2d;
  if (negative || load<u8>(p) == 0x2b) p++;
  let mantissa: u64 = 0;
  let kept = 0;
  let count = 0;
  let exponent: i32 = 0;
  let point = false;
  for (; p < end; p++) {
    const byte = <u32>load<u8>(p);
    if (byte == 0x2e) {
      if (point) return NaN;
      point = true;
      continue;
    }
    if (byte - 0x30 > 9) break;
    count++;
    if (kept < 18) {
      mantissa = mantissa * 10 + (byte - 0x30);
      if (mantissa != 0) kept++;
      if (point) exponent--;
    } else if (!point) exponent++;
  }
  if (count == 0) return NaN;
  if (p < end) {
    if ((load<u8>(p) | 0x20) != 0x65 || p + 1 == end) return NaN;
    p++;
    const down = load<u8>(p) == 0x2d;
    if (down || load<u8>(p) == 0x2b) p++;
    if (p == end) return NaN;
    let e: i32 = 0;
    for (; p < end; p++) {
      const digit = <u32>load<u8>(p) - 0x30;
      if (digit > 9) return NaN;
      if (e < 10000) e = e * 10 + digit;
    }
    exponent += down ? -e : e;
  }
  let value = <f64>mantissa;
  if (mantissa == 0) exponent = 0;
  while (exponent > 0) {
    const step = min(exponent, 22);
    value *= load<f64>(POWERS + (step << 3));
    exponent -= step;
    if (value == Infinity) return NaN;
  }
  while (exponent < 0) {
    const step = min(-exponent, 22);
    value /= load<f64>(POWERS + (step << 3));
    exponent += step;
    if (value == 0) break;
  }
  return negative ? -value : value;
}
