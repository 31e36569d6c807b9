/** All that a settled core holds, as plain data that two runs can be compared by: texts for numbers, sorted. */
import type { Core } from "../../../src/core/core.ts";

export interface Outcome {
  totals: Record<string, unknown>;
  /** one text a facet; what was left out is one text a level */
  facets: string[];
  /** bins by facet text: [first second, count] of each bin that is not empty */
  cells: Record<string, [number, number][]>;
  blocks: string[];
  templates: string[];
}

/** A span of at most some thousand bins is expected. */
export function outcomeOf(core: Core): Outcome {
  const totals = core.totals();
  const values = core.values();
  const facets = core.facets();
  const names = facets.map(({ signature, level, values: numbers, isRest }) => {
    const texts = numbers.map((number) => (number === 0 ? null : values[number]?.text));
    return isRest ? `rest of level ${level}` : `${signature} level ${level} ${JSON.stringify(texts)}`;
  });
  const cells: Outcome["cells"] = {};
  if (totals.firstMs !== null && totals.lastMs !== null) {
    const binSeconds = 2 ** totals.shift;
    const first = Math.floor(totals.firstMs / 1000 / binSeconds);
    const count = Math.floor(totals.lastMs / 1000 / binSeconds) - first + 1;
    const rows = core.series(Int32Array.from(facets.keys()), null, facets.length, first, count, binSeconds);
    rows.forEach((row, i) => {
      const filled = [...row].flatMap((n, bin): [number, number][] => (n > 0 ? [[(first + bin) * binSeconds, n]] : []));
      if (filled.length > 0) cells[names[i] ?? ""] = filled;
    });
  }
  return {
    totals: { ...totals },
    facets: facets
      .map(({ count, firstMs, lastMs }, i) => `${names[i]}: ${count} from ${firstMs} to ${lastMs}`)
      .filter((text) => !text.includes(": 0 from"))
      .sort(),
    cells: Object.fromEntries(Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1))),
    blocks: core.blocks().map((block) => JSON.stringify({ ...block, bloom: [...block.bloom].map(String) })),
    templates: core
      .templates()
      .map(({ id, text, trace, signatures }) => `${id} ${text} ${JSON.stringify(trace)} ${signatures.join(" ")}`),
  };
}

/** Feeds bytes in chunks of the given sizes, taken in turn, and ends the file. */
export function feed(core: Core, bytes: Uint8Array, chunkSizes: readonly number[], end = true): void {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = chunkSizes[turn % chunkSizes.length] as number;
    core.consume(bytes.subarray(at, at + size));
    at += size;
  }
  if (end) core.endFile();
}
