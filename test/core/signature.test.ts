/** Signatures: two ways to compute them, and what makes two messages equal, against a plain tokenizer. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUILDS, newRaw } from "./support/instances.ts";

const MESSAGE_CAP = 512;
const BOUNDARY = new Set([...`"'(),:;<=>[]{|}`].map((mark) => mark.charCodeAt(0)));
const isBoundary = (byte: number) => byte <= 0x20 || BOUNDARY.has(byte);

/** No word is cut in two. */
function cutLength(bytes: Uint8Array): number {
  if (bytes.length <= MESSAGE_CAP) return bytes.length;
  for (let length = MESSAGE_CAP; length > 0; length--) if (isBoundary(bytes[length] as number)) return length;
  return MESSAGE_CAP;
}

/** The message with each run of words with digits, and all marks around it, as one "<*>" (no word, for its brackets). */
function maskedRuns(bytes: Uint8Array): string {
  const runs: string[] = [];
  let run = null as { from: number; to: number } | null;
  let wordFrom = -1;
  const cut = bytes.subarray(0, cutLength(bytes));
  const text = (from: number, to: number) => String.fromCharCode(...cut.subarray(from, to));
  for (let at = 0; at <= cut.length; at++) {
    if (at < cut.length && !isBoundary(cut[at] as number)) {
      if (wordFrom < 0) wordFrom = at;
      continue;
    }
    if (wordFrom < 0) continue;
    const from = wordFrom;
    wordFrom = -1;
    if (!/[0-9]/.test(text(from, at))) run = { from: run?.from ?? from, to: at };
    else {
      if (run) runs.push(text(run.from, run.to));
      run = null;
      if (runs.at(-1) !== "<*>") runs.push("<*>");
    }
  }
  if (run) runs.push(text(run.from, run.to));
  return runs.join("\n\0");
}

const anyByte = fc.uint8Array({ maxLength: 700 });
/** words of lengths around the sizes of registers and caps, with few marks between */
const longWord = fc
  .tuple(fc.constantFrom(1, 7, 8, 9, 54, 55, 56, 57, 58, 63, 64, 65, 112, 113, 128, 510, 511, 512, 513), fc.nat(600))
  .map(([length, digitAt]) => Array.from({ length }, (_, i) => (i === digitAt ? "7" : "abcdefgh"[i % 8])).join(""));
const longWords = fc
  .array(fc.tuple(longWord, fc.constantFrom(" ", "  ", ", ", "=[", "\t", "")), { maxLength: 12 })
  .map((parts) => new TextEncoder().encode(parts.flat().join("")));
const sentence = fc
  .array(fc.tuple(fc.constantFrom("disk", "is", "full", "a1", "10.0.0.1", "ÿ", "x"), fc.constantFrom(" ", ": ", "=")), {
    maxLength: 12,
  })
  .map((parts) => new TextEncoder().encode(parts.flat().join("")));
const message = fc.oneof(anyByte, longWords, sentence);

describe.each(BUILDS)("signatures, $build build", ({ module }) => {
  const wasm = newRaw(module);
  const base = Number(wasm.base.value);
  const away = wasm.allocate(8192);

  /** With something before and behind, which must play no part. */
  function fromWindow(bytes: Uint8Array, at: number, around: number): bigint {
    const window = new Uint8Array(wasm.memory.buffer, base, at + bytes.length + 192).fill(around);
    window.set(bytes, at);
    wasm.classify(window.length, 0x0a);
    return BigInt.asUintN(64, wasm.signatureOf(at, at + bytes.length));
  }
  function fromText(bytes: Uint8Array): bigint {
    new Uint8Array(wasm.memory.buffer, away, 8192).fill(0x61).set(bytes, 0);
    return BigInt.asUintN(64, wasm.signatureOfText(away, bytes.length));
  }

  it("are the same by bitmaps and byte by byte, wherever the message lies", () => {
    fc.assert(
      fc.property(message, fc.nat(200), fc.constantFrom(0x20, 0x61, 0x37, 0x0a), (bytes, at, around) => {
        expect(fromWindow(bytes, at, around)).toBe(fromText(bytes));
      }),
      { numRuns: 1500 },
    );
  });

  it("are the same at every alignment of a word of every length", () => {
    for (const length of [1, 8, 9, 55, 56, 57, 58, 63, 64, 65, 120, 128, 129, 511, 512, 513]) {
      for (const tail of [" end", "9 end", ""]) {
        const bytes = new TextEncoder().encode(`x ${"w".repeat(length)}${tail}`);
        const expected = fromText(bytes);
        for (let at = 0; at < 64; at++) expect(fromWindow(bytes, at, 0x61), `${length} at ${at}`).toBe(expected);
      }
    }
  });

  it("are equal exactly when the masked runs of words are", () => {
    const seen = new Map<string, bigint>();
    const words = new Map<bigint, string>();
    fc.assert(
      fc.property(message, (bytes) => {
        const masked = maskedRuns(bytes);
        const signature = fromText(bytes);
        expect(seen.get(masked) ?? signature).toBe(signature);
        expect(words.get(signature) ?? masked).toBe(masked);
        seen.set(masked, signature);
        words.set(signature, masked);
      }),
      { numRuns: 2500 },
    );
    expect(seen.size).toBeGreaterThan(500);
    expect(seen.size).toBeLessThan(2400);
  });

  it.each([
    ["a 1 2 3 b", "a 9 b"],
    ["  a b,", "(a b)"],
    ["id=7f3 ok", "id 12 ok"],
    ["took   5 ms", "took 17, 18 ms"],
  ])("ignore marks around variable words, and their number: %s, %s", (a, b) => {
    expect(fromText(new TextEncoder().encode(a))).toBe(fromText(new TextEncoder().encode(b)));
  });

  it.each([
    ["a b", "b a"],
    ["a b", "ab"],
    ["a b", "a  b"],
    ["a 1 b", "a b 1"],
    ["a 1 b 2", "a b 2"],
    ["a", "A"],
    ["ab", "ab\u00e9"],
  ])("tell words, their order and their masks apart: %s, %s", (a, b) => {
    expect(fromText(new TextEncoder().encode(a))).not.toBe(fromText(new TextEncoder().encode(b)));
  });
});
