/**
 * What each default detector gains: the figures with it less those without it, of counts and of numeric columns. One that
 * gains nothing in either should not be on by default.
 */
import { fixed, printTable } from "../numbers.mjs";

/** what counts as a gain: of recall, of false incidents a day and of scores, more than such benches change by chance */
const LEAST = { recall: 0.005, falseADay: 0.05, score: 0.3 };

const plus = (value, digits) => (Number.isNaN(value) ? "-" : `${value > 0 ? "+" : ""}${fixed(value, digits)}`);

/** Differences of the numbers of two rows, column by column. */
function less(row, other) {
  return row.slice(1).map((value, i) => (other ? Number(value) - Number(other[i + 1]) : Number.NaN));
}

/**
 * @param ablations rows of the simulated courses: what is left out, recall, null incidents a day, false ones in courses
 * @param rows of the gauges: what is left out, scores in four columns, score of short ones, recall, false rows, null
 * @returns whether each default detector gains something
 */
export function printGains(ablations, rows) {
  const [counts, columns] = [ablations, rows].map(([whole, ...others]) => {
    const without = new Map(others.map((row) => [row[0].replace("without ", ""), row]));
    return { whole, without, names: others.filter(([label]) => label.startsWith("without ")).map(([label]) => label) };
  });
  const names = [...new Set([...counts.names, ...columns.names])].map((label) => label.replace("without ", ""));
  const table = names.map((name) => {
    const [recall, falseADay] = less(counts.whole, counts.without.get(name));
    const [designed, designedFew, held, heldFew, , , , quiet] = less(columns.whole, columns.without.get(name));
    const score = (designed + designedFew + held + heldFew) / 4;
    const gains = [
      (recall >= LEAST.recall || falseADay <= -LEAST.falseADay) && "counts",
      score >= LEAST.score && "columns",
    ].filter((word) => word);
    return [
      name,
      plus(recall, 3),
      plus(falseADay, 2),
      plus((designed + designedFew) / 2, 1),
      plus((held + heldFew) / 2, 1),
      plus(quiet, 2),
      gains.join(", ") || "NOTHING",
    ];
  });
  printTable(
    "what each default detector gains: with it, less without it",
    ["detector", "counts: recall", "false a day", "columns: designed", "held out", "false rows of none", "gains in"],
    table,
  );
  return { passed: table.every((row) => row.at(-1) !== "NOTHING"), table };
}
