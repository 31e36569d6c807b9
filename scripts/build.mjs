/**
 * `npm run build`: the core, the app, its service worker, the single file and the command line, in that order.
 * With names of steps, only those: `node scripts/build.mjs app cli`. Ends with the sizes, and fails over budget.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { injectManifest } from "workbox-build";
import { checkBudgets } from "./budgets.mjs";
import { bundleCli, bundleServiceWorker, bundleWorker } from "./bundles.mjs";
import { BUILD, BUILD_STAMP, DIST, ROOT, SERVICE_WORKER_BUNDLE } from "./paths.mjs";
import { writeSingleFile } from "./single-file.mjs";

function core() {
  const { status } = spawnSync(process.execPath, ["scripts/build-core.mjs"], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error("The core did not compile.");
}

function bundleApp(mode) {
  return build({ root: ROOT, configFile: join(ROOT, "vite.config.ts"), mode });
}

/** The service worker gets the list of all files of the app, with revisions for those without a hash in the name. */
async function serviceWorker() {
  await bundleServiceWorker();
  const { warnings } = await injectManifest({
    swSrc: SERVICE_WORKER_BUNDLE,
    swDest: join(DIST, "service-worker.js"),
    globDirectory: DIST,
    globPatterns: ["**/*.{html,js,css,wasm,svg,png,webmanifest,json}"],
    globIgnores: ["timberline.html", "service-worker.js"],
    dontCacheBustURLsMatching: /assets\/.+-[\w-]{8}\./,
    maximumFileSizeToCacheInBytes: 2 ** 21,
  });
  if (warnings.length > 0) throw new Error(`The service worker would lack files: ${warnings.join(" ")}`);
}

async function single() {
  await bundleWorker();
  await bundleApp("single");
  writeSingleFile();
}

const STEPS = { core, app: () => bundleApp("hosted"), sw: serviceWorker, single, cli: bundleCli };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`Unknown step ${unknown.join(", ")}; the steps are ${Object.keys(STEPS).join(", ")}.`);
  process.exit(2);
}

// whoever calls, a test runner for one, the product is the product
process.env.NODE_ENV = "production";

const startedMs = Date.now();
mkdirSync(BUILD, { recursive: true });
if (wanted.length === 0) rmSync(BUILD_STAMP, { force: true });
try {
  for (const [name, step] of Object.entries(STEPS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`build: ${name}`);
    await step();
  }
  if (wanted.length === 0) {
    checkBudgets();
    // the time of the start: what changed while it ran makes it stale
    writeFileSync(BUILD_STAMP, JSON.stringify({ startedMs }));
    console.log(`build: done in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
  }
} catch (error) {
  console.error(`build: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
