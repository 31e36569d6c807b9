/**
 * Templates for other tools: what finds the lines of a template with a regular expression, Grok, `grep -E` or Loki.
 *
 * A template knows its constant words and where parameters stand. What stands between two constants (one blank, a colon,
 * brackets) may differ from line to line, so each form takes any run of marks there; before the first word and behind the
 * last anything may stand, as the head of the line does. So every form finds all of the template's events by their first
 * lines, and may find others. Events without a message have no words to be found by. Records write some letters as escapes,
 * and any letter of a word that may be one stands for anything.
 */

import { messageOf } from "../model/trace.ts";
import { type LineWriting, PLAIN_LINES } from "./line-writing.ts";

export const TEMPLATE_FORMS = ["regex", "grok", "grep", "loki"] as const;
export type TemplateForm = (typeof TEMPLATE_FORMS)[number];

/** A constant word, or null for a parameter. */
type Part = string | null;

/** marks that part words, and controls and the blank: as assembly/signature.ts has them */
const SEPARATORS = /[\0- "'(),:;<=>[\]{|}]+/;
const MARK = "<*>";
/** what cannot be decoded stands for bytes that are not known */
const UNKNOWN = /(\ufffd+)/;
const NOT_ASCII = /([^\0-\x7f]+)/;
/** letters that some writer of JSON writes as an escape, within words */
const MAY_BE_ESCAPED = /([^\w\-.!#$%*?@^~]+)/;

/** What one language of expressions calls the pieces of one. */
interface Dialect {
  /** a byte or letter that is no word's */
  mark: string;
  /** an escape of JSON */
  escape: string;
  group: (inside: string) => string;
  parameter: (number: number) => string;
  /** letters of a word that may be written otherwise */
  unsure: string;
}

const REGEX: Dialect = {
  mark: "\\W",
  escape: "\\\\\\w{1,5}",
  group: (inside) => `(?:${inside})`,
  parameter: () => ".+?",
  unsure: ".+?",
};

const GROK: Dialect = { ...REGEX, parameter: (number) => `%{DATA:p${number}}` };

const EXTENDED: Dialect = {
  mark: "[^[:alnum:]_]",
  escape: "\\\\[[:alnum:]]{1,5}",
  group: (inside) => `(${inside})`,
  parameter: () => ".+",
  unsure: ".+",
};

/**
 * @param template constants and `<*>`
 * @returns the text to paste; for "grep" and "loki" a whole expression with its quotes
 */
export function exportTemplate(template: string, form: TemplateForm, writing: LineWriting = PLAIN_LINES): string {
  const parts = partsOf(template);
  const inner = withoutEnds(parts);
  switch (form) {
    case "regex":
      return expression(inner, REGEX, writing);
    case "grok":
      return expression(inner, GROK, writing);
    case "grep":
      return grepCommand(inner, writing);
    case "loki":
      return `|> ${JSON.stringify(lokiPattern(parts, writing))}`;
  }
}

/**
 * Bytes are looked at as such, as a letter that cannot be decoded is matched by no `.` and a NUL has grep say no more than
 * that a binary file matches.
 */
function grepCommand(parts: readonly Part[], writing: LineWriting): string {
  return `LC_ALL=C grep -a -E -e '${expression(parts, EXTENDED, writing).replaceAll("'", "'\\''")}'`;
}

/** The other templates whose first lines the expressions of one of them find too. */
export function alsoFound<T extends Exported>(one: T, all: readonly T[]): T[] {
  const runs = runsOf(withoutEnds(partsOf(messageOf(one))));
  return all.filter((other) => other.id !== one.id && !other.wordless && findsAll(runs, messageOf(other)));
}

interface Exported {
  id: string;
  template: string;
  wordless?: boolean;
}

/**
 * Runs of constant words, each to be found behind the one before. One whole expression would try all ways to share out a
 * long text among its parameters; the first place of each run leaves the most room for the rest.
 */
function runsOf(parts: readonly Part[]): RegExp[] {
  const runs: string[][] = [[]];
  for (const part of parts) {
    if (part === null) runs.push([]);
    else runs.at(-1)?.push(literal(part, UNKNOWN, REGEX.unsure));
  }
  return runs.map((words, i) => {
    const before = i === 0 ? "" : "(?<=\\W)";
    const after = i === runs.length - 1 ? "" : "(?=\\W)";
    return new RegExp(`${before}${words.join("\\W+")}${after}`, "gs");
  });
}

function findsAll(runs: readonly RegExp[], text: string): boolean {
  let from = 0;
  for (const run of runs) {
    run.lastIndex = from;
    if (!run.test(text)) return false;
    // a parameter and a separator on either side
    from = run.lastIndex + 3;
  }
  return true;
}

/** Words and parameters of the first line in turn: other tools look at one line. */
function partsOf(template: string): Part[] {
  const [line = ""] = template.trimStart().split("\n");
  return line
    .split(MARK)
    .flatMap((text, i): Part[] => [...(i > 0 ? [null] : []), ...text.split(SEPARATORS).filter((word) => word !== "")]);
}

/** Parameters at both ends say nothing. */
function withoutEnds(parts: readonly Part[]): Part[] {
  return parts.slice(
    Math.max(
      0,
      parts.findIndex((part) => part !== null),
    ),
    parts.findLastIndex((part) => part !== null) + 1,
  );
}

function expression(parts: readonly Part[], dialect: Dialect, writing: LineWriting): string {
  const marks = [
    dialect.mark,
    ...(writing.escaped ? [dialect.escape] : []),
    // of a terminal's sequence the first byte is a mark by itself
    ...(writing.ansi ? ["\\[[0-9;]*[A-Za-z]"] : []),
  ];
  const between = `${marks.length === 1 ? dialect.mark : dialect.group(marks.join("|"))}+`;
  const letters = unsureLetters(writing, dialect === EXTENDED);
  let parameters = 0;
  return parts
    .map((part) => (part === null ? dialect.parameter(++parameters) : literal(part, letters, dialect.unsure)))
    .join(between);
}

/** The letters of words that may stand otherwise in the line, as a group to split by. */
function unsureLetters({ escaped, utf8 }: Pick<LineWriting, "escaped" | "utf8">, asBytes: boolean): RegExp {
  if (escaped) return MAY_BE_ESCAPED;
  return asBytes && !utf8 ? NOT_ASCII : UNKNOWN;
}

/** A word, with `instead` for the letters that are not sure. */
function literal(word: string, unsure: RegExp, instead: string): string {
  const pieces = word.split(unsure);
  return pieces.map((piece, i) => (i % 2 === 0 ? escapedText(piece) : instead)).join("");
}

function escapedText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/**
 * Loki looks for the texts between captures in their order, each from where the one before ended and at its first place
 * there. No capture may be empty: a text at the beginning or at the end of the line finds nothing, nor does one that stands
 * right behind the one before (pkg/logql/log/pattern). So words that may stand there lose a letter, and a word is left out
 * where words of the template begin with it, or hold it glued to the one before.
 */
function lokiPattern(parts: readonly Part[], { fromStart, toEnd, ...writing }: LineWriting): string {
  const constants = parts.filter((part) => part !== null);
  const unsure = unsureLetters(writing, false);
  const texts = constants.flatMap((word) => word.split(unsure).filter((_, i) => i % 2 === 0));
  if (toEnd && parts.at(-1) !== null) texts.push([...(texts.pop() ?? "")].slice(0, -1).join(""));
  const kept: string[] = [];
  for (const whole of texts) {
    const isFirst = kept.length === 0;
    const text = isFirst && fromStart ? [...whole].slice(1).join("") : whole;
    const misses = isFirst
      ? fromStart && constants.some((word) => word.startsWith(text))
      : constants.some((word) => word.includes(`${kept.at(-1)}${text}`));
    if (text !== "" && !misses) kept.push(text);
  }
  return `<_>${kept.map((text) => `${text}<_>`).join("")}`;
}
