/**
 * Zoom and pan of a chart over time by wheel, pinch and drag: the wheel zooms around the pointer, sideways it pans, as
 * does a drag with Shift; two fingers zoom and pan, one finger's sideways stroke draws a range (uPlot listens to the mouse
 * only) and an upright one scrolls the page.
 */
import type uPlot from "uplot";
import type { TimeRange } from "./level-bins.ts";
import { zoomed } from "./range-keys.ts";

export interface Gestures {
  /** without Ctrl too */
  wheelZooms: boolean;
  range(): TimeRange;
  whole(): TimeRange;
  /** while it moves */
  onGesture(range: TimeRange): void;
  /** where it ended */
  onRange(range: TimeRange): void;
  /** the two ends of a stroke, ascending, in CSS pixels of the plot */
  onDrawn(left: number, right: number): void;
}

/** A wheel that stands still for so long has ended. */
const WHEEL_ENDS_MS = 160;
/** CSS pixels of a line and a page of the wheel. */
const WHEEL_UNITS = [1, 16, 400] as const;
const LEAST_STROKE_PIXELS = 12;
/** Nothing is stored finer than a second. */
export const LEAST_SPAN_MS = 1000;

export function bindGestures(plot: uPlot, gestures: Gestures): void {
  const { over } = plot;
  over.style.touchAction = "pan-y";
  const leftOf = (clientX: number): number =>
    Math.max(0, Math.min(over.clientWidth, clientX - over.getBoundingClientRect().left));
  const shareOf = (clientX: number): number => leftOf(clientX) / Math.max(1, over.clientWidth);

  /** Shows another range in the next frame, once for all events until then. */
  let next: TimeRange | null = null;
  const move = (range: TimeRange): void => {
    if (next === null)
      requestAnimationFrame(() => {
        const shown = next;
        next = null;
        if (shown !== null) gestures.onGesture(shown);
      });
    next = range;
  };
  const end = (): void => {
    const range = next ?? gestures.range();
    next = null;
    gestures.onRange(rounded(range));
  };
  const current = (): TimeRange => next ?? gestures.range();

  const zoomBy = (factor: number, share: number): void => {
    const { startMs, endMs } = current();
    const spanMs = Math.max(LEAST_SPAN_MS, (endMs - startMs) * factor);
    // the moment under the pointer stays under it
    const centreMs = startMs + (endMs - startMs) * share + spanMs * (0.5 - share);
    move(zoomed(gestures.whole(), centreMs, spanMs));
  };
  const panBy = (pixels: number, from: TimeRange): void => {
    const spanMs = from.endMs - from.startMs;
    const byMs = (pixels / Math.max(1, over.clientWidth)) * spanMs;
    move(zoomed(gestures.whole(), (from.startMs + from.endMs) / 2 - byMs, spanMs));
  };

  let wheelEnd: ReturnType<typeof setTimeout> | undefined;
  over.addEventListener(
    "wheel",
    (event) => {
      if (!gestures.wheelZooms && !event.ctrlKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
      event.preventDefault();
      const unit = WHEEL_UNITS[event.deltaMode] ?? 1;
      const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) panBy(-sideways * unit, current());
      // a pinch on a touch pad comes as a wheel with Ctrl, in small steps
      else zoomBy(Math.exp(event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.002)), shareOf(event.clientX));
      clearTimeout(wheelEnd);
      wheelEnd = setTimeout(end, WHEEL_ENDS_MS);
    },
    { passive: false },
  );

  bindShiftDrag(over, () => gestures.range(), panBy, end);
  bindFingers(plot, { ...gestures, leftOf, shareOf, move, end });
}

/** To whole seconds, or ms where there are few: a range that a hand chose is no more exact than that. */
export function rounded({ startMs, endMs }: TimeRange): TimeRange {
  const toMs = endMs - startMs > 60_000 ? 1000 : 1;
  return { startMs: Math.floor(startMs / toMs) * toMs, endMs: Math.ceil(endMs / toMs) * toMs };
}

function bindShiftDrag(
  over: HTMLElement,
  range: () => TimeRange,
  panBy: (pixels: number, from: TimeRange) => void,
  end: () => void,
): void {
  over.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0 || !event.shiftKey) return;
    event.preventDefault();
    const from = range();
    const startX = event.clientX;
    const controller = new AbortController();
    const { signal } = controller;
    over.setPointerCapture(event.pointerId);
    over.addEventListener("pointermove", (moved) => panBy(moved.clientX - startX, from), { signal });
    const stop = (): void => {
      controller.abort();
      end();
    };
    over.addEventListener("pointerup", stop, { signal });
    over.addEventListener("pointercancel", stop, { signal });
  });
}

interface Fingers extends Gestures {
  leftOf(clientX: number): number;
  shareOf(clientX: number): number;
  move(range: TimeRange): void;
  end(): void;
}

function bindFingers(plot: uPlot, fingers: Fingers): void {
  const { over } = plot;
  const down = new Map<number, number>();
  let strokeFrom = Number.NaN;
  /** while two fingers are down: what was shown, and the moments under them */
  let pinch: { a: number; b: number; aMs: number; bMs: number } | null = null;
  const unselect = (): void => plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);

  over.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") return;
    down.set(event.pointerId, event.clientX);
    over.setPointerCapture(event.pointerId);
    const [a, b] = [...down.keys()];
    if (a !== undefined && b !== undefined) {
      const { startMs, endMs } = fingers.range();
      const momentAt = (id: number): number => startMs + (endMs - startMs) * fingers.shareOf(down.get(id)!);
      pinch = { a, b, aMs: momentAt(a), bMs: momentAt(b) };
      strokeFrom = Number.NaN;
      unselect();
      return;
    }
    strokeFrom = fingers.leftOf(event.clientX);
    plot.setCursor({ left: strokeFrom, top: 1 });
  });
  over.addEventListener("pointermove", (event) => {
    if (!down.has(event.pointerId)) return;
    down.set(event.pointerId, event.clientX);
    if (pinch !== null) {
      const [x, y] = [fingers.shareOf(down.get(pinch.a)!), fingers.shareOf(down.get(pinch.b)!)];
      if (Math.abs(x - y) < 0.02) return;
      const spanMs = Math.max(LEAST_SPAN_MS, Math.abs((pinch.bMs - pinch.aMs) / (y - x)));
      const startMs = (pinch.aMs + pinch.bMs) / 2 - ((x + y) / 2) * spanMs;
      fingers.move(zoomed(fingers.whole(), startMs + spanMs / 2, spanMs));
    } else if (!Number.isNaN(strokeFrom)) {
      const left = fingers.leftOf(event.clientX);
      plot.setCursor({ left, top: 1 });
      const from = Math.min(strokeFrom, left);
      plot.setSelect({ left: from, top: 0, width: Math.abs(left - strokeFrom), height: over.clientHeight }, false);
    }
  });
  const lift = (event: PointerEvent, cancelled: boolean): void => {
    if (!down.delete(event.pointerId)) return;
    if (pinch !== null) {
      if (down.size < 2) {
        pinch = null;
        fingers.end();
      }
      return;
    }
    const left = fingers.leftOf(event.clientX);
    const [from, to] = [Math.min(strokeFrom, left), Math.max(strokeFrom, left)];
    strokeFrom = Number.NaN;
    unselect();
    if (!cancelled && to - from > LEAST_STROKE_PIXELS) fingers.onDrawn(from, to);
  };
  over.addEventListener("pointerup", (event) => lift(event, false));
  over.addEventListener("pointercancel", (event) => lift(event, true));
}
