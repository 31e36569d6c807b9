/** Shapes of a series: what is shown is what the matrix profile says, the window is adjustable, and a find leads to its lines. */
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import type { Shapes } from "../../../src/model/shapes.ts";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { makeReport } from "../fixtures/report.ts";

let m: Mounted;
let answers: Promise<Shapes>[] = [];

const view = () => m.shell.renderRoot.querySelector("tl-shapes-view")!.shadowRoot!;
const words = (element: Element | null | undefined): string =>
  (element?.textContent ?? "").replace(/[\s\u202f]+/g, " ").trim();

async function open(report: Report): Promise<void> {
  m = await mount(report);
  answers = [];
  const ask = m.engine.shapes;
  m.engine.shapes = (...question) => {
    const answer = ask(...question);
    answers.push(answer);
    return answer;
  };
  await openFile(m);
  m.app.selecting.view("shapes");
  await answered();
}

async function answered(): Promise<Shapes | null> {
  await settled(m.shell);
  const answer = await (answers.at(-1) ?? Promise.resolve(null)).catch(() => null);
  await settled(m.shell);
  return answer;
}

afterEach(() => m.shell.remove());

describe("a series with shapes", () => {
  beforeEach(() => open(makeReport()));

  it("lists discords and motifs as the profile has them", async () => {
    const answer = await answered();
    const [discords, motifs] = [...view().querySelectorAll(".finds table")];
    const rows = [...discords!.querySelectorAll("tbody tr")];
    expect(rows).toHaveLength(answer!.discords.length);
    expect(answer!.discords.length).toBeGreaterThan(0);
    const [first] = answer!.discords;
    expect(first!.distance).toBe(Math.max(...answer!.distance.filter((value) => !Number.isNaN(value))));
    expect(words(rows[0])).toContain(String(Number(first!.distance.toFixed(2))));
    expect(motifs!.querySelectorAll("tbody tr")).toHaveLength(answer!.motifs.length);
    expect(words(view().querySelector(".sentence"))).toContain("is most unlike any other");
  });

  it("axe finds nothing, light and dark", async () => {
    for (const theme of ["light", "dark"]) {
      document.documentElement.dataset.theme = theme;
      await answered();
      const { violations } = await axe.run(document.querySelector("tl-app")!, {
        rules: { region: { enabled: false } },
      });
      expect(
        violations.map(({ id, nodes }) => `${theme}, ${id}: ${nodes.map(({ target }) => target.join(" ")).join("; ")}`),
      ).toEqual([]);
    }
    document.documentElement.dataset.theme = "system";
  });

  it("takes another window, by number and by suggestion, and keeps it in the address", async () => {
    const input = view().querySelector<HTMLInputElement>('input[type="number"]')!;
    input.value = "31";
    input.dispatchEvent(new Event("change"));
    expect((await answered())?.window).toBe(31);
    expect(view().querySelector<HTMLInputElement>('input[type="number"]')!.value).toBe("31");
    expect(location.hash).toContain("window=31");
    const suggested = [...view().querySelectorAll<HTMLButtonElement>(".suggested button")];
    expect(suggested.length).toBeGreaterThan(0);
    suggested[0]!.click();
    const answer = await answered();
    expect(answer?.window).toBe(answer?.suggested[0]?.length);
  });

  it("says how wide the bars are as drawn, and in which bins windows are counted", async () => {
    const caption = () => words(view().querySelector("figcaption"));
    expect(caption()).toMatch(/^all events per (?!10 s)[\d ]+(s|min), windows in bins of 10 s$/);
    const { startMs, binMs } = m.result.report.series[0]!;
    m.app.selecting.range({ startMs, endMs: startMs + 30 * binMs });
    await vi.waitFor(() => expect(caption()).toBe("all events per 10 s"));
  });

  it("leaves the slider to the hand that is on it until it is let go", async () => {
    const slider = view().querySelector<HTMLInputElement>('input[type="range"]')!;
    slider.focus();
    slider.value = "40";
    slider.dispatchEvent(new Event("input"));
    m.app.selecting.study({ window: 31 });
    await answered();
    expect(slider.value).toBe("40");
    slider.blur();
    expect(slider.value).toBe("31");
  });

  it("zooms to a find, and shows the lines of exactly its window", async () => {
    const answer = (await answered())!;
    const series = m.result.report.series[0]!;
    const startMs = series.startMs + answer.discords[0]!.bin * series.binMs;
    const endMs = startMs + answer.window * series.binMs;
    view().querySelector<HTMLButtonElement>(".finds tbody .link")!.click();
    await settled(m.shell);
    const range = m.app.state.selection.rangeMs!;
    expect(range.startMs).toBeLessThanOrEqual(startMs);
    expect(range.endMs).toBeGreaterThanOrEqual(endMs);
    expect(view().querySelector(".finds tr[aria-current='true']")).not.toBeNull();
    [...view().querySelectorAll<HTMLButtonElement>(".finds tbody .button")][0]!.click();
    expect(m.app.state.view).toBe("lines");
    expect(m.app.state.selection.rangeMs).toEqual({ startMs, endMs });
  });

  it("takes a series by a part of its name, with the keys", async () => {
    const picker = view().querySelector("tl-series-picker")!.shadowRoot!;
    const field = picker.querySelector("input")!;
    field.focus();
    field.value = "erro";
    field.dispatchEvent(new Event("input"));
    await settled(m.shell);
    const options = [...picker.querySelectorAll('[role="option"]')].map(words);
    expect(options.length).toBeGreaterThan(0);
    expect(field.getAttribute("aria-activedescendant")).toBe("s0");
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    await answered();
    const { seriesId } = m.app.state.studied;
    expect(seriesId).not.toBeNull();
    expect(field.value.toLowerCase()).toContain("erro");
    expect(location.hash).toContain(`series=${encodeURIComponent(seriesId!)}`);
  });

  it("the largest distances stand in the table behind the picture", async () => {
    const answer = (await answered())!;
    const cells = [...view().querySelectorAll(".pictures .hear td")].map((cell) => Number(words(cell)));
    const most = Math.max(...answer.distance.filter((value) => !Number.isNaN(value)));
    expect(Math.max(...cells)).toBeCloseTo(most, 1);
  });
});

describe("a series without shapes", () => {
  const withSeries = (counts: (number | null)[]): Report => {
    const report = makeReport();
    const [all] = report.series;
    return { ...report, series: [{ ...all!, counts }], alerts: [], incidents: [] };
  };

  it("too short: says what it needs", async () => {
    await open(withSeries([1, 2, 3]));
    expect(words(view().querySelector(".empty"))).toContain("shapes need at least 16");
  });

  it("flat: says that all is alike", async () => {
    await open(withSeries(Array(200).fill(5)));
    expect(words(view().querySelector(".sentence"))).toContain("does not vary");
    expect(words(view().querySelector(".finds"))).toContain("None: all windows are alike.");
  });

  it("a window that it cannot hold: says which it can, and offers another", async () => {
    await open(withSeries(squares()));
    m.app.selecting.study({ window: 90_000 });
    await answered();
    expect(words(view().querySelector(".empty"))).toContain("has from 4 to 100 bins");
    find<HTMLButtonElement>(m.shell, "tl-shapes-view", ".empty button")!.click();
    expect((await answered())?.window).toBeGreaterThan(3);
  });
});

function squares(): number[] {
  return Array.from({ length: 200 }, (_, t) => (t * t) % 11);
}
