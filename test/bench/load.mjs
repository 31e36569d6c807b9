/** Modules of the product in TypeScript, for the benches. What they import later, at their first use, is loaded too. */
import { join } from "node:path";
import { createServer } from "vite";
import { ROOT } from "../../scripts/paths.mjs";

let server;

/** @param path from the root of the project @returns the module */
export async function load(path) {
  server ??= createServer({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    appType: "custom",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  return (await server).ssrLoadModule(join(ROOT, path));
}
