/**
 * <tl-compare-legend>: the colours of a comparison with their numbers, and on them the limit, which is drawn along.
 *
 * @fires limit (detail: number) while it is moved
 */
import { css, html, LitElement, type TemplateResult } from "lit";
import type { CellMode } from "../charts/compare-cells.ts";
import { formatNumber } from "../charts/format.ts";
import { sharedStyles } from "./shared.styles.ts";

/** steps of the limit by keys, and by keys with a larger step */
const STEP = 1.03;
const LARGE_STEP = 1.25;

export class CompareLegend extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; position: relative; width: min(340px, 100%); height: 44px; font-size: var(--tl-small); color: var(--tl-text-muted); }
      .bar { position: absolute; left: 0; right: 0; top: 16px; height: 12px; border: 1px solid var(--tl-line-strong); border-radius: 2px; background: linear-gradient(to right, var(--tl-diverge-low) var(--from), var(--tl-diverge-mid) 50%, var(--tl-diverge-high) var(--to)); }
      .tick { position: absolute; top: 30px; white-space: nowrap; }
      .tick.first { left: 0; }
      .tick.middle { left: 50%; transform: translateX(-50%); }
      .tick.last { right: 0; }
      .handle { position: absolute; left: var(--at); top: 12px; width: 24px; height: 20px; margin-left: -12px; cursor: ew-resize; touch-action: none; }
      .handle::before { content: ""; position: absolute; left: 11px; top: 0; width: 2px; height: 20px; background: var(--tl-text); }
      .handle::after { content: ""; position: absolute; left: 8px; top: 6px; width: 8px; height: 8px; border: 1.5px solid var(--tl-text); border-radius: 50%; background: var(--tl-surface); }
      .value { position: absolute; left: clamp(36px, var(--at), calc(100% - 36px)); top: -2px; transform: translateX(-50%); white-space: nowrap; color: var(--tl-text); font-weight: var(--tl-bold); }
    `,
  ];
  static override properties = {
    mode: { attribute: false },
    reach: { attribute: false },
    limit: { attribute: false },
    held: { state: true },
  };

  declare mode: CellMode;
  /** amount from which on colours are full; binary logarithm of it for ratios */
  declare reach: number;
  /** as it is set, a ratio not as its logarithm; null: there is none to set */
  declare limit: number | null;
  /** end of the legend while the limit is drawn along: it must not move under the hand */
  declare held: number | null;

  constructor() {
    super();
    this.mode = "difference";
    this.reach = 1;
    this.limit = null;
    this.held = null;
  }

  private get place(): number {
    return this.limit === null ? 0 : this.mode === "ratio" ? Math.log2(this.limit) : this.limit;
  }

  private get end(): number {
    return this.held ?? Math.max(this.reach, this.place * 1.1);
  }

  /** By custom properties, as the page's policy lets no element have a style attribute. */
  protected override updated(): void {
    const share = (value: number): number => 50 + Math.max(-1, Math.min(1, value / this.end)) * 50;
    this.style.setProperty("--from", `${share(-this.reach)}%`);
    this.style.setProperty("--to", `${share(this.reach)}%`);
    this.style.setProperty("--at", `${share(this.place)}%`);
  }

  override render(): TemplateResult {
    const { end, limit } = this;
    return html`<div class="bar"></div>
      ${[-end, 0, end].map((value, i) => html`<span class="tick ${["first", "middle", "last"][i]}">${this.text(value)}</span>`)}
      ${
        limit === null
          ? ""
          : html`<span class="value" aria-hidden="true">limit ${this.limitText(limit)}</span>
            <div class="handle" role="slider" tabindex="0" aria-label="Limit of the trailing means" aria-valuemin="0"
              aria-valuemax=${this.mode === "ratio" ? 2 ** end : end} aria-valuenow=${limit} aria-valuetext=${this.limitText(limit)}
              @pointerdown=${this.grab} @keydown=${this.key}></div>`
      }`;
  }

  private text(value: number): string {
    if (this.mode === "ratio") return `${Number((2 ** value).toPrecision(2))}×`;
    return `${value > 0 ? "+" : ""}${formatNumber(Number(value.toPrecision(3)))}`;
  }

  private limitText(limit: number): string {
    return this.mode === "ratio" ? `${limit}×` : `+${formatNumber(limit)} a bin`;
  }

  private readonly grab = (event: PointerEvent): void => {
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    this.held = this.end;
    const move = ({ clientX }: PointerEvent): void => {
      const { left, width } = this.getBoundingClientRect();
      const value = ((clientX - left) / width - 0.5) * 2 * this.held!;
      this.tell(this.mode === "ratio" ? 2 ** Math.max(0.02, value) : value);
    };
    const release = (): void => {
      this.held = null;
      handle.removeEventListener("pointermove", move);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", release, { once: true });
  };

  private readonly key = (event: KeyboardEvent): void => {
    const { limit } = this;
    if (limit === null) return;
    const by: Record<string, number> = {
      ArrowRight: STEP,
      ArrowUp: STEP,
      ArrowLeft: 1 / STEP,
      ArrowDown: 1 / STEP,
      PageUp: LARGE_STEP,
      PageDown: 1 / LARGE_STEP,
    };
    const factor = by[event.key];
    if (factor === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const least = 10 ** (Math.floor(Math.log10(limit)) - 1);
    const next = limit * factor;
    // rounding must not swallow a step
    this.tell(Math.abs(next - limit) < least ? limit + Math.sign(factor - 1) * least : next);
  };

  private tell(value: number): void {
    const limit = Math.max(0.01, Number(value.toPrecision(2)));
    if (limit !== this.limit) this.dispatchEvent(new CustomEvent<number>("limit", { detail: limit }));
  }
}

customElements.define("tl-compare-legend", CompareLegend);
