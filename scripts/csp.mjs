/**
 * The Content-Security-Policy of the hosted app and of the single file. Neither names a remote origin: whatever the
 * page would want to load or send elsewhere, the browser refuses.
 */
import { createHash } from "node:crypto";

/** Trusted Types policies: lit's own, the worker's URL, the service worker's URL. */
const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types lit-html app app-updates";

/** The hosted app; also sent as a header by scripts/serve.mjs. */
export const HOSTED_CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  TRUSTED_TYPES,
].join("; ");

function hashSource(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/**
 * @param scripts contents of the inline scripts, exactly as between their tags
 * @param styles the same of the inline style sheets
 */
export function singleFileCsp(scripts, styles) {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hashSource).join(" ")} 'wasm-unsafe-eval'`,
    `style-src ${styles.map(hashSource).join(" ") || "'none'"}`,
    "img-src data: blob:",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    TRUSTED_TYPES,
  ].join("; ");
}

/** @returns the meta element that carries a policy */
export function cspMeta(policy) {
  return `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
}
