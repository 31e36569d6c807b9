/** Reads the core's tables out of its memory: facets, dimension values, templates. Layouts are drawn in assembly/. */
import type { Trace, TraceLanguage } from "../model/trace.ts";
import type { EpochMs, HexId } from "../model/units.ts";
import type { CoreExports } from "./core.ts";

export interface CoreFacet {
  signature: HexId;
  count: number;
  firstMs: EpochMs | null;
  lastMs: EpochMs | null;
  level: number;
  /** value number by dimension; empty when the analysis has no dimensions */
  values: number[];
  /** whether it holds what had no place of its own */
  isRest: boolean;
}

export interface CoreTemplate {
  id: HexId;
  /** empty when the values of the dimensions are all there is to say */
  text: string;
  trace: Trace | null;
  signatures: HexId[];
}

/** @returns a 64-bit id as 16 hex digits */
export function hex(id: bigint): HexId {
  return id.toString(16).padStart(16, "0");
}

const REST_COUNT = 8;
const MAX_DIMENSIONS = 8;

export function readFacets(wasm: CoreExports): CoreFacet[] {
  const count = wasm.facetCount();
  const view = new DataView(wasm.memory.buffer);
  const start = wasm.facetsPointer();
  return Array.from({ length: count }, (_, i) => {
    const at = start + i * 64;
    const firstMs = view.getFloat64(at + 24, true);
    const values = view.getUint32(at + 60, true);
    return {
      signature: hex(view.getBigUint64(at + 8, true)),
      count: Number(view.getBigUint64(at + 16, true)),
      firstMs: Number.isFinite(firstMs) ? firstMs : null,
      lastMs: Number.isFinite(firstMs) ? view.getFloat64(at + 32, true) : null,
      level: view.getUint32(at + 52, true),
      values:
        values === 0 ? [] : Array.from({ length: MAX_DIMENSIONS }, (_, d) => view.getUint16(values + d * 2, true)),
      isRest: i < REST_COUNT,
    };
  });
}

export function readValues(wasm: CoreExports): { dimension: number; text: string }[] {
  const view = new DataView(wasm.memory.buffer);
  const values = [{ dimension: -1, text: "" }];
  for (let number = 1; number <= wasm.valueCount(); number++) {
    const at = wasm.valueEntry(number);
    const text = decode(wasm, view.getUint32(at + 12, true), view.getUint32(at + 16, true));
    values.push({ dimension: view.getUint32(at + 8, true), text });
  }
  return values;
}

export function readTemplates(wasm: CoreExports): CoreTemplate[] {
  const count = wasm.makeTemplates();
  const view = new DataView(wasm.memory.buffer);
  const templates: CoreTemplate[] = Array.from({ length: count }, (_, i) => {
    const at = wasm.templateEntry(i);
    const text = decode(wasm, view.getUint32(at + 8, true), view.getUint32(at + 12, true));
    return {
      id: hex(view.getBigUint64(at, true)),
      text,
      trace: readTrace(wasm, wasm.traceOfTemplate(i)),
      signatures: [],
    };
  });
  const templateOf = wasm.templateOfSignature();
  for (let i = 0; i < wasm.signatureCount(); i++) {
    const signature = hex(view.getBigUint64(wasm.signatureEntry(i), true));
    templates[view.getUint32(templateOf + i * 4, true)]?.signatures.push(signature);
  }
  for (const template of templates) template.signatures.sort();
  return templates.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Earliest messages of the wanted signatures; of those without a text there is none. */
export function readExemplars(wasm: CoreExports, wanted: ReadonlySet<HexId>): Map<HexId, string> {
  const view = new DataView(wasm.memory.buffer);
  const exemplars = new Map<HexId, string>();
  for (let i = 0; i < wasm.signatureCount(); i++) {
    const at = wasm.signatureEntry(i);
    const signature = hex(view.getBigUint64(at, true));
    const isLiteral = (view.getUint32(at + 24, true) & 1) === 1;
    if (isLiteral || !wanted.has(signature)) continue;
    exemplars.set(signature, decode(wasm, view.getUint32(at + 8, true), view.getUint32(at + 12, true)));
  }
  return exemplars;
}

const LANGUAGES: readonly (TraceLanguage | null)[] = [null, "java", "python", "javascript", "go", "dotnet"];

/** Layout: assembly/signatures.ts and trace.ts. */
function readTrace(wasm: CoreExports, place: number): Trace | null {
  if (place === 0) return null;
  const view = new DataView(wasm.memory.buffer, place + 12);
  const names: string[] = [];
  const exceptionCount = view.getUint8(2);
  for (let at = 4; names.length < exceptionCount + view.getUint8(3); at += 1 + view.getUint8(at))
    names.push(decode(wasm, place + 12 + at + 1, view.getUint8(at)));
  return {
    language: LANGUAGES[view.getUint8(0)] ?? null,
    exception: names.slice(0, exceptionCount).join(" caused by "),
    frames: names.slice(exceptionCount),
    frameCount: view.getUint8(1),
  };
}

/** How many templates there are so far, and the commonest of them. */
export interface CoreTemplatePreview {
  count: number;
  top: { text: string; count: number }[];
}

/** @param most templates given, the commonest first */
export function readTemplatePreview(wasm: CoreExports, most: number): CoreTemplatePreview {
  const count = wasm.makeTemplates();
  wasm.countTemplates();
  const view = new DataView(wasm.memory.buffer);
  const top = Array.from({ length: count }, (_, i) => wasm.templateEntry(i))
    .sort((a, b) => view.getFloat64(b + 24, true) - view.getFloat64(a + 24, true))
    .slice(0, most)
    .map((at) => ({
      text: decode(wasm, view.getUint32(at + 8, true), view.getUint32(at + 12, true)),
      count: view.getFloat64(at + 24, true),
    }));
  return { count, top };
}

function decode(wasm: CoreExports, place: number, length: number): string {
  return new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, place, length));
}
