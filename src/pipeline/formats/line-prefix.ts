/** What stands before the time of a line: its shape, by which lines vote together, and the steps that pass over it. */
import type { LayoutStep } from "../../model/plan.ts";
import { isLevelLetter, isLevelWord } from "./level-words.ts";

/** tokens before the time that may belong to the head */
const MAX_TOKENS = 12;
const PRIORITY = /^<\d{1,3}>/;
const LEVEL_TOKEN = /^([[(<:]?)([A-Za-z]+)([\])>]?[:,]?)$/;

/** Tokens and marks before the time, so that lines with equal heads vote together. */
export function prefixShape(prefix: string): string {
  if (isLevelLetter(prefix)) return "letter";
  const tokens = prefix.split(/[ \t]+/);
  const glued = tokens.pop() ?? "";
  return `${tokens.length} ${/^\W*$/.test(glued) ? glued : "word"} ${PRIORITY.test(prefix) ? "priority" : ""}`;
}

/** Steps over what stands before the time, equal in shape in all lines; null when it is too long to be a head. */
export function prefixSteps(prefixes: readonly string[]): LayoutStep[] | null {
  const [prefix = ""] = prefixes;
  if (prefix === "") return [];
  if (prefixes.every(isLevelLetter)) return [{ step: "level" }];
  const steps: LayoutStep[] = [];
  if (PRIORITY.test(prefix)) steps.push({ step: "priority" });
  const rows = prefixes.map((text) => text.replace(PRIORITY, "").split(/[ \t]+/));
  const glued = rows[0]?.pop() ?? "";
  for (const row of rows.slice(1)) row.pop();
  const count = rows[0]?.length ?? 0;
  if (count > MAX_TOKENS) return null;
  let hasLevel = false;
  for (let i = 0; i < count; i++) {
    const level: LayoutStep[] | null = hasLevel ? null : levelSteps(rows.map((row) => row[i] ?? ""));
    hasLevel ||= level !== null;
    if (level) steps.push(...level);
    else if (rows[0]?.[i] !== "") steps.push({ step: "token" });
    steps.push({ step: "blank" });
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

/** Steps over tokens that are level words in most lines, with the marks around them; null when they are not. */
function levelSteps(tokens: readonly string[]): LayoutStep[] | null {
  const matches = tokens.map((token) => LEVEL_TOKEN.exec(token));
  const words = matches.filter((match) => match && isLevelWord(match[2] ?? ""));
  if (words.length / tokens.length < 0.8) return null;
  const [, open = "", , close = ""] = words[0] ?? [];
  if (words.some((match) => match?.[1] !== open || match?.[3] !== close)) return null;
  const steps: LayoutStep[] = [];
  if (open !== "") steps.push({ step: "literal", text: open });
  steps.push({ step: "level" });
  if (close !== "") steps.push({ step: "literal", text: close });
  return steps;
}
