/** Escaped values: what the core counts under a value is what the host shows of a line, and what JSON.parse makes of it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { undouble, unescapeBackslashes } from "../../src/core/escapes.ts";
import type { PlanBody } from "../../src/model/plan.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { feed } from "./support/outcome.ts";
import { filePlan, startPlan, tablePlan } from "./support/plans.ts";

const NAMED: { path: string[]; role: "dimension" | "message" }[] = [
  { path: ["v"], role: "dimension" },
  { path: ["m"], role: "message" },
];
const JSON_BODY: PlanBody = { kind: "json", fields: NAMED, time: null, levelScale: "words" };
const LOGFMT_BODY: PlanBody = { kind: "logfmt", fields: NAMED, time: null, levelScale: "words" };
const TEXT_CAP = 256;

const valid = fc.string({
  unit: fc.constantFrom("a", '"', "\\", "/", "\n", "\t", "\b", "é", "\u{1f600}", "\ud800", " ", "\u0001"),
});
/** pieces that are escapes, nearly escapes, and torn ones; never an unescaped quote */
const hostile = fc
  .array(
    fc.constantFrom(
      "\\\\",
      '\\"',
      "\\n",
      "\\x",
      "\\u00e9",
      "\\ud83d\\ude00",
      "\\ud83d",
      "\\ude00",
      "\\uD8",
      "\\u12g4",
      "a",
      "é",
      "/",
      " ",
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""))
  .filter((text) => !/(?:^|[^\\])(?:\\\\)*\\$/.test(text));

describe.each(BUILDS)("escapes, $build build", ({ module }) => {
  function valuesOf(body: PlanBody, lines: readonly string[], chunk: number): (string | undefined)[] {
    const core = newCore(module, { dimensions: 1 });
    startPlan(core, filePlan(body));
    feed(core, Buffer.from(lines.map((line) => `${line}\n`).join("")), [chunk]);
    core.endFile();
    core.settle();
    const values = core.values();
    return core
      .facets()
      .filter(({ count }) => count > 0)
      .map(({ values: [number] }) => values[number ?? 0]?.text);
  }
  const sorted = (texts: readonly (string | undefined)[]) => [...new Set(texts)].sort();
  const decoded = (text: string) => Buffer.from(text).toString();

  it("of JSON are those of JSON.parse", () => {
    fc.assert(
      fc.property(fc.array(valid, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 90 }), (texts, chunk) => {
        const lines = texts.map((text) => `{"v":${JSON.stringify(text)}}`);
        expect(sorted(valuesOf(JSON_BODY, lines, chunk))).toEqual(sorted(texts.map(decoded)));
        for (const text of texts)
          expect(decoded(unescapeBackslashes(JSON.stringify(text).slice(1, -1)))).toBe(decoded(text));
      }),
      { numRuns: 200 },
    );
  });

  it("that are broken are the same in the core and in the host, in JSON and in logfmt", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 20 }), (raws) => {
        const expected = sorted(raws.map(unescapeBackslashes));
        expect(
          sorted(
            valuesOf(
              JSON_BODY,
              raws.map((raw) => `{"v":"${raw}"}`),
              1 << 20,
            ),
          ),
        ).toEqual(expected);
        expect(
          sorted(
            valuesOf(
              LOGFMT_BODY,
              raws.map((raw) => `x=1 v="${raw}"`),
              1 << 20,
            ),
          ),
        ).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it("of tables are doubled quotes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('"', "a", ",", "\n", "\\n"), maxLength: 8 }), {
          minLength: 1,
          maxLength: 20,
        }),
        (texts) => {
          const core = newCore(module, { dimensions: 1 });
          startPlan(core, tablePlan([{ name: "v", role: "dimension" }]));
          feed(core, Buffer.from(texts.map((text) => `"${text.replaceAll('"', '""')}"\n`).join("")), [7]);
          core.endFile();
          core.settle();
          const values = core
            .values()
            .slice(1)
            .map(({ text }) => text);
          expect(sorted(values)).toEqual(sorted(texts));
          for (const text of texts) expect(undouble(text.replaceAll('"', '""'))).toBe(text);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("longer than a line, many at a time, are all kept", () => {
    // each value is as long as the scratch has room for; the batch is counted before its places are used again
    const lines = Array.from(
      { length: 40 },
      (_, i) => `{"v":"${i}${"\\n".repeat(15_000)}","m":"\\"${"word ".repeat(300)}"}`,
    );
    const expected = lines.map((_, i) => `${i}${"\n".repeat(15_000)}`.slice(0, TEXT_CAP));
    expect(sorted(valuesOf(JSON_BODY, lines, 1 << 20))).toEqual(sorted(expected));
  });

  it("of messages make the signature and the exemplar of the message that is meant", () => {
    const core = newCore(module, { dimensions: 1 });
    startPlan(core, filePlan(JSON_BODY));
    const messages = ['say "no" twice', "tab\there", `${"long ".repeat(200)}"end"`, "caf\u00e9 \u{1f600} open"];
    core.consume(
      Buffer.from(
        messages.map((m) => `{"v":"a","m":${JSON.stringify(`${m}\r\n`).replaceAll("é", "\\u00e9")}}\n`).join(""),
      ),
    );
    core.endFile();
    core.settle();
    const escaped = core.templates().map(({ id, text }) => [id, text]);
    const plain = newCore(module, { dimensions: 0 });
    startPlan(plain, filePlan({ kind: "text" }));
    plain.consume(Buffer.from(messages.map((m) => `${m}\n`).join("")));
    plain.endFile();
    plain.closeEvent();
    plain.settle();
    expect(escaped).toEqual(plain.templates().map(({ id, text }) => [id, text]));
  });
});
