/** Builds the bench page into a temporary folder, serves it on loopback and opens it in headless Chromium. */
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import { CHROMIUM_ARGS, findChromium, HOW_TO_GET_CHROMIUM } from "../../scripts/find-chromium.mjs";
import { ROOT } from "../../scripts/paths.mjs";
import { serve } from "../../scripts/serve.mjs";

/** @returns a page on which `call` runs a function of page/bench-page.ts, and `choose` picks a file in its input */
export async function openBenchPage(folder) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const site = join(folder, "site");
  await build({
    root: join(ROOT, "test/bench/page"),
    configFile: false,
    base: "./",
    publicDir: false,
    logLevel: "warn",
    worker: { format: "es" },
    build: { target: "es2022", outDir: site, emptyOutDir: true, assetsInlineLimit: 0, reportCompressedSize: false },
  });
  const server = await serve(site, { port: 0 });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  const page = await browser.newPage();
  page.on("console", (message) => console.error(`  page: ${message.text()}`));
  page.on("pageerror", (error) => console.error(`  page: ${error.message}`));
  page.setDefaultTimeout(0);
  await page.goto(server.url);
  await page.waitForFunction(() => "bench" in window);
  return {
    call: (name, argument) => page.evaluate(([key, value]) => window.bench[key](value), [name, argument]),
    choose: (path) => page.setInputFiles("input[type=file]", path),
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}
