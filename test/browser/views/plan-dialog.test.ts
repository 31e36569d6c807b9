/** How the files are read, on screen: what is shown, what a change does to the draft, and what a click asks of the engine. */
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { TimberlineError } from "../../../src/model/analysis.ts";
import type { FilePlan, Plan } from "../../../src/model/plan.ts";
import type { Report } from "../../../src/model/report.ts";
import { layoutOfPattern } from "../../../src/model/time-pattern.ts";
import { readPlan, writePlan } from "../../../src/report/plan-file.ts";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport } from "../fixtures/report.ts";
import "../../../src/views/plan-dialog.ts";

const TABLE: FilePlan = {
  ...(makeReport().source.plan.files[0] as FilePlan),
  label: "comma-separated table, 3 columns",
  body: {
    kind: "table",
    delimiter: ",",
    quoted: true,
    headerLines: 1,
    columns: [
      { name: "when", role: "time" },
      { name: "host", role: "ignore" },
      { name: "ms", role: "measure" },
    ],
    time: layoutOfPattern("%m/%d/%Y %T"),
  },
};

let mounted: Mounted;

function reportWith(files: FilePlan[]): Report {
  const report = makeReport();
  const [source] = report.source.files;
  const [reading] = report.reading;
  return {
    ...report,
    source: {
      ...report.source,
      files: files.map((_, i) => ({ ...source!, name: `part-${i}.csv` })),
      plan: { version: 1, files },
    },
    reading: files.map(() => reading!),
  };
}

async function open(files: FilePlan[] = [TABLE]): Promise<void> {
  mounted = await mount(reportWith(files));
  await openFile(mounted);
  mounted.app.planning.open();
  await settled(mounted.shell);
}

const element = <T extends HTMLElement>(selector: string): T => find<T>(mounted.shell, "tl-plan-dialog", selector)!;
const labelled = <T extends HTMLElement>(words: string): T =>
  [...element("dialog").querySelectorAll("label")]
    .find((label) => label.textContent?.includes(words))!
    .querySelector<T>("input, select")!;
const button = (words: string): HTMLButtonElement =>
  [...element("dialog").querySelectorAll("button")].find((one) => one.textContent?.includes(words))!;
const draft = () => mounted.app.state.planning!;
const planNow = () => draft().plan.files[draft().file]!;

async function enter(input: HTMLInputElement | HTMLSelectElement, value: string): Promise<void> {
  input.value = value;
  input.dispatchEvent(new Event("input"));
  input.dispatchEvent(new Event("change"));
  await settled(mounted.shell);
}

afterEach(() => {
  mounted.shell.remove();
  document.documentElement.dataset.theme = "system";
});

describe("how the files are read", () => {
  beforeEach(() => open());

  it("is opened from the status bar and by a key of its own, and closed by Escape", async () => {
    mounted.app.planning.close();
    await settled(mounted.shell);
    expect(mounted.shell.renderRoot.querySelector("tl-plan-dialog")).toBeNull();
    find<HTMLElement>(mounted.shell, "tl-status-bar", "button")!.click();
    await settled(mounted.shell);
    expect(element<HTMLDialogElement>("dialog").open).toBe(true);
    element("dialog").dispatchEvent(new Event("cancel"));
    await settled(mounted.shell);
    expect(mounted.app.state.planning).toBeNull();
  });

  it("shows the kind, the share, the first lines and the lines that matched nothing with the reason", () => {
    const text = element("dialog").textContent!.replaceAll("\u202f", " ");
    expect(text).toContain("comma-separated table, 3 columns");
    expect(text).toContain("9 232 646 events in 9 233 860 lines; 1 214 lines match nothing");
    expect(text).toContain("1 990 events in 2 000 sampled lines");
    expect(text).toContain("then expected a level word at column 21");
    expect(element("dialog").querySelectorAll(".rows tbody tr")).toHaveLength(20);
  });

  it("changes the order of the date, and says what each order would read", async () => {
    const orders = [...element("dialog").querySelectorAll<HTMLElement>(".orders button")];
    expect(orders.map((one) => one.textContent?.replaceAll("\u202f", " "))).toEqual([
      "day, month, year: 99.9 %",
      "month, day, year: 99.9 %",
    ]);
    orders[0]!.click();
    await settled(mounted.shell);
    expect(planNow().body).toMatchObject({ time: layoutOfPattern("%d/%m/%Y %T") });
    expect(element(".orders [aria-pressed=true]").textContent).toContain("day, month, year");
  });

  it("takes a typed pattern, keeps one that is none on screen with a sentence, and then refuses to read", async () => {
    const pattern = element<HTMLInputElement>("input.pattern");
    await enter(pattern, "%d.%m.%Q");
    expect(pattern.value).toBe("%d.%m.%Q");
    expect(element(".time .problem").textContent).toContain("%Q is not known here.");
    expect(button("Read again").disabled).toBe(true);
    await enter(pattern, "%H:%M");
    expect(planNow()).toMatchObject({ lacks: "date" });
    expect(button("Read again").disabled).toBe(false);
  });

  it("writes nothing over a pattern that is being typed, and what it means once the field is left", async () => {
    const pattern = element<HTMLInputElement>("input.pattern");
    pattern.focus();
    await enter(pattern, "%F %T");
    expect(pattern.value).toBe("%F %T");
    pattern.blur();
    expect(pattern.value).toBe("%Y-%m-%d %H:%M:%S");
    expect(planNow().body).toMatchObject({ time: layoutOfPattern("%F %T") });
  });

  it("gives a column a role, and another column gives up the time", async () => {
    await enter(element<HTMLSelectElement>("[aria-label='Role of host']"), "dimension");
    await enter(element<HTMLSelectElement>("[aria-label='Role of ms']"), "time");
    expect(planNow().body).toMatchObject({
      columns: [{ role: "ignore" }, { role: "dimension" }, { role: "time" }],
    });
  });

  it("changes zone, clock and cut, and names a zone that is not known", async () => {
    await enter(labelled("Zone of this file"), "Asia/Tokyo");
    await enter(labelled("Clock offset"), "-1.5");
    expect(planNow()).toMatchObject({ timeZone: "Asia/Tokyo", clockOffsetMs: -1500 });
    await enter(labelled("Columns are parted by"), ";");
    expect(planNow().body).toMatchObject({
      delimiter: ";",
      columns: [{ name: "when" }, { name: "host" }, { name: "ms" }],
    });
    vi.spyOn(mounted.engine, "previewPlan").mockRejectedValue(
      new TimberlineError({ code: "invalid", message: 'There is no time zone "Mars".' }),
    );
    await enter(labelled("Zone of all files"), "Mars");
    expect(element(".foot .problem").textContent).toBe('There is no time zone "Mars".');
    expect(button("Read again").disabled).toBe(true);
  });

  it("leaves a field alone that is being typed in when an answer comes", async () => {
    const offset = labelled<HTMLInputElement>("Clock offset");
    offset.value = "-3";
    mounted.app.planning.zone("Asia/Tokyo");
    await settled(mounted.shell);
    expect(offset.value).toBe("-3");
    await enter(offset, "");
    expect([offset.value, planNow().clockOffsetMs]).toEqual(["0", 0]);
  });

  it("reads again by the edited plan, or as detected, and keeps one analysis", async () => {
    const reopen = vi.spyOn(mounted.engine, "reopen");
    const analyze = vi.spyOn(mounted.engine, "analyze");
    await enter(labelled("Zone of all files"), "Europe/Berlin");
    await enter(labelled("Clock offset"), "60");
    const wanted: Plan = draft().plan;
    button("Read again").click();
    await settled(mounted.shell);
    expect(reopen).toHaveBeenCalledWith(wanted, "Europe/Berlin");
    expect(analyze.mock.calls[0]?.[0]).toMatchObject({ timeZone: "Europe/Berlin" });
    await expect.poll(() => mounted.app.state.stored).toHaveLength(1);
    mounted.app.planning.open();
    await settled(mounted.shell);
    button("As detected").click();
    await settled(mounted.shell);
    expect(reopen).toHaveBeenLastCalledWith(null, "UTC");
  });

  it("scores again in other bins without reading", async () => {
    const rescore = vi.spyOn(mounted.engine, "rescore");
    expect(button("Score again").disabled).toBe(true);
    await enter(labelled("Width of a bin"), "60000");
    button("Score again").click();
    await settled(mounted.shell);
    expect(rescore.mock.calls[0]?.[1]).toMatchObject({ binMs: 60_000 });
  });

  it("scores again by other detectors, and stays open with the reason when they do not fit", async () => {
    const rescore = vi.spyOn(mounted.engine, "rescore");
    labelled<HTMLInputElement>("mean threshold").click();
    await settled(mounted.shell);
    rescore.mockRejectedValueOnce(new TimberlineError({ code: "invalid", message: "threshold must be below 8." }));
    button("Score again").click();
    await settled(mounted.shell);
    expect(element(".foot .problem").textContent).toBe("threshold must be below 8.");
    await enter(
      [...element("dialog").querySelectorAll<HTMLLabelElement>(".options label")]
        .find((label) => label.textContent === "threshold")!
        .querySelector("input")!,
      "7",
    );
    button("Score again").click();
    await settled(mounted.shell);
    expect(rescore.mock.lastCall?.[1].detectors).toEqual([{ name: "mean-threshold", options: { threshold: 7 } }]);
    expect(mounted.app.state.planning).toBeNull();
  });

  it("loads the plan that it saved, and refuses other files in a sentence", async () => {
    await enter(labelled("Clock offset"), "5");
    const saved = writePlan(draft().plan);
    expect(readPlan(saved, "x")).toEqual(draft().plan);
    await enter(labelled("Clock offset"), "0");
    await mounted.app.planning.load(new File([saved], "a.plan.json"));
    await settled(mounted.shell);
    expect(planNow().clockOffsetMs).toBe(5000);
    await mounted.app.planning.load(new File(["{}"], "b.json"));
    await settled(mounted.shell);
    expect(element(".foot .problem").textContent).toMatch(/^The plan b\.json is wrong at version: /);
    const two = writePlan({ version: 1, files: [TABLE, TABLE] });
    await mounted.app.planning.load(new File([two], "c.json"));
    await settled(mounted.shell);
    expect(element(".foot .problem").textContent).toBe("c.json is a plan for 2 files, but 1 is open.");
  });
});

it("a text that a layout passes over can be named, and is then a dimension", async () => {
  const body: FilePlan["body"] = {
    kind: "lines",
    layouts: [{ id: "a", label: "time, bracket, message", steps: [{ step: "bracket", open: "[", close: "]" }] }],
  };
  await open([{ ...TABLE, body }]);
  const role = element<HTMLSelectElement>("[aria-label='Role of text in brackets']");
  expect(role.disabled).toBe(true);
  await enter(element<HTMLInputElement>("[aria-label='Name of the text in brackets']"), "thread");
  expect(planNow().body).toMatchObject({ layouts: [{ steps: [{ field: "thread", role: "dimension" }] }] });
  await enter(element<HTMLSelectElement>("[aria-label='Role of thread']"), "measure");
  expect(planNow().body).toMatchObject({ layouts: [{ steps: [{ field: "thread", role: "measure" }] }] });
});

it("each file has its plan, chosen by name", async () => {
  await open([TABLE, { ...TABLE, label: "another table", lacks: "year" }]);
  await enter(element<HTMLSelectElement>("[aria-label=File]"), "part-1.csv");
  expect(element("dialog").textContent).toContain("another table");
  await enter(labelled("Year of the first stamp"), "2019");
  expect(draft().plan.files.map(({ firstYear }) => firstYear)).toEqual([undefined, 2019]);
});

it("without the file it can be looked at, and the file be chosen", async () => {
  await open();
  mounted.app.holder.set({ files: "absent" });
  await settled(mounted.shell);
  expect(button("Choose the file…")).toBeDefined();
  expect(button("Read again")).toBeUndefined();
});

for (const theme of ["light", "dark"]) {
  it(`axe finds nothing, ${theme}, and it fits a phone`, async () => {
    await open([TABLE, { ...TABLE, lacks: "year" }]);
    document.documentElement.dataset.theme = theme;
    await settled(mounted.shell);
    const { violations } = await axe.run(document.querySelector("tl-app")!, { rules: { region: { enabled: false } } });
    expect(
      violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`),
      ),
    ).toEqual([]);
    await page.viewport(390, 844);
    await settled(mounted.shell);
    const wide = [...element("dialog").querySelectorAll("section, .head, .foot, label, .button, select")].filter(
      (one) => one.getBoundingClientRect().right > innerWidth + 1 && one.closest(".rows") === null,
    );
    expect(wide.map((one) => one.outerHTML.slice(0, 80))).toEqual([]);
    await page.viewport(1200, 800);
  });
}
