/** How one incident is listed: when, how many alerts in how many series, who moved first, and its strongest alert. */
import { css, html, nothing, svg, type TemplateResult } from "lit";
import { countOf } from "../charts/format.ts";
import type { Alert, Report } from "../model/report.ts";
import { explanationText } from "./explanation.ts";
import { type Finding, factsOf, subjectOf } from "./facts.ts";
import { icon } from "./icons.ts";
import { templateText } from "./level-mark.ts";
import { togetherWords } from "./together.ts";

export const incidentRowStyles = css`
  .incident .many { margin-right: var(--tl-2); padding: 0 6px; border-radius: 8px; background: var(--tl-alert); color: var(--tl-surface); font-size: 11px; line-height: 16px; }
  .incident .first { grid-column: 2 / -1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .incident .score { grid-row: span 3; }
  .incident .when { display: flex; align-items: center; gap: var(--tl-2); }
  .incident .icon { transition: transform 120ms; }
  .incident[aria-expanded="true"] .icon { transform: rotate(90deg); }
  .members { border-bottom: 1px solid var(--tl-line); box-shadow: inset 3px 0 color-mix(in oklab, var(--tl-alert) 45%, transparent); }
  .members .alert { padding-left: var(--tl-5); }
  .members li:last-child .alert { border-bottom: 0; }
  @media (max-width: 699px) {
    .incident .first { grid-column: 2; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; white-space: normal; overflow-wrap: anywhere; }
    .incident .score { grid-row: span 4; }
    .members .alert { padding-left: var(--tl-4); }
  }
`;

export interface IncidentRowOptions {
  selected: boolean;
  /** whether the alerts are listed under it; absent: they are not, and choosing it selects one */
  expanded?: boolean;
  /** id of the list of its alerts */
  controls?: string;
  onChoose(): void;
}

/** @param finding of more than one alert */
export function incidentRow(report: Report, finding: Finding, options: IncidentRowOptions): TemplateResult {
  const { clock } = factsOf(report);
  const { alerts, strongest } = finding;
  const first = alerts[0]!;
  const subject = subjectOf(report, first);
  const seriesCount = new Set(alerts.map(({ series }) => series)).size;
  const closest = closestOf(report, finding);
  const { expanded, controls } = options;
  return html`<button class="alert incident" type="button" aria-current=${options.selected} aria-expanded=${expanded ?? nothing}
      aria-controls=${controls !== undefined && expanded === true ? controls : nothing} @click=${options.onChoose}>
    <span class="score" title="Score of the strongest alert; 0.5 is the alert line"><span><span class="hear">score </span>${strongest.score.toFixed(2)}</span>
      <svg viewBox="0 0 56 4" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="all" width="56" height="4" rx="1" /><rect class="part" width=${Math.max(2, strongest.score * 56)} height="4" rx="1" />`}</svg>
    </span>
    <span class="subject"><span class="many">incident</span>${countOf(alerts.length, "alert")} in ${seriesCount} series at the same time</span>
    <span class="when">${clock.range(finding.startMs, finding.endMs)}${expanded === undefined ? nothing : icon("unfold")}</span>
    <span class="first"><span class="muted">first at ${clock.time(first.startMs)}:</span> ${first.series.startsWith("template:") ? html`<span class="mono">${templateText(subject)}</span>` : subject}${closest === null ? nothing : html`<span class="muted">; </span>${subjectOf(report, closest.alert)} <span class="muted">${togetherWords(closest.lagMs, closest.r)}</span>`}</span>
    <span class="why">${expanded === true ? nothing : html`Strongest: ${explanationText(strongest.explanation)}`}</span>
  </button>`;
}

/** below it nothing is said in the heading */
const CLOSE = 0.5;

/** The series that goes together best with the one that moved first. */
function closestOf(report: Report, { id, alerts }: Finding): { alert: Alert; lagMs: number; r: number } | null {
  const known = report.incidents.find((incident) => incident.id === id)?.correlations ?? [];
  const [best] = [...known].sort((a, b) => Math.abs(b.r) - Math.abs(a.r));
  const alert = alerts.find(({ series }) => series === best?.series);
  return best === undefined || alert === undefined || Math.abs(best.r) < CLOSE ? null : { alert, ...best };
}
