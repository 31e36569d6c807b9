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

/** @returns a sentence about two series, without its full stop: `errors follows timeouts by 30 s, r = 0.82` */
export function pairWords(one: string, other: string, lagMs: DurationMs, r: number): string {
  const close = `r = ${formatR(r)}`;
  if (Math.abs(r) < WEAK) return `${other} and ${one}: no clear relation, ${close}`;
  const way = r < 0 ? " the other way" : "";
  if (lagMs === 0) return `${other} and ${one} move${way} at the same time, ${close}`;
  return `${other} ${lagMs > 0 ? "follows" : "leads"} ${one}${way} by ${formatDuration(lagMs)}, ${close}`;
}
