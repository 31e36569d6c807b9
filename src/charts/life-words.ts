/** The life of a template in words: each status with the rule that gave it and the numbers behind. */
import type { Template, TemplateLife, TemplateStatus } from "../model/report.ts";
import type { EpochMs } from "../model/units.ts";
import { countOf, formatNumber, formatShare } from "./format.ts";

/** @param when writes a time @returns what made a template have a status, without the status itself */
export function statusWords(
  { firstMs, lastMs, life }: Pick<Template, "firstMs" | "lastMs" | "life">,
  status: TemplateStatus,
  when: (atMs: EpochMs) => string,
): string {
  if (life === null || firstMs === null || lastMs === null) return "by an earlier version";
  switch (status) {
    case "new":
      return `first seen ${when(firstMs)} after ${formatShare(life.before)} of all events; at its rate since it would have been expected ${timesOf(life.expectedBefore)} before`;
    case "vanished":
      return `last seen ${when(lastMs)}, and ${formatShare(life.after)} of all events came since; at its rate until then it would have been expected ${timesOf(life.expectedAfter)} in them`;
    case "rare":
      return `${countOf(life.episodes, "episode")}, in ${windowWords(life)}`;
    case "bursty":
      return `${formatShare(life.busiest)} of its events came within ${formatShare(life.busiestOf)} of all events`;
  }
}

function timesOf(expected: number): string {
  return countOf(Math.round(expected), "time");
}

/** "3 of 100 windows": the log cut into windows of about equal numbers of events */
export function windowWords({ windows, windowCount }: TemplateLife): string {
  return `${formatNumber(windows)} of ${countOf(windowCount, "window")} of equal numbers of events`;
}

/**
 * Inverse document frequency: ln(windows of the log / windows that hold the template); 0 where it is in all of them.
 * Source: Spärck Jones, A statistical interpretation of term specificity (1972).
 *
 * @returns null when it cannot be told
 */
export function rarityOf({ life }: Pick<Template, "life">): number | null {
  return life === null || life.windows === 0 ? null : Math.log(life.windowCount / life.windows);
}
