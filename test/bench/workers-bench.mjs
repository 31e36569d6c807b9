/** Two workers on a file in the private file system of the browser against one. */
import { openBenchPage } from "./bench-page.mjs";
import { writeInput } from "./input-files.mjs";
import { fixed, mbPerSecond, median, ratio, takeTurns } from "./numbers.mjs";

export async function workersBench({ folder, bytes, rounds }) {
  const { path, size } = await writeInput(folder, "application", bytes);
  const page = await openBenchPage(folder);
  try {
    await page.choose(path);
    await page.call("keepPrivately");
    const run = async (readers) => {
      const found = await page.call("analyzePrivate", readers);
      if (found.bytes !== size) throw new Error(`${readers} readers covered ${found.bytes} of ${size} bytes`);
      return found.ms;
    };
    const { ours, theirs } = await takeTurns(
      rounds,
      () => run(2),
      () => run(1),
    );
    const speed = (times) => fixed(mbPerSecond(size, median(times)));
    const note = `${speed(theirs)} MB/s by one, ${speed(ours)} MB/s by two`;
    return [ratio("two workers / one, file in OPFS", 1.6, ours, theirs, { bytes: size, note })];
  } finally {
    await page.close();
  }
}
