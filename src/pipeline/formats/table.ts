/** Delimited tables: delimiter, quotes and header, from the sampled text; the roles of their columns: column-roles.ts. */
import type { PlanBody, TableColumn } from "../../model/plan.ts";
import { assignRoles, hasDecimalCommas, isNumber, timeOfColumns } from "./column-roles.ts";
import { type FoundTime, wholeTime } from "./time-layouts.ts";

export interface SniffedTable {
  body: Extract<PlanBody, { kind: "table" }>;
  lacks: FoundTime["lacks"];
  label: string;
}

const DELIMITERS = [",", ";", "\t", "|"] as const;
const DELIMITER_NAMES: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };
const SAMPLE_ROWS = 1000;
const MAX_COLUMNS = 256;

/** @param text the sample with its line ends as LF; the last row may be cut and is left out */
export function sniffTable(text: string): SniffedTable | null {
  const preamble = preambleOf(text);
  const own = preamble.delimiter;
  const candidates = DELIMITERS.filter((delimiter) => own === null || delimiter === own)
    .map((delimiter) => ({ delimiter, rows: withoutComments(parseRows(preamble.rest, delimiter)) }))
    .filter(({ rows }) => rows.length > 0)
    .map((candidate) => ({ ...candidate, width: commonWidth(candidate.rows) }))
    .filter(({ rows, width }) => width >= 2 && width <= MAX_COLUMNS && shareOfWidth(rows, width) >= 0.95)
    // a header splits by the delimiter as its rows do; decimal commas split only rows
    .sort((a, b) => Number(b.rows[0]?.length === b.width) - Number(a.rows[0]?.length === a.width) || b.width - a.width);
  for (const { delimiter, rows, width } of candidates) {
    const table = describeTable(rows, width, delimiter, preamble.rest);
    if (!table) continue;
    if (table.body.headerLines > 0) table.body.headerLines += preamble.lines;
    if (preamble.hasComments) table.body.comment = "#";
    return table;
  }
  return null;
}

/** What stands before a table: the line `sep=;` of spreadsheets, which names the delimiter, and lines of comments. */
function preambleOf(text: string) {
  const separator = /^sep=(.)\n/i.exec(text);
  const rest = separator ? text.slice(separator[0].length) : text;
  return {
    delimiter: separator?.[1] ?? null,
    lines: separator ? 1 : 0,
    rest,
    // a first column whose name begins with # is a header, not a comment
    hasComments: /^#(?![^\n,;\t|]*[,;\t|])/m.test(rest),
  };
}

/** Rows of one cell that begin with # are comments. */
function withoutComments(rows: string[][]): string[][] {
  return rows.filter((row) => !(row.length === 1 && row[0]?.startsWith("#")));
}

/** Rows of the text with their fields unquoted (RFC 4180), the last one left out unless the text ends with a line end. */
function parseRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length && rows.length < SAMPLE_ROWS) {
    let field: string;
    if (text[at] === '"') {
      let close = at + 1;
      while (true) {
        close = text.indexOf('"', close);
        if (close < 0 || text[close + 1] !== '"') break;
        close += 2;
      }
      if (close < 0) break;
      field = text.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
    } else {
      let stop = at;
      while (stop < text.length && text[stop] !== delimiter && text[stop] !== "\n") stop++;
      field = text.slice(at, stop).replace(/\r$/, "");
      at = stop;
    }
    row.push(field);
    while (at < text.length && text[at] !== delimiter && text[at] !== "\n") at++;
    if (at >= text.length) break;
    if (text[at] === "\n") {
      if (row.length > 1 || row[0] !== "") rows.push(row);
      row = [];
    }
    at++;
  }
  // a text of one unended row is still a row, such as a header alone
  if (rows.length === 0 && row.length > 1) rows.push(row);
  return rows;
}

function commonWidth(rows: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function shareOfWidth(rows: readonly string[][], width: number): number {
  // a header may leave out the last name, see raggedHeader
  const counted = rows.length > 1 && rows[0]?.length === width - 1 ? rows.slice(1) : rows;
  return counted.filter((row) => row.length === width).length / counted.length;
}

function describeTable(rows: string[][], width: number, delimiter: string, text: string): SniffedTable | null {
  const ragged = raggedHeader(rows, width);
  const full = [...(ragged ? [ragged] : []), ...rows.filter((row) => row.length === width)];
  const [first] = full;
  if (!first) return null;
  // a header may come again, where tables were put together
  const below = full.slice(1).filter((row) => !row.every((cell, i) => cell === first[i]));
  const hasHeader = ragged !== null || looksLikeHeader(first, below);
  const body = hasHeader ? below : full;
  const columns = first.map((cell, i) => ({
    name: (hasHeader ? cell.trim() : "") || `column ${i + 1}`,
    values: body.map((row) => row[i] ?? ""),
  }));
  const time = timeOfColumns(columns, hasHeader);
  // commas and bars stand in prose too: without a header only a regular, wide table with a time is believed
  if (!hasHeader && (!time || (width < 3 && delimiter !== "\t" && delimiter !== ";"))) return null;
  const decimalComma = delimiter !== "," && hasDecimalCommas(columns);
  const { roles, levelScale } = assignRoles(columns, time, decimalComma);
  return {
    body: {
      kind: "table",
      delimiter,
      quoted: text.includes('"'),
      headerLines: hasHeader ? 1 : 0,
      columns: columns.map(({ name }, i): TableColumn => ({ name, role: roles[i] ?? "ignore" })),
      time: time?.layout ?? null,
      ...(levelScale === "words" ? {} : { levelScale }),
      ...(decimalComma ? { decimalComma } : {}),
    },
    lacks: time?.lacks ?? "nothing",
    label: `${DELIMITER_NAMES[delimiter]}-separated table, ${width} columns`,
  };
}

/**
 * A header that names all columns but the last, as some programs leave the text of their rows without a name; widened by
 * an empty name. Null when the first row is none such.
 */
function raggedHeader(rows: readonly string[][], width: number): string[] | null {
  const [first, ...below] = rows;
  if (!first || width < 3 || first.length !== width - 1) return null;
  return looksLikeHeader(first, below) ? [...first, ""] : null;
}

/** Names rather than values: distinct, not empty, no times or numbers, and unlike what stands below. */
function looksLikeHeader(first: readonly string[], below: readonly string[][]): boolean {
  const names = first.map((cell) => cell.trim());
  if (names.some((name) => name === "" || name.length > 60 || wholeTime(name) !== null || isNumber(name))) return false;
  if (new Set(names).size < names.length) return false;
  if (below.length === 0)
    return names.every((name) => /^[\p{L}_@#$][\p{L}\p{N}_ .()/%@#$-]*$/u.test(name)) && names.length > 1;
  const repeats = names.filter((name, i) => below.some((row) => row[i]?.trim() === name)).length;
  if (repeats > 0) return false;
  return names.every((name) => /^[\p{L}_@#$]/u.test(name)) && names.every((name) => name.split(/\s+/).length <= 6);
}
