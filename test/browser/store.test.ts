import { deleteDB, openDB } from "idb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AnalysisResult, ShownResult } from "../../src/model/analysis.ts";
import { STORE_VERSION } from "../../src/store/schema.ts";
import { type AnalysisStore, openStore } from "../../src/store/store.ts";
import { sampleReport } from "../support/sample-report.ts";

let name = "";
let store: AnalysisStore;

function result(title: string, partialBytes = 3): AnalysisResult {
  const report = sampleReport();
  report.annotations.title = title;
  return { report, partial: new Uint8Array(partialBytes).fill(7).buffer };
}

/** @returns the bytes of a partial wherever they lie */
async function bytesOf({ partial }: ShownResult): Promise<Uint8Array> {
  return new Uint8Array("read" in partial ? await partial.read() : partial);
}

beforeEach(async () => {
  name = `test-${crypto.randomUUID()}`;
  store = await openStore(name);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await store.close();
  await deleteDB(name);
});

describe("the library", () => {
  it("gives back what was saved, also to another connection", async () => {
    const saved = result("Thursday");
    const id = await store.save(saved, []);
    const other = await openStore(name);
    const loaded = await other.load(id);
    const bytes = await bytesOf(loaded.result);
    await other.close();
    expect(loaded.result.report).toEqual(saved.report);
    expect(bytes).toEqual(new Uint8Array(saved.partial));
    expect(loaded.handles).toEqual([]);
  });

  it("gives back a partial of many pieces, and removes them all", async () => {
    const saved = result("large", 5_000_001);
    const bytes = new Uint8Array(saved.partial);
    for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 31) % 251;
    const id = await store.save(saved, []);
    const { result: kept } = await store.load(id);
    const loaded = await bytesOf(kept);
    expect(kept.partial.byteLength).toBe(bytes.length);
    expect(loaded.length).toBe(bytes.length);
    // no toEqual: it takes seconds for so many
    expect(loaded.findIndex((byte, i) => byte !== bytes[i])).toBe(-1);
    await store.remove(id);
    const raw = await openDB(name);
    expect(await raw.getAllKeys("partials")).toEqual([]);
    raw.close();
  });

  it("reads a partial that an earlier version kept in one piece", async () => {
    const id = await store.save(result("one piece"), []);
    const raw = await openDB(name);
    await raw.put("partials", { id, bytes: new Uint8Array([1, 2, 3, 4]).buffer });
    raw.close();
    expect(await bytesOf((await store.load(id)).result)).toHaveLength(4);
  });

  it("reads the counts when they are asked for, once, and says when they are gone", async () => {
    const id = await store.save(result("asked"), []);
    const { partial } = (await store.load(id)).result;
    const get = vi.spyOn(IDBObjectStore.prototype, "get");
    expect(get).not.toHaveBeenCalled();
    expect([...(await bytesOf({ report: sampleReport(), partial }))]).toEqual([7, 7, 7]);
    const asked = get.mock.calls.length;
    await store.remove(id);
    // what was read stays, whatever becomes of the store
    expect([...(await bytesOf({ report: sampleReport(), partial }))]).toEqual([7, 7, 7]);
    expect(get.mock.calls.length).toBe(asked);

    const other = await store.save(result("not asked"), []);
    const late = (await store.load(other)).result;
    await store.remove(other);
    await expect(bytesOf(late)).rejects.toMatchObject({ code: "no-file" });
  });

  it("lists summaries, newest first", async () => {
    const clock = vi.spyOn(Date, "now");
    clock.mockReturnValue(1000);
    await store.save(result("older"), []);
    clock.mockReturnValue(2000);
    await store.save(result("newer", 5000), []);
    const list = await store.list();
    expect(list.map((summary) => summary.title)).toEqual(["newer", "older"]);
    expect(list[0]).toMatchObject({
      savedMs: 2000,
      fileNames: ["app.log", "db.csv"],
      sourceBytes: 5300,
      lines: 60,
      alertCount: sampleReport().alerts.length,
      partial: true,
    });
    expect((list[0]?.sizeOnDisk ?? 0) - (list[1]?.sizeOnDisk ?? 0)).toBe(4997);
  });

  it("replaces a report and keeps the rest", async () => {
    const id = await store.save(result("before"), []);
    const [before] = await store.list();
    const changed = sampleReport();
    changed.annotations.title = "after, longer";
    await store.updateReport(id, changed);
    const [after] = await store.list();
    expect(after).toMatchObject({ id, title: "after, longer", savedMs: before?.savedMs });
    const loaded = await store.load(id);
    expect(loaded.result.report).toEqual(changed);
    expect(loaded.result.partial.byteLength).toBe(3);
    expect((after?.sizeOnDisk ?? 0) - (before?.sizeOnDisk ?? 0)).toBe("after, longer".length - "before".length);
  });

  it("keeps file handles", async () => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle("kept.log", { create: true });
    const id = await store.save(result("with handle"), [handle]);
    const { handles } = await store.load(id);
    expect(handles).toHaveLength(1);
    expect(await handles[0]?.isSameEntry(handle)).toBe(true);
    const other = await folder.getFileHandle("moved.log", { create: true });
    await store.keepHandles(id, [other]);
    expect(await (await store.load(id)).handles[0]?.isSameEntry(other)).toBe(true);
    await expect(store.keepHandles("unknown", [other])).rejects.toMatchObject({ code: "no-file" });
    await folder.removeEntry("moved.log");
    await folder.removeEntry("kept.log");
  });

  it("saves without handles that cannot be kept", async () => {
    const uncloneable = { getFile: () => {} } as unknown as FileSystemFileHandle;
    const id = await store.save(result("no handle"), [uncloneable]);
    expect((await store.load(id)).handles).toEqual([]);
  });

  it("removes everything of an analysis", async () => {
    const id = await store.save(result("gone"), []);
    const keptId = await store.save(result("kept"), []);
    await store.remove(id);
    expect((await store.list()).map((summary) => summary.id)).toEqual([keptId]);
    await expect(store.load(id)).rejects.toMatchObject({ code: "no-file", message: /no longer in the library/ });
    await expect(store.updateReport(id, sampleReport())).rejects.toMatchObject({ code: "no-file" });
    const raw = await openDB(name);
    for (const objectStore of raw.objectStoreNames) {
      expect(await raw.getAllKeys(objectStore)).not.toContain(id);
    }
    raw.close();
  });

  it("tells how much room there is", async () => {
    const estimate = await store.estimate();
    expect(estimate?.quotaBytes).toBeGreaterThan(estimate?.usedBytes ?? Number.POSITIVE_INFINITY);
  });
});

describe("when storage fails", () => {
  it("a full disk is told with what was needed, nothing is kept by halves, and what was saved before stays", async () => {
    const id = await store.save(result("fits"), []);
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, value, key) {
      if (this.name === "partials") throw new DOMException("no room", "QuotaExceededError");
      return put.call(this, value, key);
    });
    await expect(store.save(result("too big", 20_000_000), [])).rejects.toMatchObject({
      code: "storage",
      message: /no room left to keep this analysis \(21 MB\)/,
    });
    expect((await store.list()).map((summary) => summary.id)).toEqual([id]);
    vi.restoreAllMocks();
    await store.save(result("fits again"), []);
    expect(await store.list()).toHaveLength(2);
  });

  it("no storage at all is one clear sentence", async () => {
    vi.stubGlobal("indexedDB", undefined);
    await expect(openStore(`${name}-none`)).rejects.toMatchObject({ code: "storage", message: /keeps nothing here/ });
  });

  it("storage that the browser refuses is one clear sentence", async () => {
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    });
    await expect(openStore(`${name}-refused`)).rejects.toMatchObject({
      code: "storage",
      message: /keeps nothing here/,
    });
  });

  it("steps aside for a newer version in another tab, and says to reload", async () => {
    const newer = await openDB(name, STORE_VERSION + 1);
    await expect(store.list()).rejects.toMatchObject({ code: "storage", message: /updated in another tab/ });
    newer.close();
  });

  it("starts empty again after the database was deleted under it", async () => {
    await store.save(result("lost"), []);
    await deleteDB(name);
    expect(await store.list()).toEqual([]);
    await store.save(result("new"), []);
    expect(await store.list()).toHaveLength(1);
  });
});
