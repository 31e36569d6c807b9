/** What is known of the source of files: corrections of templates, of one source and of several opened together. */
import { expect, it } from "vitest";
import type { Messages } from "../../../src/app/messages.ts";
import type { Parts } from "../../../src/app/parts.ts";
import { SourceMemory } from "../../../src/app/source-memory.ts";
import type { FilePlan, Plan } from "../../../src/model/plan.ts";
import type { Report } from "../../../src/model/report.ts";
import { sourceKey } from "../../../src/model/source-key.ts";
import type { TemplateEdit } from "../../../src/model/template-edits.ts";
import type { StoredSource } from "../../../src/store/sources.ts";

const filePlan = { body: { kind: "text" } } as FilePlan;
const planOf = (count: number): Plan => ({ version: 1, files: Array.from({ length: count }, () => filePlan) });
const filesOf = (...names: string[]) => names.map((name) => ({ name }));
const naming = (name: string): TemplateEdit => ({
  kind: "name",
  of: { template: `${name} <*>`, signatures: [] },
  name,
});

function memory(known: Record<string, TemplateEdit[]>): {
  memory: SourceMemory;
  kept: Map<string, Partial<StoredSource>>;
} {
  const kept = new Map<string, Partial<StoredSource>>();
  for (const [name, templateEdits] of Object.entries(known)) kept.set(sourceKey([name], planOf(1)), { templateEdits });
  const sources = {
    load: async (key: string) => kept.get(key) ?? null,
    update: async (key: string, parts: Partial<StoredSource>) => void kept.set(key, { ...kept.get(key), ...parts }),
  };
  return { memory: new SourceMemory({ sources } as unknown as Parts, {} as Messages), kept };
}

it("has several sources that are opened together begin with the corrections of each, and keeps theirs apart from then on", async () => {
  const { memory: known, kept } = memory({
    "app.log": [naming("a")],
    "db.log": [naming("d")],
    "web.log": [naming("w")],
  });
  const files = filesOf("app-2026-03-01.log", "db.log", "db.log.1");
  const plan = planOf(3);
  const before = await known.templateEdits(files, plan);
  expect(before).toEqual([naming("a"), naming("d")]);
  const report = { source: { files, plan } } as unknown as Report;
  await known.keepTemplateEdits(report, before, [...before.slice(1), naming("both")]);
  expect(await known.templateEdits(files, plan)).toEqual([naming("d"), naming("both")]);
  expect(await known.templateEdits(filesOf("app-2026-03-02.log"), planOf(1))).toEqual([naming("a")]);
  // nothing left is not the same as nothing known
  await known.keepTemplateEdits(report, [naming("d"), naming("both")], []);
  expect(await known.templateEdits(files, plan)).toEqual([]);
  expect(kept.size).toBe(4);
});
