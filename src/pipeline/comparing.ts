/**
 * Comparisons asked for one after the other over the same counts. What was counted for the last one is kept, so that moving a
 * limit over it only looks at its windows again.
 */
import type { ScoreCore } from "../core/score-core.ts";
import { TimberlineError } from "../model/analysis.ts";
import type { CompareEpisodes, CompareSettings, Comparison } from "../model/comparison.ts";
import { chooseBins } from "./binning.ts";
import { episodesOf, type Windows, windowsOf } from "./compare-alerts.ts";
import { type Compared, compare, describeComparison } from "./comparison.ts";
import { type Grouping, groupFacets } from "./grouping.ts";
import type { Counted } from "./scoring.ts";

/** episodes that are told; of all there are, the highest */
const MOST_EPISODES = 500;

export class Comparing {
  readonly #counted: Counted;
  #grouping: Grouping | null = null;
  #last: { name: string; compared: Compared; windows: Windows } | null = null;

  constructor(counted: Counted) {
    this.#counted = counted;
  }

  private get scoreCore(): ScoreCore {
    return this.#counted.scoreCore;
  }

  /**
   * @param reportBinMs as the report was asked for; null: chosen from the span
   * @throws TimberlineError "invalid" when a side has no event, or no event has a time
   */
  compare(settings: CompareSettings, reportBinMs: number | null): Comparison {
    return describeComparison(this.scoreCore, this.#compared(settings, reportBinMs).compared);
  }

  /** Where windows lie over the limits of the settings; none without limits. */
  episodes(settings: CompareSettings, reportBinMs: number | null): CompareEpisodes {
    const { compared, windows } = this.#compared(settings, reportBinMs);
    const all = settings.limits ? episodesOf(compared, windows, settings.limits) : [];
    const exceedances = all.reduce((sum, episode) => sum + episode.exceedances, 0);
    const highest = [...all].sort((a, b) => b.value - a.value).slice(0, MOST_EPISODES);
    return { count: all.length, exceedances, highest };
  }

  #compared(settings: CompareSettings, reportBinMs: number | null) {
    const { limits: _, ...counted } = settings;
    const name = JSON.stringify({ ...counted, reportBinMs });
    if (this.#last?.name === name) return this.#last;
    const { core, names, inputs } = this.#counted;
    const { firstMs, lastMs, shift } = core.totals();
    if (firstMs === null || lastMs === null)
      throw new TimberlineError({ code: "invalid", message: "No event has a time, so there is nothing to compare." });
    this.#grouping ??= groupFacets(core, names, inputs.templateEdits ?? []);
    const extent = { firstMs, lastMs, shift, bins: chooseBins(firstMs, lastMs, reportBinMs, shift) };
    const compared = compare(core, this.#grouping, extent, settings);
    this.#last = { name, compared, windows: windowsOf(this.scoreCore, compared) };
    return this.#last;
  }
}
