/** The options of `timberline analyze`, from words to settings. */
import { parseArgs } from "node:util";
import { DEFAULT_SETTINGS } from "../model/analysis.ts";
import { type CompareBasis, type CompareSettings, REST, TIME_FIELD, type TimeSpan } from "../model/comparison.ts";
import { DETECTOR_NAMES, type DetectorSettings, type Settings } from "../model/report.ts";
import { PERIODS, type Period } from "../model/studies.ts";
import type { DurationMs } from "../model/units.ts";
import { UsageError } from "./usage.ts";

export interface AnalyzeOptions {
  files: string[];
  settings: Settings;
  /** paths as given; null when not asked for */
  report: string | null;
  events: string | null;
  assignments: string | null;
  scores: string | null;
  plan: string | null;
  studies: StudyOptions;
  templateEdits: string | null;
  baselines: string | null;
  baselinesOut: string | null;
  /** threads that read; null to choose as many as pay */
  workers: number | null;
}

/** What is written of the whole log beside its report; paths as given, null when not asked for. */
export interface StudyOptions {
  /** ids of series; null: all events, levels, rates, values of dimensions and numeric columns */
  series: string[] | null;
  period: Period;
  aggregates: string | null;
  models: string | null;
  features: string | null;
  rhythms: string | null;
  /** of project, customer, application, version, in this order; undefined where unknown */
  names: (string | undefined)[];
}

const NAMES = ["project", "customer", "application", "version"];

/** What stands for a field when spans of time are compared, and for an old side as long as the new one and ahead of it. */
const RANGES = "ranges";
const BEFORE = "before";

/** Options that are lists even when one value is given. */
const LISTS = new Set(["trailing"]);

const WIDTH = /^([1-9]\d{0,6})([smhd])$/;
const UNITS: Record<string, DurationMs> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const OPTIONS = {
  report: { type: "string" },
  events: { type: "string" },
  assignments: { type: "string" },
  scores: { type: "string" },
  "time-zone": { type: "string" },
  bin: { type: "string" },
  compare: { type: "string" },
  key: { type: "string" },
  "compare-by": { type: "string" },
  "compare-bin": { type: "string" },
  detector: { type: "string", multiple: true },
  plan: { type: "string" },
  "template-edits": { type: "string" },
  baselines: { type: "string" },
  "baselines-out": { type: "string" },
  workers: { type: "string" },
  "alert-decades": { type: "string" },
  "least-events": { type: "string" },
  aggregates: { type: "string" },
  by: { type: "string" },
  models: { type: "string" },
  features: { type: "string" },
  rhythms: { type: "string" },
  series: { type: "string", multiple: true },
  name: { type: "string", multiple: true },
} as const;

/** @throws UsageError in one sentence */
export function parseAnalyze(args: string[]): AnalyzeOptions {
  const { values, positionals } = parseOrThrow(args);
  if (positionals.length === 0) throw new UsageError("analyze needs at least one FILE.");
  for (const option of ["key", "compare-by", "compare-bin"] as const)
    if (values[option] !== undefined && values.compare === undefined)
      throw new UsageError(`--${option} needs --compare.`);
  const settings: Settings = {
    timeZone: values["time-zone"] === undefined ? DEFAULT_SETTINGS.timeZone : timeZone(values["time-zone"]),
    binMs: values.bin === undefined ? DEFAULT_SETTINGS.binMs : binWidth(values.bin),
    compare:
      values.compare === undefined
        ? null
        : {
            ...comparison(values.compare, values.key ?? null),
            ...(values["compare-by"] !== undefined && { by: basis(values["compare-by"]) }),
            ...(values["compare-bin"] !== undefined && { binMs: binWidth(values["compare-bin"], "--compare-bin") }),
          },
    detectors: values.detector?.map(detector) ?? DEFAULT_SETTINGS.detectors,
    alertDecades:
      values["alert-decades"] === undefined ? DEFAULT_SETTINGS.alertDecades : decades(values["alert-decades"]),
    leastEvents:
      values["least-events"] === undefined
        ? DEFAULT_SETTINGS.leastEvents
        : wholeNumber("--least-events", values["least-events"]),
  };
  return {
    files: positionals,
    settings,
    report: values.report ?? null,
    events: values.events ?? null,
    assignments: values.assignments ?? null,
    scores: values.scores ?? null,
    plan: values.plan ?? null,
    studies: {
      series: values.series ?? null,
      period: values.by === undefined ? "hour" : period(values.by),
      aggregates: values.aggregates ?? null,
      models: values.models ?? null,
      features: values.features ?? null,
      rhythms: values.rhythms ?? null,
      names: names(values.name ?? []),
    },
    templateEdits: values["template-edits"] ?? null,
    baselines: values.baselines ?? null,
    baselinesOut: values["baselines-out"] ?? null,
    workers: values.workers === undefined ? null : wholeNumber("--workers", values.workers),
  };
}

function parseOrThrow(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`${option} takes a whole number above 0, not "${text}".`);
  return Number(text);
}

function period(text: string): Period {
  const known = PERIODS.find((name) => name === text);
  if (known === undefined) throw new UsageError(`--by takes one of ${PERIODS.join(", ")}, not "${text}".`);
  return known;
}

/** @param texts each PART=TEXT */
function names(texts: readonly string[]): (string | undefined)[] {
  const given = texts.map((text) => {
    const [part = "", ...rest] = text.split("=");
    if (!NAMES.includes(part) || rest.join("=") === "")
      throw new UsageError(`--name takes PART=TEXT with a part of ${NAMES.join(", ")}, not "${text}".`);
    return [part, rest.join("=")] as const;
  });
  return NAMES.map((part) => given.findLast(([name]) => name === part)?.[1]);
}

function decades(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 12)) throw new UsageError(`--alert-decades takes a number from 1 to 12, not "${text}".`);
  return value;
}

function timeZone(text: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return text;
  } catch {
    throw new UsageError(`"${text}" is not a time zone; use a name such as Europe/Berlin or UTC.`);
  }
}

/** @returns milliseconds of "50s", "5m", "1h", "1d" */
export function binWidth(text: string, option = "--bin"): DurationMs {
  const match = WIDTH.exec(text);
  if (match === null)
    throw new UsageError(`${option} takes whole seconds, minutes, hours or days as 30s, 5m, 1h or 1d, not "${text}".`);
  return Number(match[1]) * (UNITS[match[2] as string] as number);
}

/** @param text FIELD=OLD..NEW, or ranges=OLD..NEW; the field ends at the first "=", the old value at the first ".." after it */
export function comparison(text: string, key: string | null): CompareSettings {
  const match = /^([^=]+)=(.+?)\.\.(.+)$/s.exec(text);
  if (match === null) throw new UsageError(`--compare takes FIELD=OLD..NEW, not "${text}".`);
  const [, field, old, next] = match as unknown as [string, string, string, string];
  if (old === next) throw new UsageError(`--compare needs two different values, not "${old}" twice.`);
  if (field !== RANGES) return { field, old, new: next, key };
  const fresh = range(next);
  const lengthMs = fresh.endMs - fresh.startMs;
  const before = { startMs: fresh.startMs - lengthMs, endMs: fresh.startMs };
  const ranges = { old: old === REST ? null : old === BEFORE ? before : range(old), new: fresh };
  return { field: TIME_FIELD, old, new: next, key, ranges };
}

/** @param text START/END or START/LENGTH; times in ISO 8601, UTC without a zone */
function range(text: string): TimeSpan {
  const [start = "", end = ""] = text.split("/");
  const startMs = moment(start);
  const length = WIDTH.exec(end);
  const endMs = length ? startMs + binWidth(end) : moment(end);
  if (startMs < endMs) return { startMs, endMs };
  throw new UsageError(
    `A range is START/END or START/LENGTH, such as 2026-03-01T08:00/1h, not "${text}"; as the old one also ${REST} or ${BEFORE}.`,
  );
}

function moment(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}(T|$)/.test(text)) return Number.NaN;
  return Date.parse(/T.*(Z|[+-]\d{2}:\d{2})$|^[^T]*$/.test(text) ? text : `${text}Z`);
}

function basis(text: string): CompareBasis {
  if (text === "users" || text === "totals") return text;
  throw new UsageError(`--compare-by takes users or totals, not "${text}".`);
}

/** @param text NAME or NAME:key=value,key=value */
export function detector(text: string): DetectorSettings {
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  const known = DETECTOR_NAMES.find((candidate) => candidate === name);
  if (known === undefined)
    throw new UsageError(`There is no detector "${name}"; there are ${DETECTOR_NAMES.join(", ")}.`);
  const options: DetectorSettings["options"] = {};
  for (const part of colon < 0 ? [] : text.slice(colon + 1).split(",")) {
    const equals = part.indexOf("=");
    if (equals < 1 || equals === part.length - 1) {
      throw new UsageError(`--detector takes key=value after the colon, not "${part}".`);
    }
    options[part.slice(0, equals)] = optionValue(part.slice(0, equals), part.slice(equals + 1));
  }
  return { name: known, options };
}

function optionValue(key: string, text: string): number | string | number[] {
  const numbers = text.split("+").map((item) => (/^-?\d+(\.\d+)?$/.test(item) ? Number(item) : Number.NaN));
  if (numbers.some(Number.isNaN)) {
    if (LISTS.has(key)) throw new UsageError(`${key} takes numbers joined by plus signs, not "${text}".`);
    return text;
  }
  return numbers.length > 1 || LISTS.has(key) ? numbers : (numbers[0] as number);
}
