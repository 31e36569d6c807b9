/**
 * `npm run bench -- detect`: how good the detectors are, in simulation with ground truth, and against labelled data of
 * ../shared/data where that is present. Prints; figures that are not reached make it exit with 1.
 */
import { join } from "node:path";
import { ROOT } from "../../../scripts/paths.mjs";
import { gaugeChecks } from "./gauges.mjs";
import { labelledChecks } from "./labelled.mjs";
import { shortLogChecks } from "./short-logs.mjs";
import { simulatedChecks } from "./simulated.mjs";
import { speedCheck } from "./speed.mjs";

export async function detectChecks({ folder }) {
  const simulated = await simulatedChecks();
  const shortLogs = await shortLogChecks();
  const gauges = await gaugeChecks();
  const speed = await speedCheck();
  const labelled = labelledChecks({ folder, shared: join(ROOT, "../shared") });
  const passed = simulated.passed && speed.passed && labelled.passed;
  console.log(`\ndetect: ${passed ? "all figures are reached" : "SOME FIGURES ARE NOT REACHED"}`);
  return { figures: { simulated, shortLogs, gauges, speed, labelled }, passed };
}
