/** What `timberline analyze` says on the terminal: a screenful, most important last. */
import type { Verdict } from "../model/comparison.ts";
import { valueName } from "../model/file-names.ts";
import { isoTime } from "../model/iso-time.ts";
import { LEVELS } from "../model/levels.ts";
import type { Alert, Report } from "../model/report.ts";

const TEMPLATES_SHOWN = 10;
const ALERTS_SHOWN = 20;
const TEXT_WIDTH = 100;

const counts = new Intl.NumberFormat("en");

/** @returns lines of text, each ended by a newline */
export function summary(report: Report): string {
  return [
    ...files(report),
    "",
    ...totals(report),
    ...templates(report),
    ...comparison(report),
    "",
    ...alerts(report.alerts, report.detectorsRun.length, report.series.length),
    "",
  ].join("\n");
}

function files(report: Report): string[] {
  return report.source.files.map((file, index) => {
    const plan = report.source.plan.files[index];
    const layout =
      plan === undefined ? "" : ` · ${plan.label}, read ${Math.round(plan.confidence * 1000) / 10} % of a sample`;
    return `${file.name} · ${plural(file.bytes, "byte")}${layout}`;
  });
}

function totals({ totals: found, settings }: Report): string[] {
  const unparsed = found.unparsedLines === 0 ? "" : `, ${counts.format(found.unparsedLines)} of the lines in none`;
  const lines = [`lines   ${counts.format(found.lines)}`, `events  ${counts.format(found.events)}${unparsed}`];
  const first = isoTime(found.firstMs);
  const last = isoTime(found.lastMs);
  lines.push(
    first === null || last === null
      ? "span    no time was found"
      : `span    ${first} – ${last} (zone ${settings.timeZone})`,
  );
  const levels = [...LEVELS, "none" as const].filter((level) => found.levels[level] > 0);
  lines.push(
    `levels  ${levels.map((level) => `${level} ${counts.format(found.levels[level])}`).join(" · ") || "none"}`,
  );
  return lines;
}

function templates(report: Report): string[] {
  if (report.templates.length === 0) return [];
  const top = [...report.templates].sort((a, b) => b.count - a.count).slice(0, TEMPLATES_SHOWN);
  const width = Math.max(...top.map((template) => counts.format(template.count).length));
  return [
    "",
    `${plural(report.templates.length, "template")}, the commonest:`,
    ...top.map((template) => `  ${counts.format(template.count).padStart(width)}  ${cut(template.template)}`),
  ];
}

function comparison(report: Report): string[] {
  const { comparison: compared } = report;
  if (compared === null) return [];
  const of = (verdict: Verdict) =>
    compared.keys
      .filter((key) => key.verdict === verdict)
      .map(({ key, old, new: fresh }) => `${cut(key)} (${counts.format(old)} → ${counts.format(fresh)})`);
  const [old, fresh] = [compared.old, compared.new].map((value) => valueName(report, compared.field, value));
  const more = compared.keyCount - compared.keys.length;
  const leftOut = more > 0 ? `, the commonest of ${counts.format(compared.keyCount)}` : "";
  return [
    "",
    `${compared.field}: ${old} → ${fresh}, ${plural(compared.keys.length, "key")} by ${compared.keyedBy}${leftOut}`,
    `  ${compared.assumption.text}`,
    `  regressed: ${of("regressed").join(", ") || "none"}`,
    `  improved:  ${of("improved").join(", ") || "none"}`,
  ];
}

function alerts(found: readonly Alert[], detectorCount: number, seriesCount: number): string[] {
  if (found.length === 0) {
    return [`No alerts: ${plural(detectorCount, "detector")} looked at ${plural(seriesCount, "series", "series")}.`];
  }
  const shown = found.slice(0, ALERTS_SHOWN).flatMap((alert) => {
    const [evidence] = alert.evidence;
    const where = evidence === undefined ? [] : [`      line ${evidence.line}: ${cut(evidence.text)}`];
    return [
      `  ${isoTime(alert.startMs)}  ${alert.series}  score ${alert.score.toFixed(2)}`,
      `      ${alert.explanation}`,
      ...where,
    ];
  });
  const rest =
    found.length > ALERTS_SHOWN ? [`  and ${found.length - ALERTS_SHOWN} more; --report writes them all`] : [];
  return [`${plural(found.length, "alert")}:`, ...shown, ...rest];
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${counts.format(count)} ${count === 1 ? one : many}`;
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > TEXT_WIDTH ? `${line.slice(0, TEXT_WIDTH - 1)}…` : line;
}
