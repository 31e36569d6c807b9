/** Correcting a template on screen: each control asks for its edit, what was done is said, kept and taken back. */
import axe from "axe-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Report, Template } from "../../../src/model/report.ts";
import { sourceKey } from "../../../src/model/source-key.ts";
import { refOf, type TemplateEdit, type TemplateSplit } from "../../../src/model/template-edits.ts";
import { find, type Mounted, memorySources, memoryStore, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport } from "../fixtures/report.ts";
import "../../../src/views/templates-view.ts";

let mounted: Mounted;
let sources: ReturnType<typeof memorySources>;
/** edits that the engine was asked to group by, the last ones last */
let asked: TemplateEdit[][];
let splits: TemplateSplit[];

const template = (): Template => mounted.result.report.templates.find(({ template }) => template.includes("<*>"))!;
const key = (): string => sourceKey(["app.log"], mounted.result.report.source.plan);

/** What an engine makes of edits, as far as the screen can tell: names and noise on their templates. */
function grouped(report: Report, edits: readonly TemplateEdit[]): Report {
  const templates = report.templates.map(({ name: _, noise: __, ...bare }) => {
    let edited: Template = bare;
    for (const edit of edits) {
      if (edit.kind === "name" && edit.of.template === bare.template) edited = { ...edited, name: edit.name };
      if (edit.kind === "noise" && edit.of.template === bare.template) edited = { ...edited, noise: true };
    }
    return edited;
  });
  return { ...report, templates, series: [...report.series], inputs: { ...report.inputs, templateEdits: [...edits] } };
}

beforeEach(async () => {
  sources = memorySources();
  asked = [];
  splits = [
    {
      parts: [
        { words: "up", events: 70 },
        { words: "down", events: 30 },
      ],
      hasRest: false,
    },
    { parts: [], hasRest: true },
  ];
  mounted = await mount(makeReport(), memoryStore(), "", sources);
  mounted.engine.rescore = (result, _settings, edits = []) => {
    asked.push([...edits]);
    return Promise.resolve({ ...result, report: grouped(mounted.result.report, edits) });
  };
  mounted.engine.templateSplits = () => Promise.resolve(splits);
  await openFile(mounted);
});

afterEach(async () => {
  mounted.shell.remove();
  document.documentElement.dataset.theme = "system";
  await page.viewport(1200, 800);
});

async function open(): Promise<void> {
  mounted.app.selecting.view("templates");
  mounted.app.selecting.template(template().id);
  await settled(mounted.shell);
  await page.getByText("Correct this template").click();
}

const shown = (): string =>
  (find<HTMLElement>(mounted.shell, "tl-template-corrections", "details")?.textContent ?? "").replaceAll(
    /[\u202f\s]+/g,
    " ",
  );

it("names a template: in the table, in the inspector, and for the next file of the source", async () => {
  await open();
  await userEvent.fill(page.getByLabelText("Name", { exact: true }), "pool wait");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("Named “pool wait”.")).toBeVisible();
  const edit: TemplateEdit = { kind: "name", of: refOf(template()), name: "pool wait" };
  expect(asked).toEqual([[edit]]);
  expect((await sources.load(key()))?.templateEdits).toEqual([edit]);
  await settled(mounted.shell);
  expect(find(mounted.shell, "tl-inspector", "h2")?.textContent).toContain("pool wait");
  expect(find(mounted.shell, "tl-templates-view", ".row[aria-selected=true] b")?.textContent).toBe("pool wait");
  // another name stands in its place
  await userEvent.fill(page.getByLabelText("Name", { exact: true }), "");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("The name was taken away.")).toBeVisible();
  expect(asked.at(-1)).toEqual([]);
});

it("marks noise by key, and hides it on request", async () => {
  await open();
  (page.getByRole("checkbox", { name: /Noise/ }).element() as HTMLElement).focus();
  await userEvent.keyboard(" ");
  await expect.element(page.getByText("Marked as noise: it raises no alerts.")).toBeVisible();
  expect(asked).toEqual([[{ kind: "noise", of: refOf(template()) }]]);
  await settled(mounted.shell);
  expect(find(mounted.shell, "tl-templates-view", ".row.noise .tag")?.textContent).toBe("noise");
  const hide = page.getByRole("button", { name: /^hide noise/ });
  await hide.click();
  await settled(mounted.shell);
  expect(hide.element().getAttribute("aria-pressed")).toBe("true");
  expect(find(mounted.shell, "tl-templates-view", ".row.noise")).toBeNull();
});

it("splits where words are known, and says where they are not", async () => {
  await open();
  await expect.element(page.getByRole("button", { name: "Split into 2" })).toBeVisible();
  expect(shown()).toContain("up, down");
  expect(shown()).toContain("cannot be split: every word has digits, which are masked while reading");
  await page.getByRole("button", { name: "Split into 2" }).click();
  await expect.element(page.getByText("Split into 2 templates.")).toBeVisible();
  expect(asked).toEqual([[{ kind: "split", of: refOf(template()), parameter: 0 }]]);
});

it("offers like templates to merge with, or any that are searched for", async () => {
  await open();
  await page.getByLabelText("Find a template to merge with").fill("lease");
  const merge = page.getByRole("button", { name: /^Merge with .*lease/i });
  await merge.first().click();
  await expect.element(page.getByText("Merged.")).toBeVisible();
  const [edit] = asked[0] as [Extract<TemplateEdit, { kind: "merge" }>];
  expect(edit.of[0]).toEqual(refOf(template()));
  expect(edit.of[1]?.template.toLowerCase()).toContain("lease");
  await page.getByLabelText("Find a template to merge with").fill("no such words at all");
  await expect.element(page.getByText("No other template has these words.")).toBeVisible();
});

it("lists all corrections and takes one back, here and for the source", async () => {
  await open();
  await page.getByRole("checkbox", { name: /Noise/ }).click();
  await expect.element(page.getByText("Marked as noise: it raises no alerts.")).toBeVisible();
  await page.getByRole("button", { name: "Split into 2" }).click();
  await expect.element(page.getByText("Split into 2 templates.")).toBeVisible();
  expect(shown()).toContain("2 corrections of this source");
  await page.getByRole("button", { name: /^Undo noise/ }).click();
  await expect.element(page.getByText("Taken back.")).toBeVisible();
  expect(asked.at(-1)).toEqual([{ kind: "split", of: refOf(template()), parameter: 0 }]);
  expect((await sources.load(key()))?.templateEdits).toEqual(asked.at(-1));
});

it("begins the next file of the source with them, and says so", async () => {
  const edits: TemplateEdit[] = [{ kind: "noise", of: refOf(template()) }];
  await sources.update(key(), { templateEdits: edits });
  let given: readonly TemplateEdit[] | undefined;
  const { analyze } = mounted.engine;
  mounted.engine.analyze = (settings, onProgress, signal, options) => {
    given = options?.templateEdits;
    return analyze(settings, onProgress, signal, options);
  };
  await mounted.app.analysing.open({ files: [new File(["x"], "app-2026-03-15.log")], handles: [] });
  await settled(mounted.shell);
  expect(given).toEqual(edits);
  await expect
    .element(page.getByText("1 correction of templates from earlier files of this source was applied; see Templates."))
    .toBeVisible();
});

it("says why an imported report cannot be corrected", async () => {
  mounted.app.holder.set({ result: { ...mounted.app.state.result!, partial: new ArrayBuffer(0) } });
  await open();
  expect(shown()).toContain("imported without its counts: open its log to correct templates");
  expect(find(mounted.shell, "tl-template-corrections", "input")).toBeNull();
});

it("tells the rule and its numbers of a status, in the table and the inspector", async () => {
  mounted.app.selecting.view("templates");
  const fresh = mounted.result.report.templates.find(({ status }) => status.includes("new"))!;
  mounted.app.selecting.template(fresh.id);
  await settled(mounted.shell);
  const rule = /after 81\s%\sof all events; at its rate since it would have been expected 212\stimes before/;
  expect(find(mounted.shell, "tl-template-panel", ".status")?.textContent).toMatch(rule);
  const episodes = find(mounted.shell, "tl-template-panel", ".figures > [title]");
  expect(episodes?.textContent).toContain("episodes");
  expect(episodes?.getAttribute("title")).toMatch(/^An episode ends where five bins pass/);
  await page.getByRole("button", { name: /^new \d/ }).click();
  await settled(mounted.shell);
  expect(find(mounted.shell, "tl-templates-view", ".tag.new")?.getAttribute("title")).toMatch(rule);
});

it("shows only what has a status, and sorts by rarity", async () => {
  mounted.app.selecting.view("templates");
  await settled(mounted.shell);
  const rows = () => mounted.shell.renderRoot.querySelector("tl-templates-view")!.shadowRoot!.querySelectorAll(".row");
  await page.getByRole("button", { name: /^rare \d/ }).click();
  await settled(mounted.shell);
  expect(rows().length).toBe(mounted.result.report.templates.filter(({ status }) => status.includes("rare")).length);
  await page.getByRole("button", { name: /^rare \d/ }).click();
  await page.getByRole("button", { name: "rarity", exact: true }).click();
  await settled(mounted.shell);
  const shownRarities = [...rows()].map((row) => Number(row.querySelector(".rarity")?.textContent));
  expect(shownRarities[0]).toBeCloseTo(3.9, 1);
  expect(shownRarities).toEqual([...shownRarities].sort((a, b) => b - a));
});

for (const theme of ["light", "dark"])
  it(`axe finds nothing, ${theme}`, async () => {
    document.documentElement.dataset.theme = theme;
    await open();
    await page.getByRole("checkbox", { name: /Noise/ }).click();
    await expect.element(page.getByText("Marked as noise: it raises no alerts.")).toBeVisible();
    await settled(mounted.shell);
    const { violations } = await axe.run(document.querySelector("tl-app")!, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

it("offers corrections that came with the report to the next files of the source", async () => {
  const edit: TemplateEdit = { kind: "name", of: refOf(template()), name: "pool wait" };
  await mounted.app.analysing.regroup([edit]);
  await open();
  await expect.element(page.getByText("They came with the report.")).toBeVisible();
  expect((await sources.load(key()))?.templateEdits ?? []).toEqual([]);
  await page.getByRole("button", { name: "Make them in its next files too" }).click();
  await expect.element(page.getByText("Kept: the next files of this source begin with them.")).toBeVisible();
  await expect.element(page.getByText("Also made in its next files.")).toBeVisible();
  expect((await sources.load(key()))?.templateEdits).toEqual([edit]);
  // a correction made here is kept by itself
  await page.getByRole("checkbox", { name: "Noise: raises no alerts" }).click();
  await expect.element(page.getByText("Marked as noise: it raises no alerts.")).toBeVisible();
  await expect.element(page.getByText("Also made in its next files.")).toBeVisible();
});

it("says when what was taken back is still made by later corrections, and keeps the focus for keys", async () => {
  await open();
  await page.getByRole("checkbox", { name: "Noise: raises no alerts" }).click();
  await expect.element(page.getByText("Marked as noise: it raises no alerts.")).toBeVisible();
  // the engine makes the same of it
  mounted.engine.rescore = (result) => Promise.resolve({ ...result });
  const undo = page.getByRole("button", { name: /^Undo/ });
  await undo.click();
  await expect
    .element(page.getByText("Taken back; the corrections after it still make the same of these templates."))
    .toBeVisible();
  mounted.engine.rescore = (result, _settings, edits = []) =>
    Promise.resolve({ ...result, report: grouped(mounted.result.report, edits) });
  find<HTMLElement>(mounted.shell, "tl-template-corrections", ".made button")!.focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("Taken back.", { exact: true })).toBeVisible();
  await expect.poll(() => find<HTMLElement>(mounted.shell, "tl-template-corrections", "summary:focus")).not.toBeNull();
});
