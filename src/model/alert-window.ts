/** What an alert was judged by: a mean over hours alerts in its last bin, and tells of all of them. */
import type { Alert } from "./report.ts";
import type { EpochMs } from "./units.ts";

/**
 * @returns the bins behind the worst of an alert, half-open; null where they are no more than the alert itself
 */
export function windowOf({ exceedances, startMs, peakMs }: Alert): { startMs: EpochMs; endMs: EpochMs } | null {
  const worst = exceedances.find((one) => peakMs !== undefined && one.endMs > peakMs) ?? exceedances[0];
  return worst === undefined || worst.startMs >= startMs ? null : { startMs: worst.startMs, endMs: worst.endMs };
}
