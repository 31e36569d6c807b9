/**
 * What a user corrected about templates: an input of a result, stored in the report by value and kept per source. Edits apply
 * in their order, each to the templates as those before it left them; `pipeline/template-edits.ts` does it.
 */
import type { HexId } from "./units.ts";

/**
 * A template as an edit means it, also in other files: one of the same text, or one that holds one of these signatures. Ids
 * are of no use for that, as the smallest signature of a template may not come in the next file.
 */
export interface TemplateRef {
  template: string;
  /** the smallest, at most `MOST_REF_SIGNATURES` */
  signatures: HexId[];
}

export type TemplateEdit =
  /** every word that stands at a parameter makes a template of its own, where signatures tell the words */
  | { kind: "split"; of: TemplateRef /** 0-based, in the order of the `<*>` */; parameter: number }
  /** become one, which has as parameters what differs */
  | { kind: "merge"; of: TemplateRef[] }
  /** shown beside or instead of the text; no finding depends on it */
  | { kind: "name"; of: TemplateRef; name: string }
  /** raises no alerts */
  | { kind: "noise"; of: TemplateRef };

/** What splitting a template at one parameter would make. */
export interface TemplateSplit {
  /** commonest first; empty where every word has digits, which are masked while reading and cannot be told apart later */
  parts: { words: string; events: number }[];
  /** whether some of its events stay together */
  hasRest: boolean;
}

export const MOST_REF_SIGNATURES = 32;

export function refOf({ template, signatures }: TemplateRef): TemplateRef {
  return { template, signatures: signatures.slice(0, MOST_REF_SIGNATURES) };
}
