/** Sizes, medians, figures and tables of the benches. */

const UNITS = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, kB: 1e3, MB: 1e6, GB: 1e9, B: 1 };

/** @returns bytes of "1GiB", "200MiB", "10MB"; null when it is none of these */
export function parseSize(text) {
  const match = /^(\d+(?:\.\d+)?) ?([KMG]iB|[kMG]B|B)$/.exec(text);
  const bytes = match ? Math.floor(Number(match[1]) * UNITS[match[2]]) : 0;
  return bytes > 0 ? bytes : null;
}

/** @returns the middle value, or the mean of the two middle ones */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @returns megabytes (10^6) a second */
export function mbPerSecond(bytes, ms) {
  return bytes / 1000 / ms;
}

export function fixed(value, digits = 0) {
  return value.toFixed(digits);
}

/** Prints rows of equal length under a title; numbers-like cells to the right. */
export function printTable(title, head, rows) {
  console.log(`\n${title}`);
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => String(row[i]).length)));
  const line = (row) => row.map((cell, i) => pad(String(cell), widths[i])).join("  ");
  console.log(`  ${line(head)}`.trimEnd());
  for (const row of rows) console.log(`  ${line(row)}`.trimEnd());
}

function pad(text, width) {
  return /^[-\d]/.test(text) ? text.padStart(width) : text.padEnd(width);
}

/**
 * How many times faster what is measured is than what it is held against, in rounds that took turns.
 *
 * @param ours milliseconds a round @param theirs milliseconds of the reference in the same rounds
 * @param atLeast the floor that is aimed at; null for a figure without one
 */
export function ratio(name, atLeast, ours, theirs, more = {}) {
  const rounds = spread(ours.map((ms, i) => theirs[i] / ms));
  return { name, unit: "×", atLeast, value: median(theirs) / median(ours), rounds, ours, theirs, ...more };
}

/** Amounts that are to be small. @param values one a round */
export function amount(name, atMost, unit, values, more = {}) {
  return { name, unit, atMost, value: median(values), rounds: spread(values), values, ...more };
}

/** What could not be measured here, and why. */
export function absent(name, reason) {
  return { name, absent: reason };
}

function spread(values) {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/** Whether a figure is where it is aimed to be, and else by how much it is not. */
function verdict({ value, unit, atLeast = null, atMost = null, absent: reason }) {
  if (reason !== undefined) return `not measured: ${reason}`;
  if (atLeast !== null) return value >= atLeast ? "holds" : `short by ${fixed(atLeast - value, 3)} ${unit}`;
  if (atMost !== null) return value <= atMost ? "holds" : `over by ${fixed(value - atMost, 3)} ${unit}`;
  return "";
}

/** The table of all figures: what is aimed at, what was measured, and how much the rounds differ. */
export function printFigures(figures) {
  const rows = figures.map((figure) => {
    const { name, unit = "", atLeast = null, atMost = null, value, rounds, note = "" } = figure;
    const aim = atLeast !== null ? `≥ ${atLeast} ${unit}` : atMost !== null ? `≤ ${atMost} ${unit}` : "";
    const each = rounds ? `${fixed(rounds.min, 3)} / ${fixed(rounds.median, 3)} / ${fixed(rounds.max, 3)}` : "";
    return [name, aim, value === undefined ? "" : `${fixed(value, 3)} ${unit}`, each, verdict(figure), note];
  });
  printTable("speed and size", ["measure", "aim", "measured", "rounds: min / median / max", "", ""], rows);
}

/** Runs both once, unmeasured, then in turns. @returns what each gave, one a round */
export async function takeTurns(rounds, ours, theirs) {
  await theirs();
  await ours();
  const results = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    results.theirs.push(await theirs());
    results.ours.push(await ours());
  }
  return results;
}
