/** What stands at the parameters of a template: types, values and numbers, as counted over its lines. Plain, cloneable data. */
import type { EpochMs, HexId } from "./units.ts";

/** "identifier" is one word with digits or marks in it, "text" several words. */
export type ParameterType =
  | "number"
  | "percent"
  | "duration"
  | "size"
  | "rate"
  | "frequency"
  | "time"
  | "IP"
  | "UUID"
  | "hex"
  | "URL"
  | "path"
  | "word"
  | "identifier"
  | "text";

/** Half-open; an end that is absent is open. */
export interface ParameterRange {
  startMs?: EpochMs;
  endMs?: EpochMs;
}

/** Quantiles by the nearest rank. */
export interface Quantiles {
  count: number;
  min: number;
  median: number;
  p95: number;
  max: number;
}

/** Of the values in [startMs, endMs). */
export interface TimedQuantiles extends Quantiles {
  startMs: EpochMs;
  endMs: EpochMs;
}

/** Over the values of the parameter's type that are numbers. */
export interface NumberSummary extends Quantiles {
  /** as written where all values have the same; else "ms", "B", "B/s" or "Hz" after conversion; "" for bare numbers */
  unit: string;
  /** in up to 24 equal parts of the time of the events that were read, those without a number left out; empty without times */
  overTime: TimedQuantiles[];
}

export interface Parameter {
  /** the constant words beside it: "port <*> ssh2" */
  context: string;
  /** the commonest type of its values */
  type: ParameterType;
  /** events whose value is of that type */
  typeCount: number;
  /** different values in the events that were read */
  distinct: number;
  /** of all events, as these let expect; the same where all were read */
  distinctEstimate: number;
  /** commonest first, at most 10; equal counts by the value */
  top: { value: string; count: number }[];
  /** null where the type has no order of numbers */
  numbers: NumberSummary | null;
}

export interface TemplateParameters {
  templateId: HexId;
  /** events whose parameters were counted */
  events: number;
  /** events whose message could not be laid over the template: it lies in two fields, or stands in escapes */
  unaligned: number;
  /** false when only some of the events were read, spread evenly over the range */
  complete: boolean;
  /** in the order of the `<*>` */
  parameters: Parameter[];
}
