/** The stack trace of the chosen template, and the way to the others of the same exception. */
import axe from "axe-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Trace } from "../../../src/model/trace.ts";
import { withTrace } from "../../../src/model/trace.ts";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport } from "../fixtures/report.ts";

const THROWN: Trace = {
  language: "java",
  exception: "java.lang.IllegalStateException caused by java.sql.SQLException",
  frames: ["com.acme.Db.query", "com.acme.Api.get", "com.acme.Server.handle"],
  frameCount: 5,
};
const ELSEWHERE: Trace = { ...THROWN, frames: ["com.acme.Db.open"], frameCount: 1 };

let mounted: Mounted;
let ids: string[];

const section = (): HTMLElement | null => find<HTMLElement>(mounted.shell, "tl-template-panel", "section.trace");
const shown = (): string => (section()?.textContent ?? "").replaceAll(/[\u202f\s]+/g, " ");

beforeEach(async () => {
  const report = makeReport();
  const [first, second, third] = report.templates.slice(0, 3);
  for (const [template, trace] of [
    [first, THROWN],
    [second, ELSEWHERE],
  ] as const) {
    if (!template) continue;
    template.template = withTrace(template.template, trace);
    template.trace = trace;
    template.count = 1200;
  }
  ids = [first, second, third].flatMap((template) => template?.id ?? []);
  mounted = await mount(report);
  await openFile(mounted);
});

afterEach(() => mounted.shell.remove());

async function choose(index: number): Promise<void> {
  mounted.app.selecting.template(ids[index] as string);
  await settled(mounted.shell);
}

it("names what was thrown and through which functions", async () => {
  await choose(0);
  expect(shown()).toContain("Stack trace of Java java.lang.IllegalStateException caused by java.sql.SQLException");
  expect([...(section()?.querySelectorAll("ol li") ?? [])].map((one) => one.textContent)).toEqual(THROWN.frames);
  expect(shown()).toContain("and 2 more functions further out");
  const { violations } = await axe.run(mounted.shell, { runOnly: ["wcag2a", "wcag2aa"] });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

it("leads to the others of the same exception", async () => {
  await choose(0);
  expect(shown()).toContain("The same was thrown with other frames in 1 200 events of 1 other template:");
  section()?.querySelector<HTMLButtonElement>(".related button")?.click();
  await settled(mounted.shell);
  expect(mounted.app.state.selection.templateId).toBe(ids[1]);
  expect(shown()).toContain("com.acme.Db.open");
  expect(shown()).not.toContain("further out");
});

it("is not there for a template without a trace", async () => {
  await choose(2);
  expect(section()).toBeNull();
});
