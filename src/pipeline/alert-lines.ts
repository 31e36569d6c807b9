/** The lines behind alerts, of all scorings of an analysis: another alert line may lose an alert, and the next one find it again. */
import type { Alert, Report } from "../model/report.ts";

export class AlertLines {
  /** by the places of the alerts */
  readonly #known = new Map<string, Alert["evidence"]>();

  keep({ alerts }: Report): void {
    for (const alert of alerts) if (alert.evidence.length > 0) this.#known.set(placeOf(alert), alert.evidence);
  }

  /** Gives each alert the lines that are known of it, or none. */
  giveTo({ alerts }: Report): void {
    for (const alert of alerts) alert.evidence = this.#known.get(placeOf(alert)) ?? [];
  }
}

/** Tells an alert from others, also those of another scoring; its lines hang on where and what its peak is. */
export function placeOf({ series, startMs, endMs, peakMs, detector, observed }: Alert): string {
  return `${series} ${startMs} ${endMs} ${peakMs} ${detector} ${observed}`;
}
