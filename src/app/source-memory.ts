/** What is known of the source of the open files from its earlier files, and is kept for its later ones. */
import type { Plan } from "../model/plan.ts";
import type { Report } from "../model/report.ts";
import { sourceKey } from "../model/source-key.ts";
import type { TemplateEdit } from "../model/template-edits.ts";
import type { Messages } from "./messages.ts";
import type { Parts } from "./parts.ts";

export class SourceMemory {
  private readonly parts: Parts;
  private readonly messages: Messages;

  constructor(parts: Parts, messages: Messages) {
    this.parts = parts;
    this.messages = messages;
  }

  /** @returns the corrections that files of this source begin with; none, with a message, when they cannot be read */
  async templateEdits(files: readonly { name: string }[], plan: Plan): Promise<TemplateEdit[]> {
    try {
      return (await this.parts.sources.load(keyOf(files, plan)))?.templateEdits ?? [];
    } catch (error) {
      this.messages.error(error);
      return [];
    }
  }

  /** Keeps what changed in the corrections of an analysis; what else was learned of its source since stays. */
  async keepTemplateEdits(
    { source }: Report,
    before: readonly TemplateEdit[],
    after: readonly TemplateEdit[],
  ): Promise<void> {
    const key = keyOf(source.files, source.plan);
    try {
      const kept = (await this.parts.sources.load(key))?.templateEdits ?? [];
      const removed = without(before, after);
      const rest = without(kept, removed);
      const added = without(without(after, before), rest);
      await this.parts.sources.update(key, { templateEdits: [...rest, ...added] });
    } catch (error) {
      this.messages.error(error);
    }
  }
}

function keyOf(files: readonly { name: string }[], plan: Plan): string {
  return sourceKey(
    files.map(({ name }) => name),
    plan,
  );
}

function without(edits: readonly TemplateEdit[], others: readonly TemplateEdit[]): TemplateEdit[] {
  const gone = new Set(others.map((edit) => JSON.stringify(edit)));
  return edits.filter((edit) => !gone.has(JSON.stringify(edit)));
}
