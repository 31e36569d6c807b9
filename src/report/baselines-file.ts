/** Baselines as the text of a JSON file: a list of them, or those of a report. */
import type { Baselines } from "../model/baselines.ts";
import { baselines } from "../model/report-schema.ts";
import { readInput } from "./input-file.ts";

/**
 * @param name of the file, for the sentence
 * @throws TimberlineError "invalid" in one sentence
 */
export function readBaselines(text: string, name: string): Baselines[] {
  return readInput(text, `The list of baselines ${name}`, baselines, ({ inputs }) =>
    inputs.baselines ? [inputs.baselines] : [],
  );
}

/** @returns text that `readBaselines` reads, a line each */
export function writeBaselines(kept: readonly Baselines[]): string {
  return kept.length === 0 ? "[]\n" : `[\n${kept.map((one) => JSON.stringify(one)).join(",\n")}\n]\n`;
}
