/** How long our own script holds the main thread while a log is read: reported, and only checked to be measured. */
import { statSync } from "node:fs";
import { expect, it } from "vitest";
import { finished } from "./support/actions.ts";
import { dropFiles } from "./support/product.ts";
import { scriptTasks, startTrace } from "./support/trace.ts";
import { useProduct } from "./support/use-product.ts";

/** What is wished for, in ms; a slow machine may miss it. */
const WISHED_P99_MS = 50;

const product = useProduct();

it("while it reads, tasks of the page stay short", async () => {
  const { page } = product;
  const log = product.log({ hours: 12, rate: 40 });
  await product.firstScreen();
  const trace = await startTrace(page);
  await dropFiles(page, [log.path]);
  await finished(page);

  const tasks = scriptTasks(await trace.stop());
  expect(tasks.length).toBeGreaterThan(3);
  const p99 = tasks[Math.ceil(tasks.length * 0.99) - 1]?.ms ?? 0;
  const longest = tasks.slice(-3).map(({ atMs, ms }) => `${ms.toFixed(0)} ms at ${(atMs / 1000).toFixed(2)} s`);
  const bytes = statSync(log.path).size;
  console.log(
    `main thread over ${(bytes / 1e6).toFixed(0)} MB: ${tasks.length} tasks with script, p99 ${p99.toFixed(1)} ms ` +
      `(wished: ${WISHED_P99_MS}), longest ${longest.join(", ")}`,
  );
});
