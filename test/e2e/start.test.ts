/** `npm start`, as the README says it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/paths.mjs";

it("prints one plain address, serves the app there, and ends when asked to", async () => {
  const child = spawn(process.execPath, ["scripts/start.mjs", "--no-open", "--port", "0"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const printed: string[] = [];
  let address = "";
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    address = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0] ?? "";
    if (address) break;
  }
  const response = await fetch(address);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("<tl-app>");
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  expect((await exited)[0]).toBe(0);
  expect(printed.filter((line) => line.includes("http"))).toHaveLength(1);
});
