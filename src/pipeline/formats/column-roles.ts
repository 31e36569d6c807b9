/** Roles of the columns of a table, by their names and by what their values look like. */
import type { FieldRole, LevelScale, TimeLayout } from "../../model/plan.ts";
import { isLevelWord } from "./level-words.ts";
import { type FoundTime, wholeTime } from "./time-layouts.ts";
import { settleDayOrder } from "./time-order.ts";
import { isTrace } from "./traces.ts";

export interface Column {
  name: string;
  values: string[];
}

/** Where the time of a table stands, in one column or in two, and how it is written. */
export interface ColumnTime {
  column: number;
  /** column of what completes it; −1 when there is none */
  rest: number;
  layout: TimeLayout;
  lacks: FoundTime["lacks"];
}

/** a column is a dimension up to so many values in the sample */
const MAX_DIMENSION_VALUES = 64;
const MAX_DIMENSIONS = 8;
const TIME_NAME = /time|date|stamp|epoch|^ts$|^t$|when/i;
const LEVEL_NAME = /level|severity|^lvl$|priority/i;
const MESSAGE_NAME = /message|^msg$|^text$|description|content|^log$|^cs-uri(?:-stem)?$/i;
/** numbers under such a name are names, not amounts */
const NAME_NAME = /version|build|release|revision|code|status|port/i;
const ID_NAME = /(^|[_ ])(id|uuid|guid|hash|key)$/i;
const CALENDAR_DAY = /^(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4}|\d{8})$/;
const CLOCK = /^\d{1,2}:\d{2}:\d{2}/;
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
/** points may stand between thousands */
const COMMA_NUMBER = /^\s*[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?\s*$/;

export function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

const filledOf = (values: readonly string[]) => values.filter((value) => value.trim() !== "");

/** @param named whether the names are those of a header @returns null when no column holds a time */
export function timeOfColumns(columns: readonly Column[], named: boolean): ColumnTime | null {
  const whole = columns.findIndex((column, i) => isTime(column, named, i));
  if (whole >= 0) return timeFrom(columns, whole, -1, columns[whole]?.values ?? []);
  const day = columns.findIndex(({ values }) => all(values, (value) => CALENDAR_DAY.test(value)));
  const clock = columns.findIndex(({ values }) => all(values, (value) => CLOCK.test(value)));
  if (day >= 0 && clock >= 0) {
    const clocks = columns[clock]?.values ?? [];
    const joined = (columns[day]?.values ?? []).map((value, i) => `${value.trim()} ${(clocks[i] ?? "").trim()}`);
    return timeFrom(columns, day, clock, joined);
  }
  return clock >= 0 ? timeFrom(columns, clock, -1, columns[clock]?.values ?? []) : null;
}

function timeFrom(columns: readonly Column[], column: number, rest: number, stamps: string[]): ColumnTime | null {
  const found = stamps.map(wholeTime).find((time) => time !== null);
  if (!found || columns[column] === undefined) return null;
  return { column, rest, layout: settleDayOrder(found.layout, stamps), lacks: found.lacks };
}

function all(values: readonly string[], test: (value: string) => boolean): boolean {
  const filled = filledOf(values);
  return filled.length > 0 && filled.filter((value) => test(value.trim())).length >= filled.length * 0.95;
}

function isTime({ name, values }: Column, named: boolean, column: number): boolean {
  const filled = filledOf(values);
  if (filled.length === 0) return false;
  const times = filled.map(wholeTime).filter((time) => time !== null);
  const [first] = times;
  if (!first || times.length < filled.length * 0.9 || first.lacks === "date") return false;
  if (first.layout[0] !== "epoch") return true;
  // a bare number is a time only under a name that says so, or in front of a table without names, growing
  if (named) return TIME_NAME.test(name);
  return column === 0 && filled.every((value, i) => i === 0 || Number(value) >= Number(filled[i - 1]));
}

/** Whether some numbers are written with a decimal comma, and none with a decimal point. */
export function hasDecimalCommas(columns: readonly Column[]): boolean {
  let commas = 0;
  for (const { values } of columns) {
    const filled = filledOf(values);
    if (filled.length === 0 || !filled.every((value) => NUMBER.test(value) || COMMA_NUMBER.test(value))) continue;
    if (filled.some((value) => value.includes(","))) commas++;
    else if (filled.some((value) => value.includes("."))) return false;
  }
  return commas > 0;
}

/** @returns a role a column, and how numbers in the level column are read */
export function assignRoles(
  columns: readonly Column[],
  time: ColumnTime | null,
  decimalComma = false,
): { roles: FieldRole[]; levelScale: LevelScale } {
  const rows = columns[0]?.values.length ?? 0;
  const numberShape = decimalComma ? COMMA_NUMBER : NUMBER;
  const roles = columns.map(({ name, values }, i): FieldRole => {
    if (i === time?.column) return "time";
    if (i === time?.rest) return "timeRest";
    const filled = filledOf(values);
    if (filled.length === 0) return "ignore";
    const distinct = new Set(filled).size;
    const numeric = filled.every((value) => numberShape.test(value));
    const levels = filled.filter((value) => isLevelWord(value.trim())).length;
    if (levels >= filled.length * 0.9 && (LEVEL_NAME.test(name) || /^column \d/.test(name) || distinct > 1))
      return "level";
    if (LEVEL_NAME.test(name) && numeric && scaleOfNumbers(name, filled) !== "words") return "level";
    const repeats = distinct <= MAX_DIMENSION_VALUES && rows >= distinct * 5;
    const whole = filled.every((value) => /^\s*[+-]?\d+\s*$/.test(value));
    if (numeric) {
      // beside a time, the only other column is what was measured, however few values it takes
      if (time !== null && columns.length === 2) return "measure";
      if (repeats && (whole || NAME_NAME.test(name))) return "dimension";
      if (whole && ID_NAME.test(name)) return distinct === filled.length ? "id" : "ignore";
      return whole && NAME_NAME.test(name) ? "ignore" : "measure";
    }
    if (MESSAGE_NAME.test(name)) return "message";
    if (filled.some(isTrace)) return "trace";
    if (ID_NAME.test(name))
      return distinct === filled.length && !filled.some((value) => /\s/.test(value)) ? "id" : "ignore";
    return repeats ? "dimension" : "ignore";
  });
  keepFirst(roles, "level", 1);
  keepFirst(roles, "dimension", MAX_DIMENSIONS);
  keepFirst(roles, "message", 1);
  keepFirst(roles, "trace", 1);
  if (!roles.includes("message")) {
    // prose without a telling name: the column with the most words
    const words = columns.map(({ values }, i) => (roles[i] === "ignore" ? meanWords(values) : 0));
    const most = Math.max(...words);
    if (most >= 2) roles[words.indexOf(most)] = "message";
    else if (roles.includes("trace")) roles[roles.indexOf("trace")] = "message";
  }
  const level = columns[roles.indexOf("level")];
  return { roles, levelScale: level ? scaleOfNumbers(level.name, filledOf(level.values)) : "words" };
}

/** The scale of levels that are numbers; "words" when they are none. */
function scaleOfNumbers(name: string, values: readonly string[]): LevelScale {
  const numbers = values.map(Number);
  if (!numbers.every((value) => Number.isInteger(value) && value >= 0 && value <= 60)) return "words";
  const most = Math.max(...numbers);
  if (most >= 10) return numbers.every((value) => value % 10 === 0) ? "bunyan" : "words";
  if (most > 7) return "words";
  return /severity|priority/i.test(name) || most > 4 ? "syslog" : "zero-to-four";
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
