/**
 * The lines behind alerts, or the blocks where they lie, of all scorings of an analysis: another alert line may lose an alert,
 * and the next one find it again.
 */
import type { Alert, Report } from "../model/report.ts";

export class AlertLines {
  /** by the places of the alerts */
  readonly #known = new Map<string, Pick<Alert, "evidence" | "block">>();

  keep({ alerts }: Report): void {
    for (const alert of alerts) {
      const { evidence, block } = alert;
      if (evidence.length > 0) this.#known.set(placeOf(alert), { evidence });
      else if (block) this.#known.set(placeOf(alert), { evidence, block });
    }
  }

  /** Gives each alert what is known of its lines. */
  giveTo({ alerts }: Report): void {
    for (const alert of alerts) Object.assign(alert, this.#known.get(placeOf(alert)) ?? { evidence: [] });
  }
}

/** Tells an alert from others, also those of another scoring; its lines hang on where and what its peak is. */
export function placeOf({ series, startMs, endMs, peakMs, detector, observed }: Alert): string {
  return `${series} ${startMs} ${endMs} ${peakMs} ${detector} ${observed}`;
}
