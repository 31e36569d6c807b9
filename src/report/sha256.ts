/** SHA-256, by the browser where it has it. */
import { sha256Plain } from "./sha256-plain.ts";

/** @returns the digest's 32 bytes */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  // absent in pages that are not secure: plain http from another machine
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  return subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : sha256Plain(bytes);
}

/** @returns two lower-case hex digits a byte */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
