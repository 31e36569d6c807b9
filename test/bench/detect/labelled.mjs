/** Detectors against labelled series and logs of ../shared/data, through the built command line. Nothing is chosen by these. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { printTable } from "../numbers.mjs";
import { timberline } from "../reference/command-line.mjs";

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args[0]} exited with ${status}: ${stderr.trim()}`);
  return stdout;
}

/** The benchmark's score of every series, at the threshold 0.5. */
export function nabScore({ folder, shared }) {
  const nab = join(shared, "data/nab");
  const results = join(folder, "nab");
  for (const category of readdirSync(join(nab, "data"))) {
    mkdirSync(join(results, category), { recursive: true });
    for (const file of readdirSync(join(nab, "data", category)))
      timberline(["analyze", join(nab, "data", category, file), "--scores", join(results, category, file)]);
  }
  const scorer = [join(shared, "tools/nab-score.py"), results, "--nab", nab, "--threshold", "0.5", "--json"];
  const scored = JSON.parse(run("python3", scorer));
  const rows = Object.entries(scored).map(([profile, { score, windows, windows_found, fp_rows }]) => [
    profile,
    score.toFixed(1),
    `${windows_found}/${windows}`,
    fp_rows,
  ]);
  printTable("labelled series (NAB), one built-in threshold", ["profile", "score", "windows", "false rows"], rows);
  const files = Object.entries(scored.standard.files).map(([key, one]) => [
    key,
    one.raw.toFixed(2),
    `${one.windows_found}/${one.windows}`,
    one.fp_rows,
  ]);
  printTable("standard profile by series", ["series", "raw", "windows", "false rows"], files);
  const score = (profile) => scored[profile]?.score ?? Number.NaN;
  return { scores: scored, passed: score("standard") >= 74 && score("reward_low_FP_rate") >= 65 };
}

/** F1 of half-minute windows of a labelled log. */
export function windowScore({ folder, shared }) {
  const data = join(shared, "data/logguard");
  const scores = join(folder, "windows.csv");
  timberline(["analyze", join(data, "logs.csv"), "--bin", "30s", "--scores", scores]);
  const text = run(process.execPath, [join(shared, "tools/window-score.mjs"), join(data, "truth.csv"), scores]);
  console.log(`\nlabelled log (LogGuard), windows of 30 s\n  ${text.trim().replaceAll("\n", "\n  ")}`);
  const f1 = Number(/F1 ([\d.]+)/.exec(text)?.[1]);
  return { f1, passed: f1 >= 95 };
}

/** @returns what is there to be measured; says so when nothing is */
export function labelledChecks({ folder, shared }) {
  if (!existsSync(join(shared, "data/nab")) || !existsSync(join(shared, "data/logguard"))) {
    console.log("\nlabelled series and logs: ../shared/data is absent; nothing was measured.");
    return { passed: true, absent: true };
  }
  const nab = nabScore({ folder, shared });
  const windows = windowScore({ folder, shared });
  return { passed: nab.passed && windows.passed, nab, windows };
}
