/**
 * Templates for other tools: what finds the lines of a template with a regular expression, Grok, `grep -E` or Loki.
 *
 * A template knows its constant words and where parameters stand. What stands between two constants (one blank, a colon,
 * brackets) may differ from line to line, so each form takes any run of marks there; before the first word and behind the
 * last anything may stand, as the head of the line does. So every form finds all of the template's events by their first
 * lines, and may find others. Events without a message have no words to be found by.
 */

import { messageOf } from "../model/trace.ts";

export type TemplateForm = "regex" | "grok" | "grep" | "loki";

/** A constant word, or null for a parameter. */
type Part = string | null;

/** marks that part words, and controls and the blank: as assembly/signature.ts has them */
const SEPARATORS = /[\0- "'(),:;<=>[\]{|}]+/;
const MARK = "<*>";
/** what cannot be decoded stands for bytes that are not known */
const UNKNOWN = "\ufffd";

/**
 * @param template constants and `<*>`
 * @returns the text to paste; for "grep" and "loki" a whole expression with its quotes
 */
export function exportTemplate(template: string, form: TemplateForm): string {
  const parts = partsOf(template);
  switch (form) {
    case "regex":
      return expression(parts, "\\W+", () => ".+?", escaped);
    case "grok":
      return expression(parts, "\\W+", (number) => `%{DATA:p${number}}`, escaped);
    case "grep":
      return `grep -E -e '${expression(parts, "[^[:alnum:]_]+", () => ".+", escaped).replaceAll("'", "'\\''")}'`;
    case "loki":
      return `|> ${JSON.stringify(lokiPattern(parts))}`;
  }
}

/** The other templates whose first lines the expressions of one of them find too. */
export function alsoFound<T extends Exported>(one: T, all: readonly T[]): T[] {
  const runs = runsOf(partsOf(messageOf(one)));
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
    else runs.at(-1)?.push(escaped(part));
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

/** Words and parameters of the first line in turn, without the parameters at both ends: other tools look at one line. */
function partsOf(template: string): Part[] {
  const [line = ""] = template.trimStart().split("\n");
  const parts = line
    .split(MARK)
    .flatMap((text, i): Part[] => [...(i > 0 ? [null] : []), ...text.split(SEPARATORS).filter((word) => word !== "")]);
  while (parts.at(0) === null) parts.shift();
  while (parts.at(-1) === null) parts.pop();
  return parts;
}

function expression(
  parts: readonly Part[],
  separators: string,
  parameter: (number: number) => string,
  literal: (word: string) => string,
): string {
  let parameters = 0;
  return parts.map((part) => (part === null ? parameter(++parameters) : literal(part))).join(separators);
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll(new RegExp(`${UNKNOWN}+`, "g"), ".*");
}

function lokiPattern(parts: readonly Part[]): string {
  const words = parts.filter((part) => part !== null).flatMap((word) => word.split(new RegExp(`${UNKNOWN}+`)));
  return `<_>${words
    .filter((word) => word !== "")
    .map((word) => `${word}<_>`)
    .join("")}`;
}
