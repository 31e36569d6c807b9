/** The matrix of correlations: its numbers are the worker's, its cells have keys, a cell shows the two with their lag. */
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Correlations } from "../../../src/model/correlations.ts";
import type { Report, Series } from "../../../src/model/report.ts";
import { formatR } from "../../../src/views/together.ts";
import { type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { BIN_MS, makeReport, noise, START_MS } from "../fixtures/report.ts";

let m: Mounted;
let last: Promise<Correlations> | null = null;

const view = () => m.shell.renderRoot.querySelector("tl-correlation-view")!.shadowRoot!;
const words = (element: Element | null | undefined): string =>
  (element?.textContent ?? "").replace(/[\s\u202f]+/g, " ").trim();
const cells = () => [...view().querySelectorAll<HTMLButtonElement>(".cell")];
const chosen = () => view().querySelector<HTMLButtonElement>('td[aria-selected="true"] button')!;

async function answered(): Promise<Correlations | null> {
  await settled(m.shell);
  const answer = await (last ?? Promise.resolve(null)).catch(() => null);
  await settled(m.shell);
  return answer;
}

async function open(report: Report): Promise<void> {
  m = await mount(report);
  last = null;
  const ask = m.engine.correlations;
  m.engine.correlations = (...question) => {
    last = ask(...question);
    return last;
  };
  await openFile(m);
  m.app.selecting.view("correlation");
  await answered();
}

/** All events, a cause, its effect three bins later, and what has nothing to do with them. */
function related(): Report {
  const cause = Array.from({ length: 600 }, (_, t) => (noise(t) < 0.06 ? 40 : Math.floor(noise(t + 7000) * 4)));
  const of = (id: string, counts: number[]): Series => ({
    id,
    kind: id === "events" ? "events" : "level",
    label: id.replace("level:", ""),
    binMs: BIN_MS,
    startMs: START_MS,
    counts,
  });
  const effect = cause.map((_, t) => (cause[t - 3] ?? 0) + Math.floor(noise(t + 3000) * 3));
  const other = cause.map((_, t) => Math.floor(noise(t + 11_000) * 9));
  return {
    ...makeReport(),
    series: [
      of(
        "events",
        cause.map((value, t) => value + effect[t]! + other[t]!),
      ),
      of("level:warn", cause),
      of("level:error", effect),
      of("level:info", other),
    ],
    alerts: [],
    incidents: [],
  };
}

afterEach(() => m.shell.remove());

describe("related series", () => {
  beforeEach(() => open(related()));

  it("has a cell for every two, with the worker's r, and the lag in its title", async () => {
    const answer = (await answered())!;
    expect(cells()).toHaveLength(16);
    const shown = cells().map(words);
    const wanted = answer.cells.flat().map((cell) => (cell === null ? "" : formatR(cell.r)));
    expect(shown).toEqual(wanted);
    const cell = cells()[1 * 4 + 2]!;
    expect(cell.title.replaceAll("\u202f", " ")).toMatch(/^error follows warn by 30 s, r = (1\.00|0\.9\d)$/);
    expect(cells()[2 * 4 + 1]!.title.replaceAll("\u202f", " ")).toMatch(
      /^warn leads error by 30 s, r = (1\.00|0\.9\d)$/,
    );
    expect(cells()[1 * 4 + 3]!.title).toContain("may be chance");
    expect(cells()[0]!.disabled).toBe(true);
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

  it("shows the closest pair first: both series, the lag, and r by lag", async () => {
    const answer = (await answered())!;
    const cell = answer.cells[1]![2]!;
    expect(words(view().querySelector(".pair h3"))).toMatch(/^error follows warn by 30 s/);
    const figures = [...view().querySelectorAll(".pair dd")].map(words);
    expect(figures.slice(0, 2)).toEqual([formatR(cell.r), "30 s"]);
    expect(view().querySelector(".pair tl-study-plot")).not.toBeNull();
    expect(view().querySelectorAll(".by-lag tbody tr").length).toBeGreaterThan(10);
  });

  it("goes through the cells by the arrows, past the diagonal", async () => {
    chosen().focus();
    const press = async (key: string): Promise<void> => {
      chosen().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
      await settled(m.shell);
    };
    expect(cells().indexOf(chosen())).toBe(6);
    await press("ArrowLeft");
    expect(cells().indexOf(chosen())).toBe(4);
    expect(view().activeElement).toBe(chosen());
    await press("ArrowUp");
    await press("ArrowUp");
    expect(cells().indexOf(chosen())).toBe(4);
    await press("ArrowDown");
    expect(cells().indexOf(chosen())).toBe(8);
    expect(cells().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  });

  it("takes series in and out and another lag, and keeps them in the address", async () => {
    m.app.selecting.study({ compared: ["level:warn", "level:error"], mostLag: 2 });
    const answer = await answered();
    expect(answer?.mostLag).toBe(2);
    expect(cells()).toHaveLength(4);
    expect(location.hash).toContain("with=level%3Awarn&with=level%3Aerror&lag=2");
    const lag = view().querySelector<HTMLInputElement>('input[type="number"]')!;
    expect(lag.value).toBe("2");
    lag.value = "9000";
    lag.dispatchEvent(new Event("change"));
    await answered();
    expect(words(view().querySelector(".empty"))).toContain("is from 0 to 150 bins");
  });

  it("keeps the chosen two in the address, also when other series come in", async () => {
    cells()[2]!.click();
    await settled(m.shell);
    const [row, column] = m.app.state.studied.pair!;
    expect(location.hash).toContain(`pair=${encodeURIComponent(row)}&pair=${encodeURIComponent(column)}`);
    m.app.selecting.study({ compared: [column, row] });
    await answered();
    await settled(m.shell);
    // second row, first column
    expect(cells().indexOf(chosen())).toBe(2);
  });

  it("puts both on the time line, and hands one over to the shapes", async () => {
    const [chart, shapes] = [...view().querySelectorAll<HTMLButtonElement>(".actions button")];
    chart!.click();
    expect(m.app.state.charts).toEqual(["level:warn", "level:error"]);
    shapes!.click();
    expect(m.app.state).toMatchObject({ view: "shapes", studied: { seriesId: "level:error" } });
  });
});

it("says that two series are needed", async () => {
  const report = related();
  await open({ ...report, series: report.series.slice(0, 1) });
  expect(words(view().querySelector(".empty"))).toContain("Two series are needed");
});
