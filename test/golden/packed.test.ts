/** A log counts by its content: plain, compressed, in an archive, it gives the same digest, at any chunk size. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { tarOf, zipOf } from "../support/archives.ts";
import { fixtureText, PACKED } from "../support/packed-fixtures.ts";
import { analyzeBytes, sampleBytes } from "./memory-source.ts";

const text = fixtureText();

describe("the digest of the same log", () => {
  it.each<[string, string, Uint8Array]>([
    ["gzip", "a.log.gz", gzipSync(text)],
    [
      "gzip of several members",
      "a.gz",
      Buffer.concat([gzipSync(text.subarray(0, 5000)), gzipSync(text.subarray(5000))]),
    ],
    ["zstd", "a.log.zst", PACKED.zstd],
    ["zstd of several frames", "a.zst", PACKED.zstdTwice],
    ["xz", "a.log.xz", PACKED.xz],
    ["xz of several streams", "a.xz", PACKED.xzTwice],
    ["bzip2", "a.log.bz2", PACKED.bzip2],
    ["bzip2 of several streams", "a.bz2", PACKED.bzip2Twice],
    ["xz in a tar", "a.tar", tarOf([{ path: "a.xz", content: PACKED.xz }])],
    ["zip", "a.zip", zipOf([{ path: "a.log", content: text }])],
    ["a stored zip member", "a.zip", zipOf([{ path: "a.log", content: text, stored: true }])],
    ["gzip in a zip", "a.zip", zipOf([{ path: "a.log.gz", content: gzipSync(text), stored: true }])],
    ["tar", "a.tar", tarOf([{ path: "a.log", content: text }])],
    ["a compressed tar", "a.tgz", gzipSync(tarOf([{ path: "a.log", content: text }]))],
    ["zstd in a compressed tar", "a.tgz", gzipSync(tarOf([{ path: "a.zst", content: PACKED.zstd }]))],
  ])("is the same in %s", async (_, name, packed) => {
    const { report: plain } = await analyzeBytes("a.log", text);
    for (const size of [1, 7, 65_536]) {
      const { report } = await analyzeBytes(name, packed, { chunkBytes: [size] });
      expect(report.digest).toBe(plain.digest);
      expect(report.totals.bytes).toBe(text.length);
      expect(report.source.files[0]?.bytes).toBe(text.length);
    }
  });

  it("is the same for a log longer than its sample", async () => {
    const line = (i: number) =>
      `2026-03-01 10:${String(Math.floor(i / 60) % 60).padStart(2, "0")}:00 INFO step ${i} of a walk\n`;
    const long = Buffer.from(Array.from({ length: 60_000 }, (_, i) => line(i)).join(""));
    expect(long.length).toBeGreaterThan(2 ** 21);
    const { report: plain } = await analyzeBytes("a.log", long);
    const { report } = await analyzeBytes("a.log.gz", gzipSync(long), { chunkBytes: [10_007] });
    expect(report.digest).toBe(plain.digest);
  });

  it("is the same for UTF-16 plain and compressed", async () => {
    const wide = Buffer.from(`\ufeff${Buffer.from(sampleBytes("iso-app.log")).toString()}`, "utf16le");
    const { report: plain } = await analyzeBytes("a.log", wide, { chunkBytes: [3] });
    const { report } = await analyzeBytes("a.log.gz", gzipSync(wide));
    expect(plain.totals.events).toBeGreaterThan(5);
    expect(report.digest).toBe(plain.digest);
  });
});
