/** SHA-256 as lower-case hex. */
import { TimberlineError } from "../model/analysis.ts";

/**
 * @returns the digest's 32 bytes
 * @throws TimberlineError "internal" where the page has no Web Crypto, as on plain http from another machine
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) {
    throw new TimberlineError({
      code: "internal",
      message: "Digests need a secure page: open Timberline over https, on localhost, or as the single file.",
    });
  }
  return new Uint8Array(await subtle.digest("SHA-256", bytes));
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
