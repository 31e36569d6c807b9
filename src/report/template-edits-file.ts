/** Reads edits of templates from the text of a JSON file: a list of them, or those of a report. */
import { templateEdits } from "../model/report-schema.ts";
import type { TemplateEdit } from "../model/template-edits.ts";
import { readInput } from "./input-file.ts";

/**
 * @param name of the file, for the sentence
 * @throws TimberlineError "invalid" in one sentence
 */
export function readTemplateEdits(text: string, name: string): TemplateEdit[] {
  return readInput(text, `The list of edits ${name}`, templateEdits, ({ inputs }) => inputs.templateEdits ?? []);
}
