/** What is copied of a template finds all of its events by their first lines, in logs of every kind; grep by grep itself. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Template } from "../../src/model/report.ts";
import { messageOf } from "../../src/model/trace.ts";
import type { Session } from "../../src/pipeline/session.ts";
import { type LineWriting, lineWriting } from "../../src/report/line-writing.ts";
import { exportTemplate } from "../../src/report/template-export.ts";
import { INJECTION_KINDS } from "../../src/simulate/injections.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { lokiFinds } from "../support/loki.ts";
import { analyzeBytes, analyzeSample } from "./memory-source.ts";

const samples = readdirSync(new URL("samples/", import.meta.url)).filter((name) => !name.endsWith(".json"));

/** @returns texts of the first lines of each template's events */
async function linesOf(session: Session): Promise<Map<string, string[]>> {
  const lines = new Map<string, string[]>();
  for await (const batch of session.rows()) {
    for (const { kind, templateId, text } of batch) {
      if (kind !== "event" || templateId === null) continue;
      const known = lines.get(templateId);
      if (known) known.push(text);
      else lines.set(templateId, [text]);
    }
  }
  return lines;
}

/** @param locale of whoever runs the command: it must not matter */
function grepCount(command: string, lines: readonly (string | Uint8Array)[], locale: string): number {
  const { stdout } = spawnSync("sh", ["-c", command], {
    input: Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from("\n")])),
    env: { ...process.env, LC_ALL: locale },
  });
  return stdout.filter((byte) => byte === 0x0a).length;
}

/** @param bytes the lines as they lie in the file, where these differ from their texts */
function expectFound(
  template: Template,
  lines: readonly string[],
  writing: LineWriting,
  bytes: readonly (string | Uint8Array)[] = lines,
): void {
  const message = messageOf(template);
  const regex = new RegExp(exportTemplate(message, "regex", writing), "s");
  const grok = new RegExp(exportTemplate(message, "grok", writing).replace(/%\{DATA:p\d+\}/g, ".*?"), "s");
  const loki = JSON.parse(exportTemplate(message, "loki", writing).slice(3)) as string;
  for (const line of lines) {
    expect(regex.test(line), `regex of ${message} | ${line}`).toBe(true);
    expect(grok.test(line), `Grok of ${message} | ${line}`).toBe(true);
    expect(lokiFinds(loki, line), `Loki pattern ${loki} of ${message} | ${line}`).toBe(true);
  }
  const first = bytes.slice(0, 200);
  for (const locale of ["C", "C.UTF-8"])
    expect(grepCount(exportTemplate(message, "grep", writing), first, locale), `grep -E of ${message}`).toBe(
      first.length,
    );
}

async function expectAllFound({ session, report }: Awaited<ReturnType<typeof analyzeSample>>): Promise<void> {
  const lines = await linesOf(session);
  const writing = lineWriting(report.source.plan);
  expect(report.templates.length).toBeGreaterThan(0);
  for (const template of report.templates) {
    if (!template.wordless) expectFound(template, lines.get(template.id) ?? [], writing);
  }
}

describe("all forms find the lines of", () => {
  it.each(samples)("%s", async (name) => {
    await expectAllFound(await analyzeSample(name));
  });

  it("a log with incidents of every kind", async () => {
    const log = simulate({ seed: 5, startMs: Date.UTC(2026, 2, 3), hours: 1, rate: 10, inject: INJECTION_KINDS });
    await expectAllFound(await analyzeBytes("app.log", Buffer.concat([...log.lines()])));
  });
});

/** Messages that are hard to write down, each with a number that varies. */
const HARD = [
  (i: number) => `tab\there ${i}\tend`,
  (i: number) => `path C:\\Users\\bob opened ${i}`,
  (i: number) => `said "hello" to ${i}`,
  (i: number) => `a/b/c of ${i} done -> <ok> & 'fine' + ${"`"}so${"`"}`,
  (i: number) => `größe 日本語 ${i} ok 🎉`,
  (i: number) => `two lines ${i}\nsecond line`,
  (i: number) => `bell \u0007 rings ${i} times %{x} %d ^(a|b)*$ $HOME !`,
];
const stampOf = (i: number): string => new Date(Date.UTC(2026, 2, 1) + i * 1000).toISOString();
const messages = Array.from({ length: 30 * HARD.length }, (_, i) => HARD[i % HARD.length]?.(1000 + i) ?? "");
const asAscii = (text: string, more: RegExp): string =>
  text.replace(more, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

describe("all forms find the lines of records, however they are written:", () => {
  const record = (message: string, i: number) => JSON.stringify({ time: stampOf(i), level: "info", message, n: i });
  it.each<[string, (message: string, i: number) => string]>([
    ["JSON", record],
    ["JSON in ASCII alone", (message, i) => asAscii(record(message, i), /[^\0-\x7f]/g)],
    ["JSON for web pages", (message, i) => asAscii(record(message, i), /[<>&'+`]|[^\0-\x7f]/g).replaceAll("/", "\\/")],
    ["logfmt", (message, i) => `time=${stampOf(i)} level=info n=${i} msg=${JSON.stringify(message)}`],
  ])("%s", async (_, line) => {
    const analysed = await analyzeBytes("app.log", Buffer.from(`${messages.map(line).join("\n")}\n`));
    expect(analysed.report.templates.length).toBe(HARD.length);
    await expectAllFound(analysed);
  });
});

describe("all forms find lines", () => {
  it.each<[string, (i: number) => string, BufferEncoding]>([
    ["that are no ASCII, in Latin-1", (i) => `INFO Größe überschritten für Gerät ${i} sofort`, "latin1"],
    ["with a NUL", (i) => `INFO block \0 of disk ${i} read`, "utf8"],
    ["that cannot be decoded", (i) => `INFO name b\xfcro\xff of door ${i} read`, "latin1"],
    ["in colour", (i) => `\x1b[32mINFO\x1b[0m disk \x1b[1mfull\x1b[0m \x1b[31mat\x1b[0m door ${i}`, "utf8"],
  ])("%s", async (_, line, encoding) => {
    const lines = Array.from({ length: 60 }, (_, i) => Buffer.from(`${stampOf(i)} ${line(1000 + i)}`, encoding));
    if (encoding === "latin1" && line(0).includes("\xff")) lines.push(Buffer.from(`${stampOf(60)} INFO büro geöffnet`));
    const content = Buffer.concat(lines.flatMap((one) => [one, Buffer.from("\n")]));
    const { session, report } = await analyzeBytes("app.log", content);
    const [template] = report.templates;
    if (template === undefined) throw new Error("there is no template");
    expect(template.count).toBe(60);
    const texts = (await linesOf(session)).get(template.id) ?? [];
    expectFound(template, texts, lineWriting(report.source.plan), lines.slice(0, 60));
  });
});
