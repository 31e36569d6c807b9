/**
 * What makes a course without any incident hard to tell from one with: services whose share swings, templates that are
 * born without anything being wrong, and one deploy that shifts how much of what is said.
 */
import {
  BIRTH_EVENTS,
  BIRTH_SUBJECTS,
  type ServiceName,
  TEMPLATES,
  type TemplateSource,
  THREADS,
} from "./catalogue.ts";
import { compileTemplate, type LineTemplate } from "./line-template.ts";
import type { Random } from "./random.ts";
import { Swing } from "./rhythm.ts";

/** a service's share swings by a sixth, over some ten minutes */
const SWING_MEMORY = 0.998;
const SWING_DEVIATION = 0.15;
/** no weight is above it: the swing is bounded, and so is what a deploy does */
const MOST_WEIGHT = 2.4;
/** births a day on average, and events a second of each from then on */
const BIRTHS_A_DAY = 0.4;
const BIRTH_RATE = 1 / 1200;
/** the deploy lies at this share of the span */
const DEPLOY_AT = 0.55;
/** what a deploy does to the usual number of lines */
const DEPLOY_FACTORS: Partial<Record<ServiceName, number>> = { catalog: 1.4, inventory: 0.8, scheduler: 1.5 };

interface Birth {
  second: number;
  template: LineTemplate;
}

export class Restless {
  readonly births: readonly Birth[];
  readonly deploySecond: number;
  readonly #swings = new Map<ServiceName, { swing: Swing; now: number }>();
  readonly #random: Random;

  /** @param random a stream of its own */
  constructor(seconds: number, random: Random) {
    this.#random = random;
    this.deploySecond = Math.floor(seconds * DEPLOY_AT);
    const count = Math.min(
      BIRTH_SUBJECTS.length * BIRTH_EVENTS.length,
      random.poisson((seconds / 86400) * BIRTHS_A_DAY),
    );
    this.births = Array.from({ length: count }, (_, i) => ({
      second: Math.floor(random.unit() * seconds),
      template: compileTemplate(birth(i)),
    }));
    for (const service of Object.keys(THREADS) as ServiceName[])
      this.#swings.set(service, { swing: new Swing(SWING_MEMORY, SWING_DEVIATION), now: 1 });
  }

  /** To be called once a second, in order. @returns templates of events that are added */
  next(second: number): LineTemplate[] {
    for (const each of this.#swings.values()) each.now = each.swing.next(this.#random);
    return this.births
      .filter((one) => second >= one.second && this.#random.unit() < BIRTH_RATE)
      .map(({ template }) => template);
  }

  /** Whether a drawn event is kept; else another is drawn. Makes the shares of the services follow their weights. */
  keeps(template: LineTemplate, second: number): boolean {
    return this.#random.unit() * MOST_WEIGHT < this.weightOf(template, second);
  }

  /** What a template's share is multiplied by, 0.1…2.4, before shares are scaled to add up. */
  weightOf({ source }: LineTemplate, second: number): number {
    const deployed = second >= this.deploySecond ? (DEPLOY_FACTORS[source.service] ?? 1) : 1;
    return (this.#swings.get(source.service)?.now ?? 1) * deployed;
  }
}

function birth(index: number): TemplateSource {
  const subject = BIRTH_SUBJECTS[index % BIRTH_SUBJECTS.length] as string;
  const event = BIRTH_EVENTS[Math.floor(index / BIRTH_SUBJECTS.length) % BIRTH_EVENTS.length] as string;
  const { service } = TEMPLATES[(index * 5) % TEMPLATES.length] as TemplateSource;
  const level = index % 4 === 3 ? "warn" : index % 2 === 0 ? "info" : "debug";
  return { service, level, weight: 0, text: `${subject} {id} ${event} in {ms} ms` };
}
