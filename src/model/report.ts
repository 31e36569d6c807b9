/**
 * The report: what an analysis found, as one JSON file that anyone can check against the original log.
 * The same object is shown on screen, kept in the store and exported. Times are epoch ms; intervals are [start, end).
 * `public/timberline-report.schema.json` is the published schema; `report-schema.ts` holds the checks on import.
 */
import type { Baselines } from "./baselines.ts";
import type { CompareSettings, Comparison } from "./comparison.ts";
import type { Level } from "./levels.ts";
import type { Plan } from "./plan.ts";
import type { TemplateEdit } from "./template-edits.ts";
import type { Trace } from "./trace.ts";
import type { ByteOffset, DurationMs, EpochMs, HexId, LineNumber } from "./units.ts";

export const REPORT_FORMAT = "timberline-report";
export const REPORT_VERSION = 1;

export interface SourceFile {
  name: string;
  /** size as it lies on disk */
  bytes: number;
  lastModified: EpochMs;
  /** SHA-256 tree over 8 MiB blocks, hex; "pending" until the second read is done */
  digest: string;
}

/** All detectors; `pipeline/detector-settings.ts` says what each can be told. */
export const DETECTOR_NAMES = [
  "mean-threshold",
  "ema-bands",
  "fixed-limits",
  "hour-of-week",
  "time-of-day",
  "new-extreme",
  "level-shift",
  "trend",
  "silence",
  "rare-template",
  "vanished-template",
  "template-drift",
  "nearest-neighbour",
  "forecast",
  "spread",
  "calm",
  "flat-line",
] as const;
export type DetectorName = (typeof DETECTOR_NAMES)[number];

/** A detector with the settings that differ from its defaults. */
export interface DetectorSettings {
  name: DetectorName;
  /** e.g. { threshold: 6, trailing: [10, 20], mode: "difference" } */
  options: Record<string, number | string | number[]>;
}

export interface Settings {
  /** IANA zone for stamps without a zone, and for display; "UTC" unless the user chose one */
  timeZone: string;
  /** null: chosen from the span */
  binMs: DurationMs | null;
  compare: CompareSettings | null;
  detectors: DetectorSettings[];
  /** how ready it is to alert: decades of surprise at which a score is 0.5, 1…12; 4 unless the user chose another */
  alertDecades: number;
  /** counts alert only where so many events were seen or expected in the window; 0: any */
  leastEvents: number;
}

/** Everything a result depends on that is neither in the bytes nor in the settings; by value. */
export interface Inputs {
  /** local start (seconds since 1970 on the zone's wall clock) and offset from UTC in seconds, ascending */
  zoneTransitions: { localStartSeconds: number; offsetSeconds: number }[];
  files: {
    /** year of the first stamp, for stamps without a year; else null */
    firstYear: number | null;
    clockOffsetMs: DurationMs;
    /** of the file's own zone, where its plan names one; absent: those above */
    zoneTransitions?: Inputs["zoneTransitions"];
  }[];
  /** the user's corrections of templates, as kept for the source when the files were opened and made since; absent: none */
  templateEdits?: TemplateEdit[];
  /** what earlier files of the source taught of the hours of the week; absent: none */
  baselines?: Baselines;
}

/** How a file's plan fared. */
export interface FileReading {
  /** physical lines; a last line without a line end counts */
  lines: number;
  /** events that each layout took, in the order of the plan; of a table, JSON lines or text there is one */
  layouts: number[];
  /** lines with a text that no layout took: they go on with the event above, or are in none */
  unmatchedLines: number;
}

/** What the detectors looked at. */
export interface Scoring {
  /** series that were tested */
  seriesCount: number;
  binCount: number;
  binMs: DurationMs;
  /** the highest score that did not alert, over the series without alerts; null when nothing could be scored */
  nearestMiss: { series: string; detector: DetectorName; atMs: EpochMs; score: number } | null;
}

export interface Completeness {
  /** true when reading stopped early: by the user or by an error */
  partial: boolean;
  /** why, in a sentence; null when complete */
  reason: string | null;
  /** what lost resolution under the memory budget, in a sentence; null when nothing */
  coarsened: string | null;
  unread: { file: string; fromByte: ByteOffset; reason: string }[];
}

export interface Totals {
  /** decompressed */
  bytes: number;
  /** physical lines; a last line without a line end counts */
  lines: number;
  events: number;
  /** lines in no event: before the first, or of no layout */
  unparsedLines: number;
  /** null when no event has a time */
  firstMs: EpochMs | null;
  lastMs: EpochMs | null;
  /** events per level; "none" for those without */
  levels: Record<Level | "none", number>;
}

export type SeriesKind = "events" | "level" | "template" | "dimension" | "measure" | "difference";

export interface Series {
  /** e.g. "events", "level:error", "template:<id>", "service=auth" */
  id: string;
  kind: SeriesKind;
  label: string;
  binMs: DurationMs;
  startMs: EpochMs;
  /** events per bin; for a measure the mean of the bin, null where it has none */
  counts: (number | null)[];
}

/** `pipeline/template-life.ts` has the rules. */
export type TemplateStatus = "new" | "rare" | "bursty" | "vanished";

/** When a template came, measured against the events of the whole log: rates are shares of all events. */
export interface TemplateLife {
  /** stretches of time with its events, ended by five bins that hold others only */
  episodes: number;
  /** share of all events before its first, and behind its last; 0…1 */
  before: number;
  after: number;
  /** events of its own that would be expected there, at its rate since its first, or until its last */
  expectedBefore: number;
  expectedAfter: number;
  /** share of its events in its five busiest windows, and share of all events there; of the time that it lived */
  busiest: number;
  busiestOf: number;
  /** of the windows that the log was cut into by numbers of events, at most 100: those that hold it */
  windows: number;
  windowCount: number;
}

export interface Template {
  /** smallest signature of the template */
  id: HexId;
  /** constants and <*>, and behind " ⏎ " its trace in a few words */
  template: string;
  count: number;
  /** the most severe level its events have; null without */
  level: Level | null;
  /** events that are errors or worse, where others are not; absent where none or all are */
  errors?: number;
  firstMs: EpochMs | null;
  lastMs: EpochMs | null;
  status: TemplateStatus[];
  /** null when none of its events has a time, and in reports from before this was counted */
  life: TemplateLife | null;
  /** the stack trace of its events; null or absent when they have none */
  trace?: Trace | null;
  /** all signatures of the template, ascending, `id` first */
  signatures: HexId[];
  /** the user's name for it, from the edits */
  name?: string;
  /** the user marked it as noise: it raises no alerts */
  noise?: boolean;
  /** its events have no message: the template names their values, or their measures */
  wordless?: boolean;
}

/** One bin over a threshold. */
export interface Exceedance {
  /** comparison key, or the series id */
  key: string;
  /** start of the first trailing bin */
  startMs: EpochMs;
  endMs: EpochMs;
  /** trailing bins looked at */
  trailing: number;
  /** the detector's statistic */
  value: number;
}

export interface Evidence {
  file: string;
  line: LineNumber;
  byteOffset: ByteOffset;
  text: string;
}

/** Where the lines of an alert lie that was scored without its files: a block of the line index, and what they say. */
export interface AlertBlock {
  file: string;
  /** the first block that may hold them, by all that the index knows; never behind their beginning */
  fromByte: ByteOffset;
  toByte: ByteOffset;
  /** the first line that begins in it */
  line: LineNumber;
  /** the message of another event of the same template; null where the lines are of many */
  exemplar: string | null;
}

export interface Alert {
  /** stable within the report, e.g. "a1" */
  id: string;
  detector: DetectorName;
  /** id of the series */
  series: string;
  startMs: EpochMs;
  endMs: EpochMs;
  /** 0…1; 0.5 is the alert line */
  score: number;
  /**
   * 0…1: the score of one bin over the line, and more the longer it lasts; never falls while it does. As the next three absent
   * in reports from before this was told
   */
  severity?: number;
  /** start of the bin with the highest score */
  peakMs?: EpochMs;
  /** bins over the line */
  binsOver?: number;
  /** the log ended before quiet bins had ended it */
  ongoing?: boolean;
  observed: number;
  expected: number;
  /** about where the detector alone would have alerted, in the unit of `observed` */
  threshold: number;
  /** one or two plain sentences with numbers and units */
  explanation: string;
  exceedances: Exceedance[];
  /** the first lines of its peak, at most 5; empty where they were not at hand, which `block` then stands for */
  evidence: Evidence[];
  /** absent where the lines were read */
  block?: AlertBlock;
}

/** How a series of an incident goes together with the one that moved first, over the incident and around it. */
export interface IncidentCorrelation {
  /** id of the series */
  series: string;
  /** it follows the first by so much; negative when it leads */
  lagMs: DurationMs;
  /** Pearson's r at that lag, −1…1 */
  r: number;
}

export interface Incident {
  id: string;
  startMs: EpochMs;
  endMs: EpochMs;
  /** ids, who moved first first */
  alerts: string[];
  /** the series of its alerts but the first, in that order; absent in reports from before this was told */
  correlations?: IncidentCorrelation[];
  summary: string;
}

/** What the user says of an alert: it was real, it was to be expected, or it means nothing. */
export type AlertVerdict = "confirmed" | "expected" | "noise";

/** Holds for all alerts of the series that touch the interval, in any scoring; see alert-marks.ts. */
export interface AlertMark {
  series: string;
  startMs: EpochMs;
  endMs: EpochMs;
  verdict: AlertVerdict;
  note: string;
}

/** A line that the user marked; of the files' content, so it holds wherever they lie. */
export interface Bookmark {
  /** index into source.files */
  file: number;
  line: LineNumber;
  byteOffset: ByteOffset;
  /** how the line begins, to be shown without the file */
  text: string;
  /** "" without */
  note: string;
}

export interface Annotations {
  /** in the order of the files and lines */
  bookmarks?: Bookmark[];
  /** the user's name for the analysis */
  title?: string;
  notes?: { atMs: EpochMs | null; text: string }[];
  marks?: AlertMark[];
}

export interface Report {
  format: typeof REPORT_FORMAT;
  version: typeof REPORT_VERSION;
  tool: { name: string; version: string };
  source: { files: SourceFile[]; plan: Plan; timeZone: string };
  settings: Settings;
  inputs: Inputs;
  /** in the order of the files; empty in reports from before this was counted */
  reading: FileReading[];
  completeness: Completeness;
  detectorsRun: DetectorSettings[];
  /** null without times, and in reports from before this was kept */
  scoring: Scoring | null;
  totals: Totals;
  series: Series[];
  templates: Template[];
  comparison: Comparison | null;
  alerts: Alert[];
  incidents: Incident[];
  /** SHA-256 over all that bytes, inputs and settings determine, hex; see `report/digest.ts` */
  digest: string;
  annotations: Annotations;
}
