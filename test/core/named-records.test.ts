/** JSON and logfmt records, objects over lines and paragraphs, against plain readings byte by byte, on hostile text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CoreRow } from "../../src/core/rows.ts";
import type { PlanBody } from "../../src/model/plan.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { feed, outcomeOf } from "./support/outcome.ts";
import { filePlan, startPlan } from "./support/plans.ts";

const MAX_LINE = 65_536;
const FIELDS: { path: string[]; role: "dimension" }[] = [["a"], ["b", "a"], ["b", "c", "a"]].map((path) => ({
  path,
  role: "dimension",
}));
const body = (kind: "json" | "logfmt", records?: string) =>
  ({ kind, fields: FIELDS, time: null, levelScale: "words", ...(records ? { records } : {}) }) as PlanBody;

type Values = (string | null)[];
const NONE: Values = [null, null, null];
const EDGES = new Set([..." \"'(),:;<=>[]{|}\t\r\n\0"]);

/** End of the string whose text starts at `at`: the first quote that no backslash takes; the end when there is none. */
function stringEnd(text: string, at: number): number {
  for (let p = at; p < text.length; p++) {
    if (text[p] === '"') return p;
    if (text[p] === "\\") p++;
  }
  return text.length;
}

/**
 * The first value of each path, as it stands; null when the text is no object. Leniently: marks out of place are passed
 * over, elements of an array have its path, objects that hold no path of the plan are passed over whole.
 */
function naiveObject(text: string): Values | null {
  let at = /^[\0- ,[\]]*/.exec(text)?.[0].length ?? 0;
  if (text[at] !== "{") return null;
  at++;
  const values = [...NONE];
  const stack: string[][] = [[]];
  const blank = (p: number) => {
    while (p < text.length && (text[p] as string) <= " ") p++;
    return p;
  };
  while (at < text.length && stack.length > 0 && values.includes(null)) {
    const mark = text[at];
    if (mark !== '"') {
      if (mark === "}" || mark === "]") stack.pop();
      else if (mark === "{" || mark === "[") stack.push(stack.at(-1) ?? []);
      at++;
      continue;
    }
    const keyEnd = stringEnd(text, at + 1);
    const path = [...(stack.at(-1) ?? []), text.slice(at + 1, keyEnd)];
    at = keyEnd + 1;
    if (text[blank(at)] !== ":") {
      if (text[at] !== undefined) at = blank(at);
      continue;
    }
    at = blank(blank(at) + 1);
    if (at >= text.length) break;
    const field = FIELDS.findIndex(({ path: own }) => own.join("\0") === path.join("\0"));
    const leads = FIELDS.some(({ path: own }) => own.length > path.length && path.every((key, i) => own[i] === key));
    const first = text[at];
    if (first === '"') {
      const end = stringEnd(text, at + 1);
      if (field >= 0) values[field] ??= text.slice(at + 1, end);
      at = end + 1;
    } else if (first === "{" || first === "[") {
      if (leads) {
        stack.push(path);
        at++;
      } else at = nestedEnd(text, at) ?? text.length;
    } else {
      const start = at;
      while (at < text.length && !EDGES.has(text[at] as string)) at++;
      if (field >= 0 && first !== "n") values[field] ??= text.slice(start, at);
    }
  }
  return values;
}

/** Place behind the bracket that closes the one at `at`; null when a bracket or string does not close. */
function nestedEnd(text: string, at: number): number | null {
  let depth = 0;
  for (let p = at; p < text.length; p++) {
    if (text[p] === '"') {
      p = stringEnd(text, p + 1);
      if (p >= text.length) return null;
    } else if (text[p] === "{" || text[p] === "[") depth++;
    else if ((text[p] === "}" || text[p] === "]") && --depth === 0) return p + 1;
  }
  return null;
}

/** The first value of each key; only keys of one part can be met. */
function naivePairs(line: string): Values {
  const values = [...NONE];
  let at = 0;
  while (at < line.length && values[0] === null) {
    while (at < line.length && (line[at] as string) <= " ") at++;
    const key = at;
    while (at < line.length && line[at] !== "=" && line[at] !== '"' && (line[at] as string) > " ") at++;
    if (at >= line.length) break;
    if (line[at] !== "=") {
      at++;
      continue;
    }
    const name = line.slice(key, at++);
    const quoted = line[at] === '"';
    const start = quoted ? at + 1 : at;
    let stop = start;
    if (quoted) stop = stringEnd(line, start);
    else while (stop < line.length && (line[stop] as string) > " ") stop++;
    at = quoted ? stop + 1 : stop;
    if (name === "a") values[0] ??= line.slice(start, stop);
  }
  return values;
}

interface Piece {
  start: number;
  text: string;
  height: number;
  values: Values | null;
}

/** Objects over lines: an object ends at its bracket, or at its line end when only commas and brackets stand before that. */
function naivePieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const lineEnd = newline < 0 ? text.length : newline;
    let first = at;
    while (first < lineEnd && /[\0- ,[\]]/.test(text[first] as string)) first++;
    let end = lineEnd;
    let next = lineEnd + 1;
    const closing = text[first] === "{" ? nestedEnd(text.slice(0, at + MAX_LINE), first) : null;
    if (first < lineEnd && closing !== null) {
      let behind = closing;
      while (behind < text.length && text[behind] !== "\n" && /[\0- ,[\]]/.test(text[behind] as string)) behind++;
      const ended = behind === text.length || text[behind] === "\n";
      end = ended ? behind : closing;
      next = ended ? behind + 1 : closing;
    }
    const piece = text.slice(at, end);
    const isBetween = first === lineEnd;
    pieces.push({
      start: at,
      text: piece,
      height: piece.split("\n").length - 1 + (next > end ? 1 : 0),
      values: isBetween ? null : naiveObject(piece.replace(/\r$/, "")),
    });
    at = next;
  }
  return pieces;
}

const hostile = fc.string({ unit: fc.constantFrom(...'{{{}}}[]""""::,,\\ aabc1n\t=='.split("")), maxLength: 60 });
const key = fc.constantFrom("a", "b", "c", "d");
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.constantFrom("x", 'q"', "{", "\\", 1, true, null, ""),
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;
const object = fc.dictionary(key, tree, { maxKeys: 4 });
const objectText = fc
  .tuple(object, fc.constantFrom(0, 1, 2))
  .map(([value, indent]) => JSON.stringify(value, null, indent));
const line = fc.oneof(
  hostile,
  object.map((value) => JSON.stringify(value)),
  hostile.map((text) => `{${text}`),
);
const stream = fc
  .array(fc.tuple(fc.oneof(objectText, hostile), fc.constantFrom("\n", ",\n", ",", "\n\n", "]\r\n[", " ")), {
    maxLength: 8,
  })
  .map((parts) => parts.flat().join(""));

describe.each(BUILDS)("named records, $build build", ({ module }) => {
  function rowsOf(plan: PlanBody, text: string): CoreRow[] {
    const core = newCore(module, { dimensions: 3 });
    startPlan(core, filePlan(plan));
    core.writeRows();
    return core.rows(Buffer.from(text, "latin1"), true);
  }
  const valuesOf = ({ values, byteOffset }: CoreRow, text: string): Values =>
    values.slice(0, 3).map((v) => v && text.slice(byteOffset + v.start, byteOffset + v.start + v.length));

  it("of JSON lines have the values of a plain reading", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const text = lines.join("\n");
        const found = rowsOf(body("json"), text).map((row) => (row.kind === "event" ? valuesOf(row, text) : null));
        // a last line without bytes is none
        const whole = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
        expect(found).toEqual(whole.map((one) => naiveObject(one.replace(/\r$/, ""))));
      }),
      { numRuns: 1500 },
    );
  });

  it("of logfmt have the values of a plain reading", () => {
    const word = fc.constantFrom(
      "a=",
      "a=1",
      'a="x y"',
      'a="\\""',
      "b=2",
      "aa=3",
      "a",
      "=4",
      " a = 5",
      '"',
      "a=(b",
      "\t",
      "é=1",
    );
    const pairs = fc.oneof(
      hostile,
      fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(fc.array(pairs, { minLength: 1, maxLength: 8 }), (lines) => {
        const text = lines.filter((one) => one !== "").join("\n");
        const plan = { ...body("logfmt"), fields: FIELDS.slice(0, 1) } as PlanBody;
        const found = rowsOf(plan, text).map((row) => valuesOf(row, text)[0]);
        expect(found).toEqual(text === "" ? [] : text.split("\n").map((one) => naivePairs(one)[0]));
      }),
      { numRuns: 800 },
    );
  });

  it("of objects over lines begin, end and count their lines as a plain reading says", () => {
    fc.assert(
      fc.property(stream, (text) => {
        const found = rowsOf(body("json", "objects"), text).map((row) => ({
          start: row.byteOffset,
          height: row.lineCount,
          values: row.kind === "event" ? valuesOf(row, text) : null,
        }));
        expect(found).toEqual(naivePieces(text).map(({ start, height, values }) => ({ start, height, values })));
      }),
      { numRuns: 1000 },
    );
  });

  const paragraphs = fc
    .array(fc.constantFrom("a=1", "a=2 3", "b", "c=", "", "", "a=é", "=", "x=1\r"), { maxLength: 20 })
    .map((lines) => lines.join("\n"));

  it("of paragraphs end before an empty line", () => {
    fc.assert(
      fc.property(paragraphs, (text) => {
        const plan = { ...body("logfmt", "paragraphs"), fields: FIELDS.slice(0, 1) } as PlanBody;
        const found = rowsOf(plan, text)
          .filter(({ kind }) => kind === "event")
          .map((row) => [row.line, valuesOf(row, text)[0]]);
        const expected: [number, string | null][] = [];
        let open = false;
        text.split("\n").forEach((one, i) => {
          const value = /^a=(.*?)\r?$/.exec(one)?.[1] ?? null;
          const last = expected.at(-1);
          if (one === "" || one === "\r") open = false;
          else if (!open) {
            expected.push([i + 1, value]);
            open = true;
          } else if (last && last[1] === null) last[1] = value;
        });
        expect(found).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("are the same in chunks of any size", () => {
    const text = fc.array(fc.oneof(stream, paragraphs, line), { maxLength: 12 }).map((parts) => parts.join("\n"));
    fc.assert(
      fc.property(
        text,
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }),
        (content, chunks) => {
          for (const plan of [body("json"), body("json", "objects"), body("logfmt"), body("logfmt", "paragraphs")]) {
            const [whole, cut] = [[1 << 20], chunks].map((sizes) => {
              const core = newCore(module, { dimensions: 3 });
              startPlan(core, filePlan(plan));
              feed(core, Buffer.from(content), sizes);
              core.settle();
              return outcomeOf(core);
            });
            expect(cut).toEqual(whole);
            expect(whole?.totals.lines).toBe(content === "" ? 0 : content.replace(/\n$/, "").split("\n").length);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("that do not close within 64 KiB are read as lines, whatever the chunks", () => {
    for (const length of [MAX_LINE - 40, MAX_LINE, 3 * MAX_LINE]) {
      const content = Buffer.from(`{"a":"open\n${"x\n".repeat(length / 2)}{"a":"1"}\n{"a":"2"}\n`);
      const outcomes = [[1 << 20], [5000], [MAX_LINE, 1]].map((sizes) => {
        const core = newCore(module, { dimensions: 3 });
        startPlan(core, filePlan(body("json", "objects")));
        feed(core, content, sizes);
        core.settle();
        expect(core.totals().lines).toBe(content.toString().split("\n").length - 1);
        return outcomeOf(core);
      });
      expect(outcomes[1]).toEqual(outcomes[0]);
      expect(outcomes[2]).toEqual(outcomes[0]);
    }
  });

  it("that open on each of many lines and never close take no more than a look at each", () => {
    for (const unit of ["{\n", '{"\n', '{"a":[\n', "{{}\n"]) {
      const core = newCore(module, { dimensions: 3 });
      startPlan(core, filePlan(body("json", "objects")));
      const lines = 50_000;
      feed(core, Buffer.from(unit.repeat(lines)), [1 << 20]);
      core.settle();
      expect(core.totals().lines).toBe(lines);
    }
  });

  it("deeper than 128 over lines are read as lines", () => {
    const text = (depth: number) => `{"b":${"[".repeat(depth - 1)}\n${"]".repeat(depth - 1)}}\n`;
    expect(rowsOf(body("json", "objects"), text(128)).map(({ lineCount }) => lineCount)).toEqual([2]);
    expect(rowsOf(body("json", "objects"), text(129)).map(({ lineCount }) => lineCount)).toEqual([1, 1]);
  });

  it("nested a million deep, of a line of 3 MiB, and of numbers out of range end well", () => {
    const core = newCore(module, { dimensions: 3, measures: 1 });
    const plan: PlanBody = {
      kind: "json",
      time: null,
      levelScale: "syslog",
      fields: [...FIELDS, { path: ["level"], role: "level" }, { path: ["n"], role: "measure" }],
    };
    startPlan(core, filePlan(plan));
    const lines = [
      `{"b":${'{"c":['.repeat(1_000_000)}`,
      `{"b":${"[".repeat(60_000)}${"]".repeat(5000)},"a":"1"}`,
      `{"a":"${"\\".repeat(3 * 1024 * 1024)}`,
      '{"level":1e999,"n":1e999}',
      '{"level":-1,"n":-1e308}',
      '{"level":99999999999999999999,"n":"nan"}',
      '{"a":"\0","a":"2"}',
    ];
    feed(core, Buffer.from(lines.join("\n")), [100_000]);
    core.settle();
    expect(core.totals()).toMatchObject({ lines: 7, events: 7 });
  });
});
