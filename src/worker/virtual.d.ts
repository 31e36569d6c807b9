/** Modules that vite.config.ts makes up for the single file: files as raw DEFLATE (RFC 1951) in base64. */
declare module "virtual:core-packed" {
  const base64: string;
  export default base64;
}

declare module "virtual:scores-packed" {
  const base64: string;
  export default base64;
}

declare module "virtual:worker-packed" {
  const base64: string;
  export default base64;
}
