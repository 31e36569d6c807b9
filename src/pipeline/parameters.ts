/**
 * The parameters of a template, counted over its lines: a message is laid over the template's constants, and what stands
 * between them are the values. Knows nothing of files; template-lines.ts brings the messages.
 */
import type { NumberSummary, Parameter, ParameterType, Quantiles, TimedQuantiles } from "../model/parameters.ts";
import { BASE_UNITS, looksOf, mayBeHex, unitOf } from "./parameter-types.ts";

/** A template taken apart: constant words around its parameters. */
export interface TemplateShape {
  /** words before the first parameter, between each two, and behind the last; one more than parameters */
  constants: string[][];
  /** by parameter: the unit that stands behind it as a constant; "" for none */
  units: string[];
}

/** bytes of a message that its template knows of, as in assembly/signature.ts */
const MESSAGE_CAP = 512;
const MOST_TOP = 10;
const CONTEXT_WORDS = 2;
// words are parted by the bytes that assembly/signature.ts has as boundaries
const WORD = /[^\0- "'(),:;<=>[\]{|}]+/g;
const PART = /<\*>|[^\0- "'(),:;<=>[\]{|}]+/g;
const BOUNDARY = /[\0- "'(),:;<=>[\]{|}]/;
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };

export function shapeOf(template: string): TemplateShape {
  const constants: string[][] = [[]];
  const units: string[] = [];
  for (const { 0: part, index } of template.matchAll(PART)) {
    if (part !== "<*>") {
      constants.at(-1)?.push(part);
      continue;
    }
    constants.push([]);
    const [, next = ""] = /^ *([^\0- "'(),:;<=>[\]{|}]+)/.exec(template.slice(index + 3)) ?? [];
    units.push(unitOf(next) ? next : "");
  }
  return { constants, units };
}

/**
 * Lays a message over a template. Each parameter takes at least one word, and as few as can be; the constants stand in order,
 * the first at the beginning and the last at the end of what the template knows of the message.
 *
 * @returns the text at each parameter, without the quotes and brackets around it; null when the message is not of the template
 */
export function align(shape: TemplateShape, message: string): string[] | null {
  return alignedPlaces(shape, message)?.map(([from, to]) => message.slice(from, to)) ?? null;
}

/** The same as places in the message: [from, to) in units of UTF-16. */
export function alignedPlaces({ constants }: TemplateShape, message: string): [from: number, to: number][] | null {
  const known = knownPart(message);
  const words = [...known.matchAll(WORD)];
  const last = constants.length - 1;
  const places: [from: number, to: number][] = [];
  let at = 0;
  for (let i = 0; i <= last; i++) {
    const run = constants[i] ?? [];
    // behind a parameter, the run may begin at any later word; the last one ends the message
    let place = i === 0 ? 0 : i === last ? words.length - run.length : at + 1;
    if (i > 0 && place <= at) return null;
    const until = i > 0 && i < last ? words.length - run.length : place;
    while (place <= until && !run.every((word, k) => words[place + k]?.[0] === word)) place++;
    if (place > until) return null;
    const first = words[at];
    const end = words[place - 1];
    if (i > 0 && first && end) places.push([first.index, closedEnd(known, first.index, end.index + end[0].length)]);
    at = place + run.length;
  }
  return at === words.length ? places : null;
}

/** What the core looks at of a long message: no word is cut in two, unless it is the only one. */
function knownPart(message: string): string {
  // three bytes at most for a unit of UTF-16
  if (message.length * 3 <= MESSAGE_CAP) return message;
  const bytes = new TextEncoder().encode(message);
  if (bytes.length <= MESSAGE_CAP) return message;
  let length = MESSAGE_CAP;
  while (length > 0 && !BOUNDARY.test(String.fromCharCode(bytes[length] ?? 0))) length--;
  return new TextDecoder().decode(bytes.subarray(0, length === 0 ? MESSAGE_CAP : length));
}

/** Where the text at [from, to) ends with the brackets behind it that close what it opens. */
function closedEnd(text: string, from: number, to: number): number {
  const open: string[] = [];
  for (let at = from; at < to; at++) {
    const mark = text[at] ?? "";
    if (CLOSING[mark] !== undefined) open.push(CLOSING[mark]);
    else if (mark === open.at(-1)) open.pop();
  }
  while (open.length > 0 && text[to] === open.at(-1)) {
    open.pop();
    to++;
  }
  return to;
}

/** When a value stood at a parameter; null without a time. */
interface Sample {
  timeMs: number | null;
  value: string;
}

/** parts of the time that numbers are told for */
const MOST_PARTS = 24;

/** Counts the values of each parameter; the caller bounds how many messages it is given. */
export class ParameterCounts {
  readonly #shape: TemplateShape;
  readonly #samples: Sample[][];
  /** messages counted */
  events = 0;
  /** messages that are not of the template as far as can be told */
  unaligned = 0;

  constructor(template: string) {
    this.#shape = shapeOf(template);
    this.#samples = this.#shape.units.map(() => []);
  }

  add(message: string, timeMs: number | null = null): void {
    const values = align(this.#shape, message);
    if (!values) {
      this.unaligned++;
      return;
    }
    this.events++;
    values.forEach((value, i) => {
      this.#samples[i]?.push({ timeMs, value });
    });
  }

  /**
   * @param all events that there are of the template, those that were not counted included
   * @returns nothing when no message was counted
   */
  summary(all = this.events): Parameter[] {
    if (this.events === 0) return [];
    const { constants, units } = this.#shape;
    return this.#samples.map((samples, i) => ({
      context: [...(constants[i] ?? []).slice(-CONTEXT_WORDS), "<*>", ...(constants[i + 1] ?? []).slice(0, 1)].join(
        " ",
      ),
      ...summarise(samples, units[i], all),
    }));
  }
}

/**
 * @param unit what stands behind every value as a constant; "" for none
 * @param events that the samples were drawn from
 */
export function summarise(samples: readonly Sample[], unit = "", events = samples.length): Omit<Parameter, "context"> {
  const counts = new Map<string, number>();
  for (const { value } of samples) counts.set(value, (counts.get(value) ?? 0) + 1);
  const all = [...counts].map(([value, count]) => ({ value, count, ...looksOf(value, unit) }));
  // ids in hexadecimal are digits alone now and then
  if (all.some(({ type }) => type === "hex"))
    for (const one of all) if (one.type === "number" && mayBeHex(one.value)) one.type = "hex";
  const byType = new Map<ParameterType, number>();
  for (const { type, count } of all) byType.set(type, (byType.get(type) ?? 0) + count);
  const [[type, typeCount] = ["text", 0] as const] = [...byType].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const top = [...all].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, MOST_TOP);
  const amounts = new Map(
    all.flatMap((one) => (one.type === type && one.amount ? [[one.value, one.amount] as const] : [])),
  );
  return {
    type,
    typeCount,
    distinct: all.length,
    distinctEstimate: distinctOf(all, samples.length, events),
    top: top.map(({ value, count }) => ({ value, count })),
    numbers: type === "hex" || amounts.size === 0 ? null : numbersOf(samples, amounts, type),
  };
}

/**
 * How many different values there are, from those of some events: the more were seen but once, the more were not seen at all.
 * Source: Haas and Stokes 1998, JASA 93, estimator Duj1.
 */
function distinctOf(seen: readonly { count: number }[], samples: number, events: number): number {
  const once = seen.filter(({ count }) => count === 1).length;
  const unseenShare = (once / samples) * (1 - samples / Math.max(samples, events));
  return Math.round(seen.length / (1 - unseenShare));
}

/** @param amounts the values that are numbers of the type */
function numbersOf(
  samples: readonly Sample[],
  amounts: ReadonlyMap<string, { value: number; unit: string }>,
  type: ParameterType,
): NumberSummary {
  const [first] = amounts.values();
  const same = [...amounts.values()].every(({ unit }) => unit === first?.unit);
  const unit = same ? (first?.unit ?? "") : (BASE_UNITS[type] ?? "");
  const numbers = samples.flatMap(({ timeMs, value }) => {
    const amount = amounts.get(value);
    if (!amount) return [];
    return [{ timeMs, value: same ? amount.value : amount.value * (unitOf(amount.unit)?.factor ?? 1) }];
  });
  return { unit, ...quantilesOf(numbers.map(({ value }) => value)), overTime: overTime(numbers) };
}

/** @param values at least one */
function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const ranked = (share: number): number => sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] as number;
  return { count: sorted.length, min: ranked(0), median: ranked(0.5), p95: ranked(0.95), max: ranked(1) };
}

function overTime(numbers: readonly { timeMs: number | null; value: number }[]): TimedQuantiles[] {
  const times = numbers.flatMap(({ timeMs }) => (timeMs === null ? [] : [timeMs]));
  if (times.length < 2) return [];
  const from = times.reduce((least, timeMs) => Math.min(least, timeMs));
  const to = times.reduce((most, timeMs) => Math.max(most, timeMs)) + 1;
  const partMs = (to - from) / MOST_PARTS;
  const parts = Array.from({ length: MOST_PARTS }, (): number[] => []);
  for (const { timeMs, value } of numbers)
    if (timeMs !== null) parts[Math.min(MOST_PARTS - 1, Math.floor((timeMs - from) / partMs))]?.push(value);
  return parts.flatMap((values, i) =>
    values.length === 0 ? [] : [{ startMs: from + i * partMs, endMs: from + (i + 1) * partMs, ...quantilesOf(values) }],
  );
}
