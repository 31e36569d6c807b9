/**
 * Zoom and pan by keys that are held, several at a time: what is shown moves evenly until they are let go. A key that is only
 * tapped moves by a definite step. With reduced motion everything moves by such steps.
 */
import type { SteerWay } from "../model/steering.ts";
import type { TimeRange } from "./level-bins.ts";
import { LEAST_SPAN_MS, rounded } from "./range-gestures.ts";
import { zoomed } from "./range-keys.ts";

export interface SteerOptions {
  range(): TimeRange;
  whole(): TimeRange;
  /** place of the pointer in the chart, 0…1, which a zoom leaves where it is; null without one */
  pointer(): number | null;
  /** while it moves */
  onGesture(range: TimeRange): void;
  /** where it is, now and then, and where it ended. @param goesOn whether it is the same move as the call before */
  onRange(range: TimeRange, goesOn: boolean): void;
}

/** In one second what is shown is halved or doubled so often, or moves by so much of its length. */
const HALVINGS_A_SECOND = 2.5;
const LENGTHS_A_SECOND = 1.25;
/** Two taps halve or double; one pans by a quarter. */
const TAP_MS = 200;
/** A frame that was late moves by no more. */
const MOST_FRAME_MS = 50;
/** Counts are at hand for a length to both sides: before that is used up, or their bins are wide, others are asked for. */
const SETTLED_LENGTHS = 0.75;
const SETTLED_SHARE = 0.3;

interface Pressed {
  movedMs: number;
  isDown: boolean;
}

export class RangeSteer {
  private readonly options: SteerOptions;
  private readonly pressed = new Map<SteerWay, Pressed>();
  private frame = 0;
  private lastMs = 0;
  /** what is shown while keys are held */
  private current: TimeRange = { startMs: 0, endMs: 1 };
  private settled = this.current;
  private hasSettled = false;

  constructor(options: SteerOptions) {
    this.options = options;
  }

  press(way: SteerWay): void {
    if (this.pressed.size === 0) {
      this.current = this.options.range();
      this.settled = this.current;
      this.hasSettled = false;
      this.lastMs = performance.now();
      this.frame = requestAnimationFrame(this.step);
    }
    this.pressed.set(way, { movedMs: 0, isDown: true });
  }

  lift(way: SteerWay): void {
    const one = this.pressed.get(way);
    if (one !== undefined) one.isDown = false;
  }

  /** Ends where it is. */
  stop(): void {
    cancelAnimationFrame(this.frame);
    this.pressed.clear();
  }

  private readonly step = (now: number): void => {
    const elapsedMs = Math.max(0, now - this.lastMs);
    const inSteps = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!inSteps || elapsedMs >= TAP_MS || this.isFirst) {
      this.lastMs = now;
      for (const [way, one] of this.pressed) {
        const ms = inSteps ? TAP_MS : Math.min(elapsedMs, MOST_FRAME_MS);
        const movesMs = one.isDown ? ms : Math.min(ms, TAP_MS - one.movedMs);
        if (movesMs > 0) this.current = moved(this.current, way, movesMs / 1000, this.options);
        one.movedMs += movesMs;
        if (!one.isDown && one.movedMs >= TAP_MS) this.pressed.delete(way);
      }
      this.options.onGesture(this.current);
    }
    if (this.pressed.size === 0) this.settle();
    else {
      if (this.isFar()) this.settle();
      this.frame = requestAnimationFrame(this.step);
    }
  };

  /** Whether a key has just been pressed, which is to be felt at once. */
  private get isFirst(): boolean {
    return [...this.pressed.values()].some(({ movedMs }) => movedMs === 0);
  }

  private isFar(): boolean {
    const { current, settled } = this;
    const spanMs = settled.endMs - settled.startMs;
    const reachMs = spanMs * SETTLED_LENGTHS;
    if (current.endMs - current.startMs < spanMs * SETTLED_SHARE) return true;
    return current.startMs < settled.startMs - reachMs || current.endMs > settled.endMs + reachMs;
  }

  private settle(): void {
    const { current, settled } = this;
    if (current.startMs === settled.startMs && current.endMs === settled.endMs) return;
    this.settled = this.current;
    this.options.onRange(rounded(this.current), this.hasSettled);
    this.hasSettled = true;
  }
}

function moved(
  { startMs, endMs }: TimeRange,
  way: SteerWay,
  seconds: number,
  { whole, pointer }: Pick<SteerOptions, "whole" | "pointer">,
): TimeRange {
  const spanMs = endMs - startMs;
  if (way === "earlier" || way === "later") {
    const byMs = spanMs * LENGTHS_A_SECOND * seconds * (way === "later" ? 1 : -1);
    return zoomed(whole(), (startMs + endMs) / 2 + byMs, spanMs);
  }
  const factor = 2 ** (HALVINGS_A_SECOND * seconds * (way === "in" ? -1 : 1));
  const newSpanMs = Math.max(LEAST_SPAN_MS, spanMs * factor);
  const share = pointer() ?? 0.5;
  // the moment under the pointer stays under it
  return zoomed(whole(), startMs + spanMs * share + newSpanMs * (0.5 - share), newSpanMs);
}
