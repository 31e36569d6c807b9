/** Runs the built command line for the checks. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST_CLI } from "../../../scripts/paths.mjs";

const MAIN = join(DIST_CLI, "timberline.mjs");

/** @throws Error with what it said on standard error, unless it exits with 0 */
export function timberline(args) {
  if (!existsSync(MAIN)) throw new Error("the command line is not built; run: npm run build");
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`timberline ${args[0]} exited with ${status}: ${stderr.trim()}`);
  return stdout;
}

/** @returns the report of analysing one file */
export function analyze(folder, path, args = []) {
  const report = join(folder, "report.json");
  timberline(["analyze", path, "--report", report, ...args]);
  return JSON.parse(readFileSync(report, "utf8"));
}
