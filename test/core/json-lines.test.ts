/** JSON lines: the planned fields of random objects, against JSON.parse. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FilePlan } from "../../src/model/plan.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { filePlan, ISO, startPlan } from "./support/plans.ts";

const START_MS = Date.UTC(2026, 0, 1);
const LEVEL_CODES: Record<string, number> = { info: 3, WARN: 5, error: 6, odd: 0 };

const PLAN: FilePlan = filePlan({
  kind: "json",
  time: ISO,
  levelScale: "words",
  fields: [
    { path: ["time"], role: "time" },
    { path: ["level"], role: "level" },
    { path: ["msg"], role: "message" },
    { path: ["host", "name"], role: "dimension" },
    { path: ["took"], role: "measure" },
  ],
});

const key = fc.constantFrom("a", "time2", "msg", "name", "host", "level", "tim", "éé", 'q"', "b\\");
const text = fc.string({
  unit: fc.constantFrom("a", "b", " ", '"', "\\", "{", "}", "[", "]", ":", ",", "é", "\n", "7"),
});
/** fields that nobody asked for, under keys that look like those that are wanted */
const noise = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;

const wanted = fc.record({
  time: fc.option(
    fc.nat(10_000_000).map((ms) => new Date(START_MS + ms).toISOString()),
    { freq: 8 },
  ),
  level: fc.option(fc.constantFrom(...Object.keys(LEVEL_CODES))),
  msg: fc.option(text),
  host: fc.option(fc.record({ other: noise, name: fc.option(text) })),
  took: fc.option(
    fc.oneof(
      fc.integer(),
      fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8),
    ),
  ),
});

/** The wanted fields among noise, in any order. */
const object = fc
  .tuple(wanted, fc.array(noise, { maxLength: 3 }), fc.nat(7), fc.boolean())
  .map(([fields, more, turn, wide]) => {
    const entries = [
      ...Object.entries(fields).filter(([, value]) => value !== null),
      ...more.map((value, i): [string, unknown] => [`noise${i}`, value]),
    ];
    const turned = Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)]);
    const line = wide ? JSON.stringify(turned, null, 1).replaceAll("\n", " ") : JSON.stringify(turned);
    return { fields, line };
  });

/** A text as it stands in the file, with its escapes. */
const escaped = (value: string) => JSON.stringify(value).slice(1, -1);

describe.each(BUILDS)("JSON lines, $build build", ({ module }) => {
  it("yield the planned fields, wherever they stand among others", () => {
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 8 }), (objects) => {
        const core = newCore(module, { dimensions: 1, measures: 1 });
        startPlan(core, PLAN);
        core.writeRows();
        const bytes = Buffer.from(objects.map(({ line }) => `${line}\n`).join(""));
        const found = core.rows(bytes, true).map((row) => {
          const own = (start: number, length: number) =>
            bytes.toString("utf8", row.byteOffset + start, row.byteOffset + start + length);
          const host = row.values[0];
          return row.kind !== "event"
            ? row.kind
            : {
                timeMs: row.timeMs,
                level: row.level,
                msg: own(row.messageStart, row.messageLength),
                host: host ? own(host.start, host.length) : null,
                took: row.measures[0],
              };
        });
        const expected = objects.map(({ fields: { time, level, msg, host, took } }) =>
          time === null
            ? "unparsed"
            : {
                timeMs: Date.parse(time),
                level: LEVEL_CODES[level ?? "odd"] ?? 0,
                msg: escaped(msg ?? ""),
                host: host?.name == null ? null : escaped(host.name),
                took: took ?? Number.NaN,
              },
        );
        expect(found).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it.each(["", "x", "[1]", '"a"', "{", '{"time"', '{"time":', '{"time":"2026-01-01T00:00:00Z', '{"time":"no"}', "{}"])(
    "that are broken or lack the time do no harm: %j",
    (broken) => {
      const core = newCore(module, { dimensions: 1, measures: 1 });
      startPlan(core, PLAN);
      const good = '{"time":"2026-01-01T00:00:00Z","msg":"it is"}';
      core.consume(Buffer.from([good, broken, good].join("\n")));
      core.endFile();
      core.settle();
      const { lines, events } = core.totals();
      expect(lines).toBe(3);
      expect(events).toBe(broken.includes("T00:00:00Z") ? 3 : 2);
    },
  );

  it("nested deep are passed over", () => {
    const core = newCore(module, { dimensions: 1, measures: 1 });
    startPlan(core, PLAN);
    const deep = `${'{"a":'.repeat(40)}1${"}".repeat(40)}`;
    core.consume(
      Buffer.from(`{"time":"2026-01-01T00:00:00Z","a":${deep}}\n{"a":${deep},"time":"2026-01-01T00:00:00Z"}\n`),
    );
    core.settle();
    expect(core.totals()).toMatchObject({ lines: 2, events: 2, unparsedLines: 0 });
  });
});
