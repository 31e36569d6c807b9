/** Kept readings in the real IndexedDB: replaced, bounded, removed; and a database of version 1 that gains their store. */
import { deleteDB, openDB } from "idb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Checkpoint, CheckpointStore } from "../../src/store/checkpoints.ts";
import { openStore } from "../../src/store/store.ts";
import { sampleReport } from "../support/sample-report.ts";

let name = "";
let store: CheckpointStore;

beforeEach(() => {
  name = `test-${crypto.randomUUID()}`;
  store = new CheckpointStore(name);
});

afterEach(async () => {
  await store.close();
  await deleteDB(name);
});

function checkpoint(id: string, savedMs: number): Checkpoint {
  const { source, inputs } = sampleReport();
  const partial = new Uint8Array([savedMs % 256, 2, 3]).buffer;
  return {
    id,
    savedMs,
    version: "1",
    plan: source.plan,
    inputs,
    timeZone: "UTC",
    bytesRead: 5,
    bytesTotal: 9,
    partial,
  };
}

it("gives back what was saved last, and nothing once it is removed", async () => {
  expect(await store.load("a")).toBeNull();
  await store.save(checkpoint("a", 1));
  await store.save(checkpoint("a", 2));
  expect(await store.load("a")).toEqual(checkpoint("a", 2));
  await store.remove("a");
  await store.remove("a");
  expect(await store.load("a")).toBeNull();
});

it("keeps the last few readings", async () => {
  for (const [i, id] of ["a", "b", "c", "d", "e"].entries()) await store.save(checkpoint(id, i));
  const left = await Promise.all(["a", "b", "c", "d", "e"].map((id) => store.load(id)));
  expect(left.map((one) => one?.id)).toEqual([undefined, undefined, "c", "d", "e"]);
});

it("finds its store in a database that version 1 made, with all that was in it", async () => {
  // as version 1 made it
  const old = await openDB(name, 1, {
    upgrade(database) {
      for (const kind of ["analyses", "reports", "partials", "handles"])
        database.createObjectStore(kind, { keyPath: "id" });
    },
  });
  const report = sampleReport();
  await old.put("analyses", {
    id: "x",
    title: "old",
    savedMs: 1,
    fileNames: ["app.log"],
    sourceBytes: 1,
    lines: 1,
    alertCount: 0,
    partial: false,
    sizeOnDisk: 1,
  });
  await old.put("reports", { id: "x", json: JSON.stringify(report) });
  await old.put("partials", { id: "x", bytes: new Uint8Array([1, 2]).buffer });
  old.close();

  await store.save(checkpoint("a", 1));
  expect((await store.load("a"))?.bytesRead).toBe(5);
  const library = await openStore(name);
  expect((await library.list()).map(({ title }) => title)).toEqual(["old"]);
  expect((await library.load("x")).result.report).toEqual(report);
  await library.close();
});
