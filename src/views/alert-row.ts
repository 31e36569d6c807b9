/** How one alert is listed: score, time, subject, observed against expected, and why. Shared by overview and alerts. */
import { css, html, nothing, svg, type TemplateResult } from "lit";
import { formatNumber } from "../charts/format.ts";
import { markOf } from "../model/alert-marks.ts";
import { DETECTOR_LABELS } from "../model/detector-labels.ts";
import type { Alert, Report } from "../model/report.ts";
import { severityOf } from "./alert-filter.ts";
import { VERDICT_WORDS } from "./alert-marks.ts";
import { explanationText } from "./explanation.ts";
import { factsOf, subjectOf } from "./facts.ts";
import { icon } from "./icons.ts";
import { templateText } from "./level-mark.ts";

export const alertRowStyles = css`
  .alert { display: grid; grid-template-columns: 64px minmax(0, 1fr) auto; gap: 2px var(--tl-3); width: 100%; padding: var(--tl-row) var(--tl-4); border: 0; border-bottom: 1px solid var(--tl-line); background: none; text-align: left; cursor: pointer; }
  .alert:hover { background: var(--tl-hover); }
  .alert:focus-visible { outline-offset: -2px; }
  .alert[aria-current="true"] { background: var(--tl-accent-soft); box-shadow: inset 3px 0 var(--tl-accent-mark); }
  .score { grid-row: span 2; display: flex; flex-direction: column; gap: 4px; font-family: var(--tl-mono); font-size: var(--tl-large); font-weight: var(--tl-bold); color: var(--tl-ink-error); }
  .score svg { display: block; width: 56px; height: 4px; }
  .score .all { fill: var(--tl-grid); }
  .score .part { fill: var(--tl-alert); }
  .score .lasting { fill: var(--tl-alert); opacity: 0.45; }
  .subject { font-weight: var(--tl-bold); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .subject.mono { font-weight: 400; color: var(--tl-text); line-height: 18px; }
  .when { font-family: var(--tl-mono); font-size: var(--tl-small); color: var(--tl-text-muted); white-space: nowrap; line-height: 18px; }
  .verdict { display: inline-flex; align-items: center; gap: 4px; margin-right: var(--tl-2); padding: 0 6px; border: 1px solid var(--tl-line-strong); border-radius: 8px; font: 11px / 16px var(--tl-font); color: var(--tl-text); }
  .verdict.going { border-color: var(--tl-alert); }
  .verdict svg.icon { width: 11px; height: 11px; }
  .alert:has(.verdict.noise, .verdict.expected) .score { color: var(--tl-text-muted); }
  .alert:has(.verdict.noise, .verdict.expected) .score .part { fill: var(--tl-line-strong); }
  .why { grid-column: 2 / -1; color: var(--tl-text-muted); max-width: 96ch; }
  .parameter { color: var(--tl-accent); }
  @media (max-width: 699px) {
    .alert { grid-template-columns: 48px minmax(0, 1fr); padding: 10px var(--tl-3); }
    .score svg { width: 44px; }
    .when { grid-column: 2; grid-row: 1; white-space: normal; }
    .subject { grid-column: 2; white-space: normal; overflow-wrap: anywhere; }
    .why { grid-column: 2; }
    .score { grid-row: span 3; }
  }
`;

/** @param onSelect called when the alert is chosen */
export function alertRow(report: Report, alert: Alert, selected: boolean, onSelect: () => void): TemplateResult {
  const { clock } = factsOf(report);
  const subject = subjectOf(report, alert);
  const isTemplate = alert.series.startsWith("template:");
  return html`<button class="alert" type="button" aria-current=${selected} @click=${onSelect}>
    <span class="score" title=${scoreWords(alert)}><span><span class="hear">score </span>${alert.score.toFixed(2)}</span>
      <svg viewBox="0 0 56 4" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="all" width="56" height="4" rx="1" /><rect class="lasting" width=${severityOf(alert) * 56} height="4" rx="1" /><rect class="part" width=${Math.max(2, alert.score * 56)} height="4" rx="1" />`}</svg>
    </span>
    <span class="subject ${isTemplate ? "mono" : ""}" title=${subject}>${isTemplate ? templateText(subject) : subject}</span>
    <span class="when">${verdictBadge(report, alert)}${goingOn(alert)}${clock.range(alert.startMs, alert.endMs)}</span>
    <span class="why">${explanationText(alert.explanation || defaultWords(alert))}</span>
  </button>`;
}

/** Score and, where it lasts, severity in a sentence. */
function scoreWords(alert: Alert): string {
  const rise = severityOf(alert) - alert.score >= 0.005;
  return `Score; 0.5 is the alert line.${rise ? ` Severity ${severityOf(alert).toFixed(2)}, as it lasts.` : ""}`;
}

/** That an alert was not over when the log ended. */
export function goingOn(alert: Alert): TemplateResult | typeof nothing {
  if (alert.ongoing !== true) return nothing;
  return html`<span class="verdict going" title="The log ends before it was over">still going</span>`;
}

function verdictBadge(report: Report, alert: Alert): TemplateResult | typeof nothing {
  const mark = markOf(alert, report.annotations.marks ?? []);
  if (mark === null) return nothing;
  const words = VERDICT_WORDS[mark.verdict];
  return html`<span class="verdict ${mark.verdict}" title=${mark.note || words.title}>${icon(words.icon)}${words.label.toLowerCase()}</span>`;
}

function defaultWords(alert: Alert): string {
  return `${formatNumber(alert.observed)} observed, ${formatNumber(alert.expected)} expected, by ${DETECTOR_LABELS[alert.detector]}.`;
}
