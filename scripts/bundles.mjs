/** The bundles beside the app itself: the worker as one script, the service worker, the command line. */
import { copyFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build } from "vite";
import { CORE_RELEASE, DIST_CLI, ROOT, SCORES_RELEASE, SERVICE_WORKER_BUNDLE, WORKER_BUNDLE } from "./paths.mjs";

/** Bundles `entry` into one classic script without imports or exports. */
async function classicScript(entry, target) {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      target: "es2022",
      outDir: dirname(target),
      emptyOutDir: false,
      minify: true,
      lib: { entry: join(ROOT, entry), formats: ["iife"], name: "timberline", fileName: () => basename(target) },
    },
  });
}

export function bundleWorker() {
  return classicScript("src/worker/analysis.worker.ts", WORKER_BUNDLE);
}

export function bundleServiceWorker() {
  return classicScript("src/sw/service-worker.ts", SERVICE_WORKER_BUNDLE);
}

/** Bundles `entry` for Node into one module in a folder, beside what is there. @returns its path */
export async function bundleForNode(entry, folder, name = "bundle.mjs") {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      target: "node20",
      outDir: folder,
      emptyOutDir: false,
      ssr: join(ROOT, entry),
      minify: false,
      rolldownOptions: { output: { format: "es", entryFileNames: name, codeSplitting: false } },
    },
  });
  return join(folder, name);
}

/** Writes dist-cli/timberline.mjs, which finds the WASM modules and the script of its reading threads beside it. */
export async function bundleCli() {
  rmSync(DIST_CLI, { recursive: true, force: true });
  await bundleForNode("src/cli/main.ts", DIST_CLI, "timberline.mjs");
  await bundleForNode("src/cli/read-thread.ts", DIST_CLI, "read-thread.mjs");
  for (const module of [CORE_RELEASE, SCORES_RELEASE]) copyFileSync(module, join(DIST_CLI, basename(module)));
}
