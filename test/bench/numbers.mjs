/** Sizes, medians and tables of the benches. */

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
