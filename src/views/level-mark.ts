/** How a level is shown: a letter on its tint, never colour alone. */
import { html, type TemplateResult } from "lit";
import type { LevelName } from "../charts/level-bins.ts";
import type { Level } from "../model/levels.ts";
import { BREAK } from "../model/trace.ts";

/** @returns the letter of a level: T D I N W E F; a middle dot for none */
function levelLetter(name: LevelName): string {
  return name === "none" ? "·" : name[0]!.toUpperCase();
}

export function levelMark(level: Level | null): TemplateResult {
  const name = level ?? "none";
  return html`<span class="letter ${name}" title=${level ?? "no level"} aria-hidden="true">${levelLetter(name)}</span><span class="hear">${level ?? "no level"}</span>`;
}

/** @returns a template with its parameters and its trace set apart */
export function templateText(template: string): TemplateResult {
  const [message = "", ...trace] = template.split(BREAK);
  const parts = message.split("<*>");
  return html`${parts.map((part, i) => (i === 0 ? part : html`<span class="parameter">&lt;*&gt;</span>${part}`))}${trace.map((part) => html`<span class="muted">${BREAK}${part}</span>`)}`;
}
