/** Which encoding the first bytes of a text are in, by its byte-order mark or by what they hold. */
import type { FilePlan } from "../model/plan.ts";

export interface Encoding {
  name: FilePlan["encoding"];
  /** bytes of the mark in the file */
  bomBytes: number;
}

export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: "utf-8", bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: "utf-16le", bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: "utf-16be", bomBytes: 2 };
  const wide = wideOrder(head);
  if (wide) return { name: wide, bomBytes: 0 };
  const { whole, broken } = sequences(head);
  return { name: broken > whole ? "latin-1" : "utf-8", bomBytes: 0 };
}

/** UTF-16 without a mark: of mostly ASCII, every other byte is zero. */
function wideOrder(head: Uint8Array): "utf-16le" | "utf-16be" | null {
  const pairs = Math.min(head.length, 4096) >> 1;
  if (pairs < 2) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++;
    if (head[2 * i + 1] === 0) odd++;
  }
  if (odd > pairs * 0.5 && even < pairs * 0.05) return "utf-16le";
  return even > pairs * 0.5 && odd < pairs * 0.05 ? "utf-16be" : null;
}

/**
 * Counts what looks like UTF-8: characters of several bytes that are whole, and bytes that belong to none. A text with a
 * few broken places is still UTF-8; one where most high bytes stand alone is of one byte a character.
 */
function sequences(head: Uint8Array): { whole: number; broken: number } {
  let whole = 0;
  let broken = 0;
  for (let at = 0; at < head.length; ) {
    const byte = head[at] as number;
    if (byte < 0x80) {
      at++;
      continue;
    }
    const length =
      byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 1;
    // the last character may be torn
    if (length > 1 && at + length > head.length) break;
    let good = length > 1;
    for (let i = 1; i < length; i++) good &&= ((head[at + i] as number) & 0xc0) === 0x80;
    if (good) whole++;
    else broken++;
    at += good ? length : 1;
  }
  return { whole, broken };
}
