/** A comparison in words: one sentence for people, and its verdicts as a table for elsewhere. */
import type { Comparison, ComparisonKey, Verdict } from "../model/comparison.ts";
import { chancesOf } from "./compare-cells.ts";
import { countOf, formatNumber, NO_VALUE } from "./format.ts";

export const VERDICT_MARKS: Record<Verdict, string> = { regressed: "▲", improved: "▼", unchanged: "=" };

/** @returns "3 templates", "32 values of Code" */
export function keysNoun(keyedBy: string, count: number): string {
  if (keyedBy === "template" || keyedBy === "level" || keyedBy === "trace") return countOf(count, keyedBy);
  return `${countOf(count, "value")} of ${keyedBy}`;
}

/** @returns `2.4×`, `0.31×`; a dash where nothing was there before */
export function ratioText(ratio: number | null): string {
  return ratio === null ? NO_VALUE : `${Number(ratio.toPrecision(ratio < 1 ? 2 : 3))}×`;
}

/** @returns "1.9 to 4.2", "at least 3.1" */
export function intervalText({ ratioLow, ratioHigh }: ComparisonKey): string {
  if (ratioLow === null && ratioHigh === null) return NO_VALUE;
  const short = (value: number): string => String(Number(value.toPrecision(2)));
  if (ratioHigh === null) return `≥ ${short(ratioLow ?? 0)}`;
  return `${short(ratioLow ?? 0)} – ${short(ratioHigh)}`;
}

/** @returns a probability with two digits: `0.034`, `2e−9` */
export function chanceText(p: number): string {
  if (p === 0) return "<1e−300";
  if (p < 1e-4) return p.toExponential(0).replace("e-", "e−");
  return p >= 0.995 ? "1" : p.toFixed(p < 0.01 ? 4 : p < 0.1 ? 3 : 2);
}

/** @returns how many keys moved, and which most: "3 of 32 values of Code regressed, 1 improved; most 4711: …" */
export function comparisonSentence(comparison: Comparison, names: { old: string; new: string }): string {
  const { keys, keyedBy, assumption, keyCount } = comparison;
  const of = (verdict: Verdict) => keys.filter((key) => key.verdict === verdict);
  const [regressed, improved] = [of("regressed"), of("improved")];
  const all = keysNoun(keyedBy, keys.length);
  const leftOut =
    keyCount > keys.length
      ? ` The ${formatNumber(keys.length)} commonest of ${formatNumber(keyCount)} are held against each other; ${countOf(comparison.eventsLeftOut, "event")} are of others.`
      : "";
  const tail = `${assumption.text}${leftOut}`;
  if (regressed.length + improved.length === 0)
    return `None of ${all} differs between ${names.old} and ${names.new} by more than chance. ${tail}`;
  const most = [...regressed, ...improved].sort((a, b) => chancesOf(a).p - chancesOf(b).p)[0]!;
  const counts = `${formatNumber(most.old)} → ${formatNumber(most.new)}`;
  const ratio =
    most.ratio === null ? "not there before" : `${ratioText(most.ratio)}, 95 % interval ${intervalText(most)}`;
  const moved = `${someOf(regressed.length)} of ${all} regressed, ${someOf(improved.length).toLowerCase()} improved`;
  return `${moved} from ${names.old} to ${names.new}. Most certain: “${most.key}”, ${counts} (${ratio}). ${tail}`;
}

function someOf(count: number): string {
  return count === 0 ? "None" : formatNumber(count);
}

const HEAD = ["key", "old", "new", "ratio", "low", "high", "p", "q", "verdict"] as const;

function cellsOfKey(one: ComparisonKey): string[] {
  const { p, q } = chancesOf(one);
  const numbers = [one.old, one.new, one.ratio, one.ratioLow, one.ratioHigh, p, q];
  return [one.key, ...numbers.map((value) => (value === null ? "" : String(value))), one.verdict];
}

/** @returns the verdicts as CSV (RFC 4180, lines end in LF), a row a key in the order given */
export function verdictsCsv(keys: readonly ComparisonKey[]): string {
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [HEAD, ...keys.map(cellsOfKey)].map((row) => `${row.map(quoted).join(",")}\n`).join("");
}

/** @returns the verdicts as a Markdown table, with numbers for reading */
export function verdictsMarkdown(
  comparison: Comparison,
  keys: readonly ComparisonKey[],
  names: { old: string; new: string },
): string {
  const safe = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ");
  const rows = keys.map((one) => {
    const { p, q } = chancesOf(one);
    const counts = [one.old, one.new].map(String);
    return [
      safe(one.key),
      ...counts,
      ratioText(one.ratio),
      intervalText(one),
      chanceText(p),
      chanceText(q),
      `${VERDICT_MARKS[one.verdict]} ${one.verdict}`,
    ];
  });
  const head = [safe(comparison.keyedBy), safe(names.old), safe(names.new), "ratio", "95 %", "p", "q", "verdict"];
  const lines = [head, head.map((_, i) => (i === 0 || i === head.length - 1 ? "---" : "---:")), ...rows];
  return `${lines.map((line) => `| ${line.join(" | ")} |`).join("\n")}\n\n${safe(comparison.assumption.text)}\n`;
}
