/**
 * The test projects. `core` and `unit` run in Node (`unit` once more in an odd time zone), `browser` mounts elements
 * and the real IndexedDB in Chromium, `e2e` drives the built app. `npm test` runs them all.
 */
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM_ARGS, findChromium } from "./scripts/find-chromium.mjs";

const executablePath = findChromium();
const unit = ["test/unit/**/*.test.ts", "test/golden/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      { test: { name: "core", include: ["test/core/**/*.test.ts"], testTimeout: 30_000 } },
      { test: { name: "unit", include: unit, env: { TZ: "UTC" }, testTimeout: 30_000 } },
      { test: { name: "unit-odd-zone", include: unit, env: { TZ: "Asia/Kathmandu" }, testTimeout: 30_000 } },
      {
        // listed here so that no dependency is discovered, and the page reloaded, in the middle of a test
        optimizeDeps: {
          include: [
            "lit",
            "lit/directives/guard.js",
            "lit/directives/keyed.js",
            "lit/directives/repeat.js",
            "uplot",
            "comlink",
            "valibot",
            "idb",
            "axe-core",
          ],
        },
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 20_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGS },
            }),
            instances: [{ browser: "chromium", viewport: { width: 1200, height: 800 } }],
          },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
