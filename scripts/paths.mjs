/** Where things lie in the checkout; absolute paths. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The hosted app, the single file included. */
export const DIST = join(ROOT, "dist");

/** The command line. */
export const DIST_CLI = join(ROOT, "dist-cli");

/** What lies between sources and product: the core, the worker's and service worker's bundles. */
export const BUILD = join(ROOT, "build");

/** Written last by a build that succeeded. */
export const BUILD_STAMP = join(BUILD, "built.json");

/** The core as it is shipped. */
export const CORE_RELEASE = join(BUILD, "core.release.wasm");

/** The scores as they are shipped. */
export const SCORES_RELEASE = join(BUILD, "scores.release.wasm");

/** The analysis worker as one classic script, for the single file. */
export const WORKER_BUNDLE = join(BUILD, "worker.js");

/** The service worker before its list of files is put in. */
export const SERVICE_WORKER_BUNDLE = join(BUILD, "service-worker.js");

/** The single file's page, script and style sheet before they are joined. */
export const SINGLE_PARTS = join(BUILD, "single");
