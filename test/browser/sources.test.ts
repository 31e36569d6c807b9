/** What is kept of sources in the real IndexedDB; and a database of version 2 that gains their store. */
import { deleteDB, openDB } from "idb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withBaselines } from "../../src/model/baseline-merge.ts";
import type { TemplateEdit } from "../../src/model/template-edits.ts";
import { SourceStore } from "../../src/store/sources.ts";
import { openStore } from "../../src/store/store.ts";
import { sampleReport } from "../support/sample-report.ts";

const EDITS: TemplateEdit[] = [
  { kind: "noise", of: { template: "tick <*>", signatures: ["00000000000000a1"] } },
  { kind: "split", of: { template: "job <*> ended", signatures: ["00000000000000b2"] }, parameter: 0 },
];

let name = "";
let store: SourceStore;

beforeEach(() => {
  name = `test-${crypto.randomUUID()}`;
  store = new SourceStore(name);
});

afterEach(async () => {
  await store.close();
  await deleteDB(name);
});

it("gives back what was kept of a source, and nothing of another", async () => {
  expect(await store.load("app.log")).toBeNull();
  await store.update("app.log", { templateEdits: EDITS });
  expect(await store.load("app.log")).toMatchObject({ key: "app.log", templateEdits: EDITS });
  expect(await store.load("web.log")).toBeNull();
});

it("replaces the parts that are given and leaves the others", async () => {
  await store.update("app.log", { templateEdits: EDITS });
  await store.update("app.log", {});
  expect((await store.load("app.log"))?.templateEdits).toEqual(EDITS);
  await store.update("app.log", { templateEdits: [] });
  expect((await store.load("app.log"))?.templateEdits).toEqual([]);
});

it("keeps hours of the week beside corrections, in the numbers that they had, and forgets them alone", async () => {
  const taught = sampleReport().inputs.baselines!;
  await store.update("app.log", { templateEdits: EDITS });
  await store.update("app.log", { baselines: withBaselines([], taught) });
  expect(await store.load("app.log")).toMatchObject({ templateEdits: EDITS, baselines: [taught] });
  const kept = (await store.load("app.log"))?.baselines ?? [];
  await store.update("app.log", { baselines: withBaselines(kept, taught) });
  expect((await store.load("app.log"))?.baselines).toEqual([taught]);
  await store.update("app.log", { baselines: [] });
  expect(await store.load("app.log")).toMatchObject({ templateEdits: EDITS, baselines: [] });
});

it("finds its store in a database that version 2 made, with all that was in it", async () => {
  const old = await openDB(name, 2, {
    upgrade(database) {
      for (const kind of ["analyses", "reports", "partials", "handles"])
        database.createObjectStore(kind, { keyPath: "id" });
      database.createObjectStore("checkpoints", { keyPath: "id" }).createIndex("savedMs", "savedMs");
    },
  });
  await old.put("analyses", { id: "a", title: "kept", savedMs: 1 });
  old.close();
  expect(await store.load("app.log")).toBeNull();
  await store.update("app.log", { templateEdits: EDITS });
  const library = await openStore(name);
  expect(await library.list()).toMatchObject([{ id: "a", title: "kept" }]);
  await library.close();
});
