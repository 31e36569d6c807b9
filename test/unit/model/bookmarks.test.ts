/** Bookmarks kept of a source: changes of one analysis go in, what others set stays. */
import { describe, expect, it } from "vitest";
import { type FileHead, type KeptBookmark, withBookmarks } from "../../../src/model/bookmarks.ts";
import type { Bookmark } from "../../../src/model/report.ts";

const HEADS: FileHead[] = [
  { bytes: 65_536, sha256: "aa" },
  { bytes: 900, sha256: "bb" },
];
const mark = (line: number, note = "", file = 0): Bookmark => ({
  file,
  line,
  byteOffset: line * 100,
  text: `line ${line}`,
  note,
});
const kept = ({ file: _, ...bookmark }: Bookmark, head = HEADS[0]!): KeptBookmark => ({ ...bookmark, head });

describe("bookmarks of a source", () => {
  it("are bound to the beginning of their file, and stay beside those of other files", () => {
    const other = kept(mark(7), { bytes: 10, sha256: "cc" });
    expect(withBookmarks([other], [], [mark(1), mark(2, "why", 1)], HEADS)).toEqual([
      other,
      kept(mark(1)),
      kept(mark(2, "why"), HEADS[1]),
    ]);
  });

  it("change their notes and go, also without the files; new ones need them", () => {
    const before = [mark(1), mark(2), mark(3)];
    const all = before.map((one) => kept(one));
    expect(withBookmarks(all, before, [mark(1), mark(3, "look")], null)).toEqual([
      kept(mark(1)),
      kept(mark(3, "look")),
    ]);
    expect(withBookmarks(all, before, [...before, mark(4)], null)).toEqual(all);
    expect(withBookmarks(all, before, [...before, mark(4)], HEADS)).toEqual([...all, kept(mark(4))]);
  });

  it("are kept once, however often they are written", () => {
    const once = withBookmarks([], [], [mark(1)], HEADS);
    expect(withBookmarks(once, [mark(1)], [mark(1, "n")], HEADS)).toEqual([kept(mark(1, "n"))]);
  });
});
