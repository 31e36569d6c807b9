/** A block's bytes as they are shown and searched: without escape sequences, with LF for lone CRs, where the plan has them. */
import type { Program } from "../core/program.ts";
import { withoutEscapes } from "./escapes.ts";
import { withLf } from "./line-ends.ts";

/** @returns as many lines as before; the bytes themselves where nothing is changed */
export function shownBytes(bytes: Uint8Array, program: Program | undefined): Uint8Array {
  if (!program?.loneReturns && !program?.escapes) return bytes;
  let text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  if (program.loneReturns) text = withLf(text, "any");
  if (program.escapes) text = withoutEscapes(text);
  return new TextEncoder().encode(text);
}
