/** Merged texts: what they say, and that they still take apart every message of either template. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { align, shapeOf } from "../../../src/pipeline/parameters.ts";
import { mergedText } from "../../../src/pipeline/template-merge.ts";
import { exportTemplate } from "../../../src/report/template-export.ts";

describe("the text of two templates that became one", () => {
  it.each([
    ["VM started", "VM paused", "VM <*>"],
    ["user <*> logged in", "user <*> logged out", "user <*> logged <*>"],
    ["took <*> ms", "took <*> s", "took <*>"],
    // a parameter stands for a word at least, so the word behind is given up where only one text has any
    ["VM started", "VM was started", "VM <*>"],
    ["door open", "door open now", "door <*>"],
    ["now door open", "door open", "<*> open"],
    ["a b", "c d", "<*>"],
    ["state=up (lan)", "state=down (lan)", "state=<*> (lan)"],
    ["same <*> text", "same <*> text", "same <*> text"],
    ["x", "x x", "<*>"],
    ["[]", "some words", "<*>"],
  ])("of %s and %s is %s", (a, b, merged) => {
    expect(mergedText(a, b)).toBe(merged);
  });

  it("lays over every message of both, and its expression finds them", () => {
    const word = fc.constantFrom("a", "b", "c", "up", "<*>");
    const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(" "));
    const values = fc.array(fc.constantFrom("7", "a", "up 3", "b c", "zz"), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(text, text, values, (a, b, given) => {
        const merged = mergedText(a, b);
        for (const one of [a, b]) {
          let next = 0;
          const message = one.replaceAll("<*>", () => given[next++] as string);
          expect(align(shapeOf(merged), message), `${a} + ${b} = ${merged} over ${message}`).not.toBeNull();
          expect(new RegExp(exportTemplate(merged, "regex"), "s").test(message), `${merged} over ${message}`).toBe(
            true,
          );
        }
      }),
      { numRuns: 3000 },
    );
  });
});
