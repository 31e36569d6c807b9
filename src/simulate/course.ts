/** The course of a simulated log: what happens in each second, before anybody writes it down. */
import { TEMPLATES } from "./catalogue.ts";
import { type Injection, type InjectionKind, type InjectionTruth, placeInjections } from "./injections.ts";
import { compileTemplate, type LineTemplate } from "./line-template.ts";
import { Random } from "./random.ts";
import { Restless } from "./restless.ts";
import { Rhythm } from "./rhythm.ts";

export interface CourseOptions {
  seed: number;
  startSecond: number;
  seconds: number;
  rate: number;
  inject: readonly InjectionKind[];
  /** whether services swing, templates are born and a deploy shifts levels, as in a real log */
  restless: boolean;
}

/** One second in which something happens. `truth` of an extra event is null when it belongs to no injection. */
export interface CourseSecond {
  second: number;
  usualCount: number;
  extras: { template: LineTemplate; truth: InjectionTruth | null }[];
}

/** Sources of randomness, apart, so that a change of one leaves the others as they were. */
const STREAMS = { place: 1, volume: 2, text: 3, restless: 4 } as const;

const MIX_SLOTS = 4096;

export class Course {
  readonly templates: readonly LineTemplate[] = TEMPLATES.map(compileTemplate);
  readonly injections: readonly Injection[];
  readonly #options: CourseOptions;
  readonly #mix: Uint8Array;
  #random = new Random(0);
  #restless: Restless | null = null;
  #active: readonly Injection[] = [];
  #second = 0;
  #mean = 0;
  /** share of each template in the mix, and in the second given last before it is scaled */
  readonly #shares: Float64Array;
  readonly #now: Float64Array;

  constructor(options: CourseOptions) {
    this.#options = options;
    this.#mix = mixTable(this.templates);
    this.#shares = new Float64Array(this.templates.length);
    for (const index of this.#mix) this.#shares[index] = (this.#shares[index] as number) + 1 / MIX_SLOTS;
    this.#now = new Float64Array(this.templates.length);
    const { inject, startSecond, seconds } = options;
    const random = this.#stream(STREAMS.place);
    this.injections = placeInjections(inject, startSecond * 1000, seconds, this.templates, random);
  }

  #stream(index: number): Random {
    return new Random(this.#options.seed * 8 + index);
  }

  /** The source that draws events and what they say; of the run that `seconds` began last. */
  get random(): Random {
    return this.#random;
  }

  /**
   * The seconds in which something happens, from the first one; `draw` and `addExpected` belong to the second given last.
   *
   * @param drawn whether the number of usual events is drawn; without, all seconds are given, and it is 0
   */
  *seconds(drawn = true): Generator<CourseSecond> {
    const { startSecond, seconds, rate, restless } = this.#options;
    const rhythm = new Rhythm(startSecond * 1000, seconds, rate, this.#stream(STREAMS.volume));
    const random = this.#stream(STREAMS.text);
    this.#random = random;
    this.#restless = restless ? new Restless(seconds, this.#stream(STREAMS.restless)) : null;
    for (let i = 0; i < seconds; i++) {
      const second = startSecond + i;
      const mean = rhythm.next(second);
      const born = this.#restless?.next(i) ?? [];
      this.#second = i;
      this.#active = this.injections.filter((injection) => isActive(injection, second));
      const volume = this.#active.reduce((product, injection) => product * injection.volume, 1);
      if (volume === 0) continue;
      const extras: CourseSecond["extras"] = this.#active.flatMap(({ extras, truth }) =>
        extras(second - truth.startMs / 1000, mean, random).map((template) => ({ template, truth })),
      );
      for (const template of born) extras.push({ template, truth: null });
      this.#mean = mean * volume;
      const usualCount = drawn ? random.poisson(this.#mean) : 0;
      if (!drawn || usualCount + extras.length > 0) yield { second, usualCount, extras };
    }
  }

  /** Draws the template of one usual event. */
  draw(): LineTemplate {
    let template = this.#drawUsual();
    while (this.#isMissing(template) || this.#restless?.keeps(template, this.#second) === false)
      template = this.#drawUsual();
    for (const { swap } of this.#active)
      if (swap && template === swap.from && this.#random.unit() < swap.share) template = swap.to;
    return template;
  }

  /**
   * Adds the mean number of usual events of each template in the second given last, in the order of `templates`: what
   * `draw` gives on average.
   */
  addExpected(means: Float64Array): void {
    const { templates } = this;
    let total = 0;
    for (let i = 0; i < templates.length; i++) {
      const template = templates[i] as LineTemplate;
      const weight = this.#isMissing(template) ? 0 : (this.#restless?.weightOf(template, this.#second) ?? 1);
      const share = (this.#shares[i] as number) * weight;
      this.#now[i] = share;
      total += share;
    }
    for (const { swap } of this.#active) {
      if (!swap) continue;
      const from = templates.indexOf(swap.from);
      const moved = (this.#now[from] as number) * swap.share;
      this.#now[from] = (this.#now[from] as number) - moved;
      const to = templates.indexOf(swap.to);
      this.#now[to] = (this.#now[to] as number) + moved;
    }
    const scale = this.#mean / total;
    for (let i = 0; i < templates.length; i++) means[i] = (means[i] as number) + (this.#now[i] as number) * scale;
  }

  #isMissing(template: LineTemplate): boolean {
    return this.#active.some(({ missing }) => missing === template);
  }

  #drawUsual(): LineTemplate {
    return this.templates[this.#mix[this.#random.bits() >>> 20] as number] as LineTemplate;
  }
}

function isActive({ truth }: Injection, epochSecond: number): boolean {
  return epochSecond * 1000 >= truth.startMs && epochSecond * 1000 < truth.endMs;
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
