/** What is told of the values of a numeric column in a bin, and the ids of the series of it. */

export const MEASURE_STATISTICS = ["mean", "count", "min", "max", "median", "p95"] as const;
export type MeasureStatistic = (typeof MEASURE_STATISTICS)[number];

/** @returns `measure:ms` for the mean, else as `measure-p95:ms` */
export function measureId(measure: string, statistic: MeasureStatistic): string {
  return statistic === "mean" ? `measure:${measure}` : `measure-${statistic}:${measure}`;
}

/** @returns the column and what of it a series tells; null for a series of something else */
export function measureOfId(id: string): { measure: string; statistic: MeasureStatistic } | null {
  const [, statistic = "mean", measure] = /^measure(?:-(count|min|max|median|p95))?:(.+)$/s.exec(id) ?? [];
  return measure === undefined ? null : { measure, statistic: statistic as MeasureStatistic };
}
