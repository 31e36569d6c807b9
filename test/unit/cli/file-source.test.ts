/** Files as sources of bytes, and what is said when they fail. */
import { appendFileSync, mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FileSource } from "../../../src/cli/file-source.ts";

const folder = mkdtempSync(join(tmpdir(), "timberline-file-source-"));
afterAll(() => rmSync(folder, { recursive: true }));

const BYTES = 3 * 1024 * 1024 + 17;

function fresh(name: string): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    Uint8Array.from({ length: BYTES }, (_, i) => i * 31),
  );
  return path;
}

async function readAll(source: FileSource, start?: number, between?: () => void): Promise<number[]> {
  const lengths: number[] = [];
  for await (const chunk of source.stream(start)) {
    lengths.push(chunk.length);
    if (lengths.length === 1) between?.();
  }
  return lengths;
}

describe("FileSource", () => {
  it("gives all bytes in order, in chunks no larger than asked for", async () => {
    const source = await FileSource.open(fresh("whole.log"), 65_536);
    let at = 0;
    let wrong = 0;
    for await (const chunk of source.stream()) {
      if (chunk.length > 65_536) wrong++;
      for (const byte of chunk) if (byte !== ((at++ * 31) & 255)) wrong++;
    }
    expect({ at, wrong }).toEqual({ at: BYTES, wrong: 0 });
    await source.close();
  });

  it("starts where it is told, and cuts a slice at the end", async () => {
    const source = await FileSource.open(fresh("part.log"));
    expect(await readAll(source, BYTES - 5)).toEqual([5]);
    expect([...(await source.slice(2, 5))]).toEqual([62, 93, 124]);
    expect(await source.slice(BYTES - 3, BYTES + 100)).toHaveLength(3);
    await source.close();
  });

  it("reads a file that grows up to where it ended when it was opened", async () => {
    const path = fresh("grows.log");
    const source = await FileSource.open(path);
    const lengths = await readAll(source, 0, () => appendFileSync(path, "more\n"));
    expect(lengths.reduce((sum, length) => sum + length)).toBe(BYTES);
    await source.close();
  });

  it("notices that a file became shorter or was rewritten", async () => {
    const path = fresh("shrinks.log");
    const source = await FileSource.open(path);
    await expect(readAll(source, 0, () => truncateSync(path, 100))).rejects.toMatchObject({
      code: "changed",
      message: "shrinks.log became shorter while it was read; run this again.",
    });
    await source.close();
    const other = fresh("rewritten.log");
    const second = await FileSource.open(other);
    await expect(readAll(second, 0, () => utimesSync(other, 1, 1))).rejects.toMatchObject({ code: "changed" });
    await second.close();
  });

  it("says in one sentence why there is nothing to read", async () => {
    await expect(FileSource.open(join(folder, "absent.log"))).rejects.toThrow(/absent\.log .*there is no such file\.$/);
    await expect(FileSource.open(folder)).rejects.toThrow(/it is a folder; name the files in it\.$/);
  });
});
