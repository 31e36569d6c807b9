/** Inputs on disk: written when first asked for, in a folder that is removed at the end. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/paths.mjs";
import { load } from "./load.mjs";

/** @returns the path and exact size of a generated input of at most `bytes` */
export async function writeInput(folder, name, bytes) {
  const module = await load("test/bench/inputs.ts");
  const { file, make } = module.INPUTS[name];
  const path = join(folder, `${bytes}-${file}`);
  if (!existsSync(path)) writeChunks(path, make(bytes));
  return { path, size: statSync(path).size };
}

/** Real logs of many kinds one after the other, again and again. @returns null where they are absent */
export function writeRealLogs(folder, bytes) {
  const logs = join(ROOT, "../shared/data/loghub");
  if (!existsSync(logs)) return null;
  const contents = readdirSync(logs).flatMap((name) =>
    readdirSync(join(logs, name))
      .filter((file) => file.endsWith(".log"))
      .map((file) => `${readFileSync(join(logs, name, file), "latin1").trimEnd()}\n`),
  );
  const piece = Buffer.from(contents.join(""), "latin1");
  const path = join(folder, `${bytes}-real.log`);
  writeChunks(path, Array(Math.max(1, Math.round(bytes / piece.length))).fill(piece));
  return { path, size: statSync(path).size };
}

function writeChunks(path, chunks) {
  const file = openSync(path, "w");
  for (const chunk of chunks) writeSync(file, chunk);
  closeSync(file);
}
