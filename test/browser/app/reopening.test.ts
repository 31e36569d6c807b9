/** Coming back to a stored analysis: the file that is chosen again is remembered for the next time. */
import { afterEach, expect, it, vi } from "vitest";
import { type Mounted, memoryStore, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport } from "../fixtures/report.ts";

let mounted: Mounted;

afterEach(() => {
  vi.unstubAllGlobals();
  mounted.shell.remove();
});

/** @returns a handle of a file that may be read */
function handleOf(name: string): FileSystemFileHandle {
  const handle: Partial<FileSystemFileHandle> = {
    kind: "file",
    name,
    getFile: () => Promise.resolve(new File(["x"], name)),
  };
  return handle as FileSystemFileHandle;
}

it("keeps the handles of the files that are chosen again", async () => {
  const store = memoryStore();
  const kept: { id: string; names: string[] }[] = [];
  store.keepHandles = (id, handles) => {
    kept.push({ id, names: handles.map(({ name }) => name) });
    return Promise.resolve();
  };
  mounted = await mount(makeReport(), store);
  await openFile(mounted);
  const { app, shell } = mounted;
  const id = app.state.storedId!;
  app.home();
  await app.openStored(id);
  expect(app.state.files).toBe("absent");
  expect(kept).toEqual([]);

  vi.stubGlobal("showOpenFilePicker", () => Promise.resolve([handleOf("app.log")]));
  await app.analysing.reopen();
  await settled(shell);
  expect(app.state.files).toBe("attached");
  expect(kept).toEqual([{ id, names: ["app.log"] }]);

  // the next time nothing has to be chosen
  vi.stubGlobal("showOpenFilePicker", () => Promise.reject(new Error("asked again")));
  await app.analysing.reopen();
  expect(app.state.messages).toEqual([]);
});

it("keeps no handles of files that are not those of the analysis", async () => {
  const store = memoryStore();
  const keepHandles = vi.fn(() => Promise.resolve());
  store.keepHandles = keepHandles;
  mounted = await mount(makeReport(), store);
  await openFile(mounted);
  const { app } = mounted;
  const id = app.state.storedId!;
  app.home();
  await app.openStored(id);
  mounted.engine.attach = () => Promise.reject(new Error("other.log is another file."));
  vi.stubGlobal("showOpenFilePicker", () => Promise.resolve([handleOf("other.log")]));
  await app.analysing.reopen();
  expect(app.state.files).toBe("absent");
  expect(app.state.messages).toHaveLength(1);
  expect(keepHandles).not.toHaveBeenCalled();
});

it("keeps the place that the address names while the analysis comes from the store", async () => {
  const store = memoryStore();
  mounted = await mount(makeReport(), store);
  await openFile(mounted);
  const id = mounted.app.state.storedId!;
  mounted.shell.remove();
  const load = store.load.bind(store);
  // the list is there before the analysis is
  store.load = async (wanted) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return load(wanted);
  };
  const address = `#a=${id}&view=shapes&series=level%3Aerror&window=24`;
  mounted = await mount(makeReport(), store, address);
  await vi.waitFor(() => expect(mounted.app.state.storedId).toBe(id));
  await settled(mounted.shell);
  expect(mounted.app.state).toMatchObject({ view: "shapes", studied: { seriesId: "level:error", window: 24 } });
  expect(location.hash).toBe(address);
});

it("reads the lines of alerts that were scored without the file, once it is chosen again", async () => {
  const report = makeReport();
  const block = { file: "app.log", fromByte: 0, toByte: 65_536, line: 1, exemplar: null };
  const alerts = report.alerts.map((alert, i) => (i === 0 ? { ...alert, evidence: [], block } : alert));
  const store = memoryStore();
  mounted = await mount({ ...report, alerts }, store);
  await openFile(mounted);
  const { app, engine } = mounted;
  const id = app.state.storedId!;
  app.home();
  await app.openStored(id);
  const rescore = vi.spyOn(engine, "rescore").mockImplementation((result) => Promise.resolve({ ...result, report }));
  expect(app.state.result?.report.alerts[0]?.block).toEqual(block);
  vi.stubGlobal("showOpenFilePicker", () => Promise.resolve([handleOf("app.log")]));
  await app.analysing.reopen();
  expect(rescore).toHaveBeenCalledOnce();
  expect(app.state.result?.report.alerts[0]?.block).toBeUndefined();
  expect(app.state.result?.report.alerts[0]?.evidence).toEqual(report.alerts[0]?.evidence);
  // nothing is left to be read
  await app.analysing.reopen();
  expect(rescore).toHaveBeenCalledOnce();
  expect(app.state.messages).toEqual([]);
});
