/** Finds the time in a text: which of the known shapes stands where. The shapes are in time-shapes.ts. */
import type { TimeLayout } from "../../model/plan.ts";
import { type Lacks, SHAPES } from "./time-shapes.ts";

export interface FoundTime {
  layout: TimeLayout;
  /** where the stamp begins and ends in the text */
  start: number;
  end: number;
  lacks: Lacks;
  /** equal for stamps of the same shape */
  shape: string;
}

/** a number or a clock is taken for the line's time without question when it begins by then */
const AT_ONCE = 2;
const DOUBTFUL: ReadonlySet<string> = new Set(["epoch", "clock"]);

/**
 * The earliest stamp in the first `within` characters; of those that begin together, the first shape in the list. Numbers
 * and clocks in mid-line count only where there is no date, and seconds since a start where there is nothing else.
 */
export function findTime(text: string, within: number): FoundTime | null {
  const head = text.slice(0, within + 48);
  const best: (FoundTime | null)[] = [null, null, null];
  for (const shape of SHAPES) {
    const match = shape.pattern.exec(head);
    if (!match || match.index > within) continue;
    const rank = shape.name === "elapsed" ? 2 : DOUBTFUL.has(shape.name) && match.index > AT_ONCE ? 1 : 0;
    const before = best[rank];
    if (before && match.index >= before.start) continue;
    const layout = shape.layout(match);
    best[rank] = {
      layout,
      start: match.index,
      end: match.index + match[0].length,
      lacks: shape.lacks,
      shape: `${shape.name} ${JSON.stringify(layout)}`,
    };
  }
  return best[0] ?? best[1] ?? best[2] ?? null;
}

/** A text that is a stamp and nothing else, blanks aside. */
export function wholeTime(text: string): FoundTime | null {
  const trimmed = text.trim();
  const found = findTime(trimmed, 0);
  return found && found.start === 0 && found.end === trimmed.length ? found : null;
}
