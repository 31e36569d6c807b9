/** Archives, compressed files and folders in the built app, also as one file: what is read, what is said to be left out. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { DIST } from "../../scripts/paths.mjs";
import { tarOf, zipOf } from "../support/archives.ts";
import { fixtureText, PACKED } from "../support/packed-fixtures.ts";
import { exportReport, finished } from "./support/actions.ts";
import { dropFiles } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
const text = fixtureText();
const PNG = Buffer.from("89504e470d0a1a0a0000000d", "hex");

async function reportOf(address: string, paths: string[]) {
  const { page } = product;
  await page.goto(address);
  await page.getByRole("button", { name: "Try a sample" }).waitFor();
  await dropFiles(page, paths);
  await finished(page);
  return exportReport(page);
}

it("the same log has the same digest, however it is packed", async () => {
  const plain = await reportOf(product.url, [product.write("a.log", text)]);
  for (const [name, content] of [
    ["a.gz", gzipSync(text)],
    ["a.zst", PACKED.zstdTwice],
    ["a.xz", PACKED.xz],
    ["a.bz2", PACKED.bzip2],
    ["a.zip", zipOf([{ path: "a.log", content: text }])],
  ] as const) {
    const report = await reportOf(product.url, [product.write(name, content)]);
    expect(report.digest).toBe(plain.digest);
    expect(report.totals.bytes).toBe(text.length);
  }
  expect(product.witness.complaints).toEqual([]);
});

it("a bundle says what was left out and why", async () => {
  const bundle = tarOf([
    { path: "var/app.log", content: text },
    { path: "var/app.log.1.gz", content: gzipSync(text) },
    { path: "picture.png", content: PNG },
  ]);
  const report = await reportOf(product.url, [product.write("bundle.tgz", gzipSync(bundle))]);
  expect(report.source.files.map(({ name }) => name)).toEqual([
    "bundle.tgz/var/app.log.1.gz",
    "bundle.tgz/var/app.log",
  ]);
  expect(report.totals.events).toBe(800);
  const { page } = product;
  await page.getByText("1 file not read").click();
  await page.getByRole("listitem").filter({ hasText: "bundle.tgz/picture.png is a PNG picture" }).waitFor();
});

it("files of one name in a folder are told apart by their paths", async () => {
  mkdirSync(product.at("logs/a"), { recursive: true });
  mkdirSync(product.at("logs/b"), { recursive: true });
  product.write("logs/a/app.log", text);
  product.write("logs/b/app.log", text);
  const report = await reportOf(product.url, [product.at("logs")]);
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
    expect((await reportOf(address, [product.write(name, content)])).totals.events).toBe(400);
  }
});
