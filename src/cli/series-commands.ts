/** `timberline shapes` and `timberline correlate`: questions about series of a report, answered as JSON. */
import { parseArgs } from "node:util";
import { TimberlineError } from "../model/analysis.ts";
import type { Report, Series } from "../model/report.ts";
import { seriesWorthComparing, valuesOf } from "../model/series-choice.ts";
import { correlateSeries } from "../pipeline/correlations.ts";
import { findShapes } from "../pipeline/shapes.ts";
import { binWidth } from "./analyze-options.ts";
import { fromCallersFolder } from "./paths.ts";
import { readReportFile } from "./report-file.ts";
import { UsageError } from "./usage.ts";
import { loadModules } from "./wasm-modules.ts";

const MOST_COMPARED = 12;
const ALONE = { pause: () => Promise.resolve(), isCancelled: () => false };

/** @returns the exit status */
export async function runShapes(args: string[]): Promise<number> {
  const { values, positionals } = parseOrThrow(args, {
    series: { type: "string" },
    window: { type: "string" },
    profile: { type: "boolean" },
  });
  const report = oneReport("shapes", positionals);
  const series = typeof values.series === "string" ? seriesNamed(report, values.series) : report.series[0];
  if (series === undefined) throw noSeries();
  const { startMs, binMs } = series;
  const window = typeof values.window === "string" ? binsOf("--window", values.window, binMs) : null;
  const request = { values: valuesOf(series), binMs, window };
  const shapes = await findShapes((await loadModules()).scores, request, ALONE);
  const at = (bin: number) => startMs + bin * binMs;
  const spanOf = (bin: number) => ({ startMs: at(bin), endMs: at(bin + shapes.window) });
  write({
    series: series.id,
    label: series.label,
    startMs,
    binMs,
    window: shapes.window,
    exclusion: shapes.exclusion,
    suggested: shapes.suggested,
    flatWindows: shapes.flatCount,
    gapWindows: shapes.gapCount,
    median: shapes.median,
    discords: shapes.discords.map(({ bin, distance, nearestBin, isFirst }) => ({
      ...spanOf(bin),
      distance,
      nearestMs: at(nearestBin),
      isFirst,
    })),
    motifs: shapes.motifs.map(({ pair, distance, occurrences }) => ({
      distance,
      pairMs: pair.map(at),
      occurrencesMs: occurrences.map(at),
    })),
    ...(values.profile === true
      ? {
          profile: {
            distance: Array.from(shapes.distance, numberOrNull),
            neighbour: [...shapes.neighbour],
            earlierDistance: Array.from(shapes.earlierDistance, numberOrNull),
            earlierNeighbour: [...shapes.earlierNeighbour],
          },
        }
      : {}),
  });
  return 0;
}

/** @returns the exit status */
export async function runCorrelate(args: string[]): Promise<number> {
  const { values, positionals } = parseOrThrow(args, {
    series: { type: "string", multiple: true },
    lag: { type: "string" },
  });
  const report = oneReport("correlate", positionals);
  const named = Array.isArray(values.series) ? values.series.map(String) : [];
  const chosen =
    named.length === 0
      ? seriesWorthComparing(report, MOST_COMPARED)
      : [...new Set(named)].map((id) => seriesNamed(report, id));
  const [first] = chosen;
  if (first === undefined) throw noSeries();
  if (chosen.length < 2) throw new UsageError("correlate needs at least two --series.");
  const { binMs } = first;
  const mostLag = typeof values.lag === "string" ? binsOf("--lag", values.lag, binMs) : null;
  const { scores } = await loadModules();
  const found = await correlateSeries(scores, { series: chosen.map(valuesOf), mostLag }, ALONE);
  const pairs = chosen.flatMap((a, i) =>
    chosen.slice(i + 1).map((b, j) => {
      const cell = found.cells[i]?.[i + 1 + j];
      if (!cell) return { a: a.id, b: b.id, r: null };
      const { lag, r, unmoved, effectivePairs, pValue } = cell;
      return { a: a.id, b: b.id, r, lagMs: lag * binMs, unmoved, bins: cell.pairs, effectivePairs, pValue };
    }),
  );
  write({ binMs, mostLagMs: found.mostLag * binMs, series: chosen.map(({ id }) => id), pairs });
  return 0;
}

function parseOrThrow(args: string[], options: NonNullable<Parameters<typeof parseArgs>[0]>["options"]) {
  try {
    return parseArgs({ args, options: options ?? {}, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneReport(command: string, positionals: readonly string[]): Report {
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError(`${command} needs one REPORT.json.`);
  return readReportFile(fromCallersFolder(path));
}

function seriesNamed({ series }: Report, name: string): Series {
  const found = series.find(({ id }) => id === name) ?? series.find(({ label }) => label === name);
  if (found) return found;
  const some = series.slice(0, 8).map(({ id }) => id);
  throw new UsageError(
    `The report has no series "${name}"; it has ${some.join(", ")}${series.length > 8 ? " …" : ""}.`,
  );
}

/** @param text bins as 60, or a time as 5m */
function binsOf(option: string, text: string, binMs: number): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  if (!/^\d+[smhd]$/.test(text))
    throw new UsageError(`${option} takes a number of bins or a time such as 5m, not "${text}".`);
  return Math.max(1, Math.round(binWidth(text) / binMs));
}

function noSeries(): TimberlineError {
  return new TimberlineError({ code: "invalid", message: "The report has no series: no event of it has a time." });
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function write(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
