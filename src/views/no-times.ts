/** What views over time say of a log in which no event has a time, and the way on. */
import { html, type TemplateResult } from "lit";
import type { App } from "../app/app.ts";

/** @returns the button that opens how the files are read, where a pattern of the times can be written */
export function toReading(app: App): TemplateResult {
  return html`<button class="link" type="button" @click=${() => app.planning.open()}>How the files are read</button>`;
}

/** @param what this view would show, e.g. "there is no rhythm to see" */
export function noTimes(app: App, what: string): TemplateResult {
  return html`<div class="empty"><h2>No times in this log</h2><p>No event has a time, so ${what}. ${toReading(app)} takes the pattern of times that were not recognised.</p></div>`;
}
