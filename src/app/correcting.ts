/**
 * Commands that correct templates: split, merge, name, mark as noise, and take a correction back. Each groups and scores the
 * stored counts anew, without the file, and is kept for the next file of the same source. One after the other.
 */
import type { Report, Template } from "../model/report.ts";
import { refOf, type TemplateEdit } from "../model/template-edits.ts";
import type { Analysing } from "./analysing.ts";
import type { Messages } from "./messages.ts";
import type { SourceMemory } from "./source-memory.ts";
import { reportOf, type StateHolder } from "./state.ts";

export class Correcting {
  private readonly holder: StateHolder;
  private readonly analysing: Analysing;
  private readonly sources: SourceMemory;
  private readonly messages: Messages;
  private working: Promise<void> = Promise.resolve();

  constructor(holder: StateHolder, analysing: Analysing, sources: SourceMemory, messages: Messages) {
    this.holder = holder;
    this.analysing = analysing;
    this.sources = sources;
    this.messages = messages;
  }

  /** Whether there are counts to group anew: an imported report has none. */
  get possible(): boolean {
    return (this.holder.state.result?.partial.byteLength ?? 0) > 0;
  }

  split(template: Template, parameter: number): Promise<void> {
    return this.add({ kind: "split", of: refOf(template), parameter });
  }

  merge(templates: readonly Template[]): Promise<void> {
    return this.add({ kind: "merge", of: templates.map(refOf) });
  }

  /** @param name "" takes the name away */
  name(template: Template, name: string): Promise<void> {
    const named: TemplateEdit[] = name === "" ? [] : [{ kind: "name", of: refOf(template), name }];
    return this.change((edits) => [...edits.filter((edit) => !isOf(edit, "name", template)), ...named]);
  }

  noise(template: Template, isNoise: boolean): Promise<void> {
    const marked: TemplateEdit[] = isNoise ? [{ kind: "noise", of: refOf(template) }] : [];
    return this.change((edits) => [...edits.filter((edit) => !isOf(edit, "noise", template)), ...marked]);
  }

  /** Takes one correction back, by its place; those after it hold as far as their templates are still there. */
  remove(place: number): Promise<void> {
    return this.change((edits) => edits.filter((_, i) => i !== place));
  }

  /** @returns how many corrections of a report its source does not know here: they came with the report */
  async unkeptCount({ source, inputs }: Report): Promise<number> {
    const kept = new Set(
      (await this.sources.templateEdits(source.files, source.plan)).map((edit) => JSON.stringify(edit)),
    );
    return (inputs.templateEdits ?? []).filter((edit) => !kept.has(JSON.stringify(edit))).length;
  }

  /** Has the next files of the report's source begin with all its corrections. */
  keepAll(report: Report): Promise<void> {
    return this.sources.keepTemplateEdits(report, [], editsOf(report));
  }

  private add(edit: TemplateEdit): Promise<void> {
    return this.change((edits) => [...edits, edit]);
  }

  private change(edit: (edits: TemplateEdit[]) => TemplateEdit[]): Promise<void> {
    this.working = this.working.then(async () => {
      const report = reportOf(this.holder.state);
      if (report === null) return;
      const before = editsOf(report);
      const after = edit(before);
      try {
        if (await this.analysing.regroup(after)) await this.sources.keepTemplateEdits(report, before, after);
      } catch (error) {
        this.messages.error(error);
      }
    });
    return this.working;
  }
}

function isOf(edit: TemplateEdit, kind: "name" | "noise", { template, signatures }: Template): boolean {
  if (edit.kind !== kind) return false;
  return edit.of.template === template || edit.of.signatures.some((signature) => signatures.includes(signature));
}

/** @returns what a correction does, for people */
export function editWords(edit: TemplateEdit): string {
  switch (edit.kind) {
    case "split":
      return `split at parameter ${edit.parameter + 1}: ${edit.of.template}`;
    case "merge":
      return `merged: ${edit.of.map(({ template }) => template).join(" + ")}`;
    case "name":
      return `named “${edit.name}”: ${edit.of.template}`;
    case "noise":
      return `noise: ${edit.of.template}`;
  }
}

/** @returns the corrections that a report was made with */
export function editsOf(report: Report): TemplateEdit[] {
  return report.inputs.templateEdits ?? [];
}
