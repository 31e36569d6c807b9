/**
 * Files dragged over the page, and dropped anywhere on it. What lies over the page meanwhile is all they meet: nothing is
 * dropped on an element that has just come under the pointer, as in a view that draws itself anew, unless its `dragenter` was
 * taken, and that does not leave a shadow root within which the pointer moved. That a drag was given up is not told where
 * the element under the pointer is gone, so `over` ends by itself.
 */
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** A drag that stands still is told of at least every 550 ms (HTML, "drag-and-drop processing model"). */
const SILENT_MS = 1000;

export class FileDrops implements ReactiveController {
  /** whether files are held over the page; then something must lie over all of it, with `held` for its dragenter */
  over = false;

  private readonly host: ReactiveControllerHost;
  private readonly take: (transfer: DataTransfer) => void;
  private listening = new AbortController();
  private silence: ReturnType<typeof setTimeout> | undefined;

  /** @param take gets what was dropped, in the event itself */
  constructor(host: ReactiveControllerHost, take: (transfer: DataTransfer) => void) {
    this.host = host;
    this.take = take;
    host.addController(this);
  }

  hostConnected(): void {
    this.listening = new AbortController();
    const { signal } = this.listening;
    for (const type of ["dragenter", "dragover"] as const) window.addEventListener(type, this.held, { signal });
    window.addEventListener("drop", this.dropped, { signal });
    window.addEventListener("dragleave", (event) => event.relatedTarget === null && this.set(false), { signal });
    // while something is dragged there are none of these
    for (const type of ["pointermove", "keydown"] as const)
      window.addEventListener(type, () => this.set(false), { signal, capture: true });
  }

  hostDisconnected(): void {
    this.listening.abort();
    this.set(false);
  }

  readonly held = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.set(true);
  };

  private readonly dropped = (event: DragEvent): void => {
    this.set(false);
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.take(event.dataTransfer);
  };

  private set(over: boolean): void {
    clearTimeout(this.silence);
    if (over) this.silence = setTimeout(() => this.set(false), SILENT_MS);
    if (over === this.over) return;
    this.over = over;
    this.host.requestUpdate();
  }
}
