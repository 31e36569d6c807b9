/** Questions beside the analysis: of each kind the newest is answered, an older one is given up. */
import type { Hearing } from "../pipeline/template-lines.ts";
import { pause } from "./pause.ts";

export type QuestionKind = "parameters" | "shapes" | "correlations";

const newest: Record<QuestionKind, number> = { parameters: 0, shapes: 0, correlations: 0 };

/** @returns how whoever answers gives way to other messages, and learns that it is not asked any more */
export function newQuestion(kind: QuestionKind): Hearing {
  const mine = ++newest[kind];
  return { pause, isCancelled: () => mine !== newest[kind] };
}

/** Nobody waits for an answer of this kind any more. */
export function giveUp(kind: QuestionKind): void {
  newest[kind]++;
}
