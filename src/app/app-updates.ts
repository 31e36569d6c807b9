/**
 * Registers the service worker and tells when a new version of the app waits. When to say so, and when to apply it, is
 * for the caller: an analysis that runs must not be lost to a reload.
 */

interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

const SCRIPT = "service-worker.js";

/** @returns false on file://, in the single file, in development, and where the browser has no service workers */
function canRegister(): boolean {
  return (
    import.meta.env.PROD &&
    import.meta.env.MODE !== "single" &&
    location.protocol.startsWith("http") &&
    "serviceWorker" in navigator
  );
}

/** @returns the service worker's address, as `register` accepts it under the page's Trusted Types policy */
function trustedScriptUrl(): string {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  const url = new URL(SCRIPT, document.baseURI).href;
  return factory
    ? (factory.createPolicy("app-updates", { createScriptURL: () => url }).createScriptURL(url) as string)
    : url;
}

/** Tells the waiting version to take over, and reloads once it has. */
function applyUpdate(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage({ type: "SKIP_WAITING" });
}

/**
 * Watches for new versions of the app. Does nothing where there can be no service worker.
 *
 * @param onReady called each time a new version is installed and waits; `apply` switches to it and reloads the page
 */
export function watchUpdates(onReady: (apply: () => void) => void): void {
  if (!canRegister()) return;
  navigator.serviceWorker
    .register(trustedScriptUrl(), { updateViaCache: "none" })
    .then((registration) => {
      const announce = (worker: ServiceWorker) => onReady(() => applyUpdate(worker));
      // without a controller it is the first version, which has nothing to wait for
      if (registration.waiting && navigator.serviceWorker.controller) announce(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const installing = registration.installing;
        installing?.addEventListener("statechange", () => {
          if (installing.state === "installed" && navigator.serviceWorker.controller) announce(installing);
        });
      });
    })
    .catch((error: unknown) => {
      // storage is blocked or full: the app works on, only not offline
      console.warn("Timberline will not start offline:", error);
    });
}
