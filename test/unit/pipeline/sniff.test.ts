/** What is understood of a file before it is read: its kind, time, level, columns. The samples are written here. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadModules } from "../../../src/cli/wasm-modules.ts";
import type { FilePlan } from "../../../src/model/plan.ts";
import { firstYearOf } from "../../../src/pipeline/first-year.ts";
import { notText, takeSample } from "../../../src/pipeline/sample.ts";
import { sniffPlan } from "../../../src/pipeline/sniff.ts";
import type { ByteSource } from "../../../src/pipeline/source.ts";

const { core } = await loadModules();

function sourceOf(content: Uint8Array, lastModified = Date.UTC(2026, 5, 1)): ByteSource {
  return {
    name: "a",
    bytes: content.length,
    lastModified,
    async *stream(start = 0) {
      yield content.subarray(start);
    },
    slice: async (start, end) => content.slice(start, end),
  };
}

async function sniff(text: string | Uint8Array): Promise<FilePlan> {
  return sniffPlan(core, await takeSample(sourceOf(typeof text === "string" ? Buffer.from(text) : text)));
}

/** `count` lines by a rule, joined */
const lines = (count: number, line: (i: number) => string, end = "\n") =>
  Array.from({ length: count }, (_, i) => line(i) + end).join("");
const two = (value: number) => String(value).padStart(2, "0");
const clock = (i: number) => `${two(10 + (Math.floor(i / 3600) % 12))}:${two(Math.floor(i / 60) % 60)}:${two(i % 60)}`;
const LEVELS = ["INFO", "WARN", "ERROR"];
const NAMES = ["Door", "Window", "Gate"];
const of = <T>(values: readonly T[], i: number) => values[i % values.length] as T;

/** The steps of the first layout, by kind. */
function stepsOf({ body }: FilePlan): string[] {
  return body.kind === "lines" ? (body.layouts[0]?.steps.map(({ step }) => step) ?? []) : [body.kind];
}

function rolesOf({ body }: FilePlan): Record<string, string> {
  if (body.kind === "table") return Object.fromEntries(body.columns.map(({ name, role }) => [name, role]));
  if (body.kind === "json") return Object.fromEntries(body.fields.map(({ path, role }) => [path.join("."), role]));
  return {};
}

describe("line logs", () => {
  it.each<[string, (i: number) => string, string[], FilePlan["lacks"]]>([
    [
      "time level message",
      (i) => `2026-03-01 ${clock(i)},123 ${of(LEVELS, i)} ${of(NAMES, i)} opened`,
      ["time", "blank", "level"],
      "nothing",
    ],
    [
      "time [thread] level",
      (i) => `2026-03-01T${clock(i)}.5Z [main-${i % 3}] ${of(LEVELS, i)} it is ${i}`,
      ["time", "blank", "bracket", "blank", "level"],
      "nothing",
    ],
    [
      "bracketed time and level",
      (i) => `[2026-03-01 ${clock(i)}] [${of(LEVELS, i)}] it is ${i}`,
      ["literal", "time", "literal", "blank", "literal", "level", "literal"],
      "nothing",
    ],
    ["level first", (i) => `${of(LEVELS, i)} 2026-03-01 ${clock(i)} it is ${i}`, ["level", "blank", "time"], "nothing"],
    [
      "syslog",
      (i) => `Mar  1 ${clock(i)} host app[${i}]: it is ${i}`,
      ["time", "blank", "token", "blank", "source"],
      "year",
    ],
    [
      "syslog with priority",
      (i) => `<${13 + (i % 4)}>Mar  1 ${clock(i)} host app: it is ${i}`,
      ["priority", "time", "blank", "token", "blank", "source"],
      "year",
    ],
    [
      "an access log",
      (i) =>
        `10.0.0.${i % 200} - - [01/Mar/2026:${clock(i)} +0100] "GET /${i} HTTP/1.1" ${of([200, 404, 500], i)} ${i}`,
      [
        "token",
        "blank",
        "token",
        "blank",
        "token",
        "blank",
        "literal",
        "time",
        "literal",
        "blank",
        "quoted",
        "blank",
        "status",
        "blank",
        "token",
      ],
      "nothing",
    ],
    ["a clock alone", (i) => `${clock(i)} ${of(NAMES, i)} opened`, ["time"], "date"],
    [
      "epoch seconds",
      (i) => `${1_772_000_000 + i}.250 ${of(LEVELS, i)} it is ${i}`,
      ["time", "blank", "level"],
      "nothing",
    ],
    [
      "logcat",
      (i) => `03-01 ${clock(i)}.123  ${100 + i}  ${200 + i} ${of(["I", "W", "E"], i)} ${of(NAMES, i)}: opened`,
      ["time", "blank", "token", "blank", "token", "blank", "level", "blank", "source"],
      "year",
    ],
  ])("of %s", async (_, line, steps, lacks) => {
    const plan = await sniff(lines(200, line));
    expect(plan).toMatchObject({ body: { kind: "lines" }, lacks, confidence: 1, encoding: "utf-8", lineEnd: "lf" });
    expect(stepsOf(plan)).toEqual(steps);
  });

  it("with brackets that hold blanks in some lines", async () => {
    const thread = (i: number) => (i % 8 === 0 ? "worker 3" : "main");
    const plan = await sniff(lines(200, (i) => `2026-03-01 ${clock(i)} [${thread(i)}] ${of(LEVELS, i)} it is ${i}`));
    expect(stepsOf(plan)).toEqual(["time", "blank", "bracket", "blank", "level"]);
  });

  it("with stack traces between them", async () => {
    const trace = "java.lang.Error: x\n\tat a.b(C.java:1)\n\tat a.c(C.java:2)";
    const plan = await sniff(lines(100, (i) => `2026-03-01 ${clock(i)} ERROR broken\n${trace}`));
    expect(stepsOf(plan)).toEqual(["time", "blank", "level"]);
  });

  it("with the day first, told by a day above 12", async () => {
    const plan = await sniff(lines(60, (i) => `${two(5 + Math.floor(i / 4))}/03/2026 ${clock(i)} it is ${i}`));
    const time = plan.body.kind === "lines" ? plan.body.layouts[0]?.steps[0] : null;
    expect(time).toMatchObject({
      step: "time",
      layout: [
        "day",
        { literal: "/" },
        "month",
        { literal: "/" },
        "year4",
        { literal: " " },
        "hour",
        { literal: ":" },
        "minute",
        { literal: ":" },
        "second",
        "fraction",
        "zone",
      ],
    });
  });
});

describe("tables", () => {
  it("of commas have their columns by what they hold", async () => {
    const text = `time,level,service,version,latency,message,id\n${lines(
      100,
      (i) =>
        `2026-03-01T${clock(i)}Z,${of(LEVELS, i)},${of(NAMES, i)},${of(["5.0", "5.1"], i)},${i * 1.5},"it is, ${i}",${i * 7919}-x`,
    )}`;
    const plan = await sniff(text);
    expect(plan.body).toMatchObject({ kind: "table", delimiter: ",", quoted: true, headerLines: 1 });
    expect(rolesOf(plan)).toEqual({
      time: "time",
      level: "level",
      service: "dimension",
      version: "dimension",
      latency: "measure",
      message: "message",
      id: "id",
    });
  });

  it.each([
    [";", "Zeit;Gerät;Wert"],
    ["\t", "time\tdevice\tvalue"],
    ["|", "time|device|value"],
  ])("of %j", async (delimiter, header) => {
    const row = (i: number) => [`2026-03-01 ${clock(i)}`, of(NAMES, i), String(i + 0.25)].join(delimiter);
    const plan = await sniff(`${header}\n${lines(50, row)}`);
    expect(plan.body).toMatchObject({ kind: "table", delimiter, headerLines: 1 });
    expect(Object.values(rolesOf(plan))).toEqual(["time", "dimension", "measure"]);
  });

  it("with rows that end at a lone CR, and a byte-order mark", async () => {
    const plan = await sniff(
      `\ufefftime\tversion\tcode\r${lines(60, (i) => `2026-03-01 ${clock(i)}\t5.0007.${of(["510", "610"], i)}\t${i % 4}`, "\r")}`,
    );
    expect(plan).toMatchObject({ lineEnd: "cr", bomBytes: 3, body: { kind: "table", delimiter: "\t" } });
    expect(rolesOf(plan)).toEqual({ time: "time", version: "dimension", code: "dimension" });
  });

  it("of a time and a number are one measure", async () => {
    const plan = await sniff(`timestamp,value\n${lines(80, (i) => `2026-03-01 ${clock(i)},${(i * 37) % 100}.5`)}`);
    expect(rolesOf(plan)).toEqual({ timestamp: "time", value: "measure" });
  });

  it("of a header alone are still tables", async () => {
    expect((await sniff("time,level,message\n")).body).toMatchObject({ kind: "table", headerLines: 1 });
  });
});

describe("JSON lines", () => {
  const json = (level: (i: number) => unknown, key = "level") =>
    lines(60, (i) =>
      JSON.stringify({
        time: `2026-03-01T${clock(i)}Z`,
        [key]: level(i),
        msg: `it is ${i}`,
        host: { name: of(NAMES, i) },
      }),
    );

  it.each<[string, (i: number) => unknown, string, string]>([
    ["words", (i) => of(["info", "error"], i), "level", "words"],
    ["bunyan", (i) => of([30, 40, 50], i), "level", "bunyan"],
    ["syslog", (i) => of([3, 4, 6], i), "severity", "syslog"],
    ["zero-to-four", (i) => of([0, 1, 2, 3], i), "level", "zero-to-four"],
  ])("with levels as %s", async (_, level, key, scale) => {
    const plan = await sniff(json(level, key));
    expect(plan.body).toMatchObject({ kind: "json", levelScale: scale });
    expect(rolesOf(plan)).toEqual({ time: "time", [key]: "level", msg: "message", "host.name": "dimension" });
  });

  it("with times in milliseconds since 1970", async () => {
    const plan = await sniff(lines(40, (i) => JSON.stringify({ ts: 1_772_000_000_000 + i, message: `it is ${i}` })));
    expect(plan.body).toMatchObject({ kind: "json", time: ["epoch"] });
    expect(rolesOf(plan)).toEqual({ ts: "time", message: "message" });
  });
});

describe("what has no time", () => {
  it.each([
    ["prose", lines(40, (i) => `It is the ${i}th line, and nothing more.`)],
    ["one word", "hello"],
    [
      "a table with large and small amounts",
      lines(60, (i) => `root  ${i + 1} 0.${i % 10} ${i % 3 === 0 ? 1_524_228_244 + i : i * 77} ?  S  task ${i}`),
    ],
    [
      "Latin-1",
      Buffer.from(
        lines(20, () => "Grüße aus Köln"),
        "latin1",
      ),
    ],
  ])("is text: %s", async (_, content) => {
    expect(await sniff(content)).toMatchObject({ body: { kind: "text" }, label: "text without times" });
  });
});

describe("what is no text", () => {
  const random = Buffer.from(Array.from({ length: 4000 }, (_, i) => (Math.imul(i + 1, 2_654_435_761) >>> 13) & 255));

  it.each<[string, Uint8Array, RegExp]>([
    ["a PNG", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), /a\.bin is a PNG picture/],
    ["gzip", gzipSync("2026-03-01 10:00:00 INFO hello"), /gzip-compressed.*unpack/],
    ["NUL bytes", new Uint8Array(1000), /not text/],
    ["random bytes", random, /not text/],
  ])("is said to be none: %s", async (_, head, reason) => {
    expect(notText(await takeSample(sourceOf(head)), "a.bin")).toMatch(reason);
  });

  it.each<[string, Uint8Array]>([
    ["UTF-8", Buffer.from("2026-03-01 10:00:00 Grüße – 日本語\n")],
    ["Latin-1", Buffer.from("Grüße aus Köln\n", "latin1")],
    ["UTF-16 with a mark", Buffer.from("\ufeffhello\n", "utf16le")],
    ["UTF-16 without", Buffer.from("hello\n", "utf16le").swap16()],
    ["colours of a terminal", Buffer.from("\u001b[31mred\u001b[0m and plain text\n")],
    ["a few NUL bytes", Buffer.from("2026-03-01 10:00:00 padded\0\0\0\n")],
    ["a character torn at the end", Buffer.from("Grüße 日本語").subarray(0, -1)],
  ])("is not said of %s", async (_, head) => {
    expect(notText(await takeSample(sourceOf(head)), "a.log")).toBeNull();
  });
});

describe("the year of stamps without one", () => {
  const year = async (text: string, lastModified: number) =>
    firstYearOf(await takeSample(sourceOf(Buffer.from(text), lastModified)), lastModified);

  it.each([
    ["within the year of the file", "Mar  1 10:00:00 a\nMar  2 10:00:00 b\n", Date.UTC(2026, 2, 3), 2026],
    ["over new year", "Dec 31 10:00:00 a\nJan  1 10:00:00 b\n", Date.UTC(2026, 0, 2), 2025],
    ["of last year", "Nov  1 10:00:00 a\nDec  2 10:00:00 b\n", Date.UTC(2026, 0, 20), 2025],
    ["a zone ahead of the file's time", "Mar  3 20:00:00 a\nMar  4 02:00:00 b\n", Date.UTC(2026, 2, 3, 18), 2026],
  ])("%s", async (_, text, lastModified, expected) => {
    expect(await year(text, lastModified)).toBe(expected);
  });
});
