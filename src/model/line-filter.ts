/**
 * Which lines are wanted: what people type, and the tree that it means.
 *
 * ```
 * filter = all { "OR" all }            all = one { ["AND"] one }          one = ("NOT" | "-") one | "(" filter ")" | term
 * term   = word | "a phrase" | /expression/flags | level:error,warn | template:<id> | <dimension>:value
 * ```
 * Words are found anywhere in a line, without regard to case unless they hold a capital. A word before a colon that is no
 * dimension of the log is text, as in `10:32:01`; so is a path, as in `/var/log/x`. Text is looked for in each physical line;
 * level, template, dimension and time are those of the event that the line belongs to, and of no line that belongs to none.
 */
import { LEVELS, type Level } from "./levels.ts";
import type { EpochMs, HexId } from "./units.ts";

/** Looks for text in the line itself. */
export type TextLeaf =
  | {
      kind: "text";
      text: string;
      /** whether case matters; else ASCII letters are equal in either case, others only where `text` has any */
      exact: boolean;
    }
  | { kind: "regex"; source: string; flags: string };

/** Asks about the event that a line belongs to. */
export type EventLeaf =
  /** half-open; an end that is null is open */
  | { kind: "time"; startMs: EpochMs | null; endMs: EpochMs | null }
  /** any of these; null is "no level" */
  | { kind: "level"; levels: readonly (Level | null)[] }
  | { kind: "template"; ids: readonly HexId[] }
  | { kind: "dimension"; name: string; value: string };

export type LineFilter =
  | TextLeaf
  | EventLeaf
  | { kind: "and" | "or"; of: readonly LineFilter[] }
  | { kind: "not"; of: LineFilter };

/** Where the text is not a filter, and why, in a sentence. */
export interface FilterMistake {
  message: string;
  /** [at, at + length) of the text; length 0 at its end */
  at: number;
  length: number;
}

export type ParsedFilter = { filter: LineFilter | null } | { mistake: FilterMistake };

/** deeper nesting is nobody's filter */
const DEEPEST = 100;
const FLAGS = /^[dgimsuvy]*$/;

/**
 * @param dimensions names that may stand before a colon
 * @returns the filter, null when the text is blank; or what is wrong with it
 */
export function parseLineFilter(text: string, dimensions: readonly string[] = []): ParsedFilter {
  try {
    return { filter: new Parser(text, dimensions).whole() };
  } catch (error) {
    if (error instanceof Mistake) return { mistake: { message: error.message, at: error.at, length: error.length } };
    throw error;
  }
}

/** @returns filters of which all must hold; null for none */
export function allOf(filters: readonly (LineFilter | null)[]): LineFilter | null {
  const given = filters.filter((one) => one !== null);
  return given.length < 2 ? (given[0] ?? null) : { kind: "and", of: given };
}

/** @returns the parts of a filter that look at lines' text and are not denied: what is marked in lines that are shown */
export function markedLeaves(filter: LineFilter | null): TextLeaf[] {
  if (filter === null || filter.kind === "not") return [];
  if (filter.kind === "and" || filter.kind === "or") return filter.of.flatMap(markedLeaves);
  return filter.kind === "text" || filter.kind === "regex" ? [filter] : [];
}

/** @returns text as a word or phrase of a filter that finds just it */
export function quoted(text: string): string {
  const isWord = /^[^\s"()/-][^\s"()]*$/.test(text) && !text.includes(":") && !["AND", "OR", "NOT"].includes(text);
  return isWord ? text : `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

class Mistake extends Error {
  readonly at: number;
  readonly length: number;
  constructor(message: string, at: number, length: number) {
    super(message);
    this.at = at;
    this.length = length;
  }
}

class Parser {
  readonly #text: string;
  readonly #dimensions: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(text: string, dimensions: readonly string[]) {
    this.#text = text;
    this.#dimensions = dimensions;
  }

  whole(): LineFilter | null {
    if (this.#atEnd()) return null;
    const filter = this.#either();
    if (!this.#atEnd()) throw new Mistake("This bracket closes none.", this.#at, 1);
    return filter;
  }

  /** Passes over blanks. */
  #atEnd(): boolean {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at++;
    return this.#at === this.#text.length;
  }

  /** Takes a word that stands alone, like OR. */
  #takes(word: string): boolean {
    if (this.#atEnd() || !this.#text.startsWith(word, this.#at)) return false;
    if (!/^(?:[\s()]|$)/.test(this.#text.slice(this.#at + word.length, this.#at + word.length + 1))) return false;
    this.#at += word.length;
    return true;
  }

  #either(): LineFilter {
    const of = [this.#all()];
    while (this.#takes("OR")) of.push(this.#all());
    return of.length === 1 ? (of[0] as LineFilter) : { kind: "or", of };
  }

  #all(): LineFilter {
    const of = [this.#one()];
    while (true) {
      const from = this.#at;
      if (this.#takes("AND")) {
        of.push(this.#one());
        continue;
      }
      if (this.#atEnd() || this.#text[this.#at] === ")" || this.#takes("OR")) {
        this.#at = from;
        return of.length === 1 ? (of[0] as LineFilter) : { kind: "and", of };
      }
      of.push(this.#one());
    }
  }

  #one(): LineFilter {
    if (this.#takes("OR") || this.#takes("AND")) {
      const length = this.#text[this.#at - 1] === "R" ? 2 : 3;
      throw new Mistake("Something must stand on both sides of AND and OR.", this.#at - length, length);
    }
    if (this.#atEnd())
      throw new Mistake(
        this.#text.trim() === "" ? "Nothing to look for." : "Something to look for is missing here.",
        this.#at,
        0,
      );
    const from = this.#at;
    const isDenial = this.#text[from] === "-" && /^[^\s-]/.test(this.#text.slice(from + 1, from + 2));
    if (isDenial) this.#at++;
    if (isDenial || this.#takes("NOT")) return this.#deeper(from, () => ({ kind: "not", of: this.#one() }));
    if (this.#text[from] === "(") return this.#group(from);
    if (this.#text[from] === ")") throw new Mistake("Something to look for is missing before this bracket.", from, 1);
    return this.#regex() ?? this.#term();
  }

  #deeper<T>(from: number, inside: () => T): T {
    if (++this.#depth > DEEPEST) throw new Mistake("This is nested too deeply.", from, 1);
    const found = inside();
    this.#depth--;
    return found;
  }

  #group(from: number): LineFilter {
    this.#at++;
    const inside = this.#deeper(from, () => this.#either());
    if (this.#atEnd()) throw new Mistake("This bracket is not closed.", from, 1);
    this.#at++;
    return inside;
  }

  /** An expression between slashes with nothing but flags behind it. */
  #regex(): LineFilter | null {
    const from = this.#at;
    if (this.#text[from] !== "/") return null;
    const end = closingSlash(this.#text, from + 1);
    if (end < 0 || end === from + 1) return null;
    const flags = /^[a-z]*/.exec(this.#text.slice(end + 1))?.[0] ?? "";
    const behind = this.#text[end + 1 + flags.length] ?? " ";
    if (!FLAGS.test(flags) || !/[\s)]/.test(behind)) return null;
    const source = this.#text.slice(from + 1, end);
    // where to begin and go on is not for the user to say
    const kept = [...new Set(flags.replaceAll(/[dgy]/g, ""))].join("");
    this.#at = end + 1 + flags.length;
    try {
      new RegExp(source, kept);
    } catch (error) {
      const said =
        error instanceof Error ? error.message.replace(/^Invalid regular expression: (?:\/.*\/[a-z]*: )?/s, "") : "";
      throw new Mistake(`The regular expression is broken: ${said}.`, from, this.#at - from);
    }
    return { kind: "regex", source, flags: kept };
  }

  #term(): LineFilter {
    const from = this.#at;
    const isPhrase = this.#text[from] === '"';
    const name = isPhrase ? this.#phrase() : this.#name();
    const known = this.#text[this.#at] === ":" && this.#isField(name);
    if (!known) {
      if (isPhrase) return textLeaf(name, from, this.#at);
      this.#at = from;
      return textLeaf(this.#word(), from, this.#at);
    }
    this.#at++;
    const valueAt = this.#at;
    const value = this.#text[valueAt] === '"' ? this.#phrase() : this.#word();
    if (name === "level") return levelLeaf(value, valueAt);
    if (name !== "template") return { kind: "dimension", name, value };
    const ids = value.split(",");
    if (!ids.every((id) => /^[0-9a-f]{16}$/.test(id)))
      throw new Mistake("A template is named by its 16 hexadecimal digits.", valueAt, value.length);
    return { kind: "template", ids };
  }

  #isField(name: string): boolean {
    return name === "level" || name === "template" || this.#dimensions.includes(name);
  }

  #name(): string {
    const name = /^[^\s:"()]*/.exec(this.#text.slice(this.#at))?.[0] ?? "";
    this.#at += name.length;
    return name;
  }

  /** Up to a blank, or the bracket that closes a group: brackets within a word are part of it. */
  #word(): string {
    const from = this.#at;
    let open = 0;
    while (this.#at < this.#text.length) {
      const mark = this.#text[this.#at] as string;
      if (/\s/.test(mark) || (mark === ")" && open === 0)) break;
      if (mark === "(") open++;
      if (mark === ")") open--;
      this.#at++;
    }
    return this.#text.slice(from, this.#at);
  }

  /** Between double quotes; \" and \\ are those characters. */
  #phrase(): string {
    const from = this.#at++;
    let phrase = "";
    while (this.#text[this.#at] !== '"') {
      if (this.#at >= this.#text.length) throw new Mistake("This quote is not closed.", from, 1);
      if (this.#text[this.#at] === "\\" && /["\\]/.test(this.#text[this.#at + 1] ?? "")) this.#at++;
      phrase += this.#text[this.#at++];
    }
    this.#at++;
    return phrase;
  }
}

function textLeaf(text: string, from: number, to: number): LineFilter {
  if (text === "") throw new Mistake("There is nothing between the quotes.", from, to - from);
  return { kind: "text", text, exact: text.toLowerCase() !== text };
}

function levelLeaf(value: string, at: number): LineFilter {
  const levels = value.split(",").map((name): Level | null => {
    const low = name.toLowerCase();
    if (low === "none") return null;
    const level = LEVELS.find((one) => one === (low === "warning" ? "warn" : low));
    if (level) return level;
    throw new Mistake(`There is no level “${name}”: they are ${LEVELS.join(", ")} and none.`, at, value.length);
  });
  return { kind: "level", levels };
}

/** Where an expression ends: at a slash that is neither escaped nor in a class. */
function closingSlash(text: string, from: number): number {
  let inClass = false;
  for (let at = from; at < text.length; at++) {
    const mark = text[at];
    if (mark === "\\") at++;
    else if (mark === "[") inClass = true;
    else if (mark === "]") inClass = false;
    else if (mark === "/" && !inClass) return at;
  }
  return -1;
}
