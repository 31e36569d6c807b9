/// <reference lib="webworker" />
/**
 * The service worker: keeps every file of the app on the machine, so that it starts and analyses without a server. It
 * never sees a log: files that the user opens do not pass through it. A new version waits until the page asks for it.
 */
import { cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";

declare const self: ServiceWorkerGlobalScope & {
  /** put in by the build: every file of the app, with a revision where the name has no hash */
  __WB_MANIFEST: { url: string; revision: string | null }[];
};

precacheAndRoute(self.__WB_MANIFEST, {
  directoryIndex: "index.html",
  // what the address says after `?` is for the page, not for the server
  ignoreURLParametersMatching: [/.*/],
});
cleanupOutdatedCaches();

self.addEventListener("message", (event) => {
  if ((event.data as { type?: unknown } | null)?.type === "SKIP_WAITING") void self.skipWaiting();
});
