/**
 * Every line of timestamps.jsonl, opened as a file of its own: its instant and level must be those expected, or an accepted
 * one.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../load.mjs";
import { printTable } from "../numbers.mjs";

/** year of the file's date, for stamps without one; a leap year that is not the present one */
const YEAR = 2024;
const END_OF_YEAR = Date.UTC(YEAR, 11, 31, 12);

/** Epoch ms that a line of the list means: without zone UTC, without year `YEAR`, without date the first day of 1970. */
function instant(text) {
  const full = text.startsWith("--") ? `${YEAR}-${text.slice(2)}` : text.startsWith("T") ? `1970-01-01${text}` : text;
  const cut = full.replace(/(\.\d{3})\d+/, "$1");
  return Date.parse(/Z$/.test(cut) ? cut : `${cut}Z`);
}

const levelOf = (text) => (text === "warning" ? "warn" : text);

function memorySource(name, text, lastModified) {
  const content = Buffer.from(text);
  return {
    name,
    bytes: content.length,
    lastModified,
    async *stream(start = 0) {
      yield content.subarray(start);
    },
    slice: async (start, end) => content.subarray(start, end),
  };
}

export async function timestamps({ data }) {
  const { Session } = await load("src/pipeline/session.ts");
  const { DEFAULT_SETTINGS } = await load("src/model/analysis.ts");
  const wasm = await (await load("src/cli/wasm-modules.ts")).loadModules();
  const list = readFileSync(join(data, "lnav/timestamps.jsonl"), "utf8").split("\n").filter(Boolean);
  const details = [];
  for (const row of list) {
    const expected = JSON.parse(row);
    // a table is told by its header
    const head = expected.line.includes("\t") || /w3c/.test(expected.format) ? headOf(data, expected) : "";
    const source = memorySource(expected.file, `${head}${expected.line}\n`, END_OF_YEAR);
    const session = await Session.open(wasm, [source], { timeZone: "UTC" });
    await session.analyze(DEFAULT_SETTINGS);
    let found = null;
    for await (const batch of session.rows()) found ??= batch.findLast(({ kind }) => kind === "event") ?? null;
    const instants = [expected.expected_iso, ...(expected.accept ?? [])].map(instant);
    const timed = found !== null && instants.includes(found.timeMs);
    // where the list knows of no level, a syslog severity that a field gives is right all the same
    const given = expected.level === null && /"PRIORITY"/.test(expected.line);
    const levelled = found !== null && (given || found.level === levelOf(expected.level));
    details.push({
      format: expected.format,
      timed,
      levelled,
      found: found?.timeMs == null ? "none" : new Date(found.timeMs).toISOString(),
      expected: expected.expected_iso,
      level: `${found?.level ?? null}${levelled ? "" : `, not ${levelOf(expected.level)}`}`,
      label: session.opened.plan.files[0]?.label ?? "",
    });
  }
  const cells = ({ format, timed, levelled, found, expected, level, label }) => {
    const verdict = timed && levelled ? "holds" : "SHORT";
    return [format, verdict, found, timed ? "" : expected, level, label];
  };
  printTable("time stamps, line by line", ["format", "", "read as", "not", "level", "layout"], details.map(cells));
  return { passed: details.every(({ timed, levelled }) => timed && levelled), details };
}

/** The lines beginning with # at the start of the sample file, and the line ends between them. */
function headOf(data, { file, line }) {
  if (file === "format_samples.jsonl") return "";
  const lines = readFileSync(join(data, "lnav/files", file), "utf8").split(/\r?\n/);
  const head = lines.slice(0, lines.indexOf(line)).filter((text) => text.startsWith("#"));
  return head.map((text) => `${text}\n`).join("");
}
