// Compiles assembly/ to two modules, the core and the scores, each as a release and a debug build in build/, with raw
// bindings for the types of their exports. With --if-stale only when a source is newer than what was built: the type check
// reads those bindings.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { coreIsCurrent } from "./freshness.mjs";
import { ROOT } from "./paths.mjs";

const asc = join(dirname(createRequire(import.meta.url).resolve("assemblyscript/package.json")), "bin/asc.js");
const common = ["--runtime", "stub", "--enable", "simd", "--bindings", "raw"];
const modules = { core: "assembly/index.ts", scores: "assembly/scores/index.ts" };
const builds = { release: ["-O3", "--noAssert"], debug: ["--debug"] };

if (!process.argv.includes("--if-stale") || !coreIsCurrent()) {
  mkdirSync(join(ROOT, "build"), { recursive: true });
  for (const [name, entry] of Object.entries(modules))
    for (const [build, options] of Object.entries(builds)) {
      const args = [asc, entry, ...common, ...options, "--outFile", `build/${name}.${build}.wasm`];
      execFileSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
    }
}
