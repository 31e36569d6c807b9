/** What the sides and keys of a comparison are called on screen, and which lines a cell stands for. */
import type { Selection } from "../app/state.ts";
import type { CompareSettings, Comparison } from "../model/comparison.ts";
import { NO_LEVEL_KEY } from "../model/comparison.ts";
import { valueName } from "../model/file-names.ts";
import type { Level } from "../model/levels.ts";
import type { Report } from "../model/report.ts";
import { factsOf } from "./facts.ts";

export interface SideNames {
  old: string;
  new: string;
}

/** @returns files by their names, spans by their times */
export function sideNames(report: Report, { field, old, new: fresh, ranges }: CompareSettings | Comparison): SideNames {
  if (!ranges) return { old: valueName(report, field, old), new: valueName(report, field, fresh) };
  const { clock } = factsOf(report);
  return {
    old: ranges.old ? clock.range(ranges.old.startMs, ranges.old.endMs) : "the rest",
    new: clock.range(ranges.new.startMs, ranges.new.endMs),
  };
}

/** @returns a key as people read it */
export function keyName(report: Report, { keyedBy }: Comparison, key: string): string {
  return valueName(report, keyedBy, key);
}

/** @returns the selection whose lines are those of a key on both sides, in one bin or in all; of spans those of the new one */
export function linesOfKey(
  report: Report,
  comparison: Comparison,
  key: string,
  bin: number | null,
): Partial<Selection> {
  const { field, old, new: fresh, keyedBy, ranges, startMs, binMs } = comparison;
  const selection: Partial<Selection> = {
    rangeMs:
      bin === null ? (ranges?.new ?? null) : { startMs: startMs + bin * binMs, endMs: startMs + (bin + 1) * binMs },
    alertId: null,
    templateId: null,
    levels: [],
    text: "",
    dimensions: ranges
      ? []
      : [
          { name: field, value: old },
          { name: field, value: fresh },
        ],
  };
  if (keyedBy === "template")
    selection.templateId = report.templates.find(({ template }) => template === key)?.id ?? null;
  else if (keyedBy === "level") selection.levels = [key === NO_LEVEL_KEY ? null : (key as Level)];
  else selection.dimensions = [...(selection.dimensions ?? []), { name: keyedBy, value: key }];
  return selection;
}
