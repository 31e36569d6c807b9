/** How files begin, and which of the bookmarks kept of a source are of them: same beginning, same line at the same place. */
import { BOOKMARK_TEXT_LENGTH, type FileHead, HEAD_BYTES, type KeptBookmark } from "../model/bookmarks.ts";
import type { Bookmark } from "../model/report.ts";
import type { Session } from "../pipeline/session.ts";
import type { ByteSource } from "../pipeline/source.ts";
import { hex, sha256 } from "../report/sha256.ts";

async function headOf(source: ByteSource, bytes: number): Promise<FileHead> {
  const head = await source.slice(0, bytes);
  return { bytes: head.length, sha256: hex(await sha256(new Uint8Array(head))) };
}

export function headsOf({ sources }: Session): Promise<FileHead[]> {
  return Promise.all(sources.map((source) => headOf(source, HEAD_BYTES)));
}

/** @returns bookmarks in the order of the files and lines */
export async function bookmarksIn(session: Session, kept: readonly KeptBookmark[]): Promise<Bookmark[]> {
  const desk = await session.lines.desk();
  const found = new Map<string, Bookmark>();
  for (const [file, source] of session.sources.entries()) {
    const known = new Map<number, string>();
    for (const { head, ...bookmark } of kept) {
      const own = known.get(head.bytes) ?? (await headOf(source, head.bytes)).sha256;
      known.set(head.bytes, own);
      if (own !== head.sha256) continue;
      const place = { file, line: bookmark.line };
      const { rows } = await desk.window({ place, before: 0, after: 1, search: null, onlyHits: false });
      const [row] = rows;
      const isSame =
        row?.file === file &&
        row.line === bookmark.line &&
        row.byteOffset === bookmark.byteOffset &&
        row.text.slice(0, BOOKMARK_TEXT_LENGTH) === bookmark.text;
      if (isSame) found.set(`${file} ${bookmark.line}`, { ...bookmark, file });
    }
  }
  return [...found.values()].sort((a, b) => a.file - b.file || a.line - b.line);
}
