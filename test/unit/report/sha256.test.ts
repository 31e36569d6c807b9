import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import { reportDigest } from "../../../src/report/digest.ts";
import { hex, sha256 } from "../../../src/report/sha256.ts";
import { sha256Plain } from "../../../src/report/sha256-plain.ts";
import { sampleReport } from "../../support/sample-report.ts";

afterEach(() => vi.unstubAllGlobals());

it("the plain SHA-256 agrees with Node's on any bytes, at any place in their buffer", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(5), (bytes, skip) => {
      const part = bytes.subarray(Math.min(skip, bytes.length));
      expect(hex(sha256Plain(part))).toBe(createHash("sha256").update(part).digest("hex"));
    }),
    { numRuns: 300 },
  );
  for (const length of [0, 55, 56, 63, 64, 119, 120, 128, 100_000]) {
    const bytes = new Uint8Array(length).fill(0xa5);
    expect(hex(sha256Plain(bytes))).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});

it("a page without Web Crypto gets the same digests", async () => {
  const expected = await reportDigest(sampleReport());
  vi.stubGlobal("crypto", undefined);
  expect(await reportDigest(sampleReport())).toBe(expected);
  expect(hex(await sha256(new Uint8Array()))).toMatch(/^e3b0c442/);
});
