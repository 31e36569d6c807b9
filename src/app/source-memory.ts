/** What is known of the source of the open files from its earlier files, and is kept for its later ones. */
import type { Baselines } from "../model/baselines.ts";
import { type KeptBookmark, withBookmarks } from "../model/bookmarks.ts";
import type { Plan } from "../model/plan.ts";
import type { Bookmark, Report } from "../model/report.ts";
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
      return await this.keptEdits(files, plan);
    } catch (error) {
      this.messages.error(error);
      return [];
    }
  }

  /** Several sources that are opened together for the first time begin with the corrections of each. */
  private async keptEdits(files: readonly { name: string }[], plan: Plan): Promise<TemplateEdit[]> {
    const { sources } = this.parts;
    const together = (await sources.load(keyOf(files, plan)))?.templateEdits;
    if (together !== undefined) return together;
    const keys = plan.files.map((file, i) => keyOf(files.slice(i, i + 1), { ...plan, files: [file] }));
    const each = await Promise.all([...new Set(keys)].map((key) => sources.load(key)));
    return each.flatMap((source) => source?.templateEdits ?? []);
  }

  /** @returns lines of this source's files that were marked; none, with a message, when they cannot be read */
  async bookmarks(files: readonly { name: string }[], plan: Plan): Promise<KeptBookmark[]> {
    await this.keeping;
    try {
      return (await this.parts.sources.load(keyOf(files, plan)))?.bookmarks ?? [];
    } catch (error) {
      this.messages.error(error);
      return [];
    }
  }

  /**
   * Keeps what changed in the bookmarks of an analysis, one change after the other.
   * @param attached whether its files are at hand: then new ones are bound to them
   */
  keepBookmarks(report: Report, before: readonly Bookmark[], after: readonly Bookmark[], attached: boolean): void {
    const key = keyOf(report.source.files, report.source.plan);
    this.keeping = this.keeping.then(async () => {
      try {
        const heads = attached ? await this.parts.engine.fileHeads() : null;
        const kept = (await this.parts.sources.load(key))?.bookmarks ?? [];
        await this.parts.sources.update(key, { bookmarks: withBookmarks(kept, before, after, heads) });
      } catch (error) {
        this.messages.error(error);
      }
    });
  }
  private keeping: Promise<void> = Promise.resolve();

  /** @returns what hours of the week are known of this source; none, with a message, when it cannot be read */
  async baselines(files: readonly { name: string }[], plan: Plan): Promise<Baselines[]> {
    try {
      return (await this.parts.sources.load(keyOf(files, plan)))?.baselines ?? [];
    } catch (error) {
      this.messages.error(error);
      return [];
    }
  }

  /**
   * Keeps what an analysis taught of the hours of the week; one that was kept before does not count twice.
   * @param instead the reading that this one stands for: what that taught is forgotten
   */
  async keepBaselines({ source }: Report, taught: Baselines, instead: Report | null): Promise<void> {
    const key = keyOf(source.files, source.plan);
    try {
      const { withBaselines, withoutReading } = await import("../model/baseline-merge.ts");
      const { sources } = this.parts;
      const wrong = instead === null ? key : keyOf(instead.source.files, instead.source.plan);
      const load = async (of: string) => {
        const kept = (await sources.load(of))?.baselines ?? [];
        return instead === null ? kept : withoutReading(kept, instead.totals);
      };
      if (wrong !== key) await sources.update(wrong, { baselines: await load(wrong) });
      await sources.update(key, { baselines: withBaselines(await load(key), taught) });
    } catch (error) {
      this.messages.error(error);
    }
  }

  /** Forgets the hours of the week of a source; what was analysed with them stays as it is. */
  async forgetBaselines({ source }: Report): Promise<void> {
    try {
      await this.parts.sources.update(keyOf(source.files, source.plan), { baselines: [] });
      this.messages.info("The hours of the week of this source are forgotten: its next file begins without.");
    } catch (error) {
      this.messages.error(error);
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
      const kept = await this.keptEdits(source.files, source.plan);
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
