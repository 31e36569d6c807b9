/**
 * The head of a line log, inferred from its lines: where the time is, and which columns follow it until the message. Every
 * decision is a vote over the sampled lines, on shapes: level word, bracket, name before a colon, quoted request.
 */
import type { LayoutStep, LineLayout } from "../../model/plan.ts";
import { isLevelLetter, isLevelWord } from "./level-words.ts";
import { type FoundTime, findTime, settleDayOrder } from "./time-layouts.ts";

/** characters of a line in which its time may begin */
const TIME_WITHIN = 120;
/** tokens before or after the time that may belong to the head */
const MAX_TOKENS = 12;
const MAX_COLUMNS = 8;
/** a name is a dimension up to so many values in the sample */
const MAX_NAMES = 64;

export interface InferredLines {
  layouts: LineLayout[];
  lacks: FoundTime["lacks"];
  /** share of the lines that hold a time of the commonest shape */
  share: number;
}

/** @param lines sampled, non-empty lines @returns null when too few lines hold a time in one place */
export function inferLines(lines: readonly string[]): InferredLines | null {
  const votes = new Map<string, { found: FoundTime; lines: string[]; stamps: string[]; prefix: string }>();
  for (const line of lines) {
    const found = findTime(line, TIME_WITHIN);
    if (!found) continue;
    const prefix = line.slice(0, found.start);
    const key = `${prefixShape(prefix)} ${found.shape}`;
    const vote = votes.get(key) ?? { found, lines: [], stamps: [], prefix };
    vote.lines.push(line);
    vote.stamps.push(line.slice(found.start, found.end));
    votes.set(key, vote);
  }
  // continuation lines may outnumber heads, but not by more than this, and a shape of one line in a long file is chance
  const enough = Math.max(1, lines.length * 0.02);
  const shapes = [...votes.values()].filter((vote) => vote.lines.length >= enough);
  shapes.sort((a, b) => b.lines.length - a.lines.length);
  const [best] = shapes;
  if (!best) return null;
  const layouts = shapes
    .filter((vote) => vote.found.lacks === best.found.lacks)
    .slice(0, 4)
    .flatMap((vote, i) => layoutsOf(vote, i));
  // a layout with more steps says more of a line, so it is tried first
  layouts.sort((a, b) => b.steps.length - a.steps.length);
  return { layouts: layouts.slice(0, 12), lacks: best.found.lacks, share: best.lines.length / lines.length };
}

/** Tokens and marks before the time, so that lines with equal heads vote together. */
function prefixShape(prefix: string): string {
  if (/^[A-Z]$/.test(prefix)) return "letter";
  const tokens = prefix.split(/[ \t]+/);
  const glued = tokens.pop() ?? "";
  return `${tokens.length} ${/^\W*$/.test(glued) ? glued : "word"} ${/^<\d{1,3}>/.test(prefix) ? "priority" : ""}`;
}

function layoutsOf(
  vote: { found: FoundTime; lines: string[]; stamps: string[]; prefix: string },
  i: number,
): LineLayout[] {
  const before = prefixSteps(vote.prefix);
  if (!before) return [];
  const time: LayoutStep = { step: "time", layout: settleDayOrder(vote.found.layout, vote.stamps) };
  const rests = vote.lines.map((line) => line.slice(findTime(line, TIME_WITHIN)?.end ?? 0));
  const { steps, messageFromStep, levelAt } = columnsAfter(rests);
  const head = [...before, time];
  const full: LineLayout = {
    id: `inferred-${i + 1}`,
    label: describe(head, steps),
    steps: [...head, ...steps],
    ...(messageFromStep === undefined ? {} : { messageFromStep: head.length + messageFromStep }),
  };
  const layouts = [full];
  if (levelAt !== null && levelAt + 1 < steps.length)
    layouts.push({
      id: `inferred-${i + 1}-level`,
      label: "time and level",
      steps: [...head, ...steps.slice(0, levelAt + 1)],
    });
  if (steps.length > 0) layouts.push({ id: `inferred-${i + 1}-time`, label: "time only", steps: head });
  return layouts;
}

/** Steps over what stands before the time; null when it is too long to be a head. */
function prefixSteps(prefix: string): LayoutStep[] | null {
  if (prefix === "") return [];
  if (isLevelLetter(prefix)) return [{ step: "level" }];
  const steps: LayoutStep[] = [];
  let rest = prefix;
  if (/^<\d{1,3}>/.test(rest)) {
    steps.push({ step: "priority" });
    rest = rest.replace(/^<\d{1,3}>/, "");
  }
  const tokens = rest.split(/([ \t]+)/);
  const glued = tokens.pop() ?? "";
  if (tokens.length > MAX_TOKENS * 2) return null;
  for (const token of tokens) {
    if (token === "") continue;
    steps.push(/^[ \t]/.test(token) ? { step: "blank" } : { step: "token" });
  }
  if (/^[\x21-\x7e]*$/.test(glued) && /^\W*$/.test(glued)) {
    if (glued !== "") steps.push({ step: "literal", text: glued });
    return steps;
  }
  // a word runs into the stamp, as in `t=2025-…`: pass over it up to its last mark
  const mark = /([=:[(<"'|,@])$/.exec(glued)?.[1];
  if (!mark) return null;
  for (const _ of glued.split(mark).slice(1)) steps.push({ step: "until", byte: mark });
  return steps;
}

interface Columns {
  steps: LayoutStep[];
  messageFromStep?: number;
  levelAt: number | null;
}

/** The columns between the time and the message. */
function columnsAfter(rests: string[]): Columns {
  const steps: LayoutStep[] = [];
  let levelAt: number | null = null;
  let messageFromStep: number | undefined;
  let named = 0;
  const share = (test: (rest: string) => boolean) => rests.filter(test).length / rests.length;
  /** takes the step and what it matches off every rest; lines that it does not match no longer vote */
  const advance = (step: LayoutStep, pattern: RegExp) => {
    steps.push(step);
    rests = rests.filter((rest) => pattern.test(rest)).map((rest) => rest.replace(pattern, ""));
  };
  const blank = () => {
    if (rests.length && share((rest) => /^[ \t]/.test(rest)) > 0.9) advance({ step: "blank" }, /^[ \t]+/);
  };
  for (let column = 0; column < MAX_COLUMNS && rests.length > 0; column++) {
    blank();
    if (rests.length === 0) break;
    const mark = /^[\]):,>|]|^--?(?=[ \t])/.exec(rests[0] ?? "")?.[0];
    if (mark && share((rest) => rest.startsWith(mark)) > 0.95) {
      advance({ step: "literal", text: mark }, new RegExp(`^${mark.replace(/[\])|]/g, "\\$&")}`));
      continue;
    }
    if (levelAt === null) {
      const ahead = levelAhead(rests);
      // a bracket is passed over whole, as that of some lines may hold blanks
      if (ahead !== null && !(ahead.tokens > 0 && share((rest) => /^\[[^\]]*\]/.test(rest)) > 0.9)) {
        for (let i = 0; i < ahead.tokens; i++) {
          advance({ step: "token" }, /^[^ \t]+/);
          blank();
        }
        if (ahead.open) advance({ step: "literal", text: ahead.open }, /^[[(<]/);
        if (ahead.padded) advance({ step: "blank", optional: true }, /^[ \t]*/);
        levelAt = steps.length;
        advance({ step: "level" }, /^[A-Za-z]+/);
        if (ahead.padded) advance({ step: "blank", optional: true }, /^[ \t]*/);
        if (ahead.close) advance({ step: "literal", text: ahead.close }, /^[\])>]/);
        continue;
      }
    }
    if (share((rest) => /^"[^"]*" \d{3}(?= |$)/.test(rest)) > 0.9) {
      messageFromStep = steps.length;
      advance({ step: "quoted" }, /^"[^"]*"/);
      advance({ step: "blank" }, /^ +/);
      levelAt = steps.length;
      advance({ step: "status" }, /^\d{3}/);
      if (share((rest) => /^ (?:\d+|-)(?= |$)/.test(rest)) > 0.9) {
        advance({ step: "blank" }, /^ +/);
        advance({ step: "token", field: "bytes", role: "measure" }, /^[^ ]+/);
      }
      break;
    }
    if (share((rest) => /^\[[^\]]*\]/.test(rest)) > 0.9) {
      advance({ step: "bracket", open: "[", close: "]" }, /^\[(?:[^[\]]|\[[^\]]*\])*\]/);
      continue;
    }
    if (share((rest) => /^\([^)]*\) /.test(rest)) > 0.9) {
      advance({ step: "bracket", open: "(", close: ")" }, /^\([^)]*\)/);
      continue;
    }
    const tokens = sourceAhead(rests);
    if (tokens === null || named > 0) break;
    named++;
    for (let i = 0; i < tokens; i++) {
      advance({ step: "token" }, /^[^ \t]+/);
      blank();
    }
    const names = new Set(rests.map((rest) => /^[^[(:\s]+/.exec(rest)?.[0] ?? ""));
    const role = names.size > 1 && names.size <= MAX_NAMES ? "dimension" : "ignore";
    advance({ step: "source", field: "source", role }, /^[^\s]*:(?=\s|$)/);
  }
  while (steps.at(-1)?.step === "blank") steps.pop();
  return { steps, messageFromStep, levelAt };
}

interface LevelAhead {
  tokens: number;
  open: string;
  close: string;
  padded: boolean;
}

/** How many tokens stand before a level that most lines have in the same place. */
function levelAhead(rests: readonly string[]): LevelAhead | null {
  for (let tokens = 0; tokens <= MAX_COLUMNS; tokens++) {
    const skip = new RegExp(`^(?:[^ \\t]+[ \\t]+){${tokens}}`);
    const words: string[] = [];
    const marks: string[] = [];
    let padded = false;
    for (const rest of rests) {
      const at = skip.exec(rest);
      if (!at) continue;
      const match = /^([[(<]?)( *)([A-Za-z]+)( *)([\])>]?)(?=[ \t:|,\]/-]|$)/.exec(rest.slice(at[0].length));
      if (!match) continue;
      const [, open = "", before = "", word = "", after = "", close = ""] = match;
      words.push(word);
      marks.push(open && close ? `${open}${close}` : "");
      padded ||= before !== "" || (open !== "" && after !== "");
    }
    const isWord = words.filter(isLevelWord).length / rests.length > 0.8;
    const isLetter = words.filter(isLevelLetter).length / rests.length > 0.95;
    if (!isWord && !isLetter) continue;
    const mark = marks.find((m) => m !== "") ?? "";
    const bracketed = marks.filter((m) => m === mark).length / marks.length > 0.95;
    return { tokens, open: bracketed ? mark.charAt(0) : "", close: bracketed ? mark.charAt(1) : "", padded };
  }
  return null;
}

/** How many tokens stand before a name with a colon, as in `host sshd[123]: …`; null when there is no such name. */
function sourceAhead(rests: readonly string[]): number | null {
  for (let tokens = 0; tokens <= 2; tokens++) {
    const pattern = new RegExp(`^(?:[^ \\t:]+[ \\t]+){${tokens}}[^\\s"'={]*[^\\s:"'={]:(?=[ \\t]|$)`);
    if (rests.filter((rest) => pattern.test(rest)).length / rests.length > 0.8) return tokens;
  }
  return null;
}

const NAMES: Partial<Record<LayoutStep["step"], string>> = {
  time: "time",
  level: "level",
  source: "source",
  bracket: "bracket",
  priority: "priority",
  status: "status",
  quoted: "request",
  token: "word",
};

/** The columns in words, e.g. "time, level, bracket, source, message". */
function describe(head: readonly LayoutStep[], steps: readonly LayoutStep[]): string {
  return [...head, ...steps]
    .map(({ step }) => NAMES[step])
    .filter((name) => name !== undefined)
    .concat("message")
    .join(", ");
}
