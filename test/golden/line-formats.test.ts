/** Each format of line logs that must be recognised without being told, by lines that a person has read. */
import { describe, expect, it } from "vitest";
import { loadModules } from "../../src/cli/wasm-modules.ts";
import { Core, DEFAULT_BUDGETS } from "../../src/core/core.ts";
import { fieldNames } from "../../src/model/field-names.ts";
import { levelOfCode } from "../../src/model/levels.ts";
import { compilePlan } from "../../src/pipeline/compile.ts";
import { Session } from "../../src/pipeline/session.ts";
import { startFile } from "../../src/pipeline/start-file.ts";
import { APPLICATION } from "./line-formats/application.ts";
import type { LineFormat } from "./line-formats/format.ts";
import { ISO } from "./line-formats/iso.ts";
import { STORE } from "./line-formats/store.ts";
import { SYSLOG } from "./line-formats/syslog.ts";
import { WEB } from "./line-formats/web.ts";
import { analyzeBytes, CHUNK_SIZES, memorySource } from "./memory-source.ts";

const wasm = await loadModules();
const FORMATS = [...ISO, ...SYSLOG, ...WEB, ...APPLICATION, ...STORE];
const contentOf = ({ lines }: LineFormat) => Buffer.from(lines.map(([text]) => `${text}\n`).join(""));
const dateOf = ({ lastModified }: LineFormat) => Date.parse(lastModified ?? "2026-06-01T00:00:00Z");

/** What the core makes of a file opened as any other: its events by line. */
async function eventsOf(content: Uint8Array, lastModified: number) {
  const { opened, inputs } = await Session.open(wasm, [memorySource("a.log", content, [4096], lastModified)]);
  const [plan] = opened.plan.files;
  if (!plan) throw new Error("no plan");
  const names = fieldNames(opened.plan);
  const core = new Core(wasm.core, DEFAULT_BUDGETS, names.dimensions.length, names.measures.length);
  startFile(core, compilePlan(plan, names), inputs, 0, 0);
  core.writeRows();
  return core.rows(content, true).map((row) => {
    const at = row.byteOffset + row.messageStart;
    return {
      kind: row.kind,
      line: row.line,
      time: row.timeMs === null ? null : new Date(row.timeMs).toISOString(),
      level: levelOfCode(row.level),
      message: Buffer.from(content.subarray(at, at + row.messageLength)).toString(),
    };
  });
}

describe.each(FORMATS.map((format) => [format.name, format] as const))("%s", (_, format) => {
  it("gives each line its instant, level and message", async () => {
    const rows = await eventsOf(contentOf(format), dateOf(format));
    const found = rows.filter(({ kind }) => kind === "event");
    const expected = format.lines.flatMap(([, iso, level, message], i) =>
      iso === undefined ? [] : [{ line: i + 1, time: new Date(iso).toISOString(), level, message }],
    );
    const cut = found.map(({ line, time, level, message }, i) => {
      const length = expected[i]?.message?.length ?? 0;
      return { line, time, level, message: message.slice(0, length) };
    });
    expect(cut).toEqual(expected);
    expect(rows.some(({ kind }) => kind === "unparsed")).toBe(false);
  });

  it("reads the same in chunks of any size", async () => {
    const digests = new Set<string>();
    for (const size of CHUNK_SIZES) {
      const options = { chunkBytes: [size], lastModified: dateOf(format) };
      digests.add((await analyzeBytes("a.log", contentOf(format), options)).report.digest);
    }
    expect([...digests]).toHaveLength(1);
  });

  it("opens as a file with every event timed", async () => {
    const { report } = await analyzeBytes("a.log", contentOf(format), { lastModified: dateOf(format) });
    const { lines, events, unparsedLines, firstMs, lastMs } = report.totals;
    const instants = format.lines.flatMap(([, iso]) => (iso === undefined ? [] : [Date.parse(iso)]));
    expect({ lines, events, unparsedLines, firstMs, lastMs }).toEqual({
      lines: format.lines.length,
      events: instants.length,
      unparsedLines: 0,
      firstMs: Math.min(...instants),
      lastMs: Math.max(...instants),
    });
  });
});
