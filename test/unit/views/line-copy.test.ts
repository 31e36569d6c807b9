/** Lines copied for elsewhere, and how a line's text is cut to be drawn. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ShownLine } from "../../../src/model/line-window.ts";
import { asMarkdown, asPlainText } from "../../../src/views/line-copy.ts";
import { sampleReport } from "../../support/sample-report.ts";

const report = sampleReport();
const name = report.source.files[0]!.name;
const line = (number: number, text: string, file = 0) => ({ line: number, text, file }) as ShownLine;

describe("copied lines", () => {
  it("say where they stand", () => {
    expect(asPlainText(report, [line(9, "a"), line(10, "  b")])).toBe(`${name}:9: a\n${name}:10:   b`);
  });

  it("are a block in Markdown", () => {
    expect(asMarkdown(report, [line(9, "a"), line(10, "b")])).toBe(
      `**${name}**, lines 9–10\n\n\`\`\`text\n 9  a\n10  b\n\`\`\`\n`,
    );
    expect(asMarkdown(report, [line(9, "a")])).toContain(`**${name}**, line 9\n`);
    expect(asMarkdown(report, [])).toBe("");
  });

  it("never end their own block", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "a", " ") }), (text) => {
        const lines = asMarkdown(report, [line(1, text)]).split("\n");
        const fence = /^`+/.exec(lines[2] ?? "")?.[0] ?? "";
        expect(lines.filter((one) => one.includes(fence))).toHaveLength(2);
      }),
    );
  });
});
