// Compiles assembly/ to build/core.release.wasm and build/core.debug.wasm, with raw bindings for the types of its exports.
// With --if-stale only when a source is newer than what was built: the type check reads those bindings.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { coreIsCurrent } from "./freshness.mjs";
import { ROOT } from "./paths.mjs";

const asc = join(dirname(createRequire(import.meta.url).resolve("assemblyscript/package.json")), "bin/asc.js");
const common = ["assembly/index.ts", "--runtime", "stub", "--enable", "simd", "--bindings", "raw"];

if (!process.argv.includes("--if-stale") || !coreIsCurrent()) {
  mkdirSync(join(ROOT, "build"), { recursive: true });
  for (const args of [
    [...common, "-O3", "--noAssert", "--outFile", "build/core.release.wasm"],
    [...common, "--debug", "--outFile", "build/core.debug.wasm"],
  ])
    execFileSync(process.execPath, [asc, ...args], { cwd: ROOT, stdio: "inherit" });
}
