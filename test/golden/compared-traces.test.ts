/**
 * Two builds compared per stack trace: the same message with different traces is a row each in a comparison by template, with a
 * name of its own, also where only functions far out differ.
 */
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { traceTexts } from "../../src/model/trace.ts";
import { analyzeBytes } from "./memory-source.ts";

const DRIVER = ["db.send", "db.retry", "db.query", "pool.take", "pool.run"];

/** Innermost first; the first five functions of the last four are the same. */
const TRACES = {
  plain: ["cart.total", "cart.show"],
  other: ["cart.total", "order.show"],
  orders: [...DRIVER, "orders.load", "http.get"],
  users: [...DRIVER, "users.load", "http.get"],
  deep: [...DRIVER, "users.load", "users.page", "http.get"],
  root: DRIVER,
};
type Kind = keyof typeof TRACES;

/** errors of each trace in the old build and the new one */
const COUNTS: Record<Kind, [number, number]> = {
  plain: [20, 20],
  other: [4, 60],
  orders: [50, 5],
  users: [10, 11],
  deep: [3, 40],
  root: [7, 7],
};

function stackOf(kind: Kind, i: number): string {
  const frames = TRACES[kind].map((name, f) => `    at ${name} (/srv/app.js:${((i * 7 + f) % 90) + 1}:5)`);
  return ["TypeError: total is not a number", ...frames].join("\n");
}

function records(): Buffer {
  const events = (Object.keys(COUNTS) as Kind[]).flatMap((kind) =>
    ["shop-1.0", "shop-1.1"].flatMap((build, side) =>
      Array.from({ length: COUNTS[kind][side] as number }, (_, i) => ({ kind, build, i })),
    ),
  );
  const lines = events.map(({ kind, build, i }, n) =>
    JSON.stringify({
      time: new Date(Date.UTC(2026, 2, 3) + ((n * 37) % events.length) * 1000).toISOString(),
      level: "error",
      build,
      message: `Request ${n} failed`,
      stack: stackOf(kind, i),
    }),
  );
  lines.sort();
  return Buffer.from(`${lines.join("\n")}\n`);
}

const compare = { field: "build", old: "shop-1.0", new: "shop-1.1", key: "template" };

describe("two builds compared by template", () => {
  it("have a row for each stack trace of one message", async () => {
    const { report } = await analyzeBytes("app.json", records(), { settings: { ...DEFAULT_SETTINGS, compare } });
    const keys = report.comparison?.keys ?? [];
    const found = Object.fromEntries(keys.map(({ key, old, new: fresh, verdict }) => [key, [old, fresh, verdict]]));
    const driver = `Request <*> failed ⏎ TypeError at ${DRIVER.join(" ← ")}`;
    const idOf = (count: number) => report.templates.find((one) => one.count === count)?.id;
    expect(found).toEqual({
      "Request <*> failed ⏎ TypeError at cart.total ← cart.show": [20, 20, "unchanged"],
      "Request <*> failed ⏎ TypeError at cart.total ← order.show": [4, 60, "regressed"],
      [`${driver} (of 5 functions)`]: [7, 7, "unchanged"],
      [`${driver} (of 8 functions)`]: [3, 40, "regressed"],
      [`${driver} (of 7 functions, trace ${idOf(55)})`]: [50, 5, "improved"],
      [`${driver} (of 7 functions, trace ${idOf(21)})`]: [10, 11, "unchanged"],
    });
    expect(new Set(report.templates.map(({ template }) => template)).size).toBe(report.templates.length);
  });

  it("keep their corrections apart, by all that each name says", async () => {
    const { session, report } = await analyzeBytes("app.json", records());
    for (const { id, template, signatures } of report.templates) {
      const edit = { kind: "name" as const, of: { template, signatures }, name: "the one" };
      session.useTemplateEdits([edit]);
      const edited = session.rescore(report, report.settings);
      expect(edited.templates.filter(({ name }) => name).map((one) => one.id)).toEqual([id]);
    }
  });

  it("are named in as few words as tell them apart", () => {
    const trace = { language: "java" as const, exception: "E", frames: ["a", "b", "c"], frameCount: 4 };
    expect(traceTexts("m", trace, "00ff")).toEqual([
      "m ⏎ E at a ← b",
      "m ⏎ E at a ← b ← c",
      "m ⏎ E at a ← b ← c (of 4 functions)",
      "m ⏎ E at a ← b ← c (of 4 functions, trace 00ff)",
    ]);
  });
});
