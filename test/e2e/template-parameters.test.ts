/** The parameters of a template in the built product: from the file where it is open, also as the one file from the disk. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { DIST } from "../../scripts/paths.mjs";
import { finished, showView } from "./support/actions.ts";
import { dropFiles } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
const START_MS = Date.UTC(2026, 2, 14, 8);
let log: string;

beforeAll(() => {
  const line = (i: number) =>
    `${new Date(START_MS + i * 500).toISOString()} INFO request from 10.0.0.${i % 20} for /item/${i} took ${i % 100} ms\n`;
  log = product.write("requests.log", Array.from({ length: 50_000 }, (_, i) => line(i)).join(""));
});

for (const [where, url] of [
  ["from a server", () => product.url],
  ["as one file", () => pathToFileURL(join(DIST, "timberline.html")).href],
] as const)
  it(`are read from the open file, ${where}`, async () => {
    const { page, witness } = product;
    await page.goto(url());
    await dropFiles(page, [log]);
    await finished(page);
    await showView(page, "Templates");
    await page.getByText("request from").first().click();
    const table = page.getByRole("table", { name: "Parameters" });
    await table.getByText("duration").waitFor();
    const text = ((await table.textContent()) ?? "").replaceAll(/[\u202f\s]+/g, " ");
    expect(text).toMatch(/request from <\*> for IP ≈ 20 values/);
    expect(text).toMatch(/took <\*> ms duration ≈ 100 values/);
    expect(text).toMatch(/min0 ms ?median[45]\d(\.\d)? ms ?p959\d ms ?max99 ms/);
    await page.getByText(/^From 20\s?000 of 50\s?000 events, spread over the file\.$/).waitFor();
    expect(witness.complaints).toEqual([]);
  });
