/** Every decoder gives the same content however its input is cut, goes on from a copy, and ends badly only by Damage. */
import { deflateRawSync, gzipSync, crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bzip2Decoder } from "../../../../src/pipeline/unpack/bzip2.ts";
import { crc32 } from "../../../../src/pipeline/unpack/crc32.ts";
import { Damage, type Decoder } from "../../../../src/pipeline/unpack/decoder.ts";
import { GzipDecoder } from "../../../../src/pipeline/unpack/gzip.ts";
import { transcoder } from "../../../../src/pipeline/unpack/transcode.ts";
import { XzDecoder } from "../../../../src/pipeline/unpack/xz.ts";
import { ZipDataDecoder } from "../../../../src/pipeline/unpack/zip-data.ts";
import { ZstdDecoder } from "../../../../src/pipeline/unpack/zstd.ts";
import { fixtureText, PACKED } from "../../../support/packed-fixtures.ts";

const text = fixtureText();

/** Cuts bytes into pieces of the sizes given, taken in turn; each in memory that is overwritten once it was pushed. */
function run(decoder: Decoder, bytes: Uint8Array, sizes: readonly number[]): Buffer {
  // not a Buffer, whose slices share its memory
  const packed = new Uint8Array(bytes);
  const out: Buffer[] = [];
  for (let at = 0, turn = 0; at < packed.length; turn++) {
    const piece = packed.slice(at, at + (sizes[turn % sizes.length] as number));
    for (const content of decoder.push(piece)) out.push(Buffer.from(content));
    piece.fill(0xaa);
    at += piece.length;
  }
  for (const content of decoder.finish()) out.push(Buffer.from(content));
  decoder.dispose?.();
  return Buffer.concat(out);
}

/** All content up to the damage, and the damage's words; "" when there is none. */
function tolerant(decoder: Decoder, bytes: Uint8Array): { length: number; damage: string } {
  const packed = new Uint8Array(bytes);
  let length = 0;
  try {
    for (let at = 0; at < packed.length; at += 500) {
      for (const piece of decoder.push(packed.slice(at, at + 500))) length += piece.length;
    }
    for (const piece of decoder.finish()) length += piece.length;
    return { length, damage: "" };
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    return { length, damage: error.message };
  } finally {
    decoder.dispose?.();
  }
}

const mixed = new Uint8Array(
  Buffer.concat([text, Uint8Array.from({ length: 50_000 }, (_, i) => (i * i * 31) >> 5), text]),
);
const gzipTwice = Buffer.concat([gzipSync(text.subarray(0, 7000)), gzipSync(text.subarray(7000), { level: 0 })]);
const ofMixed = { crc: zlibCrc32(mixed), bytes: mixed.length };

interface Case {
  name: string;
  start: () => Promise<Decoder>;
  packed: Uint8Array;
  content: Uint8Array;
}

const CASES: Case[] = [
  { name: "gzip", start: async () => new GzipDecoder(), packed: gzipSync(mixed), content: mixed },
  { name: "gzip of two members", start: async () => new GzipDecoder(), packed: gzipTwice, content: text },
  {
    name: "gzip padded with zeros",
    start: async () => new GzipDecoder(),
    packed: Buffer.concat([gzipTwice, Buffer.alloc(999)]),
    content: text,
  },
  {
    name: "a deflated zip member",
    start: async () => new ZipDataDecoder(true, ofMixed),
    packed: deflateRawSync(mixed),
    content: mixed,
  },
  { name: "a stored zip member", start: async () => new ZipDataDecoder(false, ofMixed), packed: mixed, content: mixed },
  { name: "zstd", start: () => ZstdDecoder.start(), packed: PACKED.zstd, content: text },
  { name: "zstd of two frames", start: () => ZstdDecoder.start(), packed: PACKED.zstdTwice, content: text },
  {
    name: "zstd with a skippable frame and an empty one",
    start: () => ZstdDecoder.start(),
    packed: Buffer.concat([
      Buffer.from("502a4d1803000000616263", "hex"),
      PACKED.zstd,
      Buffer.from("28b52ffd2400010000", "hex").subarray(0, 9),
      Buffer.from("99e9d851", "hex"),
    ]),
    content: text,
  },
];

const PACKED_CASES: [string, () => Promise<Decoder>, Uint8Array][] = [
  ["xz", () => XzDecoder.start(), PACKED.xz],
  ["xz of two streams", () => XzDecoder.start(), PACKED.xzTwice],
  ["xz with padding", () => XzDecoder.start(), Buffer.concat([PACKED.xz, Buffer.alloc(8), PACKED.xz])],
  ["bzip2", async () => new Bzip2Decoder(), PACKED.bzip2],
  ["bzip2 of two streams", async () => new Bzip2Decoder(), PACKED.bzip2Twice],
];
for (const [name, start, packed] of PACKED_CASES)
  CASES.push({ name, start, packed, content: name.includes("padding") ? Buffer.concat([text, text]) : text });

describe.each(CASES)("$name", ({ start, packed, content }) => {
  it("gives the same content in pieces of any size", async () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20_000 })), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(sizes, async (cut) => {
        expect(run(await start(), packed, cut).equals(content)).toBe(true);
      }),
      { numRuns: 30 },
    );
    expect(run(await start(), packed, [1]).equals(content)).toBe(true);
  });

  it("goes on from a copy as it would itself", async () => {
    const decoder = await start();
    if (!decoder.fork) return;
    const before: Buffer[] = [];
    const at = Math.floor(packed.length * 0.6);
    for (const piece of decoder.push(new Uint8Array(packed.subarray(0, at)))) before.push(Buffer.from(piece));
    const copy = decoder.fork();
    const rests = [decoder, copy].map((one) => run(one, packed.subarray(at), [777]));
    for (const rest of rests) expect(Buffer.concat([...before, rest]).equals(content)).toBe(true);
  });

  it("says where it is cut off", async () => {
    for (const share of [0.05, 0.4, 0.9]) {
      const cut = packed.slice(0, Math.floor(packed.length * share));
      const { damage, length } = tolerant(await start(), cut);
      expect(length).toBeLessThanOrEqual(content.length);
      expect(damage || "whole").toMatch(length === content.length ? /whole|ends/ : /ends in the middle|length is not/);
    }
  });

  it("takes flipped bytes without a trap or an endless loop, and never as the same content", async () => {
    const flips = fc.array(fc.tuple(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(flips, async (changes) => {
        const broken = new Uint8Array(packed);
        for (const [at, by] of changes) broken[at] = (broken[at] as number) ^ by;
        const { length } = tolerant(await start(), broken);
        expect(length).toBeLessThan(content.length + 40_000_000);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a checksum", () => {
  it("that is wrong is said, after the content", () => {
    const broken = gzipSync(text);
    broken[broken.length - 6] = (broken[broken.length - 6] as number) ^ 1;
    expect(tolerant(new GzipDecoder(), broken)).toEqual({ length: text.length, damage: "its checksum is wrong" });
  });

  it("of zstd that is wrong is said", async () => {
    const broken = new Uint8Array(PACKED.zstd);
    broken[broken.length - 1] = (broken[broken.length - 1] as number) ^ 1;
    expect(tolerant(await ZstdDecoder.start(), broken)).toEqual({
      length: text.length,
      damage: "its checksum is wrong",
    });
  });

  it("is that of zlib for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 30 }), (a, b) => {
        expect(crc32(b, crc32(a))).toBe(zlibCrc32(b, zlibCrc32(a)));
      }),
    );
  });
});

describe("what asks for too much", () => {
  it("is refused: a window of 2 GiB", async () => {
    const greedy = Buffer.from("28b52ffd00a800000000000000", "hex");
    expect(tolerant(await ZstdDecoder.start(), greedy).damage).toMatch(/window of more than 128 MiB/);
  });

  it("is refused: a gzip name without an end", () => {
    const endless = Buffer.concat([Buffer.from("1f8b080800000000000041", "hex"), Buffer.alloc(2_000_000, 65)]);
    expect(tolerant(new GzipDecoder(), endless).damage).toMatch(/does not begin as gzip/);
  });
});

describe("text in another encoding", () => {
  const decode = async (name: "utf-16le" | "utf-16be" | "latin-1", bytes: Uint8Array, sizes: number[]) =>
    run((await transcoder(name)?.start()) as Decoder, bytes, sizes).toString("utf8");

  it("becomes UTF-8 whatever the pieces", async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), sizes, async (words, cut) => {
        const little = Buffer.from(words, "utf16le");
        const expected = Buffer.from(words.replace(/^\ufeff/, "")).toString();
        expect(await decode("utf-16le", little, cut)).toBe(expected);
        expect(await decode("utf-16be", Buffer.from(little).swap16(), cut)).toBe(expected);
      }),
    );
  });

  it("becomes UTF-8 from one byte a character", async () => {
    expect(await decode("latin-1", Buffer.from("Grüße, Änderung", "latin1"), [3])).toBe("Grüße, Änderung");
  });

  it("reads 0x80 to 0x9f as browsers do, in every engine, and keeps what is left open", async () => {
    const high = Uint8Array.from({ length: 128 }, (_, i) => 128 + i);
    const decoded = await decode("latin-1", high, [5]);
    expect(decoded).toHaveLength(128);
    expect(decoded.slice(0, 32)).toBe("€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ");
    expect(decoded.slice(32)).toBe(String.fromCharCode(...high.subarray(32)));
  });

  it("replaces halves of characters", async () => {
    expect(await decode("utf-16le", Buffer.from("410000d842003d", "hex"), [2])).toBe("A\ufffdB\ufffd");
  });
});
