/** Whether what was built is newer than everything it is built from. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { BUILD_STAMP, DIST, DIST_CLI, ROOT } from "./paths.mjs";

const SOURCES = ["src", "assembly", "public", "scripts", "index.html", "package-lock.json", "vite.config.ts"];
const PRODUCTS = [
  join(DIST, "index.html"),
  join(DIST, "timberline.html"),
  join(DIST, "service-worker.js"),
  join(DIST_CLI, "timberline.mjs"),
  join(DIST_CLI, "read-thread.mjs"),
];

/** @returns the latest modification below a file or folder, in ms since 1970; 0 when it does not exist */
function latestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, latestChange(join(path, name))), stat.mtimeMs);
}

/** @returns true when a whole build was started after the last change to any source */
export function buildIsCurrent() {
  if (![BUILD_STAMP, ...PRODUCTS].every((path) => existsSync(path))) return false;
  const { startedMs } = JSON.parse(readFileSync(BUILD_STAMP, "utf8"));
  return SOURCES.every((name) => latestChange(join(ROOT, name)) <= startedMs);
}

/** @returns true when core and scores were compiled after the last change to what they are compiled from */
export function coreIsCurrent() {
  const products = ["core", "scores"].flatMap((name) =>
    ["release.wasm", "release.d.ts", "debug.wasm"].map((kind) => join(ROOT, "build", `${name}.${kind}`)),
  );
  const changed = Math.max(
    ...["assembly", "scripts/build-core.mjs", "package-lock.json"].map((n) => latestChange(join(ROOT, n))),
  );
  return products.every((path) => existsSync(path) && statSync(path).mtimeMs >= changed);
}
