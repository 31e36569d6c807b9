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
  // a profile on disk, as users have: without one the private file system answers from another process
  const browser = await chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath,
    args: CHROMIUM_ARGS,
  });
  const page = await browser.newPage();
  page.on("console", (message) => console.error(`  page: ${message.text()}`));
  page.on("pageerror", (error) => console.error(`  page: ${error.message}`));
  page.setDefaultTimeout(0);
  await page.goto(server.url);
  await page.waitForFunction(() => "bench" in window);
  return {
    call: (name, argument) => page.evaluate(([key, value]) => window.bench[key](value), [name, argument]),
    choose: (path) => page.setInputFiles("input[type=file]", path),
    /** JavaScript heaps of the page and its workers, in bytes */
    heaps: await watchHeaps(page),
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

/**
 * @returns a function that asks for the heaps of the page and its workers: what they took from the system, and what lies
 * outside of them in array buffers, the memory of WebAssembly left out
 */
async function watchHeaps(page) {
  const session = await page.context().newCDPSession(page);
  const workers = new Map();
  const waiting = new Map();
  let last = 0;
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") workers.set(sessionId, targetInfo);
  });
  session.on("Target.detachedFromTarget", ({ sessionId }) => workers.delete(sessionId));
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const ask = (sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, resolve);
      const message = JSON.stringify({ id, method: "Runtime.getHeapUsage" });
      session.send("Target.sendMessageToTarget", { message, sessionId }).catch(reject);
    });
  return async () => {
    const all = [await session.send("Runtime.getHeapUsage")];
    for (const sessionId of workers.keys()) all.push(await ask(sessionId));
    return all;
  };
}
