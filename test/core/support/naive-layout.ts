/** Layouts of line logs, step by step on a string: what the core's programs must come to. Latin-1 characters are bytes. */
import { codeOfLevel, type Level } from "../../../src/model/levels.ts";
import type { LayoutStep, LineLayout } from "../../../src/model/plan.ts";

export interface NaiveEvent {
  level: number;
  message: string;
  /** by name of the field */
  fields: Record<string, string>;
}

const WORDS: Record<Level, string> = {
  trace: "trace finest finer verbose v t trce",
  debug: "debug fine dbg dbug d",
  info: "info informat log config i inf note system",
  notice: "notice n",
  warn: "warn warning w wrn",
  error: "error err severe failure fail e",
  fatal: "fatal critical crit alert emerg emergenc panic f c ftl",
};
const LEVEL_OF_WORD = new Map(
  Object.entries(WORDS).flatMap(([level, words]) =>
    words.split(" ").map((word) => [word, codeOfLevel(level as Level)] as const),
  ),
);
const SEVERITIES: Level[] = ["fatal", "fatal", "fatal", "error", "warn", "notice", "info", "debug"];
const MARKS: Record<string, Level> = { ".": "debug", "-": "debug", "*": "info", "#": "warn" };

/** Of longer words the first eight letters count. */
function levelOfWord(word: string): number {
  return word.length > 13 ? 0 : (LEVEL_OF_WORD.get(word.slice(0, 8).toLowerCase()) ?? 0);
}

/** Bytes that end a word. */
const EDGE = /[\0-\x20"'(),:;<=>[\]{}|]/;

class Reading {
  at = 0;
  level = 0;
  message: number | null = null;
  readonly fields: Record<string, string> = {};
  readonly line: string;

  constructor(line: string) {
    this.line = line;
  }

  get rest(): string {
    return this.line.slice(this.at);
  }

  /** Passes over what matches here; the first group, or all of it, is the value. */
  take(pattern: RegExp, step: LayoutStep): boolean {
    const match = new RegExp(`^(?:${pattern.source})`, "s").exec(this.rest);
    if (!match) return false;
    this.at += match[0].length;
    this.capture(step, match[1] ?? match[0]);
    return true;
  }

  capture(step: LayoutStep, value: string): void {
    if ("field" in step && step.field && step.role === "dimension") this.fields[step.field] = value;
  }

  /** @returns whether all steps matched; what was seen until one did not stays seen */
  run(steps: readonly LayoutStep[], messageFromStep?: number): boolean {
    return steps.every((step, i) => {
      if (i === messageFromStep) this.message = this.at;
      return this.step(step);
    });
  }

  step(step: LayoutStep): boolean {
    switch (step.step) {
      case "literal":
        if (!this.rest.startsWith(step.text)) return false;
        this.at += step.text.length;
        return true;
      case "blank":
        return this.take(step.optional ? /[ \t]*/ : /[ \t]+/, step);
      case "token":
        return this.take(/[^\0-\x20]+/, step);
      case "bracket":
        return this.bracket(step.open, step.close, step);
      case "until": {
        const end = this.line.indexOf(step.byte, this.at);
        if (end < 0) return false;
        this.capture(step, this.line.slice(this.at, end));
        this.at = end + 1;
        return true;
      }
      case "source":
        return this.take(/([^\0-\x20[(]*)(?:[[(][^\0-\x20]*)?:(?=[\0-\x20]|$)/, step) && this.wasSource();
      case "quoted":
        return this.take(/"((?:[^"\\]|\\.)*)"/, step);
      case "level":
        return this.word();
      case "levelMark": {
        const match = /^([.*#-])[\0-\x20]/.exec(this.rest);
        if (!match) return false;
        this.level = codeOfLevel(MARKS[match[1] as string] as Level);
        this.at++;
        return true;
      }
      case "levelIs":
        this.level = codeOfLevel(step.level);
        return true;
      case "status":
        return this.status();
      case "priority": {
        const match = /^<(\d{1,4})>/.exec(this.rest);
        if (!match) return false;
        this.level = codeOfLevel(SEVERITIES[Number(match[1]) & 7] as Level);
        this.at += match[0].length;
        return true;
      }
      case "time":
        return this.take(/12:00:00/, step);
      case "optional": {
        const start = this.at;
        if (!this.run(step.steps)) this.at = start;
        return true;
      }
      default:
        throw new Error(`there is no plain reading of ${step.step}`);
    }
  }

  /** A lone colon is no name. */
  wasSource(): boolean {
    return this.line[this.at - 2] !== undefined && /[^\0-\x20]/.test(this.line[this.at - 2] as string);
  }

  bracket(open: string, close: string, step: LayoutStep): boolean {
    if (this.line[this.at] !== open) return false;
    let depth = 1;
    for (let at = this.at + 1; at < this.line.length; at++) {
      if (this.line[at] === close && --depth === 0) {
        this.capture(step, this.line.slice(this.at + 1, at));
        this.at = at + 1;
        return true;
      }
      if (this.line[at] === open) depth++;
    }
    return false;
  }

  /** A level word up to the next edge, or else any letters. */
  word(): boolean {
    const edge = this.rest.search(EDGE);
    const word = edge < 0 ? this.rest : this.rest.slice(0, edge);
    const level = levelOfWord(word);
    if (level !== 0) {
      this.level = level;
      this.at += word.length;
      return true;
    }
    const letters = /^[A-Za-z]+/.exec(this.rest)?.[0];
    if (!letters) return false;
    this.level = levelOfWord(letters);
    this.at += letters.length;
    // degrees, as in DEBUG1
    if (this.level !== 0 && letters.length > 1 && /^\d/.test(this.rest)) this.at++;
    return true;
  }

  status(): boolean {
    const digits = /^\d{3}(?!\d)/.exec(this.rest)?.[0];
    if (digits) {
      const value = Number(digits);
      this.level = codeOfLevel(value >= 400 && value < 600 ? "error" : value >= 100 && value < 400 ? "info" : null);
      this.at += 3;
      return true;
    }
    if (!this.rest.startsWith("-")) return false;
    this.at++;
    return true;
  }
}

/** @returns what the first layout that matches makes of a line; null when none does */
export function naiveEvent(line: string, layouts: readonly LineLayout[]): NaiveEvent | null {
  for (const { steps, messageFromStep } of layouts) {
    const reading = new Reading(line);
    if (!reading.run(steps, messageFromStep)) continue;
    const message = line.slice(reading.message ?? reading.at).replace(/^[\0-\x20]+/, "");
    return { level: reading.level, message, fields: reading.fields };
  }
  return null;
}
