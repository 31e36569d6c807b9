/** Tells the life of every template from its counts in bins, some thousand templates at a time. */
import type { Core } from "../core/core.ts";
import type { Bins } from "./binning.ts";
import { type Grouping, levelSeries, templateSeries } from "./grouping.ts";
import { exposureOf, lifeOf } from "./template-life.ts";

/** counts that are in memory together */
const VALUES_AT_ONCE = 4_000_000;

/** @param bins as chosen from the span, whatever bins are shown: what is said of a template does not hang on that */
export function tellLives(core: Core, grouping: Grouping, bins: Bins): void {
  const [events] = levelSeries(core, grouping, bins);
  if (!events) return;
  const exposure = exposureOf(events.values);
  const { templates } = grouping;
  const timed = templates.flatMap(({ firstMs }, i) => (firstMs === null ? [] : [i]));
  const atOnce = Math.max(1, Math.floor(VALUES_AT_ONCE / bins.count));
  for (let from = 0; from < timed.length; from += atOnce) {
    const chosen = timed.slice(from, from + atOnce);
    templateSeries(core, grouping, bins, chosen).forEach(({ values }, i) => {
      const template = templates[chosen[i] as number];
      const first = values.findIndex((count) => count > 0);
      if (!template || first < 0) return;
      const last = values.findLastIndex((count) => count > 0);
      Object.assign(template, lifeOf(values, exposure, first, last));
    });
  }
}
