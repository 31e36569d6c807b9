/** key=value records: logfmt, a record a line; and paragraphs of KEY=value lines, as journalctl's export writes them. */
import type { PlanBody } from "../../model/plan.ts";
import { describeFields, describeRoles, type Flat } from "./named-fields.ts";
import type { FoundTime } from "./time-layouts.ts";

export interface SniffedLogfmt {
  body: Extract<PlanBody, { kind: "logfmt" }>;
  lacks: FoundTime["lacks"];
  label: string;
}

const MAX_LINES = 1000;
const PAIR = /([^\s="]+)=("(?:[^"\\]|\\.)*"|[^\s"]*)(?=\s|$)/g;
const FIRST_PAIR = /^\s*[\p{L}_@][\p{L}\p{N}_.@/:-]*=(?!=)/u;
const ONE_PAIR = /^([\p{L}_][\p{L}\p{N}_.-]*)=(.*)$/u;

/** @returns null when fewer than half of the lines are pairs from their first word on, or they have no time */
export function sniffLogfmt(lines: readonly string[]): SniffedLogfmt | null {
  const some = lines.slice(0, MAX_LINES);
  const records = some.map(pairsOf).filter((record) => record !== null);
  if (records.length === 0 || records.length < some.length / 2) return null;
  const { fields, time, otherTimes, lacks, levelScale, timedShare } = describeFields(records);
  if (time === null || timedShare < 0.8) return null;
  return {
    body: { kind: "logfmt", fields, time, ...(otherTimes.length > 0 ? { otherTimes } : {}), levelScale },
    lacks,
    label: `logfmt: ${describeRoles(fields)}`,
  };
}

/** The pairs of a line of which they make up most; null when it is no such line. */
function pairsOf(line: string): Flat | null {
  if (!FIRST_PAIR.test(line)) return null;
  const flat: Flat = new Map();
  let covered = 0;
  for (const [pair, key = "", value = ""] of line.matchAll(PAIR)) {
    covered += pair.length;
    const text = value.startsWith('"') ? value.slice(1, -1) : value;
    if (text !== "" && !flat.has(key)) flat.set(key, { path: [key], value: text });
  }
  return flat.size >= 2 && covered >= line.length * 0.6 ? flat : null;
}

/** @param text the head of the file @returns null when it is no paragraphs of pairs with a time */
export function sniffParagraphs(text: string): SniffedLogfmt | null {
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
  const records = paragraphs.slice(0, MAX_LINES).map(paragraphPairs);
  const good = records.filter((record) => record !== null);
  if (good.length === 0 || good.length < records.length * 0.8) return null;
  const { fields, time, otherTimes, lacks, levelScale, timedShare } = describeFields(good);
  if (time === null || timedShare < 0.8) return null;
  return {
    body: {
      kind: "logfmt",
      fields,
      time,
      ...(otherTimes.length > 0 ? { otherTimes } : {}),
      levelScale,
      records: "paragraphs",
    },
    lacks,
    label: `paragraphs of pairs: ${describeRoles(fields)}`,
  };
}

/** The pairs of a paragraph of at least three lines, nearly each of which is one. */
function paragraphPairs(paragraph: string): Flat | null {
  const lines = paragraph.split("\n").filter((line) => line !== "");
  const flat: Flat = new Map();
  let pairs = 0;
  for (const line of lines) {
    const [, key, value = ""] = ONE_PAIR.exec(line) ?? [];
    if (key === undefined) continue;
    pairs++;
    if (value !== "" && !flat.has(key)) flat.set(key, { path: [key], value });
  }
  return flat.size >= 3 && pairs >= lines.length * 0.7 ? flat : null;
}
