/** Starts the built product as a user would meet it: a server on loopback, a Chromium with a profile of its own. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { CHROMIUM_ARGS, findChromium, HOW_TO_GET_CHROMIUM } from "../../../scripts/find-chromium.mjs";
import { DIST, DIST_CLI } from "../../../scripts/paths.mjs";
import { serve } from "../../../scripts/serve.mjs";

/** A folder that vanishes with `remove`. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "timberline-e2e-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** @throws Error when the app was not built: these tests never build it themselves */
export function startServer(root = DIST) {
  if (!existsSync(join(root, "index.html"))) throw new Error("The app is not built: npm run build");
  return serve(root, { port: 0 });
}

/** What a page said and asked for, besides what it showed. */
export interface Witness {
  /** console errors, uncaught errors and policy violations */
  complaints: string[];
  /** addresses of all requests, those of workers included */
  requests: string[];
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  witness: Witness;
  close(): Promise<void>;
}

/**
 * A browser with a profile of its own, as on a machine that never saw the product.
 *
 * @param profile folder of the profile; the same one again is the same person coming back
 */
export async function visit(profile: string): Promise<Visitor> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: CHROMIUM_ARGS,
    // bars that take room, as on most laptops
    ignoreDefaultArgs: ["--hide-scrollbars"],
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
  });
  const witness: Witness = { complaints: [], requests: [] };
  context.on("request", (request) => witness.requests.push(request.url()));
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("console", (message) => {
    if (message.type() === "error") witness.complaints.push(message.text());
  });
  page.on("pageerror", (error) => witness.complaints.push(error.message));
  // heard from the start: a key may be quicker than the browser is told that its file dialogs will be answered
  page.on("filechooser", () => undefined);
  // native dialogs and permission prompts cannot be driven; without them the page asks by <input type=file>, as it
  // does in other browsers
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "showOpenFilePicker");
    Reflect.deleteProperty(globalThis, "showDirectoryPicker");
    Reflect.deleteProperty(DataTransferItem.prototype, "getAsFileSystemHandle");
  });
  return { context, page, witness, close: () => context.close() };
}

/**
 * Drops files from the disk on the middle of the page, as the file manager does.
 * @param before done while they are held over the page
 */
export async function dropFiles(page: Page, files: string[], before?: () => Promise<unknown>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 1000, height: 600 };
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    if (type === "drop") await before?.();
    await session.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
  }
  await session.detach();
}

/** Runs the built command line. @returns standard output */
export function timberline(args: string[]): string {
  return execFileSync(process.execPath, [join(DIST_CLI, "timberline.mjs"), ...args], { encoding: "utf8" });
}

/** @returns a generated application log with known incidents, and its path */
export function generateLog(folder: string, { name = "app.log", hours = 2, rate = 20, inject = "spike" } = {}) {
  const path = join(folder, name);
  const truthPath = `${path}.truth.json`;
  timberline(
    ["simulate", "--seed", "7", "--hours", `${hours}`, "--rate", `${rate}`, "--inject", inject, "--out", path].concat([
      "--truth",
      truthPath,
    ]),
  );
  return { path, truth: JSON.parse(readFileSync(truthPath, "utf8")) as Truth };
}

/** @returns the path of a log of at least `bytes`: the same generated lines over and over */
export async function longLog(folder: string, name: string, bytes: number): Promise<string> {
  const piece = readFileSync(generateLog(folder, { name: "piece.log", hours: 1, rate: 20 }).path);
  const path = join(folder, name);
  const stream = createWriteStream(path);
  for (let written = 0; written < bytes; written += piece.length) {
    if (!stream.write(piece)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
  return path;
}

export interface Truth {
  seed: number;
  injections: { kind: string; startMs: number; endMs: number; series: string[]; lines: number }[];
}
