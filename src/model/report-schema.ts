/**
 * What a report from elsewhere must look like before it is shown. Describes exactly the types of report.ts and plan.ts:
 * the check at the end fails to compile when one of them changes alone. `public/timberline-report.schema.json` is
 * generated from it by scripts/report-schema.mjs.
 */
import * as v from "valibot";
import { layoutStep, planSchema } from "./plan-schema.ts";
import { DETECTOR_NAMES, REPORT_FORMAT, REPORT_VERSION, type Report } from "./report.ts";
import { count, digest, durationMs, finite, hexId, level, share, whole } from "./schema-parts.ts";

const detectorSettings = v.object({
  name: v.picklist(DETECTOR_NAMES),
  options: v.record(v.string(), v.union([finite, v.string(), v.array(finite)])),
});

const scoring = v.object({
  seriesCount: count,
  binCount: count,
  binMs: durationMs,
  nearestMiss: v.nullable(
    v.object({ series: v.string(), detector: v.picklist(DETECTOR_NAMES), atMs: finite, score: finite }),
  ),
});

const timeSpan = v.object({ startMs: finite, endMs: finite });
const compareBasis = v.picklist(["users", "totals"]);
const compareRanges = v.object({ old: v.nullable(timeSpan), new: timeSpan });

const compareSettings = v.object({
  field: v.string(),
  old: v.string(),
  new: v.string(),
  key: v.nullable(v.string()),
  ranges: v.optional(compareRanges),
  by: v.optional(compareBasis),
  binMs: v.optional(v.nullable(durationMs)),
  limits: v.optional(
    v.object({ threshold: finite, trailing: v.array(count), mode: v.picklist(["difference", "ratio"]) }),
  ),
});

const settings = v.object({
  timeZone: v.string(),
  binMs: v.nullable(durationMs),
  compare: v.nullable(compareSettings),
  detectors: v.array(detectorSettings),
  alertDecades: v.optional(v.pipe(finite, v.minValue(1), v.maxValue(12)), 4),
  leastEvents: v.optional(v.pipe(finite, v.minValue(0)), 0),
});

const zoneTransitions = v.array(v.object({ localStartSeconds: finite, offsetSeconds: finite }));

const templateRef = v.object({ template: v.string(), signatures: v.array(hexId) });

/** Also what `--template-edits` reads. */
export const templateEdits = v.array(
  v.variant("kind", [
    v.object({ kind: v.literal("split"), of: templateRef, parameter: count }),
    v.object({ kind: v.literal("merge"), of: v.array(templateRef) }),
    v.object({ kind: v.literal("name"), of: templateRef, name: v.string() }),
    v.object({ kind: v.literal("noise"), of: templateRef }),
  ]),
);

const baseline = v.object({
  binMs: durationMs,
  files: v.pipe(v.array(v.object({ firstMs: finite, lastMs: finite, events: count })), v.minLength(1)),
  series: v.array(
    v.object({
      id: v.string(),
      hours: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(167))),
      values: v.array(count),
      means: v.array(finite),
      squares: v.array(finite),
      visits: v.array(count),
    }),
  ),
});

/** What `--baselines` reads: of each file, or of some that were joined, one. */
export const baselines = v.array(baseline);

const inputs = v.object({
  zoneTransitions,
  files: v.array(
    v.object({
      firstYear: v.nullable(whole),
      clockOffsetMs: finite,
      zoneTransitions: v.optional(zoneTransitions),
    }),
  ),
  templateEdits: v.optional(templateEdits),
  baselines: v.optional(baseline),
});

const fileReading = v.object({ lines: count, layouts: v.array(count), unmatchedLines: count });

const completeness = v.object({
  partial: v.boolean(),
  reason: v.nullable(v.string()),
  coarsened: v.nullable(v.string()),
  unread: v.array(v.object({ file: v.string(), fromByte: count, reason: v.string() })),
});

const totals = v.object({
  bytes: count,
  lines: count,
  events: count,
  unparsedLines: count,
  firstMs: v.nullable(finite),
  lastMs: v.nullable(finite),
  levels: v.object({
    trace: count,
    debug: count,
    info: count,
    notice: count,
    warn: count,
    error: count,
    fatal: count,
    none: count,
  }),
});

const series = v.object({
  id: v.string(),
  kind: v.picklist(["events", "level", "template", "dimension", "measure", "difference"]),
  label: v.string(),
  binMs: durationMs,
  startMs: finite,
  counts: v.array(v.nullable(finite)),
});

const templateLife = v.object({
  episodes: count,
  before: share,
  after: share,
  expectedBefore: finite,
  expectedAfter: finite,
  busiest: share,
  busiestOf: share,
  windows: count,
  windowCount: count,
});

const trace = v.object({
  language: v.nullable(v.picklist(["java", "python", "javascript", "go", "dotnet"])),
  exception: v.string(),
  frames: v.array(v.string()),
  frameCount: count,
});

const template = v.object({
  id: hexId,
  template: v.string(),
  count,
  level: v.nullable(level),
  firstMs: v.nullable(finite),
  lastMs: v.nullable(finite),
  status: v.array(v.picklist(["new", "rare", "bursty", "vanished"])),
  life: v.optional(v.nullable(templateLife), null),
  trace: v.optional(v.nullable(trace)),
  signatures: v.array(hexId),
  name: v.optional(v.string()),
  noise: v.optional(v.boolean()),
  wordless: v.optional(v.boolean()),
  errors: v.optional(count),
});

/** What a report from before assumptions were told is taken to assume. */
const EQUAL_USERS = { by: "users", exposure: 1, perBin: 1, text: "Equal numbers of users on both sides." } as const;

const comparison = v.object({
  field: v.string(),
  old: v.string(),
  new: v.string(),
  keyedBy: v.optional(v.string(), "key"),
  ranges: v.optional(v.nullable(compareRanges), null),
  assumption: v.optional(
    v.object({ by: compareBasis, exposure: finite, perBin: finite, text: v.string() }),
    EQUAL_USERS,
  ),
  keyCount: v.optional(count, 0),
  eventsLeftOut: v.optional(count, 0),
  binMs: durationMs,
  startMs: finite,
  matrix: v.array(v.array(v.nullable(finite))),
  oldCounts: v.optional(v.array(v.array(finite)), []),
  keys: v.array(
    v.object({
      key: v.string(),
      old: count,
      new: count,
      ratio: v.nullable(finite),
      ratioLow: v.optional(v.nullable(finite), null),
      ratioHigh: v.optional(v.nullable(finite), null),
      pValue: share,
      qValue: share,
      pFewer: v.optional(share, 1),
      qFewer: v.optional(share, 1),
      verdict: v.picklist(["regressed", "improved", "unchanged"]),
    }),
  ),
});

const alert = v.object({
  id: v.string(),
  detector: v.picklist(DETECTOR_NAMES),
  series: v.string(),
  startMs: finite,
  endMs: finite,
  score: share,
  severity: v.optional(share),
  peakMs: v.optional(finite),
  binsOver: v.optional(count),
  ongoing: v.optional(v.boolean()),
  observed: finite,
  expected: finite,
  threshold: finite,
  explanation: v.string(),
  exceedances: v.array(v.object({ key: v.string(), startMs: finite, endMs: finite, trailing: count, value: finite })),
  evidence: v.array(
    v.object({
      file: v.string(),
      line: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      byteOffset: count,
      text: v.string(),
    }),
  ),
  block: v.optional(
    v.object({
      file: v.string(),
      fromByte: count,
      toByte: count,
      line: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      exemplar: v.nullable(v.string()),
    }),
  ),
});

const incident = v.object({
  id: v.string(),
  startMs: finite,
  endMs: finite,
  alerts: v.array(v.string()),
  correlations: v.optional(
    v.array(
      v.object({
        series: v.string(),
        lagMs: finite,
        r: v.pipe(v.number(), v.minValue(-1), v.maxValue(1)),
      }),
    ),
  ),
  summary: v.string(),
});

const annotations = v.object({
  bookmarks: v.optional(
    v.array(v.object({ file: count, line: count, byteOffset: count, text: v.string(), note: v.string() })),
  ),
  title: v.optional(v.string()),
  notes: v.optional(v.array(v.object({ atMs: v.nullable(finite), text: v.string() }))),
  marks: v.optional(
    v.array(
      v.object({
        series: v.string(),
        startMs: finite,
        endMs: finite,
        verdict: v.picklist(["confirmed", "expected", "noise"]),
        note: v.string(),
      }),
    ),
  ),
});

/** Parsing copies: unknown keys are left out, the known ones come in the order written here. */
export const reportSchema = v.object({
  format: v.literal(REPORT_FORMAT),
  version: v.literal(REPORT_VERSION),
  tool: v.object({ name: v.string(), version: v.string() }),
  source: v.object({
    files: v.array(
      v.object({
        name: v.string(),
        bytes: count,
        lastModified: finite,
        digest: v.union([digest, v.literal("pending")]),
      }),
    ),
    plan: planSchema,
    timeZone: v.string(),
  }),
  settings,
  inputs,
  reading: v.optional(v.array(fileReading), []),
  completeness,
  detectorsRun: v.array(detectorSettings),
  scoring: v.optional(v.nullable(scoring), null),
  totals,
  series: v.array(series),
  templates: v.array(template),
  comparison: v.nullable(comparison),
  alerts: v.array(alert),
  incidents: v.array(incident),
  digest,
  annotations,
});

/** By the names that recursive parts have in the published schema. */
export const schemaDefinitions = { layoutStep };

/** All keys made required, so that an optional key that only one side knows is noticed too. */
type Complete<T> = T extends object ? { [K in keyof T]-?: Complete<Exclude<T[K], undefined>> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

// does not compile when the types and the schema differ
true satisfies Same<Complete<v.InferOutput<typeof reportSchema>>, Complete<Report>>;
