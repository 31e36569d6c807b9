import { describe, expect, it } from "vitest";
import type { FilePlan } from "../../../src/model/plan.ts";
import {
  timeLayoutsOf,
  withColumnRole,
  withColumns,
  withFieldRole,
  withLeadingTime,
  withTimeLayout,
} from "../../../src/model/plan-edit.ts";
import { layoutOfPattern } from "../../../src/model/time-pattern.ts";
import { filePlan, ISO, tablePlan } from "../../core/support/plans.ts";

const SYSLOG = layoutOfPattern("%b %d %T");
const LINES: FilePlan = filePlan({
  kind: "lines",
  layouts: [
    { id: "a", label: "", steps: [{ step: "optional", steps: [{ step: "time", layout: ISO }] }, { step: "level" }] },
    { id: "b", label: "", steps: [{ step: "time", layout: SYSLOG }] },
    { id: "c", label: "", steps: [{ step: "time", layout: ISO }] },
  ],
});

describe("layouts of time in a plan", () => {
  it("are named once, also inside optional steps", () => {
    expect(timeLayoutsOf(LINES.body)).toEqual([ISO, SYSLOG]);
    expect(timeLayoutsOf({ kind: "text" })).toEqual([]);
  });

  it("are replaced wherever they stand, and what stamps lack follows", () => {
    const clock = layoutOfPattern("%T");
    const edited = withTimeLayout(LINES, ISO, clock);
    expect(timeLayoutsOf(edited.body)).toEqual([clock, SYSLOG]);
    expect(JSON.stringify(edited.body)).not.toContain("year4");
    expect(edited.lacks).toBe("year");
    expect(withTimeLayout(edited, SYSLOG, clock).lacks).toBe("date");
    expect(LINES.lacks).toBe("nothing");
    expect(timeLayoutsOf(LINES.body)[0]).toEqual(ISO);
  });

  it("make a line log of a text", () => {
    const clock = layoutOfPattern("%Hh%Mm%Ss");
    const edited = withLeadingTime(filePlan({ kind: "text" }), clock);
    expect(edited).toMatchObject({ body: { kind: "lines" }, label: "line log: time, message", lacks: "date" });
    expect(timeLayoutsOf(edited.body)).toEqual([clock]);
  });
});

describe("roles", () => {
  const table = tablePlan(
    [
      { name: "when", role: "time" },
      { name: "seen", role: "ignore" },
      { name: "host", role: "dimension" },
    ],
    { time: ISO },
  );

  it("of which there is one are taken from the column that had it", () => {
    const edited = withColumnRole(table, 1, "time", SYSLOG);
    expect(edited.body).toMatchObject({
      time: SYSLOG,
      columns: [{ role: "ignore" }, { role: "time" }, { role: "dimension" }],
    });
    expect(edited.lacks).toBe("year");
    expect(withColumnRole(table, 1, "dimension", null).body).toMatchObject({
      columns: [{ role: "time" }, { role: "dimension" }, { role: "dimension" }],
    });
  });

  it("without a time leave no layout of time", () => {
    expect(withColumnRole(table, 0, "ignore", null).body).toMatchObject({ time: null });
  });

  it("of JSON fields come and go by path", () => {
    const json = filePlan({
      kind: "json",
      fields: [{ path: ["a", "ts"], role: "time" }],
      time: ISO,
      levelScale: "words",
    });
    const named = withFieldRole(json, ["a", "host"], "dimension", null);
    expect(named.body).toMatchObject({ fields: [{ path: ["a", "ts"] }, { path: ["a", "host"], role: "dimension" }] });
    const moved = withFieldRole(named, ["b"], "time", SYSLOG);
    expect(moved.body).toMatchObject({
      fields: [{ path: ["a", "host"] }, { path: ["b"], role: "time" }],
      time: SYSLOG,
    });
    expect(withFieldRole(moved, ["b"], "ignore", null).body).toMatchObject({
      fields: [{ path: ["a", "host"] }],
      time: null,
    });
  });

  it("are suggested when a table is cut another way", () => {
    const hint = (name: string, values: string[], time = false) => ({
      path: [name],
      values,
      time: time ? SYSLOG : null,
    });
    const edited = withColumns(table, [
      hint("n", ["1", "2.5"]),
      hint("t", ["Jan  1 10:00:00"], true),
      hint("text", ["one two three"]),
      hint("host", ["web"]),
      hint("empty", []),
    ]);
    expect(edited.body).toMatchObject({
      time: SYSLOG,
      columns: [
        { name: "n", role: "measure" },
        { name: "t", role: "time" },
        { name: "text", role: "message" },
        { name: "host", role: "ignore" },
        { name: "empty", role: "ignore" },
      ],
    });
    expect(edited).toMatchObject({ lacks: "year", label: "table, 5 columns" });
  });
});
