import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { DIGEST_BLOCK_BYTES, digestBlob } from "../../../src/report/file-digest.ts";

const never = new AbortController().signal;

/** The documented construction, written down a second time with Node's own hash. */
function reference(bytes: Uint8Array): string {
  const root = createHash("sha256").update("timberline sha-256 tree, 8 MiB\n");
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  root.update(length);
  for (let start = 0; start < bytes.length; start += DIGEST_BLOCK_BYTES) {
    root.update(
      createHash("sha256")
        .update(bytes.subarray(start, start + DIGEST_BLOCK_BYTES))
        .digest(),
    );
  }
  return root.digest("hex");
}

function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 9)) & 0xff);
}

describe("the digest of a file", () => {
  it.each([0, 1, DIGEST_BLOCK_BYTES - 1, DIGEST_BLOCK_BYTES, DIGEST_BLOCK_BYTES + 1])("of %i bytes", async (length) => {
    const bytes = bytesOf(length);
    expect(await digestBlob(new Blob([bytes]), never)).toBe(reference(bytes));
  });

  it("is the same from a source that is read by range", async () => {
    const bytes = bytesOf(DIGEST_BLOCK_BYTES + 1000);
    const source = { bytes: bytes.length, slice: async (start: number, end: number) => bytes.slice(start, end) };
    expect(await digestBlob(source, never)).toBe(reference(bytes));
  });

  it("stops before the next block when aborted", async () => {
    const controller = new AbortController();
    let reads = 0;
    const source = {
      bytes: 3 * DIGEST_BLOCK_BYTES,
      slice: async (start: number, end: number) => {
        reads += 1;
        controller.abort();
        return new Uint8Array(end - start);
      },
    };
    await expect(digestBlob(source, controller.signal)).rejects.toMatchObject({ code: "cancelled" });
    expect(reads).toBe(1);
  });

  it.each([
    ["became shorter", async () => new Uint8Array(3)],
    [
      "vanished",
      async () => {
        throw new DOMException("gone", "NotFoundError");
      },
    ],
  ])("says which file %s", async (_, slice) => {
    const source = { name: "app.log", bytes: 10, slice };
    await expect(digestBlob(source, never)).rejects.toMatchObject({ code: "changed", message: /^app\.log changed/ });
  });
});
