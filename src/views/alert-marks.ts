/** <tl-alert-marks>: what the user says of the selected alert: it was real, expected or noise, with a note. */
import { css, html, type TemplateResult } from "lit";
import { selectedAlert } from "../app/state.ts";
import { markOf, VERDICTS } from "../model/alert-marks.ts";
import type { AlertVerdict } from "../model/report.ts";
import { type IconName, icon } from "./icons.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export const VERDICT_WORDS: Record<AlertVerdict, { label: string; title: string; icon: IconName }> = {
  confirmed: { label: "Confirmed", title: "Something was really wrong (y)", icon: "tick" },
  expected: { label: "Expected", title: "Unusual, but it was to be expected (u)", icon: "calendar" },
  noise: { label: "Noise", title: "It means nothing (x)", icon: "mute" },
};

export class AlertMarks extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; }
      .verdicts { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); }
      .button { min-width: 0; padding: 0 var(--tl-2); }
      .button + .button { margin-left: -1px; }
      .button:first-child { border-radius: var(--tl-radius) 0 0 var(--tl-radius); }
      .button:nth-child(2) { border-radius: 0; }
      .button:last-child { border-radius: 0 var(--tl-radius) var(--tl-radius) 0; }
      .button[aria-pressed="true"] { z-index: 1; border-color: var(--tl-accent-mark); background: var(--tl-accent-soft); color: var(--tl-accent); font-weight: var(--tl-bold); }
      input { width: 100%; height: 28px; margin-top: var(--tl-2); padding: 0 6px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); font: inherit; color: inherit; }
    `,
  ];

  override render(): TemplateResult {
    const alert = selectedAlert(this.state);
    const marks = this.state.result?.report.annotations.marks ?? [];
    const mark = alert === null ? null : markOf(alert, marks);
    const say = (verdict: AlertVerdict | null, note: string): void => {
      if (alert !== null) void this.app.marking.mark(alert, verdict, note);
    };
    const note = (event: Event): void => {
      if (mark !== null) say(mark.verdict, (event.target as HTMLInputElement).value.trim());
    };
    return html`<div class="verdicts" role="group" aria-label="What this alert was">
        ${VERDICTS.map((verdict) => {
          const { label, title, icon: name } = VERDICT_WORDS[verdict];
          const pressed = mark?.verdict === verdict;
          return html`<button class="button" type="button" title=${title} aria-pressed=${pressed} @click=${() => say(pressed ? null : verdict, mark?.note ?? "")}>${icon(name)}${label}</button>`;
        })}
      </div>
      ${mark === null ? "" : html`<input type="text" aria-label="Note" placeholder="Note" .value=${mark.note} @change=${note}>`}`;
  }
}

customElements.define("tl-alert-marks", AlertMarks);
