/**
 * Pictures of every view of the built product, for people to look at: `npm run screenshots -- [FILE…] [options]`.
 * Without a file it takes a simulated log; with a comparison where the log has two builds. Written to
 * test-results/screens/<view>-<size>-<theme>.png. Fails when the page complains or a view is wider than the screen.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, findChromium, HOW_TO_GET_CHROMIUM } from "./find-chromium.mjs";
import { DIST, DIST_CLI, ROOT } from "./paths.mjs";
import { serve } from "./serve.mjs";

const HELP = `npm run screenshots -- [FILE…] [options]
  --views overview,lines   only these, by their names in the address (default: all)
  --sizes wide,narrow,huge 1440×900, 390×844, 2560×1440 (default: wide,narrow)
  --themes light,dark,contrast,forced   (default: light,dark)
  --out FOLDER             (default: test-results/screens)
  --hash "&alert=a1"       appended to the address of each view`;

const SIZES = { wide: [1440, 900], narrow: [390, 844], huge: [2560, 1440] };

const THEMES = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  contrast: { colorScheme: "light", contrast: "more" },
  forced: { colorScheme: "dark", forcedColors: "active" },
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    views: { type: "string" },
    sizes: { type: "string", default: "wide,narrow" },
    themes: { type: "string", default: "light,dark" },
    out: { type: "string", default: join(ROOT, "test-results/screens") },
    hash: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

/** @returns the path of a log with a cascade and a silence in it */
function simulated(folder) {
  const path = join(folder, "app.log");
  const args = ["simulate", "--seed", "7", "--hours", "72", "--rate", "5", "--inject", "cascade,new-template,silence"];
  execFileSync(process.execPath, [join(DIST_CLI, "timberline.mjs"), ...args, "--out", path]);
  return path;
}

/** Opens files by the page's own file input, and waits until the result is kept. */
async function analyse(page, url, files) {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "showOpenFilePicker"));
  await page.goto(url);
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open files" }).first().click(),
  ]);
  await chooser.setFiles(files);
  await page.waitForFunction(() => /[#&]a=/.test(location.hash), null, { timeout: 300_000 });
  return new URLSearchParams(new URL(page.url()).hash.slice(1)).get("a");
}

/** Waits until nothing on the page is busy, and then until nothing changes for a while, as charts and tables come by and by. */
async function still(page) {
  for (let i = 0; i < 100 && (i < 2 || (await page.locator("[aria-busy=true]").count()) > 0); i++)
    await page.waitForTimeout(120);
  for (let before = null, i = 0; i < 20; i++) {
    await page.waitForTimeout(120);
    const now = (await page.screenshot({ scale: "css" })).toString("base64");
    if (now === before) return;
    before = now;
  }
}

async function main() {
  if (options.help) return console.log(HELP);
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const folder = mkdtempSync(join(tmpdir(), "timberline-screens-"));
  const server = await serve(DIST, { port: 0 });
  const browser = await chromium.launch({
    executablePath,
    args: CHROMIUM_ARGS,
    ignoreDefaultArgs: ["--hide-scrollbars"],
  });
  const complaints = [];
  mkdirSync(options.out, { recursive: true });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    const id = await analyse(page, server.url, positionals.length > 0 ? positionals : [simulated(folder)]);
    const offered = await page.locator("tl-app").evaluate((shell) => shell.viewNames);
    const views = options.views?.split(",") ?? ["first-screen", ...offered];
    for (const size of options.sizes.split(",")) {
      const [width, height] = SIZES[size];
      await page.setViewportSize({ width, height });
      for (const theme of options.themes.split(",")) {
        await page.emulateMedia({ forcedColors: "none", contrast: "no-preference", ...THEMES[theme] });
        for (const view of views) {
          const hash = view === "first-screen" ? "" : `#a=${id}&view=${view}${options.hash}`;
          // by way of an empty page, so that each picture is of a fresh screen
          await page.goto("about:blank");
          await page.goto(server.url + hash);
          await still(page);
          await page.screenshot({ path: join(options.out, `${view}-${size}-${theme}.png`) });
          const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          if (tooWide) complaints.push(`${view} is wider than the ${size} screen`);
        }
      }
    }
    console.log(`${options.out}: ${views.join(", ")}`);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  if (complaints.length > 0) throw new Error([...new Set(complaints)].join("\n"));
}

await main();
