/** <tl-selection-chips>: every part of the selection as a chip that takes it away. */
import { css, html, nothing, type TemplateResult } from "lit";
import { selectedAlert, selectedTemplate } from "../app/state.ts";
import { valueName } from "../model/file-names.ts";
import { factsOf, subjectOf } from "./facts.ts";
import { icon } from "./icons.ts";
import { levelMark } from "./level-mark.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";
import { notFollowed, type SelectionPart, viewNamed } from "./view-registry.ts";

export class SelectionChips extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; }
      .chips { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; padding: 6px var(--tl-3); border-bottom: 1px solid var(--tl-line); background: var(--tl-surface); }
      .chip { display: inline-flex; align-items: center; gap: 6px; max-width: min(420px, 100%); height: 24px; padding: 0 4px 0 8px; border: 1px solid var(--tl-accent-mark); border-radius: 12px; background: var(--tl-accent-soft); font-size: var(--tl-small); cursor: pointer; }
      .chip:hover { border-color: var(--tl-text); }
      .chip span.text { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .chip .icon { width: 12px; height: 12px; }
      .chip.unheard { border-style: dashed; border-color: var(--tl-line-strong); background: none; color: var(--tl-text-muted); }
      .unheard-by { font-size: var(--tl-small); color: var(--tl-text-muted); }
      .kind { color: var(--tl-text-muted); }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { state, app } = this;
    const report = state.phase === "result" ? state.result?.report : undefined;
    const { rangeMs, levels, dimensions, text } = state.selection;
    const alert = selectedAlert(state);
    const template = selectedTemplate(state);
    const single = [rangeMs, alert, template, text === "" ? null : text].filter((part) => part !== null).length;
    const parts = single + levels.length + dimensions.length;
    if (report === undefined || parts === 0) return nothing;
    const { clock } = factsOf(report);
    const view = viewNamed(state.view, report);
    const chosen: SelectionPart[] = [
      ...(rangeMs === null ? [] : (["time"] as const)),
      ...(levels.length === 0 ? [] : (["level"] as const)),
      ...(template === null ? [] : (["template"] as const)),
      ...(dimensions.length === 0 ? [] : (["dimension"] as const)),
      ...(text === "" ? [] : (["text"] as const)),
    ];
    const hint = text !== "" && state.files === "attached" ? " Its hits are on the time line." : "";
    const unheard = notFollowed(view, (state.result?.partial.byteLength ?? 0) > 0, chosen);
    return html`<div class="chips" role="group" aria-label="Selection">
      ${rangeMs === null ? nothing : this.chip("time", clock.range(rangeMs.startMs, rangeMs.endMs), unheard.includes("time"), () => app.selecting.range(null))}
      ${alert === null ? nothing : this.chip("alert", `${subjectOf(report, alert)} · ${clock.range(alert.startMs, alert.endMs)}`, false, () => app.selecting.alert(null))}
      ${template === null ? nothing : this.chip("template", template.template, unheard.includes("template"), () => app.selecting.template(null))}
      ${levels.map((level) => this.chip(levelMark(level), level ?? "no level", unheard.includes("level"), () => app.selecting.toggleLevel(level)))}
      ${dimensions.map((one) => this.chip(one.name, valueName(report, one.name, one.value), unheard.includes("dimension"), () => app.selecting.toggleDimension(one)))}
      ${text === "" ? nothing : this.chip("text", text, unheard.includes("text"), () => app.selecting.text(""))}
      ${unheard.length === 0 ? nothing : html`<span class="unheard-by" role="note">Not followed here: ${listed(unheard)}.${unheard.includes("text") ? hint : nothing}</span>`}
      ${parts < 2 ? nothing : html`<button class="link" type="button" @click=${() => app.selecting.clear()}>Clear all</button>`}
    </div>`;
  }

  /** @param unheard whether the view does not follow it */
  private chip(kind: string | TemplateResult, text: string, unheard: boolean, remove: () => void): TemplateResult {
    return html`<button class="chip ${unheard ? "unheard" : ""}" type="button" title="Take away: ${text}" @click=${remove}>
      <span class="kind">${kind}</span><span class="text">${text}</span>${icon("close")}<span class="hear">take away</span>
    </button>`;
  }
}

/** @returns `time, level and text` */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

customElements.define("tl-selection-chips", SelectionChips);
