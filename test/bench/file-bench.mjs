/** From a chosen File to its report in Chromium against a bare BYOB read of the same File; also on text that is real or hard. */
import { rmSync } from "node:fs";
import { openBenchPage } from "./bench-page.mjs";
import { writeInput, writeRealLogs } from "./input-files.mjs";
import { absent, fixed, mbPerSecond, median, ratio, takeTurns } from "./numbers.mjs";

const KINDS = [
  ["application", "application log", 0.75],
  ["access", "access log", 0.5],
  ["syslog", "syslog", 0.5],
  ["csv", "CSV with quotes", 0.5],
  ["json", "JSON lines", 0.5],
];

export async function fileBench({ folder, bytes, rounds }) {
  const page = await openBenchPage(folder);
  const figures = [];
  try {
    for (const [name, label, atLeast] of KINDS) {
      const input = await writeInput(folder, name, bytes);
      const what = `File to report / bare read, ${label}`;
      figures.push(await measure(page, what, atLeast, input, rounds, "analyzeFile"));
      rmSync(input.path);
    }
    return figures;
  } finally {
    await page.close();
  }
}

/** Templates, scores and saving are on, as in the app. */
export async function realBench({ folder, bytes, rounds }) {
  const page = await openBenchPage(folder);
  const figures = [];
  try {
    const real = writeRealLogs(folder, bytes);
    const name = "File to saved report / bare read, real logs";
    if (real) figures.push(await measure(page, name, null, real, rounds, "analyzeAndSave"));
    else figures.push(absent(name, "../shared/data/loghub is absent"));
    const hard = await writeInput(folder, "signatures", bytes);
    const what = "File to saved report / bare read, 100 000 signatures";
    figures.push(await measure(page, what, null, hard, rounds, "analyzeAndSave"));
    return figures;
  } finally {
    await page.close();
  }
}

async function measure(page, name, atLeast, { path, size }, rounds, analyze) {
  await page.choose(path);
  const run = async (call) => {
    const found = await page.call(call);
    if (found.bytes !== size) throw new Error(`${name}: ${call} covered ${found.bytes} of ${size} bytes`);
    return found;
  };
  const { ours, theirs } = await takeTurns(
    rounds,
    () => run(analyze),
    () => run("bareRead"),
  );
  const times = ours.map(({ ms }) => ms);
  const speed = mbPerSecond(size, median(times));
  const [{ lines, templates }] = ours;
  const note = `${fixed(speed)} MB/s, ${fixed(lines / median(times) / 1000, 1)} M lines/s, ${templates} templates`;
  return ratio(
    name,
    atLeast,
    times,
    theirs.map(({ ms }) => ms),
    { bytes: size, lines, note },
  );
}
