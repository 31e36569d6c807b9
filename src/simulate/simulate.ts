/**
 * A made-up application log with known incidents: seeded, the same bytes on every machine and in every zone, of any
 * length in bounded memory. One line layout: `2026-11-02T08:00:00.123Z INFO  [worker-3] checkout: Order 18233 paid …`.
 * Owns the course of time and the mix of templates; what is said is in `catalogue.ts`.
 */
import type { EpochMs } from "../model/units.ts";
import { ascii, ByteWriter } from "./byte-writer.ts";
import { TEMPLATES } from "./catalogue.ts";
import { type Injection, type InjectionKind, placeInjections, type SimulationTruth } from "./injections.ts";
import { compileTemplate, type LineState, type LineTemplate, writeEvent } from "./line-template.ts";
import { Random } from "./random.ts";
import { Rhythm } from "./rhythm.ts";

export interface SimulationOptions {
  /** any whole number; the same seed and options give the same bytes */
  seed: number;
  /** start of the log; cut to a whole second */
  startMs: EpochMs;
  /** length of the log, > 0 */
  hours: number;
  /** events per second, averaged over the span, > 0 */
  rate: number;
  inject: readonly InjectionKind[];
}

export interface Simulation {
  /** The log in chunks of about 64 KiB, each a buffer of its own. Every call starts again from the first line. */
  lines(): Generator<Uint8Array>;
  /** What was injected. Times are known at once, `lines` of each injection as they are written. */
  truth: SimulationTruth;
}

/** Sources of randomness, apart, so that a change of one leaves the others as they were. */
const STREAMS = { place: 1, volume: 2, text: 3 } as const;

const MIX_SLOTS = 4096;
const BLANK = 32;

/**
 * @throws RangeError when hours or rate is not a positive number
 */
export function simulate(options: SimulationOptions): Simulation {
  const { seed, hours, rate } = options;
  if (!(hours > 0 && Number.isFinite(hours))) throw new RangeError("hours must be a positive number");
  if (!(rate > 0 && Number.isFinite(rate))) throw new RangeError("rate must be a positive number");
  const startSecond = Math.floor(options.startMs / 1000);
  const seconds = Math.max(1, Math.round(hours * 3600));
  const stream = (index: number): Random => new Random(seed * 8 + index);
  const templates = TEMPLATES.map(compileTemplate);
  const mix = mixTable(templates);
  const injections = placeInjections(options.inject, startSecond * 1000, seconds, templates, stream(STREAMS.place));

  function* lines(): Generator<Uint8Array> {
    for (const injection of injections) injection.truth.lines = [];
    const rhythm = new Rhythm(startSecond * 1000, seconds, rate, stream(STREAMS.volume));
    const random = stream(STREAMS.text);
    const out = new ByteWriter();
    const state: LineState = { lastOrder: 18000 };
    let line = 1;
    for (let second = 0; second < seconds; second++) {
      const mean = rhythm.next(startSecond + second);
      const active = injections.filter((injection) => isActive(injection, startSecond + second));
      if (active.some((injection) => injection.silent)) continue;
      const extras = active.flatMap((injection) => {
        const since = startSecond + second - injection.truth.startMs / 1000;
        return injection.extras(since, mean, random).map((template) => ({ template, truth: injection.truth }));
      });
      const count = random.poisson(mean) + extras.length;
      if (count === 0) continue;
      const stamp = ascii(new Date((startSecond + second) * 1000).toISOString().slice(0, 20));
      for (let i = 0; i < count; i++) {
        out.bytes(stamp);
        out.padded(Math.floor(((i + random.unit()) * 1000) / count), 3);
        out.byte(90);
        out.byte(BLANK);
        let template = templates[mix[random.bits() >>> 20] as number] as LineTemplate;
        // selection sampling: the extras fall evenly among the events of the second
        if (extras.length > 0 && random.unit() * (count - i) < extras.length) {
          const extra = extras.pop();
          if (extra !== undefined) {
            template = extra.template;
            extra.truth.lines.push(line);
          }
        }
        line += writeEvent(template, out, random, state);
        if (out.full) yield out.take();
      }
    }
    if (out.pending > 0) yield out.take();
  }

  return { lines, truth: { seed, injections: injections.map((injection) => injection.truth) } };
}

function isActive(injection: Injection, epochSecond: number): boolean {
  return epochSecond * 1000 >= injection.truth.startMs && epochSecond * 1000 < injection.truth.endMs;
}

/** @returns for each of MIX_SLOTS equal parts of the weights the index of its template; each has one part at least */
function mixTable(templates: readonly LineTemplate[]): Uint8Array {
  const total = templates.reduce((sum, template) => sum + template.source.weight, 0);
  const table = new Uint8Array(MIX_SLOTS);
  let at = 0;
  let most = 0;
  templates.forEach((template, index) => {
    if (template.source.weight > (templates[most] as LineTemplate).source.weight) most = index;
    const slots = Math.max(1, Math.round((template.source.weight / total) * MIX_SLOTS));
    for (let i = 0; i < slots && at < MIX_SLOTS; i++) table[at++] = index;
  });
  // rounding leaves a few parts over: the commonest template takes them
  table.fill(most, at);
  return table;
}
