/** A result must not depend on how the bytes were cut: chunks of many sizes over a log of many blocks, and random cuts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benchLog } from "../../src/simulate/bench-log.ts";
import { analyzeBytes, sampleBytes } from "./memory-source.ts";

async function digestOf(name: string, content: Uint8Array, chunkBytes: number[]): Promise<string> {
  return (await analyzeBytes(name, content, { chunkBytes })).report.digest;
}

describe("chunks", () => {
  it("of any size give the same digest for a log of several megabytes", async () => {
    const content = Buffer.concat([...benchLog(3_000_000)]);
    const digests = new Set<string>();
    for (const size of [11, 4093, 65_536, 1_048_576, content.length]) {
      digests.add(await digestOf("application.log", content, [size]));
    }
    expect([...digests]).toHaveLength(1);
  });

  it.each(["iso-app.log", "quoted.csv", "codes.tsv", "app.jsonl"])(
    "cut at random give the same digest for %s",
    async (name) => {
      const content = sampleBytes(name);
      const whole = await digestOf(name, content, [content.length]);
      const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(sizes, async (chunkBytes) => {
          expect(await digestOf(name, content, chunkBytes)).toBe(whole);
        }),
        { numRuns: 25 },
      );
    },
  );
});
