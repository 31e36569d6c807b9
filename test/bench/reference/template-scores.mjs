/** Grouping accuracy of templates against the corrected labels. Figures only: nothing here can fail. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fixed, printTable } from "../numbers.mjs";
import { timberline } from "./command-line.mjs";

export const SYSTEMS = ["Android", "Apache", "BGL", "HDFS", "Hadoop", "Linux", "OpenSSH", "Zookeeper"];

function score(shared, folder, log, truth, see) {
  const assignments = join(folder, "assignments.tsv");
  timberline(["analyze", log, "--assignments", assignments]);
  const tool = join(shared, "tools/template-score.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, truth, assignments, "--json"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  see?.(truth, assignments);
  return JSON.parse(stdout);
}

/** @param see called with each set's name and the paths of its labels and assignments, while they are there */
export function templateScores({ folder, shared, data, see }) {
  const scores = SYSTEMS.map((system) => {
    const home = join(data, "loghub", system);
    const seen = see && ((truth, assignments) => see(system, truth, assignments));
    return { system, ...score(shared, folder, join(home, `${system}_2k.log`), join(home, "truth.csv"), seen) };
  });
  const mean = (name) => scores.reduce((sum, one) => sum + one[name], 0) / scores.length;
  const rows = scores.map(({ system, templates, found, GA, FGA }) => [
    system,
    templates,
    found,
    fixed(GA, 3),
    fixed(FGA, 3),
  ]);
  rows.push(["mean", "", "", fixed(mean("GA"), 3), fixed(mean("FGA"), 3)]);
  printTable("templates against labels", ["system", "true", "found", "GA", "FGA"], rows);
  return { passed: true, GA: mean("GA"), FGA: mean("FGA"), scores };
}
