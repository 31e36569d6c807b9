/** Charts follow the colours of the page, and elements draw themselves only when something they show has changed. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TimeLine } from "../../../src/views/time-line.ts";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";

let m: Mounted;

beforeEach(async () => {
  m = await mount();
  await openFile(m);
  m.app.theme("light");
  await settled(m.shell);
});
afterEach(() => {
  m.shell.remove();
  document.documentElement.removeAttribute("data-theme");
});

/** What the canvas of the time line holds. */
function pixels(): string {
  const canvas = find<HTMLCanvasElement>(m.shell, "tl-time-line", "canvas")!;
  return canvas.toDataURL();
}

describe("the time line", () => {
  it("is drawn in the colours of another theme, and as before in those of the first", async () => {
    await vi.waitFor(() => expect(find(m.shell, "tl-time-line", "canvas")).not.toBeNull());
    await settled(m.shell);
    const light = pixels();
    m.app.theme("dark");
    await settled(m.shell);
    expect(pixels()).not.toBe(light);
    m.app.theme("light");
    await settled(m.shell);
    expect(pixels()).toBe(light);
  });

  it("has nothing to draw for what it does not show", async () => {
    const line = m.shell.renderRoot.querySelector<TimeLine>("tl-time-line")!;
    const render = vi.spyOn(line, "render");
    m.app.messages.info("Something else.");
    m.app.theme("dark");
    m.app.selecting.view("templates");
    await settled(m.shell);
    expect(render).not.toHaveBeenCalled();
    m.app.selecting.toggleLevel("error");
    await settled(m.shell);
    expect(render).toHaveBeenCalled();
  });
});
