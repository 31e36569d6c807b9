/**
 * `npm run bench -- templates`: grouping accuracy against the labelled sets of ../shared/data/loghub where that folder is
 * present, with what is wrong most in each, and how fast they are read with templates and without; how long the template step
 * takes, and what finding templates costs, in Node and in Chromium. An accuracy that is not reached makes it exit with 1.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../scripts/paths.mjs";
import { openBenchPage } from "../bench-page.mjs";
import { ensureBuilt } from "../built.mjs";
import { fixed, printFigures } from "../numbers.mjs";
import { templateScores } from "../reference/template-scores.mjs";
import { labelledCost, templateCost } from "./cost.mjs";
import { printErrors } from "./errors.mjs";
import { templateSpeed } from "./speed.mjs";

const WANTED = { GA: 0.985, FGA: 0.965 };

export async function templateChecks({ folder }) {
  ensureBuilt();
  const shared = join(ROOT, "../shared");
  const data = join(shared, "data");
  const hasLabels = existsSync(join(data, "loghub"));
  const figures = await measured(folder, hasLabels ? data : null);
  if (!hasLabels) {
    console.log("\ntemplates: ../shared/data/loghub is absent; neither accuracy nor speed were measured on it.");
    return { figures: { figures, absent: true }, passed: true };
  }
  const labels = templateScores({ folder, shared, data, see: printErrors });
  const passed = labels.GA >= WANTED.GA && labels.FGA >= WANTED.FGA;
  console.log(
    `\ntemplates: GA ${fixed(labels.GA, 4)} (wanted ${WANTED.GA}), FGA ${fixed(labels.FGA, 4)} (wanted ${WANTED.FGA})`,
  );
  return { figures: { figures, labels }, passed };
}

async function measured(folder, data) {
  const page = await openBenchPage(folder);
  try {
    const figures = [await templateSpeed(folder, page), ...(await templateCost(folder, page))];
    if (data !== null) figures.push(await labelledCost(folder, page, data));
    printFigures(figures);
    return figures;
  } finally {
    await page.close();
  }
}
