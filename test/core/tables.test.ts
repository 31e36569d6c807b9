/** Tables: rows and fields against a plain reading of RFC 4180, on tidy and on hostile text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FilePlan, TableColumn } from "../../src/model/plan.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { feed, outcomeOf } from "./support/outcome.ts";
import { startPlan, tablePlan } from "./support/plans.ts";

const MAX_LINE = 65_536;
const COLUMNS: TableColumn[] = ["a", "b", "c"].map((name) => ({ name, role: "dimension" }));

interface NaiveRow {
  byteOffset: number;
  line: number;
  lineCount: number;
  /** as they stand in the file, without the enclosing quotes; of those without quotes not the blanks around them */
  fields: string[];
  /** as they are meant */
  values: string[];
}

/**
 * A quote opens a field only at its start, and only when it closes within 64 KiB of the row; what follows the closing
 * quote up to the delimiter is passed over. A CR before the line end is part of it. Empty rows are none.
 */
function naiveRows(text: string, delimiter: string, lineEnd: string): NaiveRow[] {
  const rows: NaiveRow[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const start = at;
    const fields: string[] = [];
    const values: string[] = [];
    while (true) {
      const close = text[at] === '"' ? closingQuote(text, at + 1, start + MAX_LINE) : -1;
      const from = close < 0 ? at : at + 1;
      at = close < 0 ? at : close + 1;
      while (at < text.length && text[at] !== delimiter && text[at] !== lineEnd) at++;
      const ends = at >= text.length || text[at] === lineEnd;
      const field = text.slice(from, close < 0 ? at : close);
      fields.push(close < 0 ? field.replace(/^[\0- ]+|[\0- ]+$/g, "") : field);
      values.push(close < 0 ? (fields.at(-1) ?? "") : field.replaceAll('""', '"'));
      if (ends) break;
      at++;
    }
    const lineCount = text.slice(start, at).split(lineEnd).length;
    if (text.slice(start, at).replace(/\r$/, "") !== "")
      rows.push({ byteOffset: start, line, lineCount, fields, values });
    line += lineCount;
    at++;
  }
  return rows;
}

function closingQuote(text: string, from: number, bound: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0 || at >= bound) return -1;
    if (at + 1 >= bound || text[at + 1] !== '"') return at;
  }
}

const firstThree = (fields: readonly string[]) => Array.from({ length: 3 }, (_, i) => fields[i] ?? null);

const hostile = fc.string({ unit: fc.constantFrom(...'""""""",,,,\n\n\r;abc x0'.split("")), maxLength: 120 });
const tidyField = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "1", " ", "'"), maxLength: 5 }),
  fc.string({ unit: fc.constantFrom("a", '""', ",", "\n", "\r\n", " "), maxLength: 6 }).map((inner) => `"${inner}"`),
);
const tidy = fc
  .tuple(
    fc.array(fc.array(tidyField, { minLength: 1, maxLength: 5 }), { maxLength: 12 }),
    fc.constantFrom("\n", "\r\n"),
    fc.boolean(),
  )
  .map(([rows, end, ended]) => rows.map((row) => row.join(",")).join(end) + (ended ? end : ""));
const text = fc.oneof(hostile, tidy);

describe.each(BUILDS)("tables, $build build", ({ module }) => {
  const plan = tablePlan(COLUMNS);

  function read(bytes: Uint8Array, chunks: readonly number[], own: FilePlan = plan) {
    const core = newCore(module, { dimensions: 3 });
    startPlan(core, own);
    feed(core, bytes, chunks);
    core.settle();
    return core;
  }

  function expectRows(content: string, chunks: readonly number[], own = plan, delimiter = ",", lineEnd = "\n") {
    const expected = new Map<string, number>();
    for (const row of naiveRows(content, delimiter, lineEnd)) {
      const key = JSON.stringify(firstThree(row.values).map((field) => field?.slice(0, 256) ?? null));
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    const core = read(Buffer.from(content, "latin1"), chunks, own);
    const values = core.values();
    const found = core
      .facets()
      .filter(({ count }) => count > 0)
      .map(({ values: numbers, count }): [string, number] => [
        JSON.stringify(numbers.slice(0, 3).map((number) => (number === 0 ? null : values[number]?.text))),
        count,
      ]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    return core;
  }

  it("have the fields that a plain reading finds, in chunks of any size", () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
        (content, chunks) => {
          expectRows(content, chunks);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("are the same in all they hold, whatever the chunks", () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 5, maxLength: 30 }).map((parts) => Buffer.from(parts.join("\n"), "latin1")),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 }),
        (bytes, chunks) => {
          expect(outcomeOf(read(bytes, chunks))).toEqual(outcomeOf(read(bytes, [1 << 20])));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("yield rows with their places, lines and fields", () => {
    fc.assert(
      fc.property(text, (content) => {
        const bytes = Buffer.from(content, "latin1");
        const core = newCore(module, { dimensions: 3 });
        startPlan(core, plan);
        core.writeRows();
        const rows = core
          .rows(bytes, true)
          .filter(({ kind }) => kind === "event")
          .map(({ byteOffset, line, lineCount, values }) => ({
            byteOffset,
            line,
            lineCount,
            fields: values
              .slice(0, 3)
              .map(
                (place) => place && content.slice(byteOffset + place.start, byteOffset + place.start + place.length),
              ),
          }));
        const naive = naiveRows(content, ",", "\n").map(({ values: _, ...row }) => ({
          ...row,
          fields: firstThree(row.fields),
        }));
        expect(rows).toEqual(naive);
      }),
      { numRuns: 350 },
    );
  });

  it("with other delimiters, and with rows that end at a lone CR", () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 4 }), (parts) => {
        const semicolons = parts.join("\n").replaceAll(",", ";");
        expectRows(semicolons, [7], tablePlan(COLUMNS, { delimiter: ";" }), ";");
        const returns = parts.join("\r").replaceAll("\n", "\r");
        expectRows(returns, [7], tablePlan(COLUMNS, { lineEnd: "cr" }), ",", "\r");
      }),
      { numRuns: 150 },
    );
  });

  it("take a quote that does not close within 64 KiB for a plain character", () => {
    for (const filler of [1000, MAX_LINE - 20, MAX_LINE, 3 * MAX_LINE]) {
      const rows = Array.from({ length: Math.ceil(filler / 8) }, (_, i) => `${i % 7},b,c`);
      const content = `x,"never closed,c\n${rows.join("\n")}\n`;
      for (const chunks of [[1 << 20], [4000], [65_536, 1]]) {
        const core = expectRows(content, chunks);
        expect(core.totals().lines).toBe(rows.length + 1);
      }
    }
  });

  it("close a quote at the last place that is looked at, and not behind it", () => {
    for (const more of [-3, -2, -1, 0, 1, 2]) {
      const content = `"${"q\n".repeat((MAX_LINE - 2) / 2 + more)}",b,c\nlast,b,c\n`;
      const whole = expectClosed(content, [1 << 20]);
      for (const chunks of [[5000], [MAX_LINE], [MAX_LINE - 1, 3]])
        expect(expectClosed(content, chunks)).toEqual(whole);
    }
    function expectClosed(content: string, chunks: number[]) {
      const core = read(Buffer.from(content), chunks);
      expect(core.totals().lines).toBe(content.split("\n").length - 1);
      return outcomeOf(core);
    }
  });

  it("of just 64 KiB are the same in chunks of any size", () => {
    for (const length of [MAX_LINE - 1, MAX_LINE, MAX_LINE + 1, MAX_LINE + 2]) {
      for (const end of ["\n", "\r\n"]) {
        const content = Buffer.from(`a,${"b".repeat(length - end.length - 3)},c${end}x,y,z${end}`);
        const whole = outcomeOf(read(content, [1 << 20]));
        for (const chunks of [[MAX_LINE], [MAX_LINE + 1], [1000]])
          expect(outcomeOf(read(content, chunks)), `${length} in ${chunks}`).toEqual(whole);
      }
    }
  });

  it("leave the header out, and count it as lines", () => {
    const core = read(Buffer.from('a,"b\nb",c\n1,2,3\n\n4,5,6'), [5], tablePlan(COLUMNS, { headerLines: 1 }));
    expect(core.totals()).toMatchObject({ lines: 5, events: 2, unparsedLines: 0 });
  });
});
