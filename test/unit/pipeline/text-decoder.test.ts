/** Bytes as text: every byte of Latin-1 as browsers read it, and marks kept. */
import { expect, it } from "vitest";
import { textDecoder } from "../../../src/pipeline/text-decoder.ts";

it("reads Latin-1 as browsers do, a first 0xff included", () => {
  const decode = textDecoder(true);
  expect(decode(Uint8Array.from([0xff, 0x31]))).toBe("ÿ1");
  expect(decode(Uint8Array.from([0x80, 0x81, 0x92, 0x9f]))).toBe("€\x81’Ÿ");
  const plain = Uint8Array.from({ length: 20_000 }, (_, i) => (i % 128) + (i % 2) * 128).filter(
    (byte) => byte < 0x80 || byte > 0x9f,
  );
  expect(decode(plain)).toBe(Buffer.from(plain).toString("latin1"));
});

it("keeps a mark at the start of UTF-8, and replaces what is none", () => {
  const decode = textDecoder(false);
  expect(decode(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toBe("\ufeffa");
  expect(decode(Uint8Array.from([0xff, 0x61]))).toBe("\ufffda");
});
