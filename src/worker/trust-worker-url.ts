/** The Trusted Types policy "app": the one way by which an address becomes a worker. */

/** The part of the Trusted Types API that is used here; absent in browsers without it. */
interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;

const policy = factory?.createPolicy("app", {
  createScriptURL(url) {
    const { origin, protocol } = new URL(url, location.href);
    // the origin of a blob: address is that of the page that made it, "null" on file://
    if (origin !== location.origin && !(protocol === "blob:" && origin === "null")) {
      throw new TypeError(`Not an address of this application: ${url}`);
    }
    return url;
  },
});

/**
 * @param url of this origin, or a blob of this page
 * @returns what `new Worker` accepts under the page's policy: a TrustedScriptURL where there are any, typed as string
 * @throws TypeError for any other address
 */
export function trustWorkerUrl(url: string): string {
  return policy ? (policy.createScriptURL(url) as string) : url;
}
