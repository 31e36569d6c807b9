/** The fuzz run, its first cases with one seed: hostile files and plans through the whole way, watched from outside. */
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const COMMAND = fileURLToPath(new URL("../../scripts/fuzz.mjs", import.meta.url));

it("a fuzz run ends with no trap, hang or wrong count", () => {
  const out = join(tmpdir(), "timberline-fuzz-failures");
  const said = execFileSync(process.execPath, [COMMAND, "--cases", "40", "--seed", "7", "--out", out], {
    encoding: "utf8",
  });
  expect(said).toMatch(/cases: [1-9]\d* read, \d+ refused, 0 failed/);
}, 120_000);
