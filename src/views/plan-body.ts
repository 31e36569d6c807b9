/** What is particular to the kind of a file: layouts of a line log, cut and columns of a table, fields of records. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { countOf } from "../charts/format.ts";
import type { PlanPreview, SeenColumn } from "../model/analysis.ts";
import { type LayoutField, layoutFields, withLayoutField } from "../model/layout-fields.ts";
import type { FieldRole, FilePlan, PlanBody } from "../model/plan.ts";
import { withColumnRole, withFieldRole } from "../model/plan-edit.ts";
import type { FileReading } from "../model/report.ts";

type Table = Extract<PlanBody, { kind: "table" }>;

export interface BodyPart {
  plan: FilePlan;
  /** of the analysis on screen; its layouts are those of the plan as it was read */
  reading: FileReading | undefined;
  preview: PlanPreview | null;
  edit(plan: FilePlan): void;
  /** cuts a table another way; its columns are named and given roles anew */
  recut(body: Table): void;
}

const ROLE_WORDS: Record<FieldRole, string> = {
  time: "time",
  timeRest: "rest of the time",
  level: "level",
  dimension: "dimension",
  measure: "measure",
  message: "message",
  trace: "stack trace",
  id: "identifier",
  ignore: "not used",
};

const ROLES = Object.keys(ROLE_WORDS) as FieldRole[];

const DELIMITERS: readonly [string, string][] = [
  [",", "comma"],
  [";", "semicolon"],
  ["\t", "tab"],
  ["|", "bar"],
  [" ", "blank"],
];

export function planBody(part: BodyPart): TemplateResult | typeof nothing {
  switch (part.plan.body.kind) {
    case "lines":
      return layouts(part, part.plan.body);
    case "table":
      return table(part, part.plan.body);
    case "json":
    case "logfmt":
      return fields(part, part.plan.body);
    case "text":
      return html`<section><h3>Lines</h3><p>No time was found: each line that is not empty is an event.</p></section>`;
  }
}

function layouts(part: BodyPart, body: Extract<PlanBody, { kind: "lines" }>): TemplateResult {
  const found = layoutFields(body);
  return html`<section>
    <h3>Layouts, tried in this order</h3>
    <ol class="layouts">${body.layouts.map(
      ({ label }, i) => html`<li><span class="label">${label}</span>
        <span class="number">${part.reading?.layouts[i] === undefined ? nothing : countOf(part.reading.layouts[i], "event")}</span></li>`,
    )}</ol>
  </section>
  ${
    found.length === 0
      ? nothing
      : html`<section><h3>Texts that the layouts pass over</h3>
        <table class="roles">
          <thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Values</th></tr></thead>
          <tbody>${found.map((field, i) => layoutField(part, field, part.preview?.columns[i]))}</tbody>
        </table>
        <p class="hint">A text with a name and a role is counted by its values, or has a chart when it is a number.</p></section>`
  }`;
}

const KIND_WORDS: Record<LayoutField["kind"], string> = {
  token: "word",
  bracket: "text in brackets",
  until: "text up to a mark",
  source: "name before a colon",
  quoted: "quoted text",
};

function layoutField(part: BodyPart, field: LayoutField, seen: SeenColumn | undefined): TemplateResult {
  const words = KIND_WORDS[field.kind];
  const edit = (name: string, role: FieldRole): void => part.edit(withLayoutField(part.plan, field, name, role));
  const named = (event: Event): void => {
    const name = (event.target as HTMLInputElement).value.trim();
    edit(name, field.role === "ignore" && field.name === "" ? "dimension" : field.role);
  };
  return html`<tr><td><input aria-label=${`Name of the ${words}`} placeholder=${words} spellcheck="false" .value=${field.name} @change=${named}></td>
    <td><select aria-label=${`Role of ${field.name || words}`} ?disabled=${field.name === ""}
      @change=${(event: Event) => edit(field.name, (event.target as HTMLSelectElement).value as FieldRole)}>
      ${LAYOUT_ROLES.map((one) => html`<option value=${one} .selected=${live(one === field.role)}>${ROLE_WORDS[one]}</option>`)}</select></td>
    <td class="values mono" title=${seen?.values.join(" · ") ?? ""}>${seen?.values.join(" · ") ?? ""}</td></tr>`;
}

/** Roles that a text in the head of a line can have. */
const LAYOUT_ROLES: readonly FieldRole[] = ["dimension", "measure", "ignore"];

function table(part: BodyPart, body: Table): TemplateResult {
  const known = DELIMITERS.some(([delimiter]) => delimiter === body.delimiter);
  return html`<section>
    <h3>Table</h3>
    <div class="fields">
      <label><span>Columns are parted by</span>
        <select @change=${(event: Event) => part.recut({ ...body, delimiter: (event.target as HTMLSelectElement).value })}>
          ${DELIMITERS.map(([delimiter, name]) => html`<option value=${delimiter} ?selected=${delimiter === body.delimiter}>${name}</option>`)}
          ${known ? nothing : html`<option value=${body.delimiter} selected>“${body.delimiter}”</option>`}
        </select></label>
      <label><span>Lines of header</span>
        <input type="number" min="0" max="1000" step="1" .value=${String(body.headerLines)}
          @change=${(event: Event) => part.recut({ ...body, headerLines: countIn(event) })}></label>
      <label class="tick whole"><input type="checkbox" .checked=${live(body.quoted)}
        @change=${(event: Event) => part.recut({ ...body, quoted: (event.target as HTMLInputElement).checked })}><span>Double quotes enclose fields</span></label>
    </div>
  </section>
  <section>
    <h3>Columns</h3>
    ${roleTable(
      body.columns.map(({ name, role }, i) => ({ name, role, seen: part.preview?.columns[i] })),
      (index, role, seen) => part.edit(withColumnRole(part.plan, index, role, seen?.time ?? null)),
    )}
  </section>`;
}

function countIn(event: Event): number {
  const input = event.target as HTMLInputElement;
  const count = Number.isFinite(input.valueAsNumber) ? Math.max(0, Math.min(1000, Math.round(input.valueAsNumber))) : 0;
  input.value = String(count);
  return count;
}

function fields(part: BodyPart, body: Extract<PlanBody, { kind: "json" | "logfmt" }>): TemplateResult {
  const nameOf = (path: readonly string[]): string => path.join(".");
  const roles = new Map(body.fields.map(({ path, role }) => [nameOf(path), role]));
  const seen = part.preview?.columns ?? [];
  const unseen = body.fields.filter(({ path }) => !seen.some((column) => nameOf(column.path) === nameOf(path)));
  const rows = [...seen, ...unseen.map(({ path }): SeenColumn => ({ path, values: [], time: null }))].map((column) => ({
    name: nameOf(column.path),
    role: roles.get(nameOf(column.path)) ?? ("ignore" as const),
    seen: column,
  }));
  return html`<section>
    <h3>Fields</h3>
    ${roleTable(rows, (index, role) => {
      const column = rows[index]?.seen;
      if (column !== undefined) part.edit(withFieldRole(part.plan, column.path, role, column.time));
    })}
  </section>`;
}

interface RoleRow {
  name: string;
  role: FieldRole;
  seen: SeenColumn | undefined;
}

function roleTable(
  rows: readonly RoleRow[],
  choose: (index: number, role: FieldRole, seen: SeenColumn | undefined) => void,
): TemplateResult {
  return html`<table class="roles">
    <thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Values</th></tr></thead>
    <tbody>${rows.map(
      ({ name, role, seen }, i) => html`<tr><td class="name">${name}</td>
        <td><select aria-label=${`Role of ${name}`} @change=${(event: Event) => choose(i, (event.target as HTMLSelectElement).value as FieldRole, seen)}>
          ${ROLES.map((one) => html`<option value=${one} ?selected=${one === role} .selected=${live(one === role)}>${ROLE_WORDS[one]}</option>`)}</select></td>
        <td class="values mono" title=${seen?.values.join(" · ") ?? ""}>${seen?.values.join(" · ") ?? ""}</td></tr>`,
    )}</tbody>
  </table>`;
}
