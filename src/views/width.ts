/** Widths of bins on screen: as people say them, the exact ones in titles. */
import { html, type TemplateResult } from "lit";
import { exactDuration, formatWidth, roundWidth } from "../charts/format.ts";
import type { DurationMs } from "../model/units.ts";

export function widthOf(widthMs: DurationMs): TemplateResult | string {
  if (roundWidth(widthMs).isExact) return formatWidth(widthMs);
  return html`<span title="exactly ${exactDuration(widthMs)}">${formatWidth(widthMs)}</span>`;
}

/** @param sentences of a report, which say exactly for how many seconds counts are kept */
export function coarsenedWords(sentences: string): string {
  return sentences.replace(/\bfor every (\d+) s\b/g, (_, seconds: string) => {
    const { words, isExact } = roundWidth(Number(seconds) * 1000);
    return `for ${isExact ? "" : "about "}every ${words}`;
  });
}
