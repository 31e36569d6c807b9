/** The parameters of a template in the built product: from the file where it is open, also as the one file from the disk. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DIST } from "../../scripts/paths.mjs";
import { finished, showView } from "./support/actions.ts";
import { dropFiles, startServer, temporaryFolder, type Visitor, visit } from "./support/product.ts";

const folder = temporaryFolder();
const START_MS = Date.UTC(2026, 2, 14, 8);
let server: Awaited<ReturnType<typeof startServer>>;
let visitor: Visitor;
let log: string;

beforeAll(async () => {
  server = await startServer();
  visitor = await visit(join(folder.path, "profile"));
  log = join(folder.path, "requests.log");
  const line = (i: number) =>
    `${new Date(START_MS + i * 500).toISOString()} INFO request from 10.0.0.${i % 20} for /item/${i} took ${i % 100} ms\n`;
  writeFileSync(log, Array.from({ length: 50_000 }, (_, i) => line(i)).join(""));
});

afterAll(async () => {
  await visitor?.close();
  await server.stop();
  folder.remove();
});

for (const [where, url] of [
  ["from a server", () => server.url],
  ["as one file", () => pathToFileURL(join(DIST, "timberline.html")).href],
] as const)
  it(`are read from the open file, ${where}`, async () => {
    const { page, witness } = visitor;
    await page.goto(url());
    await dropFiles(page, [log]);
    await finished(page);
    await showView(page, "Templates");
    await page.getByText("request from").first().click();
    const table = page.getByRole("table", { name: "Parameters" });
    await table.getByText("duration").waitFor();
    const text = ((await table.textContent()) ?? "").replaceAll(/[\u202f\s]+/g, " ");
    expect(text).toMatch(/request from <\*> for IP ≥ 20 values/);
    expect(text).toMatch(/took <\*> ms duration ≥ 100 values/);
    expect(text).toMatch(/min0 ms ?median[45]\d(\.\d)? ms ?p959\d ms ?max99 ms/);
    await page.getByText(/^From 20\s?000 of 50\s?000 events, spread over the file\.$/).waitFor();
    expect(witness.complaints).toEqual([]);
  });
