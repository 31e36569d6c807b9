/** A small report that uses every part of the format, for tests of writing, reading, storing and comparing. */
import type { Report } from "../../src/model/report.ts";

const ID = "00000000000000a1";

/** @returns a fresh copy; change it as you like */
export function sampleReport(): Report {
  return {
    format: "timberline-report",
    version: 1,
    tool: { name: "timberline", version: "0.1.0" },
    source: {
      files: [
        { name: "app.log", bytes: 5000, lastModified: 1_700_000_000_000, digest: "pending" },
        { name: "db.csv", bytes: 300, lastModified: 1_700_000_000_001, digest: "c".repeat(64) },
      ],
      plan: {
        version: 1,
        files: [
          {
            encoding: "utf-8",
            bomBytes: 0,
            lineEnd: "lf",
            ansi: false,
            timeZone: null,
            clockOffsetMs: 0,
            firstYear: 2025,
            label: "syslog (RFC 3164)",
            body: {
              kind: "lines",
              layouts: [
                {
                  id: "syslog",
                  label: "syslog",
                  steps: [
                    { step: "time", layout: ["monthName", { literal: " " }, "day"] },
                    { step: "blank" },
                    { step: "optional", steps: [{ step: "token", field: "host", role: "dimension" }] },
                  ],
                },
              ],
            },
            lacks: "year",
            confidence: 0.99,
          },
          {
            encoding: "latin-1",
            bomBytes: 3,
            lineEnd: "cr",
            ansi: false,
            timeZone: "Europe/Helsinki",
            clockOffsetMs: -500,
            label: "tab-separated table, 2 columns",
            body: {
              kind: "table",
              delimiter: "\t",
              quoted: true,
              headerLines: 1,
              columns: [
                { name: "when", role: "time" },
                { name: "ms", role: "measure" },
              ],
              time: ["epoch"],
            },
            lacks: "nothing",
            confidence: 1,
          },
        ],
      },
      timeZone: "UTC",
    },
    settings: {
      timeZone: "UTC",
      binMs: 1000,
      compare: {
        field: "build",
        old: "1",
        new: "2",
        key: null,
        ranges: { old: null, new: { startMs: 1_700_000_000_000, endMs: 1_700_000_003_000 } },
        by: "totals",
        binMs: 1000,
        limits: { threshold: 1.5, trailing: [2, 5], mode: "ratio" },
      },
      detectors: [{ name: "mean-threshold", options: { threshold: 6, trailing: [10, 20], mode: "difference" } }],
      alertDecades: 4,
      leastEvents: 0,
    },
    inputs: {
      zoneTransitions: [{ localStartSeconds: 0, offsetSeconds: 0 }],
      files: [
        { firstYear: 2025, clockOffsetMs: 0 },
        {
          firstYear: null,
          clockOffsetMs: -500,
          zoneTransitions: [{ localStartSeconds: -7200, offsetSeconds: 7200 }],
        },
      ],
      templateEdits: [
        { kind: "split", of: { template: "user <*> <*>", signatures: [ID] }, parameter: 1 },
        { kind: "merge", of: [{ template: "a <*>", signatures: [ID] }] },
        { kind: "name", of: { template: "user <*> logged in", signatures: [ID] }, name: "login" },
        { kind: "noise", of: { template: "user <*> logged in", signatures: [ID] } },
      ],
      baselines: {
        binMs: 1000,
        files: [{ firstMs: 1_699_900_000_000, lastMs: 1_699_990_000_000, events: 40 }],
        series: [
          { id: "events", hours: [5, 167], values: [120, 7], means: [10.5, -1], squares: [4, 0.25], visits: [2, 1] },
        ],
      },
    },
    reading: [
      { lines: 50, layouts: [48], unmatchedLines: 2 },
      { lines: 10, layouts: [7], unmatchedLines: 2 },
    ],
    completeness: {
      partial: true,
      reason: "Reading was stopped.",
      coarsened: null,
      unread: [{ file: "db.csv", fromByte: 120, reason: "Reading was stopped." }],
    },
    detectorsRun: [{ name: "mean-threshold", options: { threshold: 6 } }],
    scoring: {
      seriesCount: 3,
      binCount: 60,
      binMs: 1000,
      nearestMiss: { series: "level:warn", detector: "mean-threshold", atMs: 1_700_000_001_000, score: 0.3 },
    },
    totals: {
      bytes: 5300,
      lines: 60,
      events: 55,
      unparsedLines: 5,
      firstMs: 1_700_000_000_000,
      lastMs: 1_700_000_059_000,
      levels: { trace: 0, debug: 0, info: 40, notice: 0, warn: 5, error: 9, fatal: 1, none: 0 },
    },
    series: [
      { id: "events", kind: "events", label: "all events", binMs: 1000, startMs: 1_700_000_000_000, counts: [1, 0, 7] },
      { id: "ms", kind: "measure", label: "ms", binMs: 1000, startMs: 1_700_000_000_000, counts: [0.1, null, 3.5] },
    ],
    templates: [
      {
        id: ID,
        template: "user <*> logged in",
        count: 40,
        level: "info",
        firstMs: 1_700_000_000_000,
        lastMs: 1_700_000_059_000,
        status: ["new"],
        life: {
          episodes: 4,
          before: 0.25,
          after: 0,
          expectedBefore: 12.5,
          expectedAfter: 0,
          busiest: 0.5,
          busiestOf: 0.05,
          windows: 61,
          windowCount: 100,
        },
        signatures: [ID],
        name: "login",
        noise: true,
      },
    ],
    comparison: {
      field: "build",
      old: "1",
      new: "2",
      keyedBy: "code",
      ranges: { old: null, new: { startMs: 1_700_000_000_000, endMs: 1_700_000_003_000 } },
      assumption: { by: "totals", exposure: 1.5, perBin: 0.5, text: "Measured by totals." },
      keyCount: 3,
      eventsLeftOut: 2,
      binMs: 1000,
      startMs: 1_700_000_000_000,
      matrix: [[0, 3, null]],
      oldCounts: [[0, 0.5, 0.5]],
      keys: [
        {
          key: "E7",
          old: 0,
          new: 3,
          ratio: null,
          ratioLow: 0.25,
          ratioHigh: null,
          pValue: 0.01,
          qValue: 0.02,
          pFewer: 0.99,
          qFewer: 1,
          verdict: "regressed",
        },
      ],
    },
    alerts: [
      {
        id: "a1",
        detector: "mean-threshold",
        series: "events",
        startMs: 1_700_000_002_000,
        endMs: 1_700_000_003_000,
        score: 0.75,
        severity: 0.875,
        peakMs: 1_700_000_002_000,
        binsOver: 1,
        ongoing: true,
        observed: 7,
        expected: 0.5,
        threshold: 6,
        explanation: "7 events in 1 s, 0.5 expected.",
        exceedances: [{ key: "events", startMs: 1_700_000_000_000, endMs: 1_700_000_003_000, trailing: 2, value: 7 }],
        evidence: [{ file: "app.log", line: 48, byteOffset: 4711, text: 'user "Zoë" logged in </script>' }],
      },
    ],
    incidents: [
      { id: "i1", startMs: 1_700_000_002_000, endMs: 1_700_000_003_000, alerts: ["a1"], summary: "a burst of events" },
    ],
    digest: "d".repeat(64),
    annotations: { title: "Thursday", notes: [{ atMs: null, text: "rack 3" }] },
  };
}
