/** What a plan would make of a file, against what an analysis by that plan really makes of it. */
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import type { FilePlan } from "../../../src/model/plan.ts";
import { layoutOfPattern } from "../../../src/model/time-pattern.ts";
import { Session } from "../../../src/pipeline/session.ts";
import { RELEASE } from "../../core/support/instances.ts";
import { filePlan, ISO } from "../../core/support/plans.ts";
import { memorySource } from "../../golden/memory-source.ts";

const MODIFIED = Date.UTC(2026, 3, 1);

const open = (text: string, plan?: FilePlan) =>
  Session.open(RELEASE, [memorySource("a.log", Buffer.from(text), [4096], MODIFIED)], {
    ...(plan ? { plan: { version: 1, files: [plan] } } : {}),
  });

async function planOf(text: string): Promise<FilePlan> {
  return (await open(text)).opened.plan.files[0] as FilePlan;
}

function withTime(plan: FilePlan, pattern: string): FilePlan {
  if (plan.body.kind !== "table") throw new Error("a table is expected");
  return { ...plan, body: { ...plan.body, time: layoutOfPattern(pattern) } };
}

const TABLE = `when,host,"a, b",ms\n${Array.from({ length: 30 }, (_, i) => `0${1 + (i % 3)}/04/2026 10:00:${10 + i},web-${i % 2},"x, ""${i}""",${i * 1.5}\n`).join("")}`;

describe("the preview of a plan", () => {
  it("counts and times what an analysis by the plan counts and times", async () => {
    const plan = withTime(await planOf(TABLE), "%d/%m/%Y %H:%M:%S");
    const preview = await (await open(TABLE)).previewPlan(0, { ...plan, timeZone: "Europe/Berlin" }, "UTC");
    const session = await open(TABLE, { ...plan, timeZone: "Europe/Berlin" });
    const { report } = await session.analyze(DEFAULT_SETTINGS);
    const { lines, events, unparsedLines, firstMs, lastMs } = report.totals;
    expect(preview).toMatchObject({ lines, events, unparsedLines, firstMs, lastMs, layouts: [30], firstYear: null });
    const { rows } = await session.readLines({ limit: 20 });
    expect(preview.rows.map(({ line, text, kind, timeMs, level }) => ({ line, text, kind, timeMs, level }))).toEqual(
      rows.map(({ line, text, kind, timeMs, level }) => ({ line, text, kind, timeMs, level })),
    );
    expect(new Date(preview.firstMs ?? 0).toISOString()).toBe("2026-04-01T08:00:10.000Z");
  });

  it("shows values of a table's columns, also of those that are ignored, and of more than eight", async () => {
    const plan = await planOf(TABLE);
    const { columns } = await (await open(TABLE)).previewPlan(0, plan, "UTC");
    expect(columns).toEqual([
      {
        path: ["when"],
        values: ["01/04/2026 10:00:10", "02/04/2026 10:00:11", "03/04/2026 10:00:12"],
        time: layoutOfPattern("%m/%d/%Y %H:%M:%S.%f%z"),
      },
      { path: ["host"], values: ["web-0", "web-1"], time: null },
      { path: ["a, b"], values: ['x, ""0""', 'x, ""1""', 'x, ""2""'], time: null },
      { path: ["ms"], values: ["0", "1.5", "3"], time: null },
    ]);
    const wide = `t,${Array.from({ length: 19 }, (_, i) => `c${i}`)}\n2026-01-05 10:00:00,${Array.from({ length: 19 }, (_, i) => i * i)}\n2026-01-05 10:00:01,${Array.from({ length: 19 }, (_, i) => i)}\n`;
    const seen = await (await open(wide)).previewPlan(0, await planOf(wide), "UTC");
    expect(seen.columns[18]).toEqual({ path: ["c17"], values: ["289", "17"], time: null });
  });

  it("shows the columns of a table that is cut another way", async () => {
    const plan = await planOf(TABLE);
    const other: FilePlan = {
      ...plan,
      body: { ...plan.body, delimiter: ":", quoted: false, headerLines: 0 } as FilePlan["body"],
    };
    const { columns } = await (await open(TABLE)).previewPlan(0, other, "UTC");
    expect(columns.map(({ values }) => values[0])).toEqual(['when,host,"a, b",ms', "00", '10,web-0,"x, ""0""",0']);
    const headless = { ...plan, body: { ...plan.body, headerLines: 0 } as FilePlan["body"] };
    const seen = await (await open(TABLE)).previewPlan(0, headless, "UTC");
    expect(seen.columns[1]).toEqual({ path: ["host"], values: ["host", "web-0", "web-1"], time: null });
  });

  it("lists all fields of JSON lines, not only those with a role", async () => {
    const text = `{"ts":"2026-01-05T10:00:00Z","level":"info","msg":"a","http":{"status":200},"tags":[1]}\n{"ts":"2026-01-05T10:00:01Z","level":"info","msg":"b","http":{"status":404}}\n`;
    const { columns } = await (await open(text)).previewPlan(0, await planOf(text), "UTC");
    expect(columns).toContainEqual({ path: ["http", "status"], values: ["200", "404"], time: null });
    expect(columns.map(({ path }) => path.join("."))).toEqual(["ts", "level", "msg", "http.status"]);
  });

  it("lists the fields of logfmt lines with what the core reads in them", async () => {
    const text =
      'ts=2026-01-05T10:00:00Z level=info msg="it works" took=5 host=a\nts=2026-01-05T10:00:01Z level=warn msg="it does not" took=7 host=b\n'.repeat(
        6,
      );
    const { columns } = await (await open(text)).previewPlan(0, await planOf(text), "UTC");
    expect(columns).toContainEqual({ path: ["msg"], values: ["it works", "it does not"], time: null });
    expect(columns).toContainEqual({ path: ["took"], values: ["5", "7"], time: null });
    expect(columns.find(({ path }) => path[0] === "ts")?.time).not.toBeNull();
  });

  it("shows what stands where the layouts of a line log pass over a text", async () => {
    const plan = filePlan({
      kind: "lines",
      layouts: [
        {
          id: "a",
          label: "",
          steps: [
            { step: "time", layout: ISO },
            { step: "blank" },
            { step: "token", field: "host", role: "dimension" },
            { step: "blank" },
            { step: "optional", steps: [{ step: "bracket", open: "<", close: ">", field: "x", role: "dimension" }] },
            { step: "bracket", open: "[", close: "]" },
          ],
        },
      ],
    });
    const text = "2026-01-05T10:00:00Z web-1 [main] a\n2026-01-05T10:00:01Z web-2 [pool 7] b\n";
    const { columns } = await (await open(text)).previewPlan(0, plan, "UTC");
    expect(columns).toEqual([
      { path: ["host"], values: ["web-1", "web-2"], time: null },
      { path: [""], values: ["main", "pool 7"], time: null },
    ]);
  });

  it("says which year a stamp without one is read with, and takes another from the plan", async () => {
    const text = "Dec 31 23:59:58 host app: a\nJan  1 00:00:01 host app: b\n";
    const plan = await planOf(text);
    const session = await open(text);
    expect(await session.previewPlan(0, plan, "UTC")).toMatchObject({ firstYear: 2025 });
    const { firstMs, lastMs } = await session.previewPlan(0, { ...plan, firstYear: 2019 }, "UTC");
    expect([firstMs, lastMs].map((ms) => new Date(ms ?? 0).toISOString())).toEqual([
      "2019-12-31T23:59:58.000Z",
      "2020-01-01T00:00:01.000Z",
    ]);
  });

  it("refuses a plan that cannot be used, in a sentence", async () => {
    const plan = await planOf(TABLE);
    const session = await open(TABLE);
    const wide: FilePlan = { ...plan, body: { ...plan.body, delimiter: "→" } as FilePlan["body"] };
    await expect(session.previewPlan(0, wide, "UTC")).rejects.toThrow(
      'The plan cannot be used: "→" is not a single byte.',
    );
    await expect(session.previewPlan(0, { ...plan, timeZone: "Mars/Base" }, "UTC")).rejects.toThrow("Mars/Base");
    await expect(open(TABLE, wide)).rejects.toMatchObject({ code: "invalid" });
  });
});

it("a plan for another number of files is refused", async () => {
  const plan = await planOf(TABLE);
  const two = Session.open(RELEASE, [memorySource("a.csv", Buffer.from(TABLE), [64], MODIFIED)], {
    plan: { version: 1, files: [plan, plan] },
  });
  await expect(two).rejects.toThrow("The plan is for 2 files, but 1 file can be read");
});
