/** The search for words in bytes, against each line's own `includes`. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteSearch, MAX_NEEDLE_BYTES, needleOf } from "../../src/core/byte-search.ts";
import { BUILDS } from "./support/instances.ts";

const small = fc.constantFrom("a", "b", "A", "B", "ab", "@", "`", "é", "É", "\r", "\n", "\n", "0123456789abcdef");
const text = fc.array(small, { maxLength: 120 }).map((parts) => parts.join(""));
const word = fc
  .array(fc.constantFrom("a", "b", "A", "B", "@", "`", "é", "f"), { minLength: 1, maxLength: 20 })
  .map((parts) => parts.join(""));

/** ASCII letters in lower case, all else as it is. */
const folded = (any: string) => any.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

function naive(lines: readonly string[], wanted: string, exact: boolean): number[] {
  const holds = (line: string) => (exact ? line.includes(wanted) : folded(line).includes(folded(wanted)));
  return lines.flatMap((line, i) => (holds(line) ? [i] : []));
}

function linesOf(whole: string): string[] {
  const lines = whole.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

const places = (words: Uint32Array | null, count: number) =>
  Array.from({ length: count }, (_, i) => i).filter((i) => words && ((words[i >>> 5] ?? 0) >>> (i & 31)) & 1);

describe.each(BUILDS)("words in bytes, $build build", ({ module }) => {
  it("are found in the lines that hold them", () => {
    const search = new ByteSearch(module);
    fc.assert(
      fc.property(text, word, fc.boolean(), (whole, wanted, exact) => {
        const lines = linesOf(whole);
        search.take(Buffer.from(whole), 0x0a);
        const words = search.linesWith(needleOf(wanted, exact), lines.length);
        expect(places(words, lines.length)).toEqual(naive(lines, wanted, exact));
      }),
      { numRuns: 500 },
    );
  });

  it("are not found across line ends, nor behind the text that is searched", () => {
    const search = new ByteSearch(module);
    search.take(Buffer.from("needle needle"), 0x0a);
    search.take(Buffer.from("nee"), 0x0a);
    expect(search.linesWith(needleOf("needle", true), 1)).toBeNull();
    search.take(Buffer.from("x\ry"), 0x0d);
    expect(places(search.linesWith(needleOf("y", true), 2), 2)).toEqual([1]);
  });

  it("may be as long as can be, in a text larger than any before", () => {
    const search = new ByteSearch(module);
    const wanted = "abcdefg!".repeat(MAX_NEEDLE_BYTES / 8);
    const lines = Array.from({ length: 3000 }, (_, i) => (i % 1000 === 7 ? `${i} ${wanted}` : `line ${i}`));
    search.take(Buffer.from("short\n"), 0x0a);
    search.take(Buffer.from(lines.join("\n").repeat(20)), 0x0a);
    search.take(Buffer.from(lines.join("\n")), 0x0a);
    expect(places(search.linesWith(needleOf(wanted.toUpperCase(), false), 3000), 3000)).toEqual([7, 1007, 2007]);
  });
});
