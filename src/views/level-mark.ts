/** How a level is shown: a letter on its tint, never colour alone. */
import { html, type TemplateResult } from "lit";
import type { LevelName } from "../charts/level-bins.ts";
import type { Level } from "../model/levels.ts";

/** @returns the letter of a level: T D I N W E F; a middle dot for none */
function levelLetter(name: LevelName): string {
  return name === "none" ? "·" : name[0]!.toUpperCase();
}

export function levelMark(level: Level | null): TemplateResult {
  const name = level ?? "none";
  return html`<span class="letter ${name}" title=${level ?? "no level"} aria-hidden="true">${levelLetter(name)}</span><span class="hear">${level ?? "no level"}</span>`;
}

/** @returns a template with its parameters set apart */
export function templateText(template: string): TemplateResult {
  const parts = template.split("<*>");
  return html`${parts.map((part, i) => (i === 0 ? part : html`<span class="parameter">&lt;*&gt;</span>${part}`))}`;
}
