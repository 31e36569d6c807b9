/** The files that are named on the command line, folders with all that is in them, each under a name of its own. */
import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { TimberlineError } from "../model/analysis.ts";
import { distinctName } from "../model/distinct-name.ts";

/** More files than this in a folder are surely not meant. */
const MOST_FILES = 1000;

export interface InputFile {
  path: string;
  /** as the report calls it: with the path inside a named folder */
  name: string;
}

/**
 * @param paths absolute; in the order named, folders in the order of the paths in them, hidden files left out
 * @throws TimberlineError "unreadable" when a folder cannot be listed
 */
export function inputFiles(paths: readonly string[]): InputFile[] {
  const taken = new Set<string>();
  return paths.flatMap((path) => {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    const found = isFolder ? filesIn(path) : [{ path, name: basename(path) }];
    return found.map((file) => ({ path: file.path, name: distinctName(file.name, taken) }));
  });
}

function filesIn(folder: string): InputFile[] {
  const found: InputFile[] = [];
  const visit = (path: string, name: string) => {
    for (const entry of list(path)) {
      if (found.length >= MOST_FILES) return;
      if (entry.name.startsWith(".")) continue;
      const inside = { path: join(path, entry.name), name: `${name}/${entry.name}` };
      if (entry.isDirectory()) visit(inside.path, inside.name);
      else if (entry.isFile()) found.push(inside);
    }
  };
  visit(folder, basename(folder));
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function list(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    throw new TimberlineError({ code: "unreadable", message: `The folder ${path} could not be listed: ${reason}.` });
  }
}
