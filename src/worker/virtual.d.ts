/** Modules that vite.config.ts makes up for the single file. */
declare module "virtual:core-base64" {
  const base64: string;
  export default base64;
}

declare module "virtual:scores-base64" {
  const base64: string;
  export default base64;
}

declare module "virtual:worker-source" {
  const source: string;
  export default source;
}
