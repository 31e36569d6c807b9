/**
 * Each window of a log as a row of numbers, for models elsewhere: volume, rates, rolling statistics, new templates and the
 * TF-IDF of templates. Causal: a row uses nothing of later windows, but for which templates have a column.
 */
import type { ScoreCore } from "../core/score-core.ts";
import { LEVELS } from "../model/levels.ts";
import type { Template } from "../model/report.ts";
import type { WindowFeatures } from "../model/studies.ts";
import type { Bins } from "./binning.ts";
import type { EventCounts } from "./event-counts.ts";
import { RATE_IDS, seriesOf } from "./series-of.ts";

const ROLLING_SECONDS = [300, 900, 3600];
const ROLLED = ["events", "level:error"];
const ROLLING = ["min", "max", "mean", "deviation", "p95"] as const;
/** the commonest templates have a column of TF-IDF each */
const MOST_TEMPLATES = 50;

/** @param templates in the order of their counts, as a report has them */
export function windowFeatures(
  counts: EventCounts,
  templates: readonly Template[],
  bins: Bins,
  { statistics }: ScoreCore,
): WindowFeatures["features"] {
  const feature = (id: string, name = id): WindowFeatures["features"] => {
    const values = seriesOf(counts, id, bins);
    return values ? [{ name, values }] : [];
  };
  const volume = ["events", ...LEVELS.map((level) => `level:${level}`), ...RATE_IDS].flatMap((id) => feature(id));
  const rolled = ROLLED.flatMap((id) =>
    feature(id).flatMap(({ name, values }) =>
      ROLLING_SECONDS.flatMap((seconds) => {
        const found = statistics.rolling(values, Math.max(1, Math.round(seconds / bins.binSeconds)));
        return ROLLING.map((what) => ({ name: `${name} ${what} ${seconds / 60}m`, values: found[what] }));
      }),
    ),
  );
  const chosen = templates.slice(0, MOST_TEMPLATES);
  const totals = counts.events({}, bins);
  const byTemplate = chosen.map(({ id }) => counts.events({ templateIds: [id] }, bins));
  const tfIdf = statistics.tfIdf(byTemplate, totals);
  return [
    ...volume,
    ...rolled,
    { name: "new templates", values: newTemplates(templates, bins) },
    ...chosen.map(({ id }, t) => ({ name: `tfidf ${id}`, values: tfIdf[t] as Float64Array })),
  ];
}

/** Templates whose first event is in the window. */
function newTemplates(templates: readonly Template[], bins: Bins): Float64Array {
  const found = new Float64Array(bins.count);
  for (const { firstMs } of templates) {
    if (firstMs === null) continue;
    const bin = Math.floor((firstMs - bins.startMs) / bins.binMs);
    if (bin >= 0 && bin < bins.count) found[bin] = (found[bin] as number) + 1;
  }
  return found;
}
