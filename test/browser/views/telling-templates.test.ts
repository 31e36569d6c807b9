/** A chosen range names what tells it from the rest, and leads to it. */
import axe from "axe-core";
import { afterEach, expect, it } from "vitest";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { BIN_MS, START_MS } from "../fixtures/report.ts";

let mounted: Mounted;

afterEach(() => {
  mounted.shell.remove();
  document.documentElement.dataset.theme = "system";
});

const shown = (): string => find<HTMLElement>(mounted.shell, "tl-inspector", ".all")?.textContent ?? "";

it("names them for a range only, first the burst, and selects one by a click", async () => {
  mounted = await mount();
  await openFile(mounted);
  expect(shown()).not.toContain("Telling templates");
  mounted.app.selecting.range({ startMs: START_MS + 621 * BIN_MS, endMs: START_MS + 650 * BIN_MS });
  await settled(mounted.shell);
  expect(shown()).toContain("Telling templates");
  const first = find<HTMLButtonElement>(mounted.shell, "tl-inspector", ".related .link");
  expect(first?.textContent).toContain("Connection pool exhausted");
  first?.click();
  await settled(mounted.shell);
  expect(mounted.app.state.selection.templateId).toBe("0000000000001006");
});

for (const theme of ["light", "dark"])
  it(`axe finds nothing, ${theme}`, async () => {
    document.documentElement.dataset.theme = theme;
    mounted = await mount();
    await openFile(mounted);
    mounted.app.selecting.range({ startMs: START_MS + 621 * BIN_MS, endMs: START_MS + 650 * BIN_MS });
    await settled(mounted.shell);
    const { violations } = await axe.run(document.querySelector("tl-app")!, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
