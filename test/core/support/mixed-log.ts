/** A log of many templates, levels, hosts and seconds, as lines that can be shuffled and cut. */
import type { FilePlan } from "../../../src/model/plan.ts";
import { ISO, linesPlan } from "./plans.ts";
import { randomFrom } from "./random.ts";

export const START_SECOND = 1_767_225_600;

/** `time LEVEL host message`: one dimension */
export const MIXED_PLAN: FilePlan = linesPlan(ISO, [
  { step: "blank" },
  { step: "level" },
  { step: "blank" },
  { step: "token", field: "host", role: "dimension" },
]);

const WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma".split(
  " ",
);

/** @param kinds distinct messages @param spanSeconds seconds over which the lines are spread, in order with some jitter */
export function mixedLines(seed: number, count: number, kinds: number, spanSeconds: number): string[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, i) => {
    const second = START_SECOND + Math.floor((i / count) * spanSeconds) + random.below(4);
    const kind = random.below(kinds);
    const words = [kind, kind * 7, Math.floor(kind / 5)].map((n) => WORDS[n % WORDS.length]);
    const stamp = new Date(second * 1000 + random.below(1000)).toISOString();
    const level = random.of(["INFO", "WARN", "ERROR"]);
    return `${stamp} ${level} host-${random.of(["a", "b", "c"])} ${words.join(" ")} ${random.below(1000)}\n`;
  });
}

export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const random = randomFrom(seed);
  return values
    .map((value) => ({ value, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
