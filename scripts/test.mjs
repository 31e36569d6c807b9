/**
 * `npm test`: builds what is missing or stale, checks the code, runs every test project in turn and prints their
 * totals. The last line is `N passed, N failed`. A missing browser, a project without tests, a skipped test and a test
 * run that dies all count as failures: nothing is left out silently.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { findChromium, HOW_TO_GET_CHROMIUM } from "./find-chromium.mjs";
import { buildIsCurrent } from "./freshness.mjs";
import { ROOT } from "./paths.mjs";

/** Run one after the other: the first two share the machine badly with a browser. */
const RUNS = [["core", "unit", "unit-odd-zone"], ["browser"], ["e2e"]];

const totals = {};

function run(command, args, env = {}) {
  const result = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
    shell: process.platform === "win32",
  });
  return result.status === 0;
}

function step(name, command, args) {
  console.log(`\n— ${name}`);
  const passed = run(command, args);
  totals[name] = { passed: Number(passed), failed: Number(!passed), skipped: 0 };
  return passed;
}

function runProjects(names) {
  console.log(`\n— tests: ${names.join(", ")}`);
  const file = `${ROOT}/test-results/totals-${names[0]}.json`;
  rmSync(file, { force: true });
  const projects = names.flatMap((name) => ["--project", name]);
  const reporters = ["--reporter", "default", "--reporter", "./scripts/test-reporter.mjs"];
  const ok = run("npx", ["vitest", "run", ...projects, ...reporters], { TEST_TOTALS: file });
  const counted = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  for (const name of new Set([...names, ...Object.keys(counted)])) {
    totals[name] = counted[name] ?? { passed: 0, failed: 0, skipped: 0 };
    const { passed, failed } = totals[name];
    if (passed + failed === 0) {
      console.error(`The test project "${name}" ran no test.`);
      totals[name].failed = 1;
    }
  }
  if (!ok && !names.some((name) => totals[name].failed > 0)) totals["test run"] = { passed: 0, failed: 1, skipped: 0 };
}

if (!findChromium()) {
  console.error(HOW_TO_GET_CHROMIUM);
  console.log("0 passed, 1 failed");
  process.exit(1);
}

mkdirSync(`${ROOT}/test-results`, { recursive: true });
const built = buildIsCurrent() || step("build", process.execPath, ["scripts/build.mjs"]);
step("lint", "npm", ["run", "-s", "lint"]);
step("typecheck", "npm", ["run", "-s", "typecheck"]);
if (built) for (const names of RUNS) runProjects(names);

console.log("");
let passed = 0;
let failed = 0;
for (const [name, total] of Object.entries(totals)) {
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped (counted as failed)` : "";
  console.log(`${name.padEnd(14)} ${total.passed} passed, ${total.failed} failed${skipped}`);
  passed += total.passed;
  failed += total.failed + total.skipped;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
