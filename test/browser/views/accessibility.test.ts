/** axe finds nothing on any view, in light and in dark. */
import axe from "axe-core";
import { afterEach, expect, it, vi } from "vitest";
import type { Theme } from "../../../src/app/state.ts";
import { VIEWS } from "../../../src/views/view-registry.ts";
import { type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport, withComparison } from "../fixtures/report.ts";

let mounted: Mounted | null = null;

afterEach(() => {
  mounted?.shell.remove();
  mounted = null;
  document.documentElement.dataset.theme = "system";
});

function openDialog(shell: Element): Element | null {
  const elements = [...shell.shadowRoot!.querySelectorAll("*")];
  return elements.map((element) => element.shadowRoot?.querySelector("dialog[open]") ?? null).find(Boolean) ?? null;
}

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.querySelector("tl-app")!);
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}

for (const theme of ["light", "dark"] as Theme[]) {
  for (const dialog of ["help", "palette", "settings", "tour"] as const) {
    it(`${dialog}, ${theme}`, async () => {
      mounted = await mount(makeReport());
      document.documentElement.dataset.theme = theme;
      await openFile(mounted);
      mounted.app.dialog(dialog);
      await vi.waitFor(() => expect(openDialog(mounted!.shell)).not.toBeNull());
      await settled(mounted.shell);
      expect(await violations()).toEqual([]);
    });
  }

  it(`the first screen, ${theme}`, async () => {
    mounted = await mount();
    document.documentElement.dataset.theme = theme;
    await mounted.app.library.keep(mounted.result, []);
    await settled(mounted.shell);
    expect(await violations()).toEqual([]);
  });

  for (const { name: view } of VIEWS) {
    it(`${view}, ${theme}`, async () => {
      mounted = await mount(withComparison(makeReport(60)));
      document.documentElement.dataset.theme = theme;
      await openFile(mounted);
      mounted.app.selecting.toggleChart("level:error");
      mounted.app.selecting.text("pool");
      mounted.app.selecting.toggleDimension({ name: "host", value: "a" });
      mounted.app.selecting.alert("a1");
      mounted.app.selecting.view(view);
      mounted.app.messages.error("The file app.log changed while it was read; open it again.");
      await settled(mounted.shell);
      expect(await violations()).toEqual([]);
    });
  }
}
