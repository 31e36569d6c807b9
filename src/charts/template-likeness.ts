/** Which templates are most like one: by the constant words that they share in the whole of both. */
import type { Template } from "../model/report.ts";

const WORD = /[^\0- "'(),:;<=>[\]{|}*]+/g;

/**
 * @param text words that a template must hold; "" for any
 * @returns at most `most`, the most alike first; without a text only those that share a word. Ties by count, then id
 * Source: Jaccard (1912), the size of what two sets share by that of both.
 */
export function alikeTemplates(templates: readonly Template[], one: Template, text: string, most: number): Template[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const own = wordsOf(one);
  const found: { template: Template; likeness: number }[] = [];
  for (const template of templates) {
    if (template.id === one.id || template.id === "0".repeat(16)) continue;
    const said = `${template.name ?? ""} ${template.template}`.toLowerCase();
    if (!wanted.every((word) => said.includes(word))) continue;
    const words = wordsOf(template);
    let shared = 0;
    for (const word of words) if (own.has(word)) shared++;
    const likeness = shared / Math.max(1, own.size + words.size - shared);
    if (likeness > 0 || wanted.length > 0) found.push({ template, likeness });
  }
  found.sort(
    (a, b) =>
      b.likeness - a.likeness || b.template.count - a.template.count || (a.template.id < b.template.id ? -1 : 1),
  );
  return found.slice(0, most).map(({ template }) => template);
}

const known = new WeakMap<Template, Set<string>>();

function wordsOf(template: Template): Set<string> {
  let words = known.get(template);
  if (words === undefined) {
    words = new Set(template.template.match(WORD));
    known.set(template, words);
  }
  return words;
}
