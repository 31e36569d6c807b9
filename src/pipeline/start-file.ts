/** Begins a file in a core: its program, and what the inputs say of it. The one place where zone, year and offset go in. */
import type { Core } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { Inputs } from "../model/report.ts";

/** @param place sum of the sizes of the files before it */
export function startFile(core: Core, program: Program, inputs: Inputs, file: number, place: number): void {
  const own = inputs.files[file];
  core.setTransitions(own?.zoneTransitions ?? inputs.zoneTransitions);
  core.startFile(program, file, place, own?.firstYear ?? 1970, own?.clockOffsetMs ?? 0);
}
