/** Commands on bookmarks: lines of the report on screen that the user marked, with notes; kept with the report, and for its source. */

import { BOOKMARK_TEXT_LENGTH } from "../model/bookmarks.ts";
import type { ShownLine } from "../model/line-window.ts";
import type { Bookmark } from "../model/report.ts";
import type { Library } from "./library.ts";
import type { SourceMemory } from "./source-memory.ts";
import { reportOf, type StateHolder } from "./state.ts";

type Place = Pick<Bookmark, "file" | "line">;

export class Bookmarks {
  private readonly holder: StateHolder;
  private readonly library: Library;
  private readonly sources: SourceMemory;

  constructor(holder: StateHolder, library: Library, sources: SourceMemory) {
    this.holder = holder;
    this.library = library;
    this.sources = sources;
  }

  get all(): readonly Bookmark[] {
    return reportOf(this.holder.state)?.annotations.bookmarks ?? [];
  }

  at({ file, line }: Place): Bookmark | null {
    return this.all.find((one) => one.file === file && one.line === line) ?? null;
  }

  /** Marks a line, or takes its mark away, and its note with it. */
  toggle(row: ShownLine): void {
    if (this.at(row)) this.remove(row);
    else this.put({ ...placeOf(row), note: "" });
  }

  /** Says something about a line, which marks it; "" leaves the mark alone. */
  note(row: ShownLine, note: string): void {
    const known = this.at(row);
    if ((known?.note ?? "") !== note) this.put({ ...(known ?? placeOf(row)), note });
  }

  remove({ file, line }: Place): void {
    this.replace(this.all.filter((one) => one.file !== file || one.line !== line));
  }

  private put(bookmark: Bookmark): void {
    const others = this.all.filter(({ file, line }) => file !== bookmark.file || line !== bookmark.line);
    this.replace([...others, bookmark].sort((a, b) => a.file - b.file || a.line - b.line));
  }

  private replace(bookmarks: Bookmark[]): void {
    const { result, files } = this.holder.state;
    if (result === null) return;
    const before = this.all;
    const report = { ...result.report, annotations: { ...result.report.annotations, bookmarks } };
    this.holder.set({ result: { ...result, report } });
    void this.library.update(report);
    this.sources.keepBookmarks(report, before, bookmarks, files === "attached");
  }
}

function placeOf({ file, line, byteOffset, text }: ShownLine): Omit<Bookmark, "note"> {
  return { file, line, byteOffset, text: text.slice(0, BOOKMARK_TEXT_LENGTH) };
}
