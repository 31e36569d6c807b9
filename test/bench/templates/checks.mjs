/**
 * `npm run bench -- templates`: grouping accuracy against the labelled sets of ../shared/data/loghub where that folder is
 * present, with what is wrong most in each; how long the template step takes, and what finding templates costs while
 * reading. Figures that are not reached make it exit with 1.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../scripts/paths.mjs";
import { fixed } from "../numbers.mjs";
import { templateScores } from "../reference/template-scores.mjs";
import { templateCost } from "./cost.mjs";
import { printErrors } from "./errors.mjs";
import { templateSpeed } from "./speed.mjs";

const WANTED = { GA: 0.985, FGA: 0.965 };

export async function templateChecks({ folder }) {
  const speed = await templateSpeed();
  const cost = await templateCost(folder);
  const shared = join(ROOT, "../shared");
  const data = join(shared, "data");
  if (!existsSync(join(data, "loghub"))) {
    console.log("\ntemplates: ../shared/data/loghub is absent; no accuracy was measured.");
    return { figures: { speed, cost, absent: true }, passed: true };
  }
  const labels = templateScores({ folder, shared, data, see: printErrors });
  const passed = labels.GA >= WANTED.GA && labels.FGA >= WANTED.FGA;
  console.log(
    `\ntemplates: GA ${fixed(labels.GA, 4)} (wanted ${WANTED.GA}), FGA ${fixed(labels.FGA, 4)} (wanted ${WANTED.FGA})`,
  );
  return { figures: { speed, cost, labels }, passed };
}
