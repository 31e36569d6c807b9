/**
 * The heads of a line log, inferred from its lines: where the time is, and which columns follow it until the message. Every
 * decision is a vote over the sampled lines, on shapes; a file may hold several heads.
 */
import type { LayoutStep, LineLayout } from "../../model/plan.ts";
import { isLevelWord } from "./level-words.ts";
import { type Columns, columnsAfter } from "./line-columns.ts";
import { prefixShape, prefixSteps } from "./line-prefix.ts";
import { structuredSyslog } from "./structured-syslog.ts";
import { type FoundTime, findTime } from "./time-layouts.ts";
import { settleDayOrder } from "./time-order.ts";

/** characters of a line in which its time may begin */
const TIME_WITHIN = 120;
/** characters behind the time that are looked at for columns */
const REST_WITHIN = 4096;
const MAX_HEADS = 4;
const MAX_LAYOUTS = 12;

export interface InferredLines {
  layouts: LineLayout[];
  lacks: FoundTime["lacks"];
  /** share of the lines that hold a time of the commonest shape */
  share: number;
}

interface Vote {
  found: FoundTime;
  stamps: string[];
  prefixes: string[];
  /** what follows the time, by line */
  rests: string[];
  /** the line behind each, "" at the end */
  nexts: string[];
}

/** @param lines sampled, non-empty lines @returns null when too few lines hold a time in one place */
export function inferLines(lines: readonly string[]): InferredLines | null {
  const heads = votedHeads(lines);
  const [best] = heads;
  if (!best) return null;
  const layouts = heads.flatMap((vote, i) => layoutsOf(vote, i));
  if (layouts.length === 0) return null;
  // a layout with more steps says more of a line, so it is tried first
  layouts.sort((a, b) => b.steps.length - a.steps.length);
  return { layouts: layouts.slice(0, MAX_LAYOUTS), lacks: lackingOf(heads), share: best.rests.length / lines.length };
}

/** The heads that enough lines have, commonest first. */
function votedHeads(lines: readonly string[]): Vote[] {
  const votes = new Map<string, Vote>();
  lines.forEach((line, i) => {
    const found = lineTime(line);
    if (!found) return;
    const prefix = line.slice(0, found.start);
    const key = `${prefixShape(prefix)} ${found.shape}`;
    const vote = votes.get(key) ?? { found, stamps: [], prefixes: [], rests: [], nexts: [] };
    vote.stamps.push(line.slice(found.start, found.end));
    vote.prefixes.push(prefix);
    vote.rests.push(line.slice(found.end, found.end + REST_WITHIN));
    vote.nexts.push(lines[i + 1] ?? "");
    votes.set(key, vote);
  });
  // continuation lines may outnumber heads, but not by more than this, and a shape of one line in a long file is chance
  const enough = Math.max(1, lines.length * 0.02);
  const heads = [...votes.values()].filter((vote) => vote.rests.length >= enough && !isAmount(vote, lines));
  heads.sort((a, b) => b.rests.length - a.rests.length);
  const [best] = heads;
  return heads.filter((vote) => vote === best || isSecondHead(vote, lines.length)).slice(0, MAX_HEADS);
}

/** Whether the numbers taken for times are the large ones of a column of amounts: elsewhere it holds short numbers. */
function isAmount({ found, prefixes, stamps }: Vote, lines: readonly string[]): boolean {
  const [prefix = ""] = prefixes;
  if (found.layout[0] !== "epoch" || !/[ \t]$/.test(prefix)) return false;
  const place = prefix.split(/[ \t]+/).length - 1;
  const shorter = lines.filter((line) => /^\d{1,8}$/.test(line.split(/[ \t]+/, place + 1)[place] ?? ""));
  return shorter.length > stamps.length / 10;
}

/**
 * Whether a shape less common than the best is a head too, not the text of a continuation line: its time stands where a
 * head begins, or many lines have it; seconds alone are too little to tell.
 */
function isSecondHead({ found, prefixes, rests }: Vote, lineCount: number): boolean {
  const share = rests.length / lineCount;
  const [prefix = ""] = prefixes;
  if (/^[ \t]/.test(prefix) || found.layout.includes("elapsed")) return false;
  if (found.lacks === "date") return prefix === "" && share >= 0.05;
  // a word, or a mark right before the time; time behind a sentence must be common
  return prefix.split(/[ \t]+/).length <= 2 || /[[(="|]$/.test(prefix) || share >= 0.3;
}

function lackingOf(heads: readonly Vote[]): FoundTime["lacks"] {
  const lacking = new Set(heads.map(({ found }) => found.lacks));
  if (lacking.size === 1) return heads[0]?.found.lacks ?? "nothing";
  // beside stamps with a date those without take theirs; a year is wanted for what comes before any
  return "year";
}

/**
 * The time of a line: the earliest stamp; but where that is the end of a name, as of a file that was put away, the one behind
 * it, and where it has no year, a bracketed one of the same day that has.
 * @returns null when there is none near the start
 */
export function lineTime(line: string): FoundTime | null {
  const found = findTime(line, TIME_WITHIN);
  if (found && /\w[._-]$/.test(line.slice(0, found.start))) {
    const behind = findTime(line.slice(found.end), TIME_WITHIN - found.end);
    if (behind?.lacks === "nothing" && /[\s[(]/.test(line[found.end + behind.start - 1] ?? ""))
      return { ...behind, start: found.end + behind.start, end: found.end + behind.end };
  }
  if (found?.lacks !== "year") return found;
  const day = dayAndMonth(line.slice(found.start, found.end));
  for (let at = line.indexOf("[", found.end); at >= 0 && at < TIME_WITHIN; at = line.indexOf("[", at + 1)) {
    const inner = findTime(line.slice(at + 1), 0);
    if (inner?.lacks !== "nothing" || line[at + 1 + inner.end] !== "]" || inner.layout.includes("epoch")) continue;
    const start = at + 1 + inner.start;
    const end = at + 1 + inner.end;
    if (dayAndMonth(line.slice(start, end)) === day) return { ...inner, start, end };
  }
  return found;
}

/** "25 feb" of a stamp with a month's name; all of them for one without. */
function dayAndMonth(stamp: string): string {
  const name = /\p{L}{3,}/u.exec(stamp)?.[0] ?? "";
  const day = /(?<!\d)\d{1,2}(?!\d)/.exec(stamp)?.[0] ?? "";
  return `${Number(day)} ${name.slice(0, 3).toLowerCase()}`;
}

function layoutsOf(vote: Vote, i: number): LineLayout[] {
  const before = prefixSteps(vote.prefixes);
  if (!before) return [];
  const time = timeStep(vote);
  const head: LayoutStep[] = [...before, time];
  const id = `inferred-${i + 1}`;
  // what ends with its time is told before it
  if (vote.rests.filter((rest) => rest.trim() === "").length > vote.rests.length / 2 && before.length > 1)
    return [finish({ id, label: "message, time", steps: head, messageFromStep: 0 })];
  const syslog = structuredSyslog(before, time, vote.rests, id);
  if (syslog) return syslog;
  const second = levelOnNextLine(vote);
  const columns = second ? { steps: second, levelAt: null } : columnsAfter(vote.rests);
  const { steps, messageFromStep, levelAt }: Columns = columns;
  const full: LineLayout = {
    id,
    label: describe([...head, ...steps]),
    steps: [...head, ...steps],
    ...(messageFromStep === undefined ? {} : { messageFromStep: head.length + messageFromStep }),
  };
  const layouts = [full];
  if (levelAt !== null && levelAt + 1 < steps.length)
    layouts.push({ id: `${id}-level`, label: "time and level", steps: [...head, ...steps.slice(0, levelAt + 1)] });
  if (steps.length > 0) layouts.push({ id: `${id}-time`, label: "time only", steps: head });
  return layouts.map(finish);
}

/** The step that reads the time. Seconds that often go back are taken from line to line, not from one start. */
function timeStep({ found, stamps }: Vote): LayoutStep {
  if (!found.layout.includes("elapsed")) return { step: "time", layout: settleDayOrder(found.layout, stamps) };
  const seconds = stamps.map(Number);
  const back = seconds.filter((value, i) => i > 0 && value < (seconds[i - 1] ?? 0)).length;
  return { step: "time", layout: back > stamps.length / 5 ? ["delta"] : found.layout };
}

/** `time class method` and then `LEVEL: message` on the line below; null when it is not so. */
function levelOnNextLine({ rests, nexts }: Vote): LayoutStep[] | null {
  const isPair = (next: string, i: number) =>
    isLevelWord(/^([A-Z]+) ?:/.exec(next)?.[1] ?? "") && /^ \S+ \S+$/.test(rests[i] ?? "");
  if (nexts.filter(isPair).length / nexts.length < 0.8) return null;
  return [
    { step: "until", byte: "\n" },
    { step: "level" },
    { step: "blank", optional: true },
    { step: "literal", text: ":" },
  ];
}

const LEVEL_STEPS: ReadonlySet<string> = new Set(["level", "status", "priority", "levelIs", "levelMark"]);

/** A layout that reads no level has its messages searched for one. */
function finish(layout: LineLayout): LineLayout {
  return layout.steps.some(({ step }) => LEVEL_STEPS.has(step)) ? layout : { ...layout, searchLevel: true };
}

const NAMES: Partial<Record<LayoutStep["step"], string>> = {
  time: "time",
  level: "level",
  levelMark: "level",
  source: "source",
  bracket: "bracket",
  priority: "priority",
  status: "status",
  quoted: "request",
  token: "word",
};

/** The columns in words, e.g. "time, level, bracket, source, message"; several of a kind in a row are named once. */
export function describe(steps: readonly LayoutStep[]): string {
  return steps
    .map((step) => ("field" in step && step.field) || NAMES[step.step])
    .filter((name) => name !== undefined)
    .filter((name, i, all) => name !== all[i - 1])
    .concat("message")
    .join(", ");
}
