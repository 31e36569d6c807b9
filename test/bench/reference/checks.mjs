/**
 * `npm run bench -- reference`: checks against ../shared/data, which is no part of the product. Where that folder is
 * absent they say so and count as passed. Everything runs through the built command line, but the chunk sizes.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../scripts/paths.mjs";
import { chunkDigests } from "./chunk-digests.mjs";
import { errorStreams } from "./error-streams.mjs";
import { formatSamples } from "./format-samples.mjs";
import { templateScores } from "./template-scores.mjs";
import { timestamps } from "./timestamps.mjs";
import { totals } from "./totals.mjs";

const CHECKS = { errorStreams, totals, chunkDigests, templateScores, formatSamples, timestamps };

export async function referenceChecks({ folder }) {
  const shared = join(ROOT, "../shared");
  if (!existsSync(join(shared, "data"))) {
    console.log("\nreference: ../shared/data is absent; nothing was checked.");
    return { figures: { absent: true }, passed: true };
  }
  const figures = {};
  let passed = true;
  for (const [name, check] of Object.entries(CHECKS)) {
    try {
      const result = await check({ folder, shared, data: join(shared, "data") });
      figures[name] = result;
      passed = passed && result.passed;
    } catch (error) {
      console.log(`\n${name}: FAILED: ${error.message}`);
      figures[name] = { passed: false, error: error.message };
      passed = false;
    }
  }
  console.log(`\nreference: ${passed ? "all checks hold" : "SOME CHECKS DO NOT HOLD"}`);
  return { figures, passed };
}
