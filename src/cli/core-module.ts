/** Finds and compiles the core: beside the built command line, or in the checkout when run from source. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { TimberlineError } from "../model/analysis.ts";

const PLACES = ["./core.release.wasm", "../../build/core.release.wasm"];

/** @throws TimberlineError "internal" when the core was not built */
export async function loadCore(): Promise<WebAssembly.Module> {
  const path = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((place) => existsSync(place));
  if (path === undefined) {
    throw new TimberlineError({ code: "internal", message: "The analysis core is missing; run: npm run build" });
  }
  return WebAssembly.compile(await readFile(path));
}
