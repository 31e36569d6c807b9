/** Choosing a range with a finger: uPlot listens to the mouse only. A sideways stroke selects, an upright one scrolls. */
import type uPlot from "uplot";

/** @param onSelected receives the two ends of the stroke, ascending, in CSS pixels of the plot */
export function bindTouchSelect(plot: uPlot, onSelected: (left: number, right: number) => void): void {
  const over = plot.over;
  over.style.touchAction = "pan-y";
  let startLeft = Number.NaN;
  const leftOf = (event: PointerEvent): number =>
    Math.max(0, Math.min(over.clientWidth, event.clientX - over.getBoundingClientRect().left));
  const between = (event: PointerEvent): [number, number] => {
    const left = leftOf(event);
    return [Math.min(startLeft, left), Math.max(startLeft, left)];
  };
  over.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") return;
    startLeft = leftOf(event);
    over.setPointerCapture(event.pointerId);
    plot.setCursor({ left: startLeft, top: 1 });
  });
  over.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse" || Number.isNaN(startLeft)) return;
    const [left, right] = between(event);
    plot.setCursor({ left: leftOf(event), top: 1 });
    plot.setSelect({ left, top: 0, width: right - left, height: over.clientHeight }, false);
  });
  over.addEventListener("pointerup", (event) => {
    if (event.pointerType === "mouse" || Number.isNaN(startLeft)) return;
    const [left, right] = between(event);
    startLeft = Number.NaN;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (right - left > 12) onSelected(left, right);
  });
  over.addEventListener("pointercancel", () => {
    startLeft = Number.NaN;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  });
}
