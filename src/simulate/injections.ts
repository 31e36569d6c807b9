/** Where injected incidents lie, and the ground truth about them. What each kind does is in `injection-kinds.ts`. */
import type { EpochMs, LineNumber } from "../model/units.ts";
import { makeInjection } from "./injection-kinds.ts";
import type { LineTemplate } from "./line-template.ts";
import type { Random } from "./random.ts";
import { quietestSecond } from "./rhythm.ts";

export const INJECTION_KINDS = [
  "spike",
  "cascade",
  "new-template",
  "silence",
  "exception",
  "ramp",
  "flood",
  "drift",
  "breach",
  "mix",
  "contextual",
  "collective",
  "vanished",
] as const;
export type InjectionKind = (typeof INJECTION_KINDS)[number];

export interface InjectionTruth {
  kind: InjectionKind;
  startMs: EpochMs;
  /** half-open */
  endMs: EpochMs;
  /** series that move: ids as in a report, but `template:` with the template's text */
  series: string[];
  /** first line of every injected event, 1-based, ascending; none for what adds no line of its own */
  lines: LineNumber[];
}

export interface SimulationTruth {
  seed: number;
  injections: InjectionTruth[];
}

/** Nominal lengths in seconds. */
const LENGTHS: Record<InjectionKind, number> = {
  spike: 60,
  cascade: 180,
  "new-template": 60,
  silence: 300,
  exception: 120,
  ramp: 6 * 3600,
  flood: 120,
  drift: 12 * 3600,
  breach: 180,
  mix: 900,
  contextual: 1800,
  collective: 3600,
  vanished: 3600,
};

/** One injection at work: asked once for every second of its span. */
export interface Injection {
  truth: InjectionTruth;
  /** what the usual volume is multiplied by while it lasts; 0 is silence */
  volume: number;
  /**
   * @param second since its start
   * @param mean usual number of events of this second
   * @returns templates of the events to add, in any order
   */
  extras(second: number, mean: number, random: Random): LineTemplate[];
  /** a share of the events of one template that are written as another; absent when none are */
  swap?: { from: LineTemplate; to: LineTemplate; share: number };
  /** is not written while it lasts: others come in its place, in their usual shares; absent when all are */
  missing?: LineTemplate;
}

/**
 * Places the injections, in the order given, over the last 70 % of the span, each in a slot of its own; where a slot
 * is shorter than an injection, the injection is cut to 80 % of it, and to a whole second. One that is abnormal by its
 * hour alone lies at the quietest hour of its slot.
 *
 * @param templates the usual templates, to draw errors from
 */
export function placeInjections(
  kinds: readonly InjectionKind[],
  startMs: EpochMs,
  seconds: number,
  templates: readonly LineTemplate[],
  random: Random,
): Injection[] {
  const slot = (seconds * 0.65) / Math.max(1, kinds.length);
  let fresh = 0;
  return kinds.map((kind, index) => {
    const length = Math.max(1, Math.floor(Math.min(LENGTHS[kind], slot * 0.8)));
    const begin = seconds * 0.3 + slot * index;
    const room = Math.max(0, slot - length) * 0.8;
    const drawn = Math.floor(begin + random.unit() * room);
    const offset = kind === "contextual" ? quietestSecond(startMs / 1000, Math.floor(begin), room, length) : drawn;
    const truth: InjectionTruth = {
      kind,
      startMs: startMs + offset * 1000,
      endMs: startMs + (offset + length) * 1000,
      series: [],
      lines: [],
    };
    const isFresh = kind === "new-template" || kind === "exception";
    return makeInjection(truth, length, templates, isFresh ? fresh++ : 0);
  });
}
