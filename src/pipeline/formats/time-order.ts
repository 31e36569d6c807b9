/**
 * Which of the numbers in a date is the day, the month and the two-digit year, where the shape cannot tell: told by values
 * that only one can have, then by the order under which the stamps lie closest together, then by the separator.
 */
import type { TimeElement, TimeLayout } from "../../model/plan.ts";

type Part = "day" | "month" | "year";
type Order = readonly [Part, Part, Part];

const YMD: Order = ["year", "month", "day"];
const MDY: Order = ["month", "day", "year"];
const DMY: Order = ["day", "month", "year"];

/** likeliest first, by what stands between the numbers */
const ORDERS_OF_YEAR4: Record<string, readonly Order[]> = { "/": [MDY, DMY], "-": [DMY, MDY], ".": [DMY, MDY] };
const ORDERS_OF_YEAR2: Record<string, readonly Order[]> = {
  "/": [YMD, MDY, DMY],
  "-": [YMD, DMY, MDY],
  ".": [DMY, YMD, MDY],
};

/** Puts day, month and year in the order that the stamps tell; layouts that leave no doubt stay as they are. */
export function settleDayOrder(layout: TimeLayout, stamps: readonly string[]): TimeLayout {
  const [first, mark, second, , third] = layout;
  if (typeof mark !== "object" || !isDatePart(first) || !isDatePart(second) || !isDatePart(third)) return layout;
  if (first === "year4") return layout;
  const years = third === "year4" ? "year4" : "year2";
  const orders = (years === "year4" ? ORDERS_OF_YEAR4 : ORDERS_OF_YEAR2)[mark.literal];
  if (!orders) return layout;
  const rows = stamps.flatMap((stamp) => {
    const match = /(\d+)\D(\d+)\D(\d+)/.exec(stamp);
    return match ? [[match[1] ?? "", match[2] ?? "", match[3] ?? ""]] : [];
  });
  let best: Order = orders[0] as Order;
  let bestSpan = Number.POSITIVE_INFINITY;
  for (const order of orders) {
    const days = rows.map((row) => dayOf(row, order));
    if (days.some(Number.isNaN)) continue;
    const span = days.reduce((a, b) => Math.max(a, b), -Infinity) - days.reduce((a, b) => Math.min(a, b), Infinity);
    // an order that is less likely must bring the stamps much closer together
    if (span >= bestSpan / 2) continue;
    best = order;
    bestSpan = span;
  }
  const elements: Record<Part, TimeElement> = { day: "day", month: "month", year: years };
  const settled = [...layout];
  best.forEach((part, i) => {
    settled[i * 2] = elements[part];
  });
  return settled;
}

function isDatePart(element: TimeElement | undefined): boolean {
  return element === "day" || element === "month" || element === "year2" || element === "year4";
}

/** Days since 1970 of a row of numbers; NaN when it is no date in this order. */
function dayOf(row: readonly string[], order: Order): number {
  const of = (part: Part) => row[order.indexOf(part)] ?? "";
  const year = Number(of("year"));
  const month = Number(of("month"));
  const day = Number(of("day"));
  if (of("year").length === 1 || month < 1 || month > 12 || day < 1 || day > 31) return Number.NaN;
  const fullYear = of("year").length === 4 ? year : year + (year >= 69 ? 1900 : 2000);
  return Date.UTC(fullYear, month - 1, day) / 86_400_000;
}
