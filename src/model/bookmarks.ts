/**
 * Bookmarks bound to content: kept for the source beyond one analysis, with what its file begins with, so that they are there again
 * when the same file, or one that it grew into, is analysed anew under whatever name its source has.
 */
import type { Bookmark } from "./report.ts";

/** how much of a line is kept with its bookmark, in units of UTF-16 */
export const BOOKMARK_TEXT_LENGTH = 400;

/** What a file begins with is told from this many bytes of its content; shorter files as a whole. */
export const HEAD_BYTES = 65_536;

/** How a file begins. */
export interface FileHead {
  /** of content, at most HEAD_BYTES */
  bytes: number;
  /** SHA-256 of them, hexadecimal */
  sha256: string;
}

export interface KeptBookmark extends Omit<Bookmark, "file"> {
  head: FileHead;
}

/** of one source, the last ones set */
const MOST_KEPT = 500;

type Place = Pick<Bookmark, "line" | "byteOffset" | "text">;

const placeOf = ({ line, byteOffset, text }: Place): string => JSON.stringify([line, byteOffset, text]);

/**
 * @param before and after, of one analysis
 * @param heads of its files; null while they are not at hand, then nothing is added
 * @returns what is kept of a source, with the change
 */
export function withBookmarks(
  kept: readonly KeptBookmark[],
  before: readonly Bookmark[],
  after: readonly Bookmark[],
  heads: readonly FileHead[] | null,
): KeptBookmark[] {
  const there = new Set(after.map(placeOf));
  const gone = new Set(before.map(placeOf).filter((place) => !there.has(place)));
  const notes = new Map(after.map((bookmark) => [placeOf(bookmark), bookmark.note]));
  const rest = kept
    .filter((one) => !gone.has(placeOf(one)))
    .map((one) => ({ ...one, note: notes.get(placeOf(one)) ?? one.note }));
  const known = new Set(rest.map((one) => `${placeOf(one)} ${one.head.sha256}`));
  const added = after.flatMap(({ file, ...bookmark }): KeptBookmark[] => {
    const head = heads?.[file];
    return head === undefined || known.has(`${placeOf(bookmark)} ${head.sha256}`) ? [] : [{ ...bookmark, head }];
  });
  return [...rest, ...added].slice(-MOST_KEPT);
}
