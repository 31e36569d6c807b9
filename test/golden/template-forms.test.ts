/** What is copied of a template finds all of its events by their first lines, in logs of every kind; grep by grep itself. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Template } from "../../src/model/report.ts";
import { messageOf } from "../../src/model/trace.ts";
import type { Session } from "../../src/pipeline/session.ts";
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

function grepCount(command: string, lines: readonly string[]): number {
  const { stdout } = spawnSync("sh", ["-c", `${command} -c`], {
    input: lines.map((line) => `${line}\n`).join(""),
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
  return Number(stdout);
}

function expectFound(template: Template, lines: readonly string[]): void {
  const message = messageOf(template);
  const regex = new RegExp(exportTemplate(message, "regex"), "s");
  const grok = new RegExp(exportTemplate(message, "grok").replace(/%\{DATA:p\d+\}/g, ".*?"), "s");
  const loki = JSON.parse(exportTemplate(message, "loki").slice(3)) as string;
  for (const line of lines) {
    expect(regex.test(line), `regex of ${message} | ${line}`).toBe(true);
    expect(grok.test(line), `Grok of ${message} | ${line}`).toBe(true);
    expect(lokiFinds(loki, line), `Loki pattern of ${message} | ${line}`).toBe(true);
  }
  const first = lines.slice(0, 200);
  expect(grepCount(exportTemplate(message, "grep"), first), `grep -E of ${message}`).toBe(first.length);
}

async function expectAllFound({ session, report }: Awaited<ReturnType<typeof analyzeSample>>): Promise<void> {
  const lines = await linesOf(session);
  expect(report.templates.length).toBeGreaterThan(0);
  for (const template of report.templates) {
    if (!template.wordless) expectFound(template, lines.get(template.id) ?? []);
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
