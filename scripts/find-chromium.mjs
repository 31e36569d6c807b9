/**
 * Finds the Chromium that the browser and end-to-end tests run in. Nothing is downloaded: a browser already on the
 * machine is used. As a command it prints the path, or says how to get one and exits with 1.
 */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge"];

const MAC_PLACES = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const WINDOWS_PLACES = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/** Switches for a headless run that keeps to itself; `--no-sandbox` is only needed, and only given, as root. */
export const CHROMIUM_ARGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

export const HOW_TO_GET_CHROMIUM = `No Chromium or Chrome was found, and the browser tests need one.
  Debian, Ubuntu:  sudo apt-get install chromium
  Fedora:          sudo dnf install chromium
  macOS:           brew install --cask chromium
  Windows:         winget install Google.Chrome
If it is installed in an unusual place, name it: CHROMIUM_PATH=/path/to/chromium npm test`;

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns the path of a Chromium-like browser, or null: CHROMIUM_PATH, then PATH, then the usual places */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return isExecutable(named) ? named : null;
  const suffix = process.platform === "win32" ? ".exe" : "";
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  if (process.platform === "darwin") candidates.push(...MAC_PLACES);
  if (process.platform === "win32") {
    const roots = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    candidates.push(...roots.filter(Boolean).flatMap((root) => WINDOWS_PLACES.map((place) => join(root, place))));
  }
  return candidates.find(isExecutable) ?? null;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = findChromium();
  if (found) console.log(found);
  else {
    console.error(HOW_TO_GET_CHROMIUM);
    process.exitCode = 1;
  }
}
