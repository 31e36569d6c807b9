/**
 * Events over time of the templates in view where the report's series do not tell them: of the values that are selected, and of a
 * range finer than their bins. Asked for as rows come into view, one question at a time.
 */
import type { App } from "../app/app.ts";
import { eventFilterOf } from "../app/selected-counts.ts";
import type { Selection } from "../app/state.ts";
import type { TimeRange } from "../charts/level-bins.ts";
import type { DurationMs, HexId } from "../model/units.ts";

const NOTHING = new Float64Array(0);

export class TemplateSparks {
  private readonly changed: () => void;
  private readonly columns: number;
  private key = "";
  private known = new Map<HexId, Float64Array>();
  private asking = false;

  /** @param columns bars of a picture */
  constructor(columns: number, changed: () => void) {
    this.columns = columns;
    this.changed = changed;
  }

  /** @returns whether the bins of the report's series are too wide for bars of a range, or hold other values too */
  needed({ dimensions, rangeMs }: Selection, binMs: DurationMs): boolean {
    return dimensions.length > 0 || (rangeMs !== null && (rangeMs.endMs - rangeMs.startMs) / this.columns < binMs);
  }

  /** @returns by template, as far as they are there, empty where there are no counts; asks for those that are missing */
  of(app: App, selection: Selection, range: TimeRange, ids: readonly HexId[]): ReadonlyMap<HexId, Float64Array> {
    const filter = eventFilterOf({ ...selection, templateId: null });
    const key = JSON.stringify([range, filter, app.state.result?.report.digest]);
    if (key !== this.key) {
      this.key = key;
      this.known = new Map();
    }
    const missing = ids.filter((id) => !this.known.has(id));
    if (missing.length > 0 && !this.asking) void this.ask(app, { ...range, filter }, missing, key);
    return this.known;
  }

  private async ask(
    app: App,
    query: TimeRange & { filter: ReturnType<typeof eventFilterOf> },
    ids: readonly HexId[],
    key: string,
  ): Promise<void> {
    this.asking = true;
    let rows: readonly Float64Array[] = [];
    try {
      const split = { by: "template", ids } as const;
      const answered = await app.counts([{ ...query, mostBins: this.columns, fromStart: true, split }]);
      rows = answered?.[0]?.rows ?? [];
    } catch (error) {
      app.messages.error(error);
    }
    // what cannot be had is not asked for again
    if (key === this.key) for (const [i, id] of ids.entries()) this.known.set(id, rows[i] ?? NOTHING);
    this.asking = false;
    this.changed();
  }
}
