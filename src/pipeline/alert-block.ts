/** Where the lines of an alert lie when its files are not at hand, by the line index. Loaded when it is needed. */
import type { Core } from "../core/core.ts";
import type { Alert, AlertBlock, Report } from "../model/report.ts";
import type { HexId } from "../model/units.ts";
import { queryOf } from "./evidence.ts";
import type { LineReader } from "./lines.ts";

/**
 * @param peak where its lines would be looked for
 * @returns undefined where the index holds no such block, as for a series without lines of its own
 */
export function blockOf(
  core: Core,
  lines: LineReader,
  report: Report,
  { series }: Alert,
  peak: { startMs: number; endMs: number },
): AlertBlock | undefined {
  const query = queryOf(report, series);
  const [index] = query ? lines.blocksWith({ ...query, ...peak }) : [];
  const { blocks } = lines.readable;
  const block = index === undefined ? undefined : blocks[index];
  if (index === undefined || !block) return undefined;
  const next = blocks[index + 1];
  const [signature] = report.templates.find(({ id }) => series === `template:${id}`)?.signatures ?? [];
  return {
    file: report.source.files[block.file]?.name ?? "",
    fromByte: block.byteOffset,
    toByte: next?.file === block.file ? next.byteOffset : block.byteOffset + core.blockBytes,
    line: block.line,
    exemplar: signature === undefined ? null : exemplarOf(core, signature),
  };
}

function exemplarOf(core: Core, signature: HexId): string | null {
  return core.exemplars(new Set([signature])).get(signature) ?? null;
}
