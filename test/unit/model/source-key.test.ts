import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FilePlan, Plan, PlanBody, TimeLayout } from "../../../src/model/plan.ts";
import { maskedName, sourceKey } from "../../../src/model/source-key.ts";

const ISO: TimeLayout = ["year4", { literal: "-" }, "month", { literal: "-" }, "day"];
const plan = (...bodies: PlanBody[]): Plan => ({
  version: 1,
  files: bodies.map(
    (body): FilePlan => ({
      encoding: "utf-8",
      bomBytes: 0,
      lineEnd: "lf",
      ansi: false,
      timeZone: null,
      clockOffsetMs: 0,
      label: "",
      body,
      lacks: "nothing",
      confidence: 1,
    }),
  ),
});
const lines = (layout: TimeLayout): PlanBody => ({
  kind: "lines",
  layouts: [{ id: "l", label: "", steps: [{ step: "time", layout }] }],
});

describe("a file's name without its day", () => {
  it.each([
    ["app.log", "app.log"],
    ["app.log.1", "app.log"],
    ["app.log.12.gz", "app.log"],
    ["logs/2026/app-2026-11-28.log.zst", "app.log"],
    ["app_20261128T1405.log", "app.log"],
    ["app-28-Nov-2026.log", "app.log"],
    ["C:\\logs\\app.2026-11-28.log", "app.log"],
    ["2026-11-28_app.tar.gz", "app"],
    ["node17-app.log", "node#-app.log"],
    ["error.log", "error.log"],
    ["market.log", "market.log"],
    ["20261128.log", "log"],
    ["decoder-last1.log", "decoder-last.log"],
    ["2026", "#"],
  ])("of %s is %s", (name, masked) => {
    expect(maskedName(name)).toBe(masked);
  });

  it("is the same whatever the day, and other names stay apart", () => {
    const day = fc.date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, fc.constantFrom("-", "_", "."), (a, b, mark) => {
        const name = (of: string, date: Date) => `${of}${mark}${date.toISOString().slice(0, 10)}.log`;
        expect(maskedName(name("app", a))).toBe(maskedName(name("app", b)));
        expect(maskedName(name("app", a))).not.toBe(maskedName(name("web", b)));
      }),
    );
  });
});

describe("the key of a source", () => {
  it("does not tell how many of its files are open, nor in which order", () => {
    const one = sourceKey(["app.log"], plan(lines(ISO)));
    expect(sourceKey(["app.log.1", "app.log"], plan(lines(ISO), lines(ISO)))).toBe(one);
    expect(sourceKey(["b.log", "a.log"], plan(lines(ISO), { kind: "text" }))).toBe(
      sourceKey(["a.log", "b.log"], plan({ kind: "text" }, lines(ISO))),
    );
  });

  it("holds for day and month guessed the other way, and not for another writing", () => {
    const swapped: TimeLayout = ["year4", { literal: "-" }, "day", { literal: "-" }, "month"];
    expect(sourceKey(["app.log"], plan(lines(swapped)))).toBe(sourceKey(["app.log"], plan(lines(ISO))));
    expect(sourceKey(["app.log"], plan(lines(["epoch"])))).not.toBe(sourceKey(["app.log"], plan(lines(ISO))));
  });

  it("tells tables by their columns", () => {
    const table = (...names: string[]): PlanBody => ({
      kind: "table",
      delimiter: ",",
      quoted: true,
      headerLines: 1,
      columns: names.map((name) => ({ name, role: "ignore" })),
      time: null,
    });
    expect(sourceKey(["a.csv"], plan(table("x", "y")))).toBe(sourceKey(["a.csv"], plan(table("y", "x"))));
    expect(sourceKey(["a.csv"], plan(table("x", "y")))).not.toBe(sourceKey(["a.csv"], plan(table("x", "z"))));
  });
});
