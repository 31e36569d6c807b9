/** In Node: the command line against lnav, and counts of a table per second against DuckDB. Both are looked for, not required. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleForNode } from "../../scripts/bundles.mjs";
import { BUILD, DIST_CLI, ROOT } from "../../scripts/paths.mjs";
import { ensureBuilt } from "./built.mjs";
import { writeInput } from "./input-files.mjs";
import { absent, fixed, mbPerSecond, median, ratio, takeTurns } from "./numbers.mjs";

function timed(command, args, env = {}) {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    env: { ...process.env, ...env },
  });
  if (error || status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
  return { ms: performance.now() - start, stdout };
}

export async function lnavBench({ folder, bytes, rounds }) {
  const name = "timberline analyze in Node / lnav, application log";
  if (spawnSync("lnav", ["-V"]).error) return [absent(name, "lnav is not installed")];
  ensureBuilt();
  const { path, size } = await writeInput(folder, "application", bytes);
  const lnav = (commands) => timed("lnav", ["-n", "-q", "-c", commands, path], { HOME: folder });
  // counted once, outside of the clock, so that it is seen to have indexed every message
  const { stdout } = timed("lnav", ["-n", "-c", ";SELECT count(*) FROM all_logs", path], { HOME: folder });
  const analyze = () => timed(process.execPath, [join(DIST_CLI, "timberline.mjs"), "analyze", path]);
  const events = /^events +([\d,]+)/m.exec(analyze().stdout)?.[1].replaceAll(",", "");
  const indexed = /\d+/.exec(stdout.replace(/count\(\*\)/, ""))?.[0];
  if (indexed !== events) throw new Error(`lnav indexes ${indexed} messages, the command line counts ${events} events`);
  const { ours, theirs } = await takeTurns(rounds, analyze, () => lnav(":quit"));
  const times = ours.map(({ ms }) => ms);
  const note = `${fixed(mbPerSecond(size, median(times)))} MB/s, ${events} events`;
  return [
    ratio(
      name,
      3,
      times,
      theirs.map(({ ms }) => ms),
      { bytes: size, note },
    ),
  ];
}

const TYPES = "{'time': 'TIMESTAMP', 'level': 'VARCHAR', 'service': 'VARCHAR', 'ms': 'DOUBLE', 'message': 'VARCHAR'}";

/** DuckDB from where --duckdb says it was installed, or from beside the product. @returns null when it is not there */
async function duckDb(place) {
  try {
    const resolved = createRequire(join(place ?? ROOT, "any.js")).resolve("@duckdb/node-api");
    return await import(pathToFileURL(resolved).href);
  } catch {
    return null;
  }
}

export async function groupByBench({ folder, bytes, rounds, duckdb }) {
  const name = "CSV counts per second and service / DuckDB, one thread";
  const api = await duckDb(duckdb);
  if (!api) return [absent(name, "@duckdb/node-api is not installed (--duckdb FOLDER names where)")];
  ensureBuilt();
  const { path, size } = await writeInput(folder, "csv", bytes);
  const instance = await (api.DuckDBInstance ?? api.default.DuckDBInstance).create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const query = `SELECT date_trunc('second', time) AS second, service, count(*) AS events, avg(ms) AS ms
    FROM read_csv('${path}', header = true, columns = ${TYPES}, quote = '"', escape = '"') GROUP BY 1, 2`;
  const theirRun = async () => {
    const start = performance.now();
    const rows = (await connection.runAndReadAll(query)).getRows();
    return { ms: performance.now() - start, events: rows.reduce((sum, [, , events]) => sum + Number(events), 0) };
  };
  const bundle = await bundleForNode("test/bench/node/count-table.ts", join(folder, "count-table"));
  const { countTable } = await import(pathToFileURL(bundle).href);
  const { ours, theirs } = await takeTurns(rounds, () => countTable(path, BUILD), theirRun);
  const [{ events, wholeMs }] = ours;
  if (events !== theirs[0].events) throw new Error(`DuckDB counts ${theirs[0].events} rows, the core ${events}`);
  const times = ours.map(({ ms }) => ms);
  const note = `${fixed(mbPerSecond(size, median(times)))} MB/s; with templates, scores and evidence ${fixed(wholeMs)} ms`;
  return [
    ratio(
      name,
      3,
      times,
      theirs.map(({ ms }) => ms),
      { bytes: size, note },
    ),
  ];
}
