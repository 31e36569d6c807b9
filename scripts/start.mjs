/** `npm start`: builds what is missing or older than its sources, serves the app on loopback and opens a browser. */
import { spawn, spawnSync } from "node:child_process";
import { buildIsCurrent } from "./freshness.mjs";
import { DIST, ROOT } from "./paths.mjs";
import { serve } from "./serve.mjs";

const HELP = `npm start [-- --no-open] [-- --port N]
Builds Timberline when needed, serves it on this machine only, and opens a browser where there is one.`;

/** Opens the address in the user's browser; does nothing where there is no screen or no opener. */
function openBrowser(url) {
  const headless = process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (headless || process.env.CI) return;
  const [command, args] =
    process.platform === "darwin"
      ? ["open", [url]]
      : process.platform === "win32"
        ? ["cmd", ["/c", "start", "", url]]
        : ["xdg-open", [url]];
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}

const args = process.argv.slice(2);
if (args.includes("--help")) {
  console.log(HELP);
  process.exit(0);
}
const portArgument = args.indexOf("--port");
const port = portArgument >= 0 ? Number(args[portArgument + 1]) : 4173;
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(HELP);
  process.exit(2);
}

if (!buildIsCurrent()) {
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
const { url, stop } = await serve(DIST, { port });
console.log(`Timberline is at ${url} (Ctrl+C ends it)`);
if (!args.includes("--no-open")) openBrowser(url);
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void stop());
