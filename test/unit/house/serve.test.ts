import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve } from "../../../scripts/serve.mjs";

let folder = "";
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "timberline-serve-"));
  const root = join(folder, "root");
  mkdirSync(join(root, "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(root, "index.html"), "<p>hello</p>");
  writeFileSync(join(root, "assets/core-abc.wasm"), "wasm");
  server = await serve(root, { port: 0 });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Sends a request line as it is; fetch would tidy the path first. */
function rawRequest(line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () =>
      socket.write(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString();
    });
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("the static server", () => {
  it("serves the page with the policy and without caching", async () => {
    const response = await fetch(server.url);
    expect(await response.text()).toBe("<p>hello</p>");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'.*frame-ancestors 'none'$/);
  });

  it("serves WASM as WASM, cached for good", async () => {
    const response = await fetch(`${server.url}assets/core-abc.wasm`);
    expect(response.headers.get("content-type")).toBe("application/wasm");
    expect(response.headers.get("cache-control")).toContain("immutable");
  });

  it.each([
    "GET /../secret.txt HTTP/1.1",
    "GET /%2e%2e/secret.txt HTTP/1.1",
    "GET /..%2fsecret.txt HTTP/1.1",
    "GET /%00 HTTP/1.1",
    "GET /%zz HTTP/1.1",
    "POST / HTTP/1.1",
  ])("answers %s with 404", async (line) => {
    const answer = await rawRequest(line);
    expect(answer).toMatch(/^HTTP\/1\.1 404/);
    expect(answer).not.toContain("hello");
  });

  it("takes another port when the wanted one is taken", async () => {
    const second = await serve(folder, { port: server.port });
    expect(second.port).not.toBe(server.port);
    await second.stop();
    await expect(serve(folder, { port: server.port, strict: true })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
