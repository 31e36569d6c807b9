/** Delimited tables: delimiter, quotes, header and the role of each column, from the sampled text. */
import type { FieldRole, PlanBody, TableColumn } from "../../model/plan.ts";
import { isLevelWord } from "./level-words.ts";
import { type FoundTime, wholeTime } from "./time-layouts.ts";
import { settleDayOrder } from "./time-order.ts";

export interface SniffedTable {
  body: Extract<PlanBody, { kind: "table" }>;
  lacks: FoundTime["lacks"];
  label: string;
}

const DELIMITERS = [",", ";", "\t", "|"] as const;
const DELIMITER_NAMES: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };
const SAMPLE_ROWS = 1000;
const MAX_COLUMNS = 256;
/** a column is a dimension up to so many values in the sample */
const MAX_DIMENSION_VALUES = 64;
const MAX_DIMENSIONS = 8;
const TIME_NAME = /time|date|stamp|^ts$|^t$|when/i;
const LEVEL_NAME = /level|severity|^lvl$|priority/i;
const MESSAGE_NAME = /message|^msg$|^text$|description|content|^log$/i;
/** numbers under such a name are names, not amounts */
const NAME_NAME = /version|build|release|revision|code|status|port/i;
const ID_NAME = /(^|[_ ])(id|uuid|guid|hash|key)$/i;

/** @param text the sample with its line ends as LF; the last row may be cut and is left out */
export function sniffTable(text: string): SniffedTable | null {
  const candidates = DELIMITERS.map((delimiter) => ({ delimiter, rows: parseRows(text, delimiter) }))
    .filter(({ rows }) => rows.length > 0)
    .map((candidate) => ({ ...candidate, width: commonWidth(candidate.rows) }))
    .filter(({ rows, width }) => width >= 2 && width <= MAX_COLUMNS && shareOfWidth(rows, width) >= 0.95)
    .sort((a, b) => b.width - a.width);
  for (const { delimiter, rows, width } of candidates) {
    const table = describeTable(rows, width, delimiter, text);
    if (table) return table;
  }
  return null;
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
  return rows.filter((row) => row.length === width).length / rows.length;
}

function describeTable(rows: string[][], width: number, delimiter: string, text: string): SniffedTable | null {
  const full = rows.filter((row) => row.length === width);
  const [first] = full;
  if (!first) return null;
  const hasHeader = looksLikeHeader(first, full.slice(1));
  const body = hasHeader ? full.slice(1) : full;
  const columns = first.map((cell, i) => ({
    name: (hasHeader ? cell.trim() : "") || `column ${i + 1}`,
    values: body.map((row) => row[i] ?? ""),
  }));
  const timeColumn = columns.findIndex(({ name, values }) => isTime(name, values, hasHeader));
  // commas and bars stand in prose too: without a header only a regular, wide table with a time is believed
  if (!hasHeader && (timeColumn < 0 || (width < 3 && delimiter !== "\t" && delimiter !== ";"))) return null;
  const stamps = columns[timeColumn]?.values ?? [];
  const found = stamps.map(wholeTime).find((time) => time !== null) ?? null;
  const roles = assignRoles(columns, timeColumn);
  return {
    body: {
      kind: "table",
      delimiter,
      quoted: text.includes('"'),
      headerLines: hasHeader ? 1 : 0,
      columns: columns.map(({ name }, i): TableColumn => ({ name, role: roles[i] ?? "ignore" })),
      time: found ? settleDayOrder(found.layout, stamps) : null,
    },
    lacks: found?.lacks ?? "nothing",
    label: `${DELIMITER_NAMES[delimiter]}-separated table, ${width} columns`,
  };
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

function isNumber(text: string): boolean {
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text);
}

function isTime(name: string, values: readonly string[], named: boolean): boolean {
  const filled = values.filter((value) => value.trim() !== "");
  if (filled.length === 0) return false;
  const times = filled.map(wholeTime).filter((time) => time !== null);
  if (times.length < filled.length * 0.9) return false;
  // a bare number is a time only under a name that says so
  return times[0]?.layout[0] !== "epoch" || (named && TIME_NAME.test(name));
}

function assignRoles(columns: readonly { name: string; values: string[] }[], timeColumn: number): FieldRole[] {
  const rows = columns[0]?.values.length ?? 0;
  const roles = columns.map(({ name, values }, i): FieldRole => {
    if (i === timeColumn) return "time";
    const filled = values.filter((value) => value.trim() !== "");
    if (filled.length === 0) return "ignore";
    const distinct = new Set(filled).size;
    const numeric = filled.every(isNumber);
    const levels = filled.filter((value) => isLevelWord(value.trim())).length;
    if (levels >= filled.length * 0.9 && (LEVEL_NAME.test(name) || /^column \d/.test(name) || distinct > 1))
      return "level";
    const repeats = distinct <= MAX_DIMENSION_VALUES && rows >= distinct * 5;
    const whole = filled.every((value) => /^\s*[+-]?\d+\s*$/.test(value));
    if (numeric) return repeats && (whole || NAME_NAME.test(name)) ? "dimension" : "measure";
    if (MESSAGE_NAME.test(name)) return "message";
    if (repeats && !ID_NAME.test(name)) return "dimension";
    return "ignore";
  });
  keepFirst(roles, "level", 1);
  keepFirst(roles, "dimension", MAX_DIMENSIONS);
  keepFirst(roles, "message", 1);
  if (!roles.includes("message")) {
    // prose without a telling name: the column with the most words
    const words = columns.map(({ values }, i) => (roles[i] === "ignore" ? meanWords(values) : 0));
    const most = Math.max(...words);
    if (most >= 2) roles[words.indexOf(most)] = "message";
  }
  return roles;
}

function keepFirst(roles: FieldRole[], role: FieldRole, most: number): void {
  let seen = 0;
  roles.forEach((r, i) => {
    if (r === role && ++seen > most) roles[i] = "ignore";
  });
}

function meanWords(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + value.trim().split(/\s+/).length, 0) / Math.max(1, values.length);
}
