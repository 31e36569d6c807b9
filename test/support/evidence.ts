/** What every test that analyses real text and gets alerts holds them to: each carries lines that are found where it says. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { LinePage, LineQuery } from "../../src/model/analysis.ts";
import type { Alert, Report } from "../../src/model/report.ts";

/** Longest text that evidence keeps of a line. */
const TEXT_LENGTH = 2000;
const MOST_LINES = 5;

/** A session, or whatever else reads lines of the analysed files. */
interface LineFinder {
  readLines(query: LineQuery): Promise<LinePage>;
}

function expectCarried({ series, explanation, evidence, block }: Alert): void {
  const about = `${series}: ${explanation}`;
  expect(evidence.length, about).toBeGreaterThan(0);
  expect(evidence.length, about).toBeLessThanOrEqual(MOST_LINES);
  expect(block, about).toBeUndefined();
}

/**
 * Every alert carries lines, and `readLines` finds each at its byte offset with its number and text, not behind the alert,
 * and of its template.
 *
 * @returns the number of lines that were looked up
 */
export async function expectEvidence(report: Report, finder: LineFinder): Promise<number> {
  let found = 0;
  for (const alert of report.alerts) {
    expectCarried(alert);
    for (const { file, line, byteOffset, text } of alert.evidence) {
      const index = report.source.files.findIndex(({ name }) => name === file);
      const { rows } = await finder.readLines({ after: { file: index, byteOffset: byteOffset - 1 }, limit: 1 });
      const [row] = rows;
      expect(row, `${file}:${line}`).toMatchObject({ file: index, line, byteOffset });
      expect(row?.text.slice(0, TEXT_LENGTH)).toBe(text);
      expect(row?.timeMs ?? Number.NEGATIVE_INFINITY).toBeLessThan(alert.endMs);
      if (row?.kind === "event" && alert.series.startsWith("template:"))
        expect(`template:${row.templateId}`).toBe(alert.series);
      found++;
    }
  }
  return found;
}

/**
 * The same where only a report is at hand, of plain UTF-8 files with lines that end in LF: number, offset and text agree with
 * the bytes.
 *
 * @param paths of the files, in the order of the report
 */
export function expectEvidenceIn(report: Report, paths: readonly string[]): number {
  const contents = paths.map((path) => readFileSync(path));
  let found = 0;
  for (const alert of report.alerts) {
    expectCarried(alert);
    for (const { file, line, byteOffset, text } of alert.evidence) {
      const content = contents[report.source.files.findIndex(({ name }) => name === file)]!;
      let before = 0;
      for (let at = content.indexOf(10); at >= 0 && at < byteOffset; at = content.indexOf(10, at + 1)) before++;
      expect(before + 1, text).toBe(line);
      const end = content.indexOf(10, byteOffset);
      const whole = content.toString("utf8", byteOffset, end < 0 ? content.length : end).replace(/\r$/, "");
      expect(whole.slice(0, TEXT_LENGTH)).toBe(text);
      found++;
    }
  }
  return found;
}
