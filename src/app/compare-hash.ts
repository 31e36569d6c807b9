/**
 * A comparison in the URL's hash: `of=Build&old=1.0&new=1.1&key=Code`, of spans of time `old=<ms>..<ms>` (or `rest`) without
 * `of`; and `equal=totals&bin=<ms>&over=6&trailing=10,20&mode=ratio` where that is said.
 */
import { type CompareLimits, type CompareSettings, REST, TIME_FIELD, type TimeSpan } from "../model/comparison.ts";

export function writeCompare(query: URLSearchParams, compare: CompareSettings): void {
  const { ranges, limits } = compare;
  if (ranges) {
    query.set("old", ranges.old ? spanText(ranges.old) : REST);
    query.set("new", spanText(ranges.new));
  } else {
    query.set("of", compare.field);
    query.set("old", compare.old);
    query.set("new", compare.new);
  }
  if (compare.key !== null) query.set("key", compare.key);
  if (compare.by === "totals") query.set("equal", "totals");
  if (compare.binMs) query.set("bin", String(compare.binMs));
  if (!limits) return;
  query.set("over", String(limits.threshold));
  query.set("trailing", limits.trailing.join(","));
  query.set("mode", limits.mode);
}

/** @returns null where the hash names no comparison, or one that is not understood */
export function readCompare(query: URLSearchParams): CompareSettings | null {
  const field = query.get("of");
  const old = query.get("old");
  const fresh = query.get("new");
  if (old === null || fresh === null) return null;
  const newSpan = field === null ? spanOf(fresh) : null;
  const oldSpan = field === null && old !== REST ? spanOf(old) : null;
  if (field === null && (newSpan === null || (oldSpan === null && old !== REST))) return null;
  const bin = Number.parseFloat(query.get("bin") ?? "");
  const limits = limitsOf(query);
  return {
    field: field ?? TIME_FIELD,
    old,
    new: fresh,
    key: query.get("key"),
    ...(newSpan && { ranges: { old: oldSpan, new: newSpan } }),
    ...(query.get("equal") === "totals" && { by: "totals" as const }),
    ...(bin > 0 && { binMs: bin }),
    ...(limits && { limits }),
  };
}

function limitsOf(query: URLSearchParams): CompareLimits | null {
  const threshold = Number.parseFloat(query.get("over") ?? "");
  const trailing = (query.get("trailing") ?? "").split(",").map(Number);
  if (!(threshold > 0) || !trailing.every((bins) => Number.isInteger(bins) && bins >= 1)) return null;
  return { threshold, trailing, mode: query.get("mode") === "ratio" ? "ratio" : "difference" };
}

function spanText({ startMs, endMs }: TimeSpan): string {
  return `${startMs}..${endMs}`;
}

function spanOf(text: string): TimeSpan | null {
  const [start, end] = text.split("..").map(Number.parseFloat);
  return start !== undefined && end !== undefined && start < end ? { startMs: start, endMs: end } : null;
}
