/** Samples of many formats: what was understood of each. Figures only: a format not known yet is no failure. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { printTable } from "../numbers.mjs";
import { analyze } from "./command-line.mjs";

export function formatSamples({ folder, data }) {
  const home = join(data, "lnav/files");
  const details = readdirSync(home).map((file) => {
    try {
      const { source, totals } = analyze(folder, join(home, file));
      const { lines, events, unparsedLines, firstMs } = totals;
      const understood = firstMs === null ? "no time" : unparsedLines === 0 ? "all timed" : "some unparsed";
      return { file, understood, lines, events, unparsedLines, label: source.plan.files[0]?.label ?? "" };
    } catch (error) {
      return { file, understood: "FAILED", lines: 0, events: 0, unparsedLines: 0, label: error.message };
    }
  });
  const head = ["file", "understood", "lines", "events", "unparsed", "layout"];
  const cells = ({ file, understood, lines, events, unparsedLines, label }) => [
    file,
    understood,
    lines,
    events,
    unparsedLines,
    label,
  ];
  printTable("format samples", head, details.map(cells));
  return { passed: details.every(({ understood }) => understood !== "FAILED"), details };
}
