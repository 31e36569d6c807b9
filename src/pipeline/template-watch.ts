/**
 * The templates of what has been read so far, by the step that finds them at the end: looked for now and then, so that it
 * takes a small share of the time and never holds a message up for long.
 */
import type { Core } from "../core/core.ts";
import type { TemplatePreview } from "../model/analysis.ts";

/** more would take longer than a message should wait */
const MOST_SIGNATURES = 10_000;
const EVERY_MS = 1000;
/** of the time of reading */
const SHARE = 1 / 50;
const SHOWN = 8;
/** of each reader, so that what is common in all of them adds up */
const KEPT = 40;

export class TemplateWatch {
  #found: TemplatePreview | null = null;
  #dueMs = 0;

  /** What was found last, after a look when one is due. */
  look(core: Core, nowMs: number): TemplatePreview | null {
    const { signatureCount } = core;
    if (nowMs < this.#dueMs || signatureCount === 0 || signatureCount > MOST_SIGNATURES) return this.#found;
    this.#found = core.templatePreview(KEPT);
    this.#dueMs = nowMs + Math.max(EVERY_MS, (performance.now() - nowMs) / SHARE);
    return this.#found;
  }
}

/** Templates of several readers as one: equal texts are one. */
export function joinTemplatePreviews(previews: readonly (TemplatePreview | null)[]): TemplatePreview | null {
  const seen = previews.filter((preview) => preview !== null);
  if (seen.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { top } of seen) for (const { text, count } of top) counts.set(text, (counts.get(text) ?? 0) + count);
  const top = [...counts].map(([text, count]) => ({ text, count }));
  top.sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
  return { count: Math.max(counts.size, ...seen.map(({ count }) => count)), top: top.slice(0, KEPT) };
}

/** As many as are shown. */
export function shownTemplates(preview: TemplatePreview | null): TemplatePreview | null {
  return preview && { ...preview, top: preview.top.slice(0, SHOWN) };
}
