/**
 * How the app is bundled: mode `hosted` (the default) for a web server, mode `single` for the one file. They differ in
 * how the worker and the core arrive, see src/worker/assets.ts. scripts/build.mjs runs both and all that follows.
 */
import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import { cspMeta, HOSTED_CSP } from "./scripts/csp.mjs";
import { CORE_RELEASE, DIST, ROOT, SCORES_RELEASE, SINGLE_PARTS, WORKER_BUNDLE } from "./scripts/paths.mjs";

/** Writes the policy into the page; first in the head, so that it holds for all that follows. */
function contentSecurityPolicy(): Plugin {
  return {
    name: "timberline:csp",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) =>
        html.replace(/<meta charset="?utf-8"?\s*\/?>/i, (meta) => `${meta}\n    ${cspMeta(HOSTED_CSP)}`),
    },
  };
}

/** Puts the worker's script and the WASM modules into the bundle, packed, in place of their addresses. */
function assetsInside(): Plugin {
  const packed = (path: string) => deflateRawSync(readFileSync(path), { level: 9 }).toString("base64");
  const contents: Record<string, () => string> = {
    "virtual:core-packed": () => packed(CORE_RELEASE),
    "virtual:scores-packed": () => packed(SCORES_RELEASE),
    "virtual:worker-packed": () => packed(WORKER_BUNDLE),
  };
  return {
    name: "timberline:assets-inside",
    enforce: "pre",
    async resolveId(source, importer) {
      if (source in contents) return `\0${source}`;
      if (!source.endsWith("/assets.ts")) return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      const isHosted = resolved?.id.endsWith("/src/worker/assets.ts");
      return isHosted ? resolved?.id.replace(/assets\.ts$/, "assets-single.ts") : resolved;
    },
    load(id) {
      const content = contents[id.slice(1)];
      return id.startsWith("\0") && content ? `export default ${JSON.stringify(content())};` : null;
    },
  };
}

export default defineConfig(({ mode }) => {
  const single = mode === "single";
  return {
    root: ROOT,
    base: "./",
    publicDir: single ? false : "public",
    plugins: single ? [assetsInside()] : [contentSecurityPolicy()],
    worker: { format: "es" },
    logLevel: "warn",
    build: {
      target: "es2022",
      outDir: single ? SINGLE_PARTS : DIST,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      assetsInlineLimit: single ? Number.MAX_SAFE_INTEGER : 0,
      chunkSizeWarningLimit: 1500,
      ...(single ? { cssCodeSplit: false, rolldownOptions: { output: { codeSplitting: false } } } : {}),
    },
  };
});
