/** Names of files for the places by which a report counts them. */
import { fileIndexOf } from "./plan.ts";
import type { Report } from "./report.ts";

/** @returns a value of a dimension for people: the name of the file where the dimension is that of files */
export function valueName({ source }: Report, dimension: string, value: string): string {
  const index = dimension === source.plan.fileDimension ? fileIndexOf(value) : null;
  return (index === null ? undefined : source.files[index]?.name) ?? value;
}

/** @returns the name of the file that a series is about; null for any other series */
export function fileOfSeries(report: Report, seriesId: string): string | null {
  const { fileDimension } = report.source.plan;
  if (fileDimension === undefined || !seriesId.startsWith(`${fileDimension}=`)) return null;
  const value = seriesId.slice(fileDimension.length + 1);
  const name = valueName(report, fileDimension, value);
  return name === value ? null : name;
}
