/**
 * The user's corrections applied to the templates of a file: regrouping of signatures, before anything is counted by template.
 * A template is always a set of whole signatures, so no edit can lose an event or count one twice.
 */
import type { CoreTemplate } from "../core/tables.ts";
import type { TemplateEdit, TemplateRef } from "../model/template-edits.ts";
import { messageOf, traceTexts } from "../model/trace.ts";
import type { HexId } from "../model/units.ts";
import { align, shapeOf, type TemplateShape } from "./parameters.ts";
import { mergedText } from "./template-merge.ts";

export interface EditedTemplate extends CoreTemplate {
  name?: string;
  noise?: boolean;
}

/** What is known of single signatures. */
export interface Signatures {
  /** the earliest message of each; none of those without a text */
  exemplars(of: readonly HexId[]): ReadonlyMap<HexId, string>;
  eventsOf(signature: HexId): number;
}

/** What a split at a parameter would make: the words, commonest first, with their events. */
export interface SplitParts {
  parts: { words: string; signatures: HexId[]; events: number }[];
  /** signatures that do not tell the word, as it has digits, or whose words are too seldom */
  rest: HexId[];
}

/** a split makes templates of so many words, those of the most events */
const MOST_PARTS = 100;
const MARK = "<*>";
/** words are parted by the bytes that assembly/signature.ts has as boundaries */
const BETWEEN_WORDS = /[\0- "'(),:;<=>[\]{|}]+/;

/** @returns the templates as all edits leave them; an edit whose templates are not in this file does nothing */
export function editTemplates(
  templates: readonly CoreTemplate[],
  edits: readonly TemplateEdit[],
  signatures: Signatures,
): EditedTemplate[] {
  let edited: EditedTemplate[] = templates.map((template) => ({ ...template }));
  for (const edit of edits) edited = applyEdit(edited, edit, signatures);
  return edited.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function applyEdit(templates: EditedTemplate[], edit: TemplateEdit, signatures: Signatures): EditedTemplate[] {
  switch (edit.kind) {
    case "split": {
      const meant = new Set(meantBy(edit.of, templates));
      return templates.flatMap((template) => {
        if (!meant.has(template)) return [template];
        const of = messageOf({ template: edit.of.template, trace: template.trace });
        const parameter = sameParameter(of, edit.parameter, template.text);
        return parameter === null ? [template] : splitTemplate(template, parameter, signatures);
      });
    }
    case "merge": {
      // as a set: two references may mean the same template here. Those without a text have none to be merged
      const meant = new Set(edit.of.flatMap((ref) => meantBy(ref, templates)).filter(({ text }) => text !== ""));
      if (meant.size < 2) return templates;
      return [...templates.filter((template) => !meant.has(template)), mergeTemplates([...meant])];
    }
    case "name":
    case "noise": {
      const meant = new Set(meantBy(edit.of, templates));
      const change = edit.kind === "name" ? { name: edit.name } : { noise: true };
      return templates.map((template) => (meant.has(template) ? { ...template, ...change } : template));
    }
  }
}

/** Those of the same text; where there is none, those that hold one of the signatures. */
function meantBy(ref: TemplateRef, templates: readonly EditedTemplate[]): EditedTemplate[] {
  const same = templates.filter((template) => template.text !== "" && readsAs(template, ref.template));
  if (same.length > 0) return same;
  const wanted = new Set(ref.signatures);
  return templates.filter(({ signatures }) => signatures.some((signature) => wanted.has(signature)));
}

/** Whether the text of a template, with its trace in few words or in many, is this one. */
function readsAs({ id, text, trace }: EditedTemplate, template: string): boolean {
  return trace ? traceTexts(text, trace, id).includes(template) : text === template;
}

/**
 * A parameter of one text in another that may have more or fewer of them: the one between the same constant words.
 * @returns null when there is none, or more than one
 */
function sameParameter(of: string, parameter: number, text: string): number | null {
  const wanted = neighbours(of)[parameter];
  if (of === text) return wanted === undefined ? null : parameter;
  const found = neighbours(text).flatMap((around, i) => (around === wanted ? [i] : []));
  return found.length === 1 ? (found[0] as number) : null;
}

function neighbours(text: string): string[] {
  const { constants } = shapeOf(text);
  return constants.slice(1).map((after, i) => `${constants[i]?.at(-1) ?? ""} ${after[0] ?? ""}`);
}

/** The words at a parameter, as far as a signature tells them: a word with digits was masked while reading. */
function wordsAt(exemplar: string | undefined, shape: TemplateShape, parameter: number): string {
  const value = exemplar === undefined ? undefined : align(shape, exemplar)?.[parameter];
  if (value === undefined) return MARK;
  const words = value.split(BETWEEN_WORDS).filter((word) => word !== "");
  const known = words.map((word) => (/\d/.test(word) ? MARK : word));
  return known.filter((word, i) => word !== MARK || known[i - 1] !== MARK).join(" ");
}

/** @returns for each parameter of a template what a split there would make; without parts where no signature tells a word */
export function possibleSplits(
  { text, signatures }: Pick<CoreTemplate, "text" | "signatures">,
  known: Signatures,
): SplitParts[] {
  const shape = shapeOf(text);
  const exemplars = known.exemplars(signatures);
  return shape.units.map((_, parameter) => {
    const byWords = new Map<string, HexId[]>();
    for (const signature of signatures) {
      const words = wordsAt(exemplars.get(signature), shape, parameter);
      const own = byWords.get(words);
      if (own) own.push(signature);
      else byWords.set(words, [signature]);
    }
    const masked = byWords.get(MARK) ?? [];
    byWords.delete(MARK);
    const ranked = [...byWords]
      .map(([words, own]) => ({
        words,
        signatures: own,
        events: own.reduce((sum, signature) => sum + known.eventsOf(signature), 0),
      }))
      .sort((x, y) => y.events - x.events || (x.words < y.words ? -1 : 1));
    const seldom = ranked.slice(MOST_PARTS).flatMap((one) => one.signatures);
    return { parts: ranked.slice(0, MOST_PARTS), rest: [...masked, ...seldom].sort() };
  });
}

function splitTemplate(template: EditedTemplate, parameter: number, known: Signatures): EditedTemplate[] {
  const { parts, rest } = possibleSplits(template, known)[parameter] as SplitParts;
  const { name: _, ...bare } = template;
  return [
    ...parts.map(({ words, signatures }) => part(bare, withWords(template.text, parameter, words), signatures)),
    ...(rest.length > 0 ? [part(template, template.text, rest)] : []),
  ];
}

/** @param signatures ascending, at least one */
function part(template: EditedTemplate, text: string, signatures: HexId[]): EditedTemplate {
  return { ...template, id: signatures[0] as HexId, text, signatures };
}

function withWords(text: string, parameter: number, words: string): string {
  const pieces = text.split(MARK);
  return pieces.reduce((written, piece, i) => written + (i - 1 === parameter ? words : MARK) + piece);
}

function mergeTemplates(all: readonly EditedTemplate[]): EditedTemplate {
  const signatures = all.flatMap((template) => template.signatures).sort();
  const [first, ...others] = all.map(({ text }) => text) as [string, ...string[]];
  const [trace = null, ...otherTraces] = new Set(all.map((template) => JSON.stringify(template.trace)));
  const name = all.find((template) => template.name !== undefined)?.name;
  return {
    id: signatures[0] as HexId,
    text: others.reduce(mergedText, first),
    trace: trace !== null && otherTraces.length === 0 ? (all[0]?.trace ?? null) : null,
    signatures,
    ...(name === undefined ? {} : { name }),
    ...(all.every(({ noise }) => noise) ? { noise: true } : {}),
  };
}
