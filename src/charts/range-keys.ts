/**
 * The time line by keys: arrows step from bin to bin and pan at the ends, Shift marks a range, Enter zooms into it, + and − zoom,
 * Page Up and Page Down pan, Backspace goes back, 0 or Home shows the whole file.
 */
import type uPlot from "uplot";
import type { TimeRange } from "./level-bins.ts";

interface Bins {
  startMs: number;
  binMs: number;
  binCount: number;
}

export interface RangeKeys {
  host: HTMLElement;
  bins(): Bins | null;
  range(): TimeRange;
  whole(): TimeRange;
  onRange(range: TimeRange): void;
  onBack(): void;
  onWhole(): void;
}

const bound = new WeakMap<HTMLElement, AbortController>();

/** Listens on the host, which must be focusable; a second call for a host takes the place of the first. */
export function bindRangeKeys(plot: uPlot, keys: RangeKeys): void {
  bound.get(keys.host)?.abort();
  const controller = new AbortController();
  bound.set(keys.host, controller);
  let cursorBin = -1;
  let anchorBin = -1;

  const clear = (): void => {
    cursorBin = -1;
    anchorBin = -1;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    plot.setCursor({ left: -10, top: -10 });
  };
  /** A quarter of what is shown, as the cursor left it. */
  const pan = (by: number): void => {
    const { startMs, endMs } = keys.range();
    keys.onRange(zoomed(keys.whole(), (startMs + endMs) / 2 + (by * (endMs - startMs)) / 4, endMs - startMs));
  };
  const step = (bins: Bins, by: number, extend: boolean): void => {
    if (cursorBin < 0) cursorBin = Math.floor(bins.binCount / 2);
    else {
      if (extend && anchorBin < 0) anchorBin = cursorBin;
      const next = cursorBin + by;
      if (!extend && (next < 0 || next >= bins.binCount)) {
        pan(by);
        return;
      }
      cursorBin = Math.max(0, Math.min(bins.binCount - 1, next));
    }
    if (!extend) anchorBin = -1;
    const leftOf = (bin: number): number => plot.valToPos(bins.startMs + bin * bins.binMs, "x");
    plot.setCursor({ left: leftOf(cursorBin + 0.5), top: 1 });
    const [from, to] = anchorBin < 0 ? [0, 0] : [Math.min(anchorBin, cursorBin), Math.max(anchorBin, cursorBin) + 1];
    const width = to > from ? leftOf(to) - leftOf(from) : 0;
    plot.setSelect({ left: width > 0 ? leftOf(from) : 0, top: 0, width, height: plot.over.clientHeight }, false);
  };
  const choose = (bins: Bins): void => {
    if (cursorBin < 0) return;
    const from = anchorBin < 0 ? cursorBin : Math.min(anchorBin, cursorBin);
    const to = anchorBin < 0 ? cursorBin : Math.max(anchorBin, cursorBin);
    const chosen = { startMs: bins.startMs + from * bins.binMs, endMs: bins.startMs + (to + 1) * bins.binMs };
    clear();
    keys.onRange(chosen);
  };

  keys.host.addEventListener(
    "keydown",
    (event) => {
      const bins = keys.bins();
      if (bins === null || event.ctrlKey || event.metaKey || event.altKey) return;
      const { startMs, endMs } = keys.range();
      const spanMs = endMs - startMs;
      const centreMs = cursorBin < 0 ? (startMs + endMs) / 2 : bins.startMs + (cursorBin + 0.5) * bins.binMs;
      const act: Record<string, () => void> = {
        ArrowLeft: () => step(bins, -1, event.shiftKey),
        ArrowRight: () => step(bins, 1, event.shiftKey),
        Enter: () => choose(bins),
        "+": () => keys.onRange(zoomed(keys.whole(), centreMs, spanMs / 2)),
        "=": () => keys.onRange(zoomed(keys.whole(), centreMs, spanMs / 2)),
        "-": () => keys.onRange(zoomed(keys.whole(), centreMs, spanMs * 2)),
        PageUp: () => keys.onRange(zoomed(keys.whole(), (startMs + endMs) / 2 - spanMs / 2, spanMs)),
        PageDown: () => keys.onRange(zoomed(keys.whole(), (startMs + endMs) / 2 + spanMs / 2, spanMs)),
        Backspace: () => keys.onBack(),
        "0": () => keys.onWhole(),
        Home: () => keys.onWhole(),
      };
      const action = act[event.key];
      if (action === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      action();
    },
    { signal: controller.signal },
  );
  keys.host.addEventListener("blur", clear, { signal: controller.signal });
}

/** @returns a range of a length around a centre, moved and cut to lie within the whole */
export function zoomed(whole: TimeRange, centreMs: number, spanMs: number): TimeRange {
  const length = Math.min(Math.max(spanMs, 1), whole.endMs - whole.startMs);
  const startMs = Math.min(Math.max(whole.startMs, centreMs - length / 2), whole.endMs - length);
  return { startMs, endMs: startMs + length };
}
