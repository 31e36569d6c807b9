/**
 * `npm run bench -- detect`: how good the detectors are, in simulation with ground truth, and against labelled data of
 * ../shared/data where that is present. Prints; figures that are not reached make it exit with 1.
 */
import { join } from "node:path";
import { ROOT } from "../../../scripts/paths.mjs";
import { dailyFileChecks } from "./daily-files.mjs";
import { printGains } from "./gains.mjs";
import { gaugeChecks } from "./gauges.mjs";
import { labelledChecks } from "./labelled.mjs";
import { shortLogChecks } from "./short-logs.mjs";
import { simulatedChecks } from "./simulated.mjs";
import { speedCheck } from "./speed.mjs";

/** By name, what `--part` chooses from; each says whether its figures are reached. */
const PARTS = {
  simulated: () => simulatedChecks(),
  "short-logs": () => shortLogChecks(),
  "daily-files": () => dailyFileChecks(),
  gauges: () => gaugeChecks(),
  speed: () => speedCheck(),
  gains: ({ figures }) => gainChecks(figures),
  labelled: ({ folder }) => labelledChecks({ folder, shared: join(ROOT, "../shared") }),
};
/** Of the figures at hand where both parts ran, else of both parts run now. */
async function gainChecks(figures) {
  const { ablations } = figures.simulated ?? (await simulatedChecks());
  const { rows } = figures.gauges ?? (await gaugeChecks());
  return printGains(ablations, rows);
}

export const PART_NAMES = Object.keys(PARTS);

/** @param part one of PART_NAMES, or undefined for all */
export async function detectChecks({ folder, part }) {
  const figures = {};
  for (const name of part ? [part] : PART_NAMES) figures[name] = await PARTS[name]({ folder, figures });
  // gauges have no aim of their own
  const passed = Object.values(figures).every((one) => one.passed !== false);
  console.log(`\ndetect: ${passed ? "all figures are reached" : "SOME FIGURES ARE NOT REACHED"}`);
  return { figures, passed };
}
