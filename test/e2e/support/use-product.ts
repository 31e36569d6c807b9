/** What the tests of a file share: the product served, one person's browser, and a folder that vanishes after them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { DIST } from "../../../scripts/paths.mjs";
import { finished, saved } from "./actions.ts";
import { dropFiles, generateLog, startServer, temporaryFolder, type Visitor, visit, type Witness } from "./product.ts";

export class Product {
  /** null before the tests begin, and where nothing is served */
  private server: Awaited<ReturnType<typeof startServer>> | null = null;
  private readonly folder = temporaryFolder();
  private readonly visitors = new Map<string, Visitor>();
  private current: Visitor | null = null;

  /** The address of the first screen. */
  get url(): string {
    if (this.server === null) throw new Error("The product is not served yet");
    return this.server.url;
  }

  get visitor(): Visitor {
    if (this.current === null) throw new Error("Nobody has visited yet");
    return this.current;
  }

  get page(): Page {
    return this.visitor.page;
  }

  get witness(): Witness {
    return this.visitor.witness;
  }

  /** Path of the folder. */
  get path(): string {
    return this.folder.path;
  }

  /** @returns the path of a file in the folder, there or not */
  at(name: string): string {
    return join(this.folder.path, name);
  }

  /** @returns the path of the file that was written */
  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.at(name), content);
    return this.at(name);
  }

  /** @returns a generated application log with known incidents, and its path */
  log(options: Parameters<typeof generateLog>[1] = {}): ReturnType<typeof generateLog> {
    return generateLog(this.folder.path, options);
  }

  /** One more person, with a profile of their own; closed after the tests. */
  async invite(name: string): Promise<Visitor> {
    const visitor = await visit(this.at(`profile-${name}`));
    this.visitors.set(name, visitor);
    return visitor;
  }

  /** The person of the tests closes the browser, if one is open, and comes back. */
  async comeBack(): Promise<Visitor> {
    await this.current?.close();
    this.current = await this.invite("own");
    return this.current;
  }

  /** Shows the first screen as after a click on a link: nothing of the page before is left but what was kept. */
  async firstScreen(address = this.url, { page } = this.visitor): Promise<void> {
    await page.goto("about:blank");
    await page.goto(address);
    await page.getByRole("button", { name: "Try a sample" }).waitFor();
  }

  /** Drops files on the first screen, and waits until their analysis is on screen and kept. */
  async analyse(...paths: string[]): Promise<void> {
    await this.firstScreen();
    await dropFiles(this.page, paths);
    await finished(this.page);
    await saved(this.page);
  }

  /** @param root folder to serve; absent: the built app */
  async serve(root = DIST): Promise<void> {
    this.server = await startServer(root);
  }

  /** The network is gone. */
  async stopServing(): Promise<void> {
    await this.server?.stop();
    this.server = null;
  }

  /** @returns the address and what a screen reader would find on the page */
  async seen(): Promise<string> {
    if (this.current === null) return "nobody has visited";
    return `${this.page.url()}\n${await this.page.locator("body").ariaSnapshot({ timeout: 5_000 }).catch(String)}`;
  }

  async end(): Promise<void> {
    await Promise.all([...this.visitors.values()].map((visitor) => visitor.close()));
    await this.stopServing();
    this.folder.remove();
  }
}

/**
 * Has the product served and a browser with a blank page before the tests of a file, and all cleared away after them.
 *
 * @param served false: the file begins with no server
 */
export function useProduct({ served = true } = {}): Product {
  const product = new Product();
  beforeAll(async () => {
    if (served) await product.serve();
    await product.comeBack();
  });
  // what was on screen says more of a failure than where it was waited for
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") console.log(await product.seen());
  });
  afterAll(() => product.end());
  return product;
}
