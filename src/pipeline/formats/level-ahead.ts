/** Where the level of a line stands: a vote over texts that begin behind the time. */
import type { LayoutStep } from "../../model/plan.ts";
import { isLevelLetter, isLevelWord } from "./level-words.ts";

const MAX_COLUMNS = 8;
/** words that are levels and also common in sentences: taken for a level behind other words only when set off */
const IN_SENTENCES = new Set(
  "log config fine finer note notice alert fail failure information fatal error panic critical trace".split(" "),
);

export interface LevelAhead {
  /** tokens, with blanks behind each, that stand before */
  tokens: number;
  /** a mark after which the level stands inside its token: `.` in `app.ERROR`, `:` in `[core:error]`; "" for none */
  behind: string;
  open: string;
  close: string;
  padded: boolean;
}

interface Seen {
  open: string;
  behind: string;
  close: string;
  word: string;
  padded: boolean;
}

/** How many tokens stand before a level that most lines have in the same place; null when there is none. */
export function levelAhead(rests: readonly string[]): LevelAhead | null {
  for (let tokens = 0; tokens <= MAX_COLUMNS; tokens++) {
    const skip = new RegExp(`^(?:[^ \\t]+[ \\t]+){${tokens}}`);
    const seen: Seen[] = [];
    let letters = 0;
    for (const rest of rests) {
      const at = skip.exec(rest);
      if (!at) continue;
      const found = levelAt(rest.slice(at[0].length), tokens > 0);
      if (!found) continue;
      seen.push(found);
      if (isLevelLetter(found.word) && mayStandBefore(at[0])) letters++;
    }
    const words = seen.filter(({ word }) => isLevelWord(word));
    if (words.length / rests.length <= 0.8 && letters / rests.length <= 0.95) continue;
    const [sample] = words.length > 0 ? words : seen;
    if (!sample) continue;
    const same = seen.filter(({ open, close, behind }) =>
      [open, close, behind].every((mark, i) => mark === [sample.open, sample.close, sample.behind][i]),
    );
    const alike = same.length / seen.length > 0.95;
    if (!alike && sample.behind !== "") continue;
    const marks = alike ? sample : { open: "", close: "", behind: "" };
    return { tokens, ...marks, padded: seen.some(({ padded }) => padded) };
  }
  return null;
}

/** A level letter stands first, or behind numbers and brackets. */
function mayStandBefore(text: string): boolean {
  return text
    .trim()
    .split(/[ \t]+/)
    .every((token) => token === "" || /^[[(]|^[\d.:#-]+$/.test(token));
}

function levelAt(text: string, behindWords: boolean): Seen | null {
  const inside = /^(\[)([\w-]*:)([a-z]+\d?)(\])(?=[ \t])/.exec(text) ?? /^()([\w-]+\.)([A-Z]+)()(?=:)/.exec(text);
  if (inside && isLevelWord((inside[3] ?? "").replace(/\d$/, ""))) {
    const [, open = "", before = "", word = "", close = ""] = inside;
    return { open, behind: before.slice(-1), close, word: word.replace(/\d$/, ""), padded: false };
  }
  const match = /^([[(<]?)( *)([A-Za-z]+)\d?( *)([\])>]?)(?=[ \t:|,[\]/-]|$)/.exec(text);
  if (!match) return null;
  const [whole, open = "", before = "", word = "", after = "", close = ""] = match;
  const bracketed = open !== "" && close !== "";
  const setOff = bracketed || /^[:|\]]/.test(text.slice(whole.length)) || word === word.toUpperCase();
  if (behindWords && !setOff && IN_SENTENCES.has(word.toLowerCase())) return null;
  return {
    open: bracketed ? open : "",
    behind: "",
    close: bracketed ? close : "",
    word,
    padded: before !== "" || (open !== "" && after !== ""),
  };
}

/** The steps over the level itself, and the pattern of each. */
export function levelSteps(ahead: LevelAhead): [LayoutStep, RegExp][] {
  const steps: [LayoutStep, RegExp][] = [];
  if (ahead.open) steps.push([{ step: "literal", text: ahead.open }, /^[[(<]/]);
  if (ahead.padded) steps.push([{ step: "blank", optional: true }, /^[ \t]*/]);
  if (ahead.behind) {
    const byte = ahead.behind;
    steps.push([{ step: "until", byte }, new RegExp(`^[^${byte}]*\\${byte}`)]);
  }
  steps.push([{ step: "level" }, /^[A-Za-z]+\d?/]);
  if (ahead.padded) steps.push([{ step: "blank", optional: true }, /^[ \t]*/]);
  if (ahead.close) steps.push([{ step: "literal", text: ahead.close }, /^[\])>]/]);
  return steps;
}
