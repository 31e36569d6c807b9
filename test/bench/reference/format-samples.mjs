/** Samples of many formats: what was understood of each. Figures only: a format not known yet is no failure. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { printTable } from "../numbers.mjs";
import { analyze, timberline } from "./command-line.mjs";

/** @returns events whose time is known */
function timedEvents(folder, path) {
  const events = join(folder, "events.jsonl");
  timberline(["analyze", path, "--events", events]);
  const rows = readFileSync(events, "utf8").split("\n").filter(Boolean);
  return rows.filter((row) => JSON.parse(row).time !== null).length;
}

export function formatSamples({ folder, data }) {
  const home = join(data, "lnav/files");
  const details = readdirSync(home).map((file) => {
    try {
      const { source, totals } = analyze(folder, join(home, file));
      const { lines, events, unparsedLines } = totals;
      const timed = timedEvents(folder, join(home, file));
      const understood = timed === 0 ? "no time" : timed === events && unparsedLines === 0 ? "all timed" : "partly";
      return { file, understood, lines, events, timed, unparsedLines, label: source.plan.files[0]?.label ?? "" };
    } catch (error) {
      return { file, understood: "FAILED", lines: 0, events: 0, timed: 0, unparsedLines: 0, label: error.message };
    }
  });
  const head = ["file", "understood", "lines", "events", "timed", "unparsed", "layout"];
  const cells = (one) => [one.file, one.understood, one.lines, one.events, one.timed, one.unparsedLines, one.label];
  printTable("format samples", head, details.map(cells));
  return { passed: details.every(({ understood }) => understood !== "FAILED"), details };
}
