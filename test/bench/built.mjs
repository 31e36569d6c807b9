/** The built product, for benches that run it as it is shipped. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildIsCurrent } from "../../scripts/freshness.mjs";
import { ROOT } from "../../scripts/paths.mjs";

/** Builds what is missing or stale. @throws Error when the build fails */
export function ensureBuilt() {
  if (buildIsCurrent()) return;
  const { status } = spawnSync(process.execPath, [join(ROOT, "scripts/build.mjs")], { stdio: "inherit" });
  if (status !== 0) throw new Error("the build failed");
}
