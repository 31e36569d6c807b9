/**
 * A made-up application log with known incidents: seeded, the same bytes on every machine and in every zone, of any
 * length in bounded memory. One line layout: `2026-11-02T08:00:00.123Z INFO  [worker-3] checkout: Order 18233 paid …`.
 * Writes down what `course.ts` lets happen; what is said is in `catalogue.ts`.
 */
import type { EpochMs } from "../model/units.ts";
import { ascii, ByteWriter } from "./byte-writer.ts";
import { Course } from "./course.ts";
import type { InjectionKind, SimulationTruth } from "./injections.ts";
import { type LineState, writeEvent } from "./line-template.ts";

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
  /** swinging services, births of templates and a deploy; false without */
  restless?: boolean;
}

export interface Simulation {
  /** The log in chunks of about 64 KiB, each a buffer of its own. Every call starts again from the first line. */
  lines(): Generator<Uint8Array>;
  /** What was injected. Times are known at once, `lines` of each injection as they are written. */
  truth: SimulationTruth;
}

const BLANK = 32;

/** @throws RangeError when hours or rate is not a positive number */
export function courseOf(options: SimulationOptions): { course: Course; startSecond: number; seconds: number } {
  const { seed, hours, rate, inject, restless = false } = options;
  if (!(hours > 0 && Number.isFinite(hours))) throw new RangeError("hours must be a positive number");
  if (!(rate > 0 && Number.isFinite(rate))) throw new RangeError("rate must be a positive number");
  const startSecond = Math.floor(options.startMs / 1000);
  const seconds = Math.max(1, Math.round(hours * 3600));
  return { course: new Course({ seed, startSecond, seconds, rate, inject, restless }), startSecond, seconds };
}

/** @throws RangeError when hours or rate is not a positive number */
export function simulate(options: SimulationOptions): Simulation {
  const { course } = courseOf(options);

  function* lines(): Generator<Uint8Array> {
    for (const { truth } of course.injections) truth.lines = [];
    const out = new ByteWriter();
    const state: LineState = { lastOrder: 18000 };
    let line = 1;
    for (const { second, usualCount, extras } of course.seconds()) {
      const { random } = course;
      const count = usualCount + extras.length;
      const stamp = ascii(new Date(second * 1000).toISOString().slice(0, 20));
      for (let i = 0; i < count; i++) {
        out.bytes(stamp);
        out.padded(Math.floor(((i + random.unit()) * 1000) / count), 3);
        out.byte(90);
        out.byte(BLANK);
        let template = course.draw();
        // selection sampling: the extras fall evenly among the events of the second
        if (extras.length > 0 && random.unit() * (count - i) < extras.length) {
          const extra = extras.pop();
          if (extra !== undefined) {
            template = extra.template;
            extra.truth?.lines.push(line);
          }
        }
        line += writeEvent(template, out, random, state);
        if (out.full) yield out.take();
      }
    }
    if (out.pending > 0) yield out.take();
  }

  return { lines, truth: { seed: options.seed, injections: course.injections.map(({ truth }) => truth) } };
}
