/**
 * `npm run bench [-- core|file|reference …] [--size 1GiB] [--rounds 5] [--json out.json]`: measurements and checks that
 * are not tests. Inputs are generated into a temporary folder, which is removed afterwards. Prints tables, and writes
 * JSON into bench-results/ or where --json says. Without a name it runs core and file.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { coreBench, fileBench } from "../test/bench/browser-benches.mjs";
import { parseSize } from "../test/bench/numbers.mjs";
import { referenceChecks } from "../test/bench/reference/checks.mjs";
import { ROOT } from "./paths.mjs";

const BENCHES = { core: coreBench, file: fileBench, reference: referenceChecks };
const DEFAULT_SIZES = { core: "256MiB", file: "1GiB", reference: "1MiB" };
const USAGE = "usage: npm run bench [-- core|file|reference …] [--size 1GiB] [--rounds 5] [--json out.json]";

function wrongUsage(message) {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        size: { type: "string" },
        rounds: { type: "string", default: "5" },
        json: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return wrongUsage(error.message);
  }
}

const { values, positionals } = options();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const names = positionals.length > 0 ? positionals : ["core", "file"];
const unknown = names.find((name) => !(name in BENCHES));
if (unknown) wrongUsage(`There is no bench "${unknown}".`);
if (!/^[1-9]\d?$/.test(values.rounds)) wrongUsage("--rounds takes a whole number from 1 to 99.");
const rounds = Number(values.rounds);
const sizes = Object.fromEntries(names.map((name) => [name, parseSize(values.size ?? DEFAULT_SIZES[name])]));
if (Object.values(sizes).includes(null)) wrongUsage("--size takes a size such as 200MiB or 1GiB.");

const folder = mkdtempSync(join(tmpdir(), "timberline-bench-"));
const cleanUp = () => rmSync(folder, { recursive: true, force: true });
process.on("exit", cleanUp);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

const results = {
  at: new Date().toISOString(),
  machine: { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version },
};
let ok = true;
for (const name of names) {
  const { figures, passed } = await BENCHES[name]({ folder, bytes: sizes[name], rounds });
  results[name] = figures;
  ok = ok && passed;
}
const target = values.json ?? join(ROOT, "bench-results", `${names.join("-")}.json`);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\nfigures written to ${target}`);
process.exitCode = ok ? 0 : 1;
