/** The sizes that the product promises to keep, measured on what was built. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CORE_RELEASE, DIST, SCORES_RELEASE } from "./paths.mjs";

const KB = 1000;

/** JavaScript that the first screen loads: what the page names, the worker, and what these import at once. */
function initialScripts() {
  const page = readFileSync(join(DIST, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]);
  const workers = readdirSync(join(DIST, "assets"))
    .filter((name) => /worker.*\.js$/.test(name))
    .map((name) => `assets/${name}`);
  const initial = new Set([...named, ...workers]);
  // what is added to the set while it is walked is walked too
  for (const name of initial) {
    const script = readFileSync(join(DIST, name), "utf8");
    for (const [, other] of script.matchAll(/\b(?:import|from)\s*["'`]\.\/([^"'`]+\.js)["'`]/g))
      initial.add(`assets/${other}`);
  }
  return [...initial];
}

/** @returns what each budget measured: {label, bytes, limit}, in bytes */
function measureBudgets() {
  const gzipped = (name) => gzipSync(readFileSync(join(DIST, name)), { level: 9 }).length;
  return [
    {
      label: "initial JavaScript, worker included, gzip",
      bytes: initialScripts().reduce((sum, name) => sum + gzipped(name), 0),
      limit: 125 * KB,
    },
    { label: "core (WASM)", bytes: statSync(CORE_RELEASE).size, limit: 100 * KB },
    { label: "scores (WASM)", bytes: statSync(SCORES_RELEASE).size, limit: 100 * KB },
    { label: "single file", bytes: statSync(join(DIST, "timberline.html")).size, limit: 1000 * KB },
  ];
}

/** Prints the figures. @throws Error when one is over its limit */
export function checkBudgets() {
  const measured = measureBudgets();
  for (const { label, bytes, limit } of measured) {
    console.log(`  ${label}: ${(bytes / KB).toFixed(1)} KB of ${limit / KB} KB`);
  }
  const over = measured.filter(({ bytes, limit }) => bytes > limit);
  if (over.length > 0) throw new Error(`Over budget: ${over.map(({ label }) => label).join("; ")}.`);
}
