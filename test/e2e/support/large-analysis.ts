/** An analysis as large as a gigabyte of many sentences gives: a real log of 10 000 templates, and a thousand alerts. */
import { closeSync, openSync, writeSync } from "node:fs";
import type { Page } from "playwright-core";
import type { App } from "../../../src/app/app.ts";

const SYLLABLES = ["ka", "lo", "mi", "ten", "ra", "vu", "so", "pel", "dri", "no", "xa", "be", "gor", "ti", "lum", "se"];
const LINES_AT_ONCE = 20_000;

/** Writes a log of one day in which every sentence comes three times at least, some of them often. */
export function writeManySentences(path: string, { sentences = 10_000, lines = 300_000 } = {}): void {
  let state = 7;
  const below = (limit: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * limit);
  };
  const word = (): string => Array.from({ length: 2 + below(2) }, () => SYLLABLES[below(16)]).join("");
  const words = Array.from({ length: 4000 }, word);
  const spoken = Array.from({ length: sentences }, () => {
    const said = Array.from({ length: 3 + below(9) }, () => words[below(words.length)]);
    return { said, numbered: below(said.length), level: ["ERROR", "WARN", "WARN"][below(20)] ?? "INFO" };
  });
  const file = openSync(path, "w");
  const startMs = Date.UTC(2026, 4, 1);
  for (let from = 0; from < lines; from += LINES_AT_ONCE) {
    const some = Array.from({ length: Math.min(LINES_AT_ONCE, lines - from) }, (_, i) => {
      const line = from + i;
      const often = Math.floor(sentences * (below(1_000_000) / 1_000_000) ** 4);
      const { said, numbered, level } = spoken[line < sentences * 3 ? line % sentences : often]!;
      const time = new Date(startMs + Math.floor((line / lines) * 86_400_000)).toISOString();
      const text = said.map((one, at) => (at === numbered ? `${one} ${below(1_000_000)}` : one)).join(" ");
      return `${time} ${level} [worker-${below(8)}] org.example.Service: ${text}\n`;
    });
    writeSync(file, some.join(""));
  }
  closeSync(file);
}

/**
 * Gives the analysis on screen, and the stored one, so many alerts, as none of its detectors would: spread over its time and
 * its series, four of ten in an incident.
 */
export async function giveAlerts(page: Page, count: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { app } = document.querySelector("tl-app") as unknown as { app: App };
    const { result } = app.state;
    const { report } = result!;
    const { firstMs, lastMs } = report.totals;
    const spanMs = lastMs! - firstMs!;
    const alerts = Array.from({ length: wanted }, (_, i) => {
      const startMs = firstMs! + Math.floor((spanMs * (i + 0.3)) / wanted);
      const series = i % 3 === 0 ? "level:error" : `template:${report.templates[i]!.id}`;
      const model = report.alerts[i % report.alerts.length]!;
      return { ...model, id: `a${i + 1}`, series, startMs, endMs: startMs + 20_000, score: 0.5 + (i % 50) / 100 };
    });
    const incidents = Array.from({ length: wanted / 10 }, (_, i) => {
      const members = alerts.slice(i * 10, i * 10 + 4);
      const [model] = report.incidents;
      const ids = members.map(({ id }) => id);
      return { ...model!, id: `i${i}`, startMs: members[0]!.startMs, endMs: members.at(-1)!.endMs, alerts: ids };
    });
    const grown = { ...report, alerts, incidents };
    app.holder.set({ result: { ...result!, report: grown } });
    await app.library.update(grown);
  }, count);
}
