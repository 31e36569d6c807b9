/** The parameters of the chosen template: a table of them, and what stands there without a file, without lines, or after a failure. */
import axe from "axe-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { page } from "vitest/browser";
import { TimberlineError } from "../../../src/model/analysis.ts";
import type { ParameterRange, TemplateParameters } from "../../../src/model/parameters.ts";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport } from "../fixtures/report.ts";
import "../../../src/views/template-parameters.ts";

let mounted: Mounted;
let templateId: string;

const shown = (): string =>
  (find<HTMLElement>(mounted.shell, "tl-template-parameters", "section")?.textContent ?? "").replaceAll(
    /[\u202f\s]+/g,
    " ",
  );

beforeEach(async () => {
  const report = makeReport();
  templateId = report.templates.find(({ template }) => template.includes("<*>"))!.id;
  mounted = await mount(report);
  await openFile(mounted);
});

afterEach(async () => {
  mounted.shell.remove();
  document.documentElement.dataset.theme = "system";
  await page.viewport(1200, 800);
});

async function choose(): Promise<void> {
  mounted.app.selecting.template(templateId);
  await settled(mounted.shell);
}

function answer(with_: (range: ParameterRange) => Promise<TemplateParameters>): void {
  mounted.engine.templateParameters = (_, range) => with_(range);
}

const empty = { templateId: "", events: 0, unaligned: 0, complete: true, parameters: [] };

it("shows type, values and numbers of each, and what they are of", async () => {
  await choose();
  expect(shown()).toContain("took <*> duration > 99.9 %");
  expect(shown()).toContain("≈ 430 values");
  expect(shown()).toContain("12 ms700");
  expect(shown()).toContain("median12 ms");
  expect(shown()).toContain("max1 251 ms");
  expect(shown()).toMatch(
    /From 20 000 of [\d ]+ events, spread over the file. 3 more messages could not be taken apart/,
  );
});

it("asks again for another range, and takes no answer to an older question", async () => {
  const waiting: { range: ParameterRange; resolve: (found: TemplateParameters) => void }[] = [];
  answer((range) => new Promise((resolve) => waiting.push({ range, resolve })));
  await choose();
  expect(shown()).toContain("reading its lines");
  const rangeMs = { startMs: 1_000, endMs: 2_000 };
  mounted.app.selecting.range(rangeMs);
  await settled(mounted.shell);
  expect(waiting.map(({ range }) => range)).toEqual([{}, rangeMs]);
  waiting[1]?.resolve(empty);
  waiting[0]?.resolve({ ...empty, unaligned: 5 });
  await settled(mounted.shell);
  expect(shown()).toContain("None of its events lie in the range.");
});

it("names some values where each came once, instead of the first by name as the commonest", async () => {
  const one = { type: "number" as const, typeCount: 3, distinct: 3, distinctEstimate: 3, numbers: null };
  const top = ["0", "1", "10"].map((value) => ({ value, count: 1 }));
  answer(() =>
    Promise.resolve({ ...empty, complete: true, events: 3, parameters: [{ ...one, context: "at <*>", top }] }),
  );
  await choose();
  expect(shown()).toContain("each once: 0, 1, 10");
  expect(find(mounted.shell, "tl-template-parameters", "td.number")).toBeNull();
});

it("says why there are none", async () => {
  answer(() => Promise.reject(new TimberlineError({ code: "changed", message: "app.log changed: choose it again." })));
  await choose();
  expect(shown()).toContain("app.log changed: choose it again.");
  answer(() => Promise.resolve({ ...empty, unaligned: 4 }));
  mounted.app.selecting.range({ startMs: 5, endMs: 6 });
  await settled(mounted.shell);
  expect(shown()).toContain("do not show where the parameters are");
  mounted.app.holder.set({ files: "absent" });
  await settled(mounted.shell);
  expect(shown()).toContain("which is not open");
  expect(find(mounted.shell, "tl-template-parameters", "button")?.textContent).toContain("Open the file again");
});

it("shows many only when asked, by key as by mouse", async () => {
  const one = {
    type: "word" as const,
    typeCount: 5,
    distinct: 1,
    distinctEstimate: 1,
    top: [{ value: "x", count: 5 }],
    numbers: null,
  };
  const parameters = Array.from({ length: 40 }, (_, i) => ({ ...one, context: `field${i} <*>` }));
  answer(() => Promise.resolve({ ...empty, events: 5, parameters }));
  await choose();
  expect(shown()).not.toContain("field12");
  const button = find<HTMLButtonElement>(mounted.shell, "tl-template-parameters", "button");
  expect(button?.textContent).toContain("28 more parameters");
  button?.focus();
  button?.click();
  await settled(mounted.shell);
  expect(shown()).toContain("field39");
});

for (const theme of ["light", "dark"])
  it(`axe finds nothing, and nothing is wider than a phone, ${theme}`, async () => {
    document.documentElement.dataset.theme = theme;
    await page.viewport(390, 844);
    await choose();
    const { violations } = await axe.run(document.querySelector("tl-app")!, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const section = find<HTMLElement>(mounted.shell, "tl-template-parameters", "section")!;
    expect(section.scrollWidth).toBeLessThanOrEqual(390);
  });
