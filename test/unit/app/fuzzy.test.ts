import { describe, expect, it } from "vitest";
import { fuzzyMatch } from "../../../src/app/fuzzy.ts";

const score = (question: string, text: string): number => fuzzyMatch(question.split(" "), text)?.score ?? -1000;

describe("what was meant by a few letters", () => {
  it("must have all words, in any order, with letters between", () => {
    expect(fuzzyMatch(["quota", "disk"], "Disk quota exceeded")?.places).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
    expect(fuzzyMatch(["dqe"], "Disk quota exceeded")?.places).toEqual([0, 5, 11]);
    expect(fuzzyMatch(["quota", "tape"], "Disk quota exceeded")).toBeNull();
    expect(fuzzyMatch(["zzz"], "Disk quota exceeded")).toBeNull();
  });

  it.each([
    ["lines", "view Lines", "template The pipeline is stalled"],
    ["over", "view Overview", "template moved over the limit of <*>"],
    [
      "pool exh",
      "alert Connection pool exhausted: <*> in use",
      "template exhaustive search of the whole pool of workers",
    ],
    ["zi", "command Zoom in", "template resizing a volume"],
  ])("%s is rather %s than %s", (question, better, worse) => {
    expect(score(question, better)).toBeGreaterThan(score(question, worse));
  });
});
