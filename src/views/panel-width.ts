/** The width of the inspector on a wide screen: dragged or moved by keys, kept in the browser. */
import { html, type LitElement, type ReactiveController, type TemplateResult } from "lit";

const KEY = "timberline-inspector";
const LEAST = 280;
const MOST = 900;
const STEP = 24;

export class PanelWidth implements ReactiveController {
  private readonly host: LitElement;
  /** null: as the style sheet has it for the screen */
  private width: number | null = null;

  constructor(host: LitElement) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    try {
      const kept = Number(localStorage.getItem(KEY));
      if (kept >= LEAST && kept <= MOST) this.set(kept);
    } catch {
      // blocked storage: the width holds for this page
    }
  }

  handle(): TemplateResult {
    return html`<div class="handle" role="separator" tabindex="0" aria-orientation="vertical" aria-label="Width of the inspector"
      aria-valuemin=${LEAST} aria-valuemax=${MOST} aria-valuenow=${this.width ?? 360} @pointerdown=${this.down} @keydown=${this.key} @dblclick=${() => this.set(null)}></div>`;
  }

  private set(width: number | null): void {
    this.width = width === null ? null : Math.round(Math.min(MOST, Math.max(LEAST, width)));
    if (this.width === null) this.host.style.removeProperty("--inspector-width");
    else this.host.style.setProperty("--inspector-width", `${this.width}px`);
    this.host.requestUpdate();
  }

  private keep(): void {
    try {
      localStorage.setItem(KEY, String(this.width ?? ""));
    } catch {
      // as above
    }
  }

  private readonly key = (event: KeyboardEvent): void => {
    const panel = (event.currentTarget as HTMLElement).parentElement!;
    const by = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.set(panel.clientWidth + by);
    this.keep();
  };

  private readonly down = (event: PointerEvent): void => {
    const handle = event.currentTarget as HTMLElement;
    const right = handle.parentElement!.getBoundingClientRect().right;
    const controller = new AbortController();
    const { signal } = controller;
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", (moved) => this.set(right - moved.clientX), { signal });
    const end = (): void => {
      controller.abort();
      this.keep();
    };
    handle.addEventListener("pointerup", end, { signal });
    handle.addEventListener("pointercancel", end, { signal });
  };
}
