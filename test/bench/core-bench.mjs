/** The core on input in memory, in Chromium, against `wc -l` of the same bytes on disk. */
import { spawnSync } from "node:child_process";
import { openBenchPage } from "./bench-page.mjs";
import { writeInput } from "./input-files.mjs";
import { fixed, mbPerSecond, median, printTable, ratio, takeTurns } from "./numbers.mjs";

/** @returns milliseconds and the number of lines */
function wordCount(path) {
  const start = performance.now();
  const { status, stdout } = spawnSync("wc", ["-l", path], { encoding: "utf8" });
  const ms = performance.now() - start;
  if (status !== 0) throw new Error("wc -l failed");
  return { ms, lines: Number.parseInt(stdout, 10) };
}

export async function coreBench({ folder, bytes, rounds }) {
  const { path, size } = await writeInput(folder, "application", bytes);
  const page = await openBenchPage(folder);
  try {
    const prepared = await page.call("prepareCore", bytes);
    if (prepared !== size) throw new Error(`the page generated ${prepared} bytes, not ${size}`);
    const { ours, theirs } = await takeTurns(
      rounds,
      () => page.call("runCore"),
      () => wordCount(path),
    );
    const [{ lines }] = theirs;
    for (const run of ours)
      if (run.lines !== lines) throw new Error(`wc -l counts ${lines} lines, the core ${run.lines}`);
    const reading = ours.map(({ phases }) => phases.reading);
    const counting = theirs.map(({ ms }) => ms);
    const row = (name, times) => [
      name,
      fixed(mbPerSecond(size, median(times))),
      fixed(lines / median(times) / 1000, 2),
      times.map((ms) => fixed(mbPerSecond(size, ms))).join(" "),
    ];
    printTable(
      `core, in memory: ${fixed(size / 2 ** 20, 1)} MiB, ${lines} lines`,
      ["what", "MB/s", "M lines/s", "each round, MB/s"],
      [
        row("core, reading", reading),
        row(
          "core, to report",
          ours.map(({ wholeMs }) => wholeMs),
        ),
        row("wc -l", counting),
      ],
    );
    const after = Object.keys(ours[0].phases).filter((phase) => phase !== "reading");
    const medianOf = (phase) => fixed(median(ours.map(({ phases }) => phases[phase] ?? 0)));
    console.log(`  after the reading: ${after.map((phase) => `${phase} ${medianOf(phase)} ms`).join(", ")}`);
    return [ratio("core / wc -l, application log", 0.25, reading, counting, { bytes: size, lines })];
  } finally {
    await page.close();
  }
}
