import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { ROOT } from "../../../scripts/paths.mjs";

const withoutBrowser = { ...process.env, CHROMIUM_PATH: "/nowhere/chromium" };

function run(script: string) {
  return spawnSync(process.execPath, [script], { cwd: ROOT, encoding: "utf8", env: withoutBrowser });
}

it("the tests fail without a browser, and say how to get one", () => {
  const { status, stdout, stderr } = run("scripts/test.mjs");
  expect(stderr).toContain("apt-get install chromium");
  expect(stdout.trim().split("\n").at(-1)).toBe("0 passed, 1 failed");
  expect(status).toBe(1);
});

it("looking for a browser says the same", () => {
  const { status, stdout, stderr } = run("scripts/find-chromium.mjs");
  expect(stderr).toContain("CHROMIUM_PATH=");
  expect(stdout).toBe("");
  expect(status).toBe(1);
});
