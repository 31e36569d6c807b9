/**
 * Where in time events of some signatures are, by the stored cells: a block of the line index whose times hold none of them need
 * not be read. The bloom filter of a block lets one in 500 signatures of the log through by chance, and a rare one that shares
 * its bit with a common one everywhere; the cells tell.
 */
import type { Core } from "../core/core.ts";
import type { CoreBlock } from "../core/line-index.ts";
import type { CoreFacet } from "../core/tables.ts";
import type { HexId } from "../model/units.ts";

/** bins that the span of the log is cut into at most */
const MOST_BINS = 8192;

/** Whether a block may hold events of the signatures asked about. */
export type Presence = (block: CoreBlock) => boolean;

/** @returns a block's answer for some signatures; null where the cells do not know of all events */
export function presenceIn(core: Core): (signatures: readonly HexId[]) => Presence | null {
  const { firstMs, lastMs, events, timedEvents, leftOut, shift } = core.totals();
  if (firstMs === null || lastMs === null || timedEvents < events || leftOut > 0) return () => null;
  const stored = 2 ** shift;
  const spanSeconds = (lastMs - firstMs) / 1000 + 1;
  // whole stored bins, so that no event of a cell lies outside the bin that the cell is counted in
  const binSeconds = Math.ceil(spanSeconds / MOST_BINS / stored) * stored;
  const binOf = (ms: number) => Math.floor(ms / 1000 / binSeconds);
  const first = binOf(firstMs);
  const count = binOf(lastMs) - first + 1;
  let facets: CoreFacet[] | null = null;
  return (signatures) => {
    const wanted = new Set(signatures);
    facets ??= core.facets();
    const rows = Int32Array.from(facets, ({ signature }) => (wanted.has(signature) ? 0 : -1));
    const [counts = new Float64Array(count)] = core.series(rows, null, 1, first, count, binSeconds);
    /** events before each bin */
    const before = new Float64Array(count + 1);
    counts.forEach((value, i) => {
      before[i + 1] = (before[i] as number) + value;
    });
    return ({ minMs, maxMs }) => {
      if (minMs === null || maxMs === null) return false;
      const from = Math.max(0, binOf(minMs) - first);
      const to = Math.min(count, binOf(maxMs) - first + 1);
      return from < to && (before[to] as number) > (before[from] as number);
    };
  };
}
