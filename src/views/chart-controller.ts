/**
 * What all elements with a chart do alike: the chart is made when there is a place for it, has the place's size, follows
 * the colours of the page, and ends with its place or its element. What it shows is the element's to say.
 */
import type { LitElement, ReactiveController } from "lit";
import { watchColors } from "../charts/color-watch.ts";

/** What is drawn on a canvas. */
export interface DrawnChart {
  /** whether there is a picture to fit to its place */
  readonly drawn: boolean;
  refreshColors(): void;
  destroy(): void;
}

export class ChartController<Chart extends DrawnChart> implements ReactiveController {
  private readonly make: (place: HTMLElement) => Chart;
  private readonly fit: (chart: Chart, place: HTMLElement) => void;
  private place: HTMLElement | null = null;
  private held: Chart | null = null;
  private endWatch: (() => void) | null = null;
  private readonly observer = new ResizeObserver(() => {
    const { held, place } = this;
    if (held === null || place === null) return;
    // a first picture takes long, and many may appear at once: each in a task of its own, after the page is laid out
    if (held.drawn) this.fit(held, place);
    else setTimeout(() => this.held === held && this.fit(held, place));
  });

  /** @param fit gives the chart the size of its place; called whenever that changes */
  constructor(
    host: LitElement,
    { make, fit }: { make(place: HTMLElement): Chart; fit(chart: Chart, place: HTMLElement): void },
  ) {
    this.make = make;
    this.fit = fit;
    host.addController(this);
  }

  /** null until there is a place */
  get chart(): Chart | null {
    return this.held;
  }

  /** To be called after each update. @param place where the chart stands now; null: nowhere @returns the chart there */
  at(place: HTMLElement | null): Chart | null {
    if (place !== this.place) this.end();
    if (place !== null && this.held === null) {
      this.place = place;
      this.held = this.make(place);
      this.observer.observe(place);
    }
    return this.held;
  }

  hostConnected(): void {
    this.endWatch = watchColors(() => this.held?.refreshColors());
  }

  hostDisconnected(): void {
    this.endWatch?.();
    this.end();
  }

  private end(): void {
    this.observer.disconnect();
    this.held?.destroy();
    this.held = null;
    this.place = null;
  }
}
