/** On a phone nothing is wider than the screen, and the inspector does not cover the lines. */
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import type { ViewName } from "../../../src/app/state.ts";
import { type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport } from "../fixtures/report.ts";

let mounted: Mounted | null = null;

beforeAll(() => page.viewport(390, 844));
afterAll(() => page.viewport(1200, 800));
afterEach(() => {
  mounted?.shell.remove();
  mounted = null;
});

/** @returns descriptions of elements that reach over the right edge and are not inside something that scrolls or cuts */
function wide(root: ParentNode): string[] {
  return [...root.children].flatMap((element) => {
    if (element.matches(".hear, svg, canvas, style") || getComputedStyle(element).overflowX !== "visible") return [];
    if (element.getBoundingClientRect().right > innerWidth + 1) return [`${element.localName}.${element.className}`];
    return [...wide(element), ...(element.shadowRoot === null ? [] : wide(element.shadowRoot))];
  });
}

it("the first screen fits", async () => {
  mounted = await mount();
  await mounted.app.library.keep(mounted.result, []);
  await settled(mounted.shell);
  const screen = mounted.shell.renderRoot.querySelector("tl-first-screen")!;
  expect(screen.shadowRoot!.querySelector("tl-analysis-list")).not.toBeNull();
  expect(wide(screen.shadowRoot!)).toEqual([]);
  expect(screen.scrollWidth).toBeLessThanOrEqual(390);
});

for (const view of ["overview", "alerts", "library"] as ViewName[]) {
  it(`${view} fits`, async () => {
    mounted = await mount(makeReport());
    await openFile(mounted);
    mounted.app.selecting.view(view);
    await settled(mounted.shell);
    expect(wide(mounted.shell.renderRoot.querySelector(`tl-${view}-view`)!.shadowRoot!)).toEqual([]);
    expect(mounted.shell.renderRoot.querySelector<HTMLElement>(".view")!.scrollWidth).toBeLessThanOrEqual(390);
  });
}

it("says what was exported over the bottom bar, and only then has a status bar", async () => {
  mounted = await mount(makeReport());
  await openFile(mounted);
  const bar = mounted.shell.renderRoot.querySelector("tl-status-bar")!;
  expect(getComputedStyle(bar).display).toBe("none");
  mounted.app.holder.set({ written: { name: `${"long".repeat(30)}.json`, bytes: 2000 } });
  await settled(mounted.shell);
  const { left, right, bottom } = bar.getBoundingClientRect();
  expect(right - left).toBeGreaterThan(100);
  expect(right).toBeLessThanOrEqual(390);
  const nav = mounted.shell.renderRoot.querySelector("nav")!.getBoundingClientRect();
  expect(bottom).toBeLessThanOrEqual(nav.top);
});

it("the inspector is a sheet that leaves the lines alone", async () => {
  mounted = await mount(makeReport());
  await openFile(mounted);
  mounted.app.selecting.alert("a1");
  await settled(mounted.shell);
  const inspector = mounted.shell.renderRoot.querySelector(".panel")!;
  expect(inspector.getBoundingClientRect().width).toBe(390);
  expect(inspector.getBoundingClientRect().height).toBeLessThan(844 / 2 + 1);
  mounted.app.selecting.lines();
  await settled(mounted.shell);
  expect(getComputedStyle(inspector).display).toBe("none");
});

it("marks under the time line stand under its bars also where the screen has become narrow", async () => {
  await page.viewport(1200, 800);
  mounted = await mount(makeReport());
  await openFile(mounted);
  const line = mounted.shell.renderRoot.querySelector<HTMLElement>("tl-time-line")!;
  const left = (): number =>
    line.shadowRoot!.querySelector(".u-over")!.getBoundingClientRect().left - line.getBoundingClientRect().left;
  const marks = (): number => Number.parseFloat(line.style.getPropertyValue("--lane-left"));
  await vi.waitFor(() => expect(left()).toBe(marks()));
  const before = marks();
  await page.viewport(390, 844);
  await vi.waitFor(() => expect(marks()).toBeLessThan(before));
  await vi.waitFor(() => expect(left()).toBe(marks()));
});
