/** The values of a row's dimensions as texts, as the core read them. */
import { undouble, unescapeBackslashes } from "../core/escapes.ts";
import { KIND, type Program } from "../core/program.ts";
import { blankEscapes } from "./escapes.ts";

const QUOTE = 0x22;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** @param bytes of the block @param at where the row begins in them @param start of the value, from the row's beginning */
export function valueText(
  bytes: Uint8Array,
  at: number,
  start: number,
  length: number,
  program: Program | undefined,
): string {
  const text = decoder.decode(bytes.subarray(at + start, at + start + length));
  const raw = program?.escapes ? blankEscapes(text) : text;
  return bytes[at + start - 1] === QUOTE ? meant(raw, program?.kind, bytes[at]) : raw;
}

/** A quoted value without its escapes; `first` is the first byte of its record, which tells objects from other lines. */
function meant(raw: string, kind: number | undefined, first: number | undefined): string {
  if (kind === KIND.table) return undouble(raw);
  const isObject = first !== undefined && (first <= 0x20 || first === 0x7b || first === 0x5b || first === 0x2c);
  if (kind === KIND.json || kind === KIND.objects) return isObject ? unescapeBackslashes(raw) : raw;
  return kind === KIND.logfmt ? unescapeBackslashes(raw) : raw;
}
