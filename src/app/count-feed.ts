/**
 * Keeps what an element draws supplied with counts: asks for more than is shown, so that panning has something to show,
 * and again when what is shown has become too fine or too coarse. One question at a time; the newest follows.
 */
import type { CountQuery, Counts } from "../model/counts.ts";
import type { Selection } from "./state.ts";

type Range = NonNullable<Selection["rangeMs"]>;

/** What is counted, without the stretch of time and the width. */
export type CountSubject = Omit<CountQuery, "startMs" | "endMs" | "mostBins">;

export interface Wanted {
  /** a result's counts: when they are others, nothing that was known holds */
  of: object;
  subject: CountSubject;
  range: Range;
  whole: Range;
  /** bins that the shown range has room for */
  bars: number;
}

interface Known {
  key: string;
  counts: Counts;
  /** the width that was asked for */
  wantedMs: number;
}

export class CountFeed {
  private readonly ask: (queries: CountQuery[]) => Promise<Counts[] | null>;
  private readonly onAnswer: () => void;
  private known: Known | null = null;
  private of: object | null = null;
  private asking = false;
  private next: Wanted | null = null;
  /** whether there are no counts to be had, as of an imported report */
  absent = false;

  constructor(ask: (queries: CountQuery[]) => Promise<Counts[] | null>, onAnswer: () => void) {
    this.ask = ask;
    this.onAnswer = onAnswer;
  }

  /** @returns what is known now of a subject; null while nothing is. Asks for what is missing. */
  counts(wanted: Wanted): Counts | null {
    if (wanted.of !== this.of) {
      this.of = wanted.of;
      this.known = null;
      this.absent = false;
    }
    const { known } = this;
    const key = JSON.stringify(wanted.subject);
    if (known?.key !== key || !suffices(known, wanted)) {
      if (this.asking) this.next = wanted;
      else if (!this.absent) void this.fetch(wanted);
    }
    return known?.key === key ? known.counts : null;
  }

  private async fetch(wanted: Wanted): Promise<void> {
    const { of, subject, range, whole, bars } = wanted;
    const spanMs = range.endMs - range.startMs;
    const startMs = Math.max(whole.startMs, range.startMs - spanMs);
    const endMs = Math.min(whole.endMs, range.endMs + spanMs);
    this.asking = true;
    try {
      const mostBins = Math.max(1, Math.ceil((bars * (endMs - startMs)) / spanMs));
      const answered = await this.ask([{ ...subject, startMs, endMs, mostBins }]);
      if (this.of === of) {
        const counts = answered?.[0];
        this.absent = counts === undefined;
        if (counts !== undefined)
          this.known = { key: JSON.stringify(subject), counts, wantedMs: spanMs / Math.max(1, bars) };
      }
    } catch {
      // what is drawn stays; a dead worker is told by whoever needs it
      this.absent = true;
    }
    this.asking = false;
    const { next } = this;
    this.next = null;
    this.onAnswer();
    if (next !== null) this.counts(next);
  }
}

function suffices({ counts, wantedMs }: Known, { range, whole, bars }: Wanted): boolean {
  const nowMs = (range.endMs - range.startMs) / Math.max(1, bars);
  const endMs = counts.startMs + counts.binMs * counts.binCount;
  const covers =
    counts.startMs <= Math.max(range.startMs, whole.startMs) && endMs >= Math.min(range.endMs, whole.endMs);
  const tooCoarse = counts.binMs > nowMs && nowMs < wantedMs * 0.75;
  const tooFine = counts.binMs * 2 < nowMs && nowMs > wantedMs * 1.5;
  return covers && !tooCoarse && !tooFine;
}
