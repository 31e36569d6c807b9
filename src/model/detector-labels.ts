/** The names of the detectors as people read them, in sentences and in lists. */
import type { DetectorName } from "./report.ts";

export const DETECTOR_LABELS: Record<DetectorName, string> = {
  "mean-threshold": "mean threshold",
  "ema-bands": "EMA bands",
  "fixed-limits": "fixed limits",
  "hour-of-week": "hour of week",
  "time-of-day": "time of day",
  "new-extreme": "new extreme",
  "level-shift": "level shift",
  trend: "trend",
  silence: "silence",
  "rare-template": "rare template",
  "vanished-template": "vanished template",
  "template-drift": "template drift",
  "nearest-neighbour": "nearest neighbour",
  forecast: "forecast",
  spread: "spread",
  calm: "calm",
  "flat-line": "flat line",
};
