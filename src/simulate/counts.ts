/**
 * The same course as a simulated log, counted by bin and template without being written: for calibration over weeks. The
 * sum of Poisson counts is a Poisson count of the summed mean, so a number is drawn a bin, not a template an event.
 */
import type { Level } from "../model/levels.ts";
import type { DurationMs } from "../model/units.ts";
import type { ServiceName } from "./catalogue.ts";
import type { SimulationTruth } from "./injections.ts";
import type { LineTemplate } from "./line-template.ts";
import { courseOf, type SimulationOptions } from "./simulate.ts";

export interface SimulatedSeries {
  template: string;
  service: ServiceName;
  level: Level;
  /** events per bin */
  values: Float64Array;
}

export interface SimulatedCounts {
  /** bins align to the start of the log */
  binMs: DurationMs;
  binCount: number;
  /** in the order of their first event */
  series: SimulatedSeries[];
  truth: SimulationTruth;
}

/** @param binSeconds whole seconds, ≥ 1 @throws RangeError when hours or rate is not a positive number */
export function simulateCounts(options: SimulationOptions, binSeconds: number): SimulatedCounts {
  const { course, startSecond, seconds } = courseOf(options);
  const binCount = Math.ceil(seconds / binSeconds);
  const found = new Map<LineTemplate, Float64Array>();
  const count = (template: LineTemplate, bin: number, events: number) => {
    const values = found.get(template) ?? new Float64Array(binCount);
    values[bin] = (values[bin] as number) + events;
    found.set(template, values);
  };
  const means = new Float64Array(course.templates.length);
  const close = (bin: number) => {
    course.templates.forEach((template, i) => {
      const events = course.random.poisson(means[i] as number);
      if (events > 0) count(template, bin, events);
    });
    means.fill(0);
  };
  let open = 0;
  for (const { second, extras } of course.seconds(false)) {
    const bin = Math.floor((second - startSecond) / binSeconds);
    if (bin !== open) close(open);
    open = bin;
    course.addExpected(means);
    for (const { template } of extras) count(template, bin, 1);
  }
  close(open);
  return {
    binMs: binSeconds * 1000,
    binCount,
    series: [...found].map(([{ template, source }, values]) => ({
      template,
      service: source.service,
      level: source.level,
      values,
    })),
    truth: { seed: options.seed, injections: course.injections.map(({ truth }) => truth) },
  };
}
