/** Archives, compressed files and folders in the built app, also as one file: what is read, what is said to be left out. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DIST } from "../../scripts/paths.mjs";
import { tarOf, zipOf } from "../support/archives.ts";
import { fixtureText, PACKED } from "../support/packed-fixtures.ts";
import { exportReport, finished } from "./support/actions.ts";
import { dropFiles, startServer, temporaryFolder, type Visitor, visit } from "./support/product.ts";

const folder = temporaryFolder();
const text = fixtureText();
const PNG = Buffer.from("89504e470d0a1a0a0000000d", "hex");
let server: Awaited<ReturnType<typeof startServer>>;
let visitor: Visitor;

beforeAll(async () => {
  server = await startServer();
  visitor = await visit(join(folder.path, "profile"));
});

afterAll(async () => {
  await visitor?.close();
  await server.stop();
  folder.remove();
});

function write(name: string, content: Uint8Array): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

async function reportOf(address: string, paths: string[]) {
  const { page } = visitor;
  await page.goto("about:blank");
  await page.goto(address);
  await page.getByRole("button", { name: "Try a sample" }).waitFor();
  await dropFiles(page, paths);
  await finished(page);
  return exportReport(page);
}

it("the same log has the same digest, however it is packed", async () => {
  const plain = await reportOf(server.url, [write("a.log", text)]);
  for (const [name, content] of [
    ["a.gz", gzipSync(text)],
    ["a.zst", PACKED.zstdTwice],
    ["a.xz", PACKED.xz],
    ["a.bz2", PACKED.bzip2],
    ["a.zip", zipOf([{ path: "a.log", content: text }])],
  ] as const) {
    const report = await reportOf(server.url, [write(name, content)]);
    expect(report.digest).toBe(plain.digest);
    expect(report.totals.bytes).toBe(text.length);
  }
  expect(visitor.witness.complaints).toEqual([]);
});

it("a bundle says what was left out and why", async () => {
  const bundle = tarOf([
    { path: "var/app.log", content: text },
    { path: "var/app.log.1.gz", content: gzipSync(text) },
    { path: "picture.png", content: PNG },
  ]);
  const report = await reportOf(server.url, [write("bundle.tgz", gzipSync(bundle))]);
  expect(report.source.files.map(({ name }) => name)).toEqual([
    "bundle.tgz/var/app.log.1.gz",
    "bundle.tgz/var/app.log",
  ]);
  expect(report.totals.events).toBe(800);
  const { page } = visitor;
  await page.getByText("1 file not read").click();
  await page.getByRole("listitem").filter({ hasText: "bundle.tgz/picture.png is a PNG picture" }).waitFor();
});

it("files of one name in a folder are told apart by their paths", async () => {
  mkdirSync(join(folder.path, "logs/a"), { recursive: true });
  mkdirSync(join(folder.path, "logs/b"), { recursive: true });
  write("logs/a/app.log", text);
  write("logs/b/app.log", text);
  const report = await reportOf(server.url, [join(folder.path, "logs")]);
  expect(report.source.files.map(({ name }) => name)).toEqual(["logs/a/app.log", "logs/b/app.log"]);
  expect(report.source.plan.fileDimension).toBe("file");
});

it("the one file unpacks all formats without anything beside it", async () => {
  const address = pathToFileURL(join(DIST, "timberline.html")).href;
  for (const [name, content] of [
    ["b.gz", gzipSync(text)],
    ["b.zst", PACKED.zstd],
    ["b.xz", PACKED.xz],
  ] as const) {
    expect((await reportOf(address, [write(name, content)])).totals.events).toBe(400);
  }
});
