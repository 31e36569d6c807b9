/** From the drop of a File on the built app to the first bins on the screen. */
import { join } from "node:path";
import { ensureBuilt } from "./built.mjs";
import { writeInput } from "./input-files.mjs";
import { load } from "./load.mjs";
import { amount, fixed } from "./numbers.mjs";

/** Runs in the page before its own script: notes the drop, and the frame after the first bar of the time line. */
function watchFirstBins() {
  const seen = { dropMs: null, drawnMs: null };
  window.firstBins = seen;
  addEventListener("drop", () => (seen.dropMs ??= performance.now()), { capture: true });
  const context = CanvasRenderingContext2D.prototype;
  const { fillRect } = context;
  context.fillRect = function (...box) {
    const root = this.canvas.getRootNode();
    if (seen.dropMs !== null && root instanceof ShadowRoot && root.host.localName === "tl-time-line") {
      context.fillRect = fillRect;
      // the frame callbacks run before the frame is shown, a message after it
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        seen.drawnMs = performance.now();
      };
      requestAnimationFrame(() => port2.postMessage(null));
    }
    return fillRect.apply(this, box);
  };
}

export async function firstBinsBench({ folder, bytes, rounds }) {
  ensureBuilt();
  const module = await load("test/e2e/support/product.ts");
  const { path, size } = await writeInput(folder, "application", bytes);
  const server = await module.startServer();
  const times = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const visitor = await module.visit(join(folder, `profile-${round}`));
      try {
        const { page } = visitor;
        await page.addInitScript(watchFirstBins);
        await page.goto(server.url);
        await page.waitForLoadState("networkidle");
        await module.dropFiles(page, [path]);
        await page.waitForFunction(() => window.firstBins.drawnMs !== null);
        const { dropMs, drawnMs } = await page.evaluate(() => window.firstBins);
        times.push((drawnMs - dropMs) / 1000);
      } finally {
        await visitor.close();
      }
    }
  } finally {
    await server.stop();
  }
  const note = `${fixed(size / 2 ** 20)} MiB, a fresh profile each round`;
  return [amount("drop to first drawn bins, application log", 0.5, "s", times, { bytes: size, note })];
}
