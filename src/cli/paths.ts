/** Paths as the caller meant them. */
import { resolve } from "node:path";

/**
 * npm runs a script in the package's folder and leaves the caller's in INIT_CWD. Started without npm, or by a script
 * of another name, the folder we run in is the caller's.
 */
export function fromCallersFolder(path: string, env: NodeJS.ProcessEnv = process.env): string {
  const folder = env.npm_lifecycle_event === "timberline" ? (env.INIT_CWD ?? process.cwd()) : process.cwd();
  return resolve(folder, path);
}
