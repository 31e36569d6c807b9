/** Finds and compiles the WASM modules: beside the built command line, or in the checkout when run from source. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { WasmModules } from "../core/modules.ts";
import { TimberlineError } from "../model/analysis.ts";

const PLACES = ["./", "../../build/"];

async function compile(name: string): Promise<WebAssembly.Module> {
  const paths = PLACES.map((place) => fileURLToPath(new URL(`${place}${name}.release.wasm`, import.meta.url)));
  const path = paths.find((place) => existsSync(place));
  if (path === undefined) {
    throw new TimberlineError({ code: "internal", message: "The analysis core is missing; run: npm run build" });
  }
  return WebAssembly.compile(await readFile(path));
}

/** @throws TimberlineError "internal" when a module was not built */
export async function loadModules(): Promise<WasmModules> {
  const [core, scores] = await Promise.all([compile("core"), compile("scores")]);
  return { core, scores };
}
