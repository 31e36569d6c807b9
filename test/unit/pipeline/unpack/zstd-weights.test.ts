/** Tables of which fzstd would read weights for ever are damage, told before it gets them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ZstdDecoder } from "../../../../src/pipeline/unpack/zstd.ts";
import { TREE_BYTES, weightsEnd } from "../../../../src/pipeline/unpack/zstd-weights.ts";

/** Both states of its table come to take no bits. */
const ENDLESS = [2, 0, 0, 5, 16, 252, 127, 51, 38];
/** magic, a window of 1 KiB, and a last compressed block */
const FRAME = [0x28, 0xb5, 0x2f, 0xfd, 0, 0, 5 | (ENDLESS.length << 3), 0, 0, ...ENDLESS];

describe("weights that never end", () => {
  it("are found", () => {
    expect(weightsEnd(new Uint8Array(ENDLESS))).toBe(false);
    expect(weightsEnd(new Uint8Array([...ENDLESS, 1, 2, 3]))).toBe(false);
  });

  it("are damage, in pieces of any size", async () => {
    for (const size of [1, 4, 100]) {
      const decoder = await ZstdDecoder.start();
      const decode = () => {
        for (let at = 0; at < FRAME.length; at += size) [...decoder.push(new Uint8Array(FRAME.slice(at, at + size)))];
      };
      expect(decode).toThrow("its compressed data are damaged");
    }
  });

  it("are not seen where literals have no table", () => {
    for (const kind of [0, 1, 3]) expect(weightsEnd(new Uint8Array([kind, ...ENDLESS.slice(1)]))).toBe(true);
  });

  it("are looked for in any bytes without end or error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: TREE_BYTES }), (bytes) => {
        expect(typeof weightsEnd(bytes)).toBe("boolean");
      }),
      { numRuns: 2000 },
    );
  });
});
