/** Packed files that break tools: cut, made to fill a disk, or naming two files alike. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadModules } from "../../src/cli/wasm-modules.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { sourcesOf } from "../../src/pipeline/reattach.ts";
import { Session } from "../../src/pipeline/session.ts";
import { zipOf } from "../support/archives.ts";
import { memorySource } from "./support/memory-source.ts";

const wasm = await loadModules();
const source = (name: string, content: Uint8Array, chunkBytes = 1000) => memorySource(content, name, chunkBytes);

/** Lines whose text does not repeat, so that a packed piece of them holds few. */
function log(count: number, word: string): string {
  let text = "";
  for (let i = 0; i < count; i++) {
    const noise = Math.imul(i + 1, 0x9e3779b1) >>> 0;
    text += `2026-01-01 12:${String(Math.floor(i / 60) % 60).padStart(2, "0")}:${String(i % 60).padStart(2, "0")} ERROR ${word} ${noise}\n`;
  }
  return text;
}

describe("a gzip file that is cut", () => {
  it.each<[string, Buffer]>([
    ["UTF-8", Buffer.from(log(3000, "grüße"))],
    ["Latin-1", Buffer.from(log(3000, "grüße"), "latin1")],
    ["UTF-16", Buffer.from(`\ufeff${log(3000, "grüße")}`, "utf16le")],
  ])("of %s gives what came before, with its lines, and says so", async (_, plain) => {
    const packed = gzipSync(plain);
    const cut = packed.subarray(0, Math.floor(packed.length * 0.6));
    const seen = new Set<string>();
    for (const chunkBytes of [500, 10_007, cut.length]) {
      const session = await Session.open(wasm, [source("cut.log.gz", cut, chunkBytes)]);
      const { report } = await session.analyze(DEFAULT_SETTINGS);
      expect(report.completeness.partial).toBe(true);
      expect(report.completeness.unread).toHaveLength(1);
      expect(report.completeness.reason).toMatch(/^cut\.log\.gz cannot be unpacked beyond byte \d+: .*\.$/);
      expect(report.totals.events).toBeGreaterThan(1000);
      expect(report.totals.events).toBeLessThan(2500);
      const { rows } = await session.readLines({ limit: 3 });
      expect(rows.map(({ line, text }) => [line, text.slice(0, 31)])).toEqual([
        [1, "2026-01-01 12:00:00 ERROR grüße"],
        [2, "2026-01-01 12:00:01 ERROR grüße"],
        [3, "2026-01-01 12:00:02 ERROR grüße"],
      ]);
      const { totals, templates, series } = report;
      seen.add(JSON.stringify({ totals, templates, series }));
    }
    expect(seen.size).toBe(1);
  });

  it("before its first line has ended is refused in a sentence, or is a part", async () => {
    const packed = gzipSync(Buffer.from(log(50, "x")));
    for (let length = 1; length < packed.length; length += 37) {
      const cut = packed.subarray(0, length);
      try {
        const { report } = await (await Session.open(wasm, [source("cut.gz", cut)])).analyze(DEFAULT_SETTINGS);
        // one byte is no packed file yet, but a text of one byte
        expect(report.completeness.partial).toBe(length > 1);
      } catch (error) {
        expect(error).toMatchObject({ name: "TimberlineError", message: expect.stringMatching(/^cut\.gz .*\.$/) });
      }
    }
  });
});

describe("a file made to fill a disk", () => {
  /** 16 MiB of one byte, a member of gzip, again and again. */
  function bomb(members: number): Buffer {
    return Buffer.concat(Array<Buffer>(members).fill(gzipSync(Buffer.alloc(2 ** 24, "x"), { level: 9 })));
  }

  it("is left where its ratio shows what it is, and it is said", async () => {
    const packed = bomb(70);
    expect(packed.length).toBeLessThan(2 ** 21);
    const session = await Session.open(wasm, [source("bomb.log.gz", packed, 2 ** 16)]);
    const { report } = await session.analyze(DEFAULT_SETTINGS);
    expect(report.completeness.reason).toMatch(
      /^bomb\.log\.gz cannot be unpacked beyond byte \d+: it unpacks to more than 1000 times its size/,
    );
    expect(report.totals.bytes).toBeLessThan(packed.length * 1000 + 2 ** 24);
  }, 120_000);
});

it("two files of one name are told apart when they are chosen again", async () => {
  const files = [
    source("app.log", Buffer.from("2026-01-01 12:00:00 INFO one\n")),
    source("app.log", Buffer.from("2026-01-01 12:00:05 INFO other\n2026-01-01 12:00:06 INFO other\n")),
  ];
  const session = await Session.open(wasm, files);
  const result = await session.analyze(DEFAULT_SETTINGS);
  const again = await Session.restore(wasm, await sourcesOf(result.report, files), result);
  const texts = async (own: Session) => (await own.readLines({ limit: 9 })).rows.map(({ file, text }) => [file, text]);
  expect(await texts(again)).toEqual(await texts(session));
  expect(await texts(again)).toHaveLength(3);
});

describe("files opened together", () => {
  const plain = Buffer.from(log(900, "x"));
  /** a stored member with one letter changed: its checksum is wrong, which is seen at its end */
  const wrong = zipOf([{ path: "a.log", content: Buffer.from(log(900, "aa")), stored: true }]);
  wrong[wrong.indexOf(" aa ") + 1] = 0x62;

  it("one of which is damaged: a reading that is taken up again still says so", async () => {
    const open = () => Session.open(wasm, [source("a.zip", wrong), source("b.log", plain)]);
    const kept: ArrayBuffer[] = [];
    const keep = { everyBytes: 8000, store: async (partial: ArrayBuffer) => void kept.push(partial) };
    const { report } = await (await open()).analyze(DEFAULT_SETTINGS, {}, { keep });
    expect(report.completeness.unread.map(({ file }) => file)).toEqual(["a.zip/a.log"]);
    expect(kept.length).toBeGreaterThan(0);
    for (const resume of kept) {
      const again = await (await open()).analyze(DEFAULT_SETTINGS, {}, { resume });
      expect(again.report.completeness).toEqual(report.completeness);
      expect(again.report.totals).toEqual(report.totals);
    }
  });

  it("one of which has only a header: the plan of the others is found again", async () => {
    const files = [source("a.csv", Buffer.from("time,level,value\n")), source("b.log", plain)];
    const first = await Session.open(wasm, files);
    expect(first.opened.files.map(({ name }) => name)).toEqual(["b.log"]);
    const again = await Session.open(wasm, files, { plan: first.opened.plan, inputs: first.inputs });
    expect(again.opened).toEqual(first.opened);
  });
});

describe("what comes out of a file before its damage", () => {
  const plain = Buffer.from(log(9000, "x"));
  const packed = gzipSync(plain);
  const flipped = Buffer.from(packed);
  flipped[40_000] = (flipped[40_000] as number) ^ 0xff;
  // a member that is longer than the archive says of it
  const long = zipOf([{ path: "a.log", content: plain }]);
  const place = long.lastIndexOf("PK\x01\x02");
  for (const at of [22, place + 24]) long.writeUInt32LE(plain.length - 100_000, at);

  it.each<[string, Buffer]>([
    ["a flipped bit", flipped],
    ["an end that is missing", packed.subarray(0, 50_000)],
    ["a length that is wrong", long],
  ])("is the same in chunks of any size: %s", async (_, content) => {
    const seen = new Set<string>();
    for (const chunkBytes of [300, 16_384, 20_000, content.length]) {
      const session = await Session.open(wasm, [source("a.log.gz", content, chunkBytes)]);
      const { report } = await session.analyze(DEFAULT_SETTINGS);
      expect(report.completeness.partial).toBe(true);
      expect(report.totals.events).toBeGreaterThan(1000);
      seen.add(JSON.stringify([report.totals, report.completeness]));
    }
    expect(seen.size).toBe(1);
  });
});
