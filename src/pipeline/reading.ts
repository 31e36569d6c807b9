/** How the plan of each file fared, from the core's counts. */
import type { CoreReading } from "../core/line-index.ts";
import type { Plan } from "../model/plan.ts";
import type { FileReading } from "../model/report.ts";

/** @returns one a file of the plan; a file that was not begun has none of anything */
export function readingOf(plan: Plan, counted: readonly CoreReading[]): FileReading[] {
  const byFile = new Map(counted.map((reading) => [reading.file, reading]));
  return plan.files.map(({ body }, i) => {
    // records count at the first place, layouts of lines between them behind it
    const places =
      body.kind === "lines" ? body.layouts.length : 1 + ("layouts" in body ? (body.layouts?.length ?? 0) : 0);
    const { lines, layouts, unmatchedLines } = byFile.get(i) ?? { lines: 0, layouts: [], unmatchedLines: 0 };
    return { lines, layouts: Array.from({ length: places }, (_, layout) => layouts[layout] ?? 0), unmatchedLines };
  });
}
