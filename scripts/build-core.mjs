// Compiles assembly/ to build/core.release.wasm and build/core.debug.wasm, with raw bindings for the types of its exports.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const asc = join(dirname(createRequire(import.meta.url).resolve("assemblyscript/package.json")), "bin/asc.js");
const common = ["assembly/index.ts", "--runtime", "stub", "--enable", "simd", "--bindings", "raw"];

mkdirSync(join(root, "build"), { recursive: true });
for (const args of [
  [...common, "-O3", "--noAssert", "--outFile", "build/core.release.wasm"],
  [...common, "--debug", "--outFile", "build/core.debug.wasm"],
])
  execFileSync(process.execPath, [asc, ...args], { cwd: root, stdio: "inherit" });
