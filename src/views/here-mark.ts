/** "You are here" on the time line: the view of lines tells when the lines in view were, and the time line marks it. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { TimeRange } from "../charts/level-bins.ts";

/** The times of what is in view; null when nothing with a time is. Goes up to the window. */
export class HereEvent extends Event {
  readonly range: TimeRange | null;

  constructor(range: TimeRange | null) {
    super("tl-here", { bubbles: true, composed: true });
    this.range = range;
  }
}

interface HereHost extends ReactiveControllerHost, EventTarget {
  /** what is in view, null where it is not read yet */
  readonly rowsInView: readonly ({ timeMs: number | null } | null)[];
}

/** Tells of the rows in view whenever they change, and that there are none when the view goes. */
export class HereTeller implements ReactiveController {
  private readonly host: HereHost;
  private told: string | null = null;

  constructor(host: HereHost) {
    this.host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const range = timesOf(this.host.rowsInView);
    const key = JSON.stringify(range);
    if (key === this.told) return;
    this.told = key;
    this.host.dispatchEvent(new HereEvent(range));
  }

  hostDisconnected(): void {
    this.told = null;
    // out of the page no event goes up
    window.dispatchEvent(new HereEvent(null));
  }
}

/** @returns the times of rows, which may go back where their file's do; null when none has a time */
function timesOf(rows: readonly ({ timeMs: number | null } | null)[]): TimeRange | null {
  const times = rows.flatMap((row) => row?.timeMs ?? []);
  return times.length === 0 ? null : { startMs: Math.min(...times), endMs: Math.max(...times) };
}

/** Puts the mark where a range is among what is shown; hides it where it is outside. @param box of the plot, CSS pixels */
export function placeHere(
  mark: HTMLElement,
  here: TimeRange | null,
  shown: TimeRange,
  box: { left: number; width: number },
): void {
  const hidden = here === null || here.endMs < shown.startMs || here.startMs > shown.endMs;
  mark.hidden = hidden;
  if (hidden) return;
  const pixelOf = (atMs: number): number =>
    box.left +
    (box.width * (Math.min(Math.max(atMs, shown.startMs), shown.endMs) - shown.startMs)) /
      (shown.endMs - shown.startMs);
  const left = pixelOf(here.startMs);
  mark.style.left = `${left}px`;
  mark.style.width = `${pixelOf(here.endMs) - left}px`;
}
