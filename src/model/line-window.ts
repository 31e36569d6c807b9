/** Raw lines at any place, and a search over all of them: what passes between the worker and the application. */
import type { LineRow } from "./analysis.ts";
import type { LineFilter } from "./line-filter.ts";
import type { DurationMs, EpochMs, LineNumber } from "./units.ts";

/** A place among all physical lines of all files, in the order of the files. */
export type LinePlace =
  /** 0-based, over all files; beyond the end means the last line */
  | { index: number }
  | { file: number; line: LineNumber }
  /** 0-based, among the hits of the search */
  | { hit: number }
  /** 0-based, among the rows that are wanted */
  | { position: number }
  /** the first line of the event that the line at an index is of; that line itself where it is of none */
  | { eventOf: number }
  /** the first event at or after a time, earliest first */
  | { timeMs: EpochMs };

/** [start, end) in a line's text, in units of UTF-16 */
export type TextSpan = [start: number, end: number];

/** One physical line as it is shown; records over several lines are cut into theirs. */
export interface ShownLine extends LineRow {
  /** 0-based place among all lines of all files */
  index: number;
  /** whether the search found it; null while it has not come so far, or there is none */
  isHit: boolean | null;
  /** where its template has parameters */
  parameters: TextSpan[];
  /** what the search looks for */
  marks: TextSpan[];
  /** values of dimensions and measures by name; of an event's first line */
  fields: Record<string, string>;
}

export interface WindowQuery {
  place: LinePlace;
  /** how many rows in front of the place, and from it on */
  before: number;
  after: number;
  /** number of the search whose hits are marked; null for none */
  search: number | null;
  /** whether rows are its hits only */
  onlyHits: boolean;
  /** whether files are merged by time, instead of one after the other */
  byTime?: boolean;
}

/** Consecutive rows: of all lines, or of the hits. */
export interface LineWindow {
  rows: ShownLine[];
  /** 0-based place of the first row among all rows */
  first: number;
  /** place of the row that was asked for; of hits the first at or after it */
  at: number;
  /** how many rows there are; of hits so far */
  total: number;
}

export interface SearchProgress {
  /** lines found so far */
  hits: number;
  /** bytes that are looked at or may be passed over, of all that there are */
  bytesDone: number;
  bytesTotal: number;
  /** hits in each of equal parts of all lines */
  shares: Uint32Array;
  done: boolean;
}

/** Parts of the file that `SearchProgress.shares` tells of. */
export const SHARE_COUNT = 512;

/** The hit next to a line. */
export interface HitQuery {
  search: number;
  /** of a line among all of all files; below 0 for the place in front of all */
  index: number;
  /** 1 behind the line, −1 in front of it */
  direction: 1 | -1;
  /** whether files are merged by time */
  byTime?: boolean;
  /** whether the first hit follows the last one */
  wraps?: boolean;
}

/** A hit, and how many come before it. */
export interface FoundHit {
  /** of its line among all of all files */
  index: number;
  /** among all hits so far, in the order that was asked for */
  rank: number;
  /** whether it was found beyond an end of the hits */
  wrapped: boolean;
}

/** When the hits of a search were. */
export interface HitTimesQuery {
  search: number;
  startMs: EpochMs;
  binMs: DurationMs;
  binCount: number;
}

/** A search that runs or has ended; its hits can be asked for meanwhile. */
export interface SearchQuery {
  /** tells it from the ones before; the newest replaces them */
  search: number;
  filter: LineFilter;
}
