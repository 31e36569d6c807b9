/** How two series go together, in words: who follows whom by how much, and how close. */
import { formatDuration } from "../charts/format.ts";
import type { DurationMs } from "../model/units.ts";

/** below it a correlation says little, whatever its chance */
const WEAK = 0.3;

/** @returns Pearson's r with two decimals and a true minus */
export function formatR(r: number): string {
  return r
    .toFixed(2)
    .replace(/^-(?=0\.00)/, "")
    .replace("-", "−");
}

/**
 * @param lagMs by which it follows the other one; negative when it leads
 * @returns what comes behind the name of a series: `follows by 30 s, r = 0.82`
 */
export function togetherWords(lagMs: DurationMs, r: number): string {
  if (Math.abs(r) < WEAK) return `no clear relation, r = ${formatR(r)}`;
  const when = lagMs === 0 ? "at the same time" : `${lagMs > 0 ? "follows" : "leads"} by ${formatDuration(lagMs)}`;
  return `${when}${r < 0 ? ", the other way" : ""}, r = ${formatR(r)}`;
}
