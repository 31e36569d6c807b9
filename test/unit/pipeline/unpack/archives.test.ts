/** What archives hold and what is said of what cannot be read: real archives are cut, damaged, encrypted and nested. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Session } from "../../../../src/pipeline/session.ts";
import type { ByteSource } from "../../../../src/pipeline/source.ts";
import { DecodedSource } from "../../../../src/pipeline/unpack/decoded-source.ts";
import { codecOf } from "../../../../src/pipeline/unpack/formats.ts";
import { Ledger, SharedLimits } from "../../../../src/pipeline/unpack/shared.ts";
import { type Found, findSources } from "../../../../src/pipeline/unpack/unpack.ts";
import { analyzeBytes, memorySource } from "../../../golden/memory-source.ts";
import { tarOf, zipOf } from "../../../support/archives.ts";
import { fixtureText, PACKED } from "../../../support/packed-fixtures.ts";

const text = fixtureText();
const log = (path: string) => ({ path, content: text });

async function found(
  name: string,
  content: Uint8Array,
): Promise<{ names: string[]; reasons: string[]; sources: ByteSource[] }> {
  const all: Found[] = [];
  for await (const one of findSources([memorySource(name, content, [5000], 0)], new SharedLimits())) all.push(one);
  return {
    names: all.flatMap((one) => (one.leftOut ? [] : [one.source.name])),
    sources: all.flatMap((one) => (one.leftOut ? [] : [one.source])),
    reasons: all.flatMap(({ leftOut }) => (leftOut ? [leftOut.reason] : [])),
  };
}

async function contentOf(source: ByteSource): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source.stream()) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

describe("a tar archive", () => {
  const long = `${"folder/".repeat(20)}app.log`;

  it.each(["pax", "gnu"] as const)("gives its files, also with long names: %s", async (kind) => {
    const tar = tarOf([{ path: "logs", type: "5" }, log("logs/a.log"), log(long), log("logs/empty.log")], kind);
    const { names, sources } = await found("x.tar", tar);
    expect(names).toEqual(["x.tar/logs/a.log", `x.tar/${long}`, "x.tar/logs/empty.log"]);
    for (const source of sources) expect(await contentOf(source)).toEqual(text);
    expect(sources[0]?.lastModified).toBe(1_772_000_000_000);
  });

  it("makes plain names of absurd ones and keeps equal ones apart", async () => {
    const { names } = await found(
      "x.tar",
      tarOf([log("../../etc/x"), log("/root/./y"), log("a\u0007"), log("root/y"), log("..")]),
    );
    expect(names).toEqual(["x.tar/etc/x", "x.tar/root/y", "x.tar/a\ufffd", "x.tar/root/y (2)", "x.tar/(no name)"]);
  });

  it("leaves out links and archives in it, and says so", async () => {
    const { names, reasons } = await found(
      "x.tar",
      tarOf([{ path: "now.log", type: "2" }, { path: "in.zip", content: zipOf([log("a")]) }, log("a.log")]),
    );
    expect(names).toEqual(["x.tar/a.log"]);
    expect(reasons).toEqual([
      "x.tar/now.log is a link or a device, not a file.",
      "x.tar/in.zip is an archive in an archive: unpack it and open what is inside.",
    ]);
  });

  it.each([
    ["plain", (tar: Buffer) => tar.subarray(0, 30_000)],
    ["compressed", (tar: Buffer) => gzipSync(tar).subarray(0, -400)],
  ])("that is cut off gives what came before: %s", async (_, cut) => {
    const name = "x.tar";
    const { names, reasons } = await found(name, cut(tarOf([log("a.log"), log("b.log"), log("c.log")])));
    expect(names[0]).toBe("x.tar/a.log");
    expect(reasons.join()).toMatch(
      /x\.tar (?:is damaged: it ends in the middle|cannot be unpacked beyond byte \d+: it ends in the middle)/,
    );
  });

  it("without files is said to have none", async () => {
    expect((await found("x.tar", tarOf([{ path: "a", type: "5" }]))).names).toEqual([]);
  });
});

describe("a zip archive", () => {
  it("gives its members: deflated, stored, with lengths behind the data, wide, behind other bytes", async () => {
    const zip = zipOf(
      [
        log("a"),
        { ...log("b"), stored: true },
        { ...log("c"), descriptor: true },
        { ...log("d"), wide: true },
        { path: "f/" },
      ],
      Buffer.from("#!/bin/sh\nexit\n"),
    );
    const plain = zip.subarray(15);
    const { names, sources } = await found("x.zip", plain);
    expect(names).toEqual(["x.zip/a", "x.zip/b", "x.zip/c", "x.zip/d"]);
    for (const source of sources) expect(await contentOf(source)).toEqual(text);
    expect(sources[0]?.lastModified).toBe(Date.UTC(2026, 1, 3, 4, 5, 6));
  });

  it("says what is encrypted or packed in another way", async () => {
    const { names, reasons } = await found(
      "x.zip",
      zipOf([{ ...log("a"), encrypted: true }, { ...log("b"), method: 99 }, log("c")]),
    );
    expect(names).toEqual(["x.zip/c"]);
    expect(reasons[0]).toMatch(/x\.zip\/a is encrypted/);
    expect(reasons[1]).toMatch(/zip method 99/);
  });

  it("without its list gives the members that tell their length", async () => {
    const zip = zipOf([log("a"), log("b"), log("c")]);
    const { names, reasons } = await found("x.zip", zip.subarray(0, Math.floor(zip.length * 0.6)));
    expect(names).toEqual(["x.zip/a", "x.zip/b"]);
    expect(reasons.join()).toMatch(/its list of files is missing/);
  });

  it("without members is said to have none", async () => {
    expect((await found("x.zip", zipOf([]))).reasons).toEqual([
      "x.zip is an archive without files: there is nothing to read.",
    ]);
  });

  it("with a wrong checksum is read and said to be partial", async () => {
    const { report } = await analyzeBytes("x.zip", zipOf([{ ...log("a.log"), wrongCrc: true }]));
    expect(report.totals.events).toBe(400);
    expect(report.completeness).toMatchObject({
      partial: true,
      unread: [{ file: "x.zip/a.log", fromByte: text.length }],
    });
    expect(report.completeness.reason).toMatch(
      /x\.zip\/a\.log cannot be unpacked beyond byte \d+: its checksum is wrong\./,
    );
  });
});

describe("what is cut off", () => {
  it.each<[string, Uint8Array]>([
    ["a.gz", gzipSync(text, { level: 1 })],
    ["a.zst", PACKED.zstdTwice],
    ["a.xz", PACKED.xzTwice],
    ["a.bz2", PACKED.bzip2Twice],
  ])("is analysed up to there, and where and why is said: %s", async (name, packed) => {
    const { report } = await analyzeBytes(name, new Uint8Array(packed).subarray(0, packed.length - 30));
    expect(report.totals.events).toBeGreaterThan(100);
    expect(report.completeness.partial).toBe(true);
    expect(report.completeness.reason).toMatch(/cannot be unpacked beyond byte \d+: it ends in the middle\./);
    expect(report.completeness.unread[0]?.fromByte).toBe(report.totals.bytes);
  });

  it("does not keep the rest of an archive from being read", async () => {
    const broken = gzipSync(text).subarray(0, 500);
    const zip = zipOf([
      { path: "bad.gz", content: broken, stored: true },
      log("good.log"),
      { path: "x.png", content: Buffer.from("89504e470d0a1a0a", "hex") },
    ]);
    const { report } = await analyzeBytes("x.zip", zip);
    expect(report.source.files.map(({ name }) => name)).toEqual(["x.zip/bad.gz", "x.zip/good.log"]);
    expect(report.totals.events).toBeGreaterThanOrEqual(400);
    expect(report.completeness.unread.map(({ file }) => file)).toEqual(["x.zip/bad.gz", "x.zip/x.png"]);
  });
});

describe("a file made to fill a disk", () => {
  it("is refused beyond a thousand times its size, once it gave 1 GiB", async () => {
    const ledger = new Ledger(1000);
    ledger.add(1024 ** 3);
    expect(() => ledger.add(1)).toThrow(/more than 1000 times its size/);
    const honest = new Ledger(1024 ** 3);
    for (let gib = 0; gib < 900; gib++) honest.add(1024 ** 3);
  });

  it("of zeros ends in bounded time, without being read as a log", async () => {
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    await expect(analyzeBytes("zeros.gz", zeros)).rejects.toThrow(/is not text/);
  });
});

describe("a packed source", () => {
  const line = (i: number) => `2026-03-01T10:00:00Z INFO line ${i} of many ${(i * 2_654_435_761) % 1_000_003}\n`;
  const big = Buffer.from(Array.from({ length: 80_000 }, (_, i) => line(i)).join(""));

  it("gives any slice, forwards and backwards, and streams from anywhere", async () => {
    const packed = gzipSync(big, { level: 1 });
    const codec = codecOf(packed)!;
    const inner = memorySource("a.gz", packed, [60_000], 0);
    const limits = new SharedLimits();
    const source = new DecodedSource({
      inner,
      codec,
      name: "a",
      lastModified: 0,
      bytes: null,
      ledger: new Ledger(1e9),
      limits,
    });
    expect(source.exact).toBe(false);
    const places = [0, 3_000_000, 100, 2_500_000, 2_400_000, big.length - 10, 1_048_570, big.length + 5, 4_000_000];
    for (const at of places) {
      const part = await source.slice(at, at + 70_000);
      expect(Buffer.compare(part, big.subarray(at, at + 70_000))).toBe(0);
    }
    expect(source.exact).toBe(true);
    expect(source.bytes).toBe(big.length);
    expect(limits.seekPoints).toBeGreaterThan(2);
    for (const at of [2_000_001, 0, big.length]) {
      const pieces: Buffer[] = [];
      for await (const piece of source.stream(at)) pieces.push(Buffer.from(piece));
      expect(Buffer.concat(pieces).equals(big.subarray(at))).toBe(true);
    }
  });

  it("gives its lines back after an analysis", async () => {
    const { session } = await analyzeBytes("a.tgz", gzipSync(tarOf([{ path: "a.log", content: big }])));
    expect(session).toBeInstanceOf(Session);
    const { rows } = await session.readLines({ limit: 3, after: { file: 0, byteOffset: big.length - 200 } });
    expect(rows.at(-1)?.text).toBe(line(79_999).trimEnd());
  });
});
