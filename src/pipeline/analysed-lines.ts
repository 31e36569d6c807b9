/** The lines behind one analysis or scoring: its reader, and who answers what is asked of them; each is loaded with its first question. */
import type { Core } from "../core/core.ts";
import { type LineRow, TimberlineError, type UnmatchedLine } from "../model/analysis.ts";
import type { ParameterRange, TemplateParameters } from "../model/parameters.ts";
import type { FilePlan } from "../model/plan.ts";
import type { Template } from "../model/report.ts";
import type { TemplateSplit } from "../model/template-edits.ts";
import { messageOf } from "../model/trace.ts";
import type { HexId } from "../model/units.ts";
import type { BlockSetup } from "./block-core.ts";
import { signaturesOf } from "./grouping.ts";
import type { LineDesk } from "./line-desk.ts";
import { LineReader } from "./lines.ts";
import { presenceIn } from "./presence.ts";
import type { ByteSource } from "./source.ts";
import { possibleSplits } from "./template-edits.ts";
import type { Hearing } from "./template-lines.ts";

export interface LinesSetup extends BlockSetup {
  /** empty where the files are not at hand */
  sources: readonly ByteSource[];
  /** one a file */
  plans: readonly FilePlan[];
}

export class AnalysedLines {
  readonly reader: LineReader;
  readonly #core: Core;
  readonly #templates: readonly Template[];
  readonly #setup: LinesSetup;
  #desk: Promise<LineDesk> | null = null;

  /** @param core whose counts are settled */
  constructor(core: Core, templates: readonly Template[], setup: LinesSetup) {
    this.#core = core;
    this.#templates = templates;
    this.#setup = setup;
    this.reader = new LineReader({
      ...setup,
      blocks: core.blocks(),
      blockBytes: core.blockBytes,
      templateOf: new Map(templates.flatMap(({ id, signatures }) => signatures.map((s) => [s, id] as const))),
      presenceOf: presenceIn(core),
    });
  }

  /** Who answers for raw lines at any place, and searches them. @throws TimberlineError "no-file" without files */
  async desk(): Promise<LineDesk> {
    if (this.#setup.sources.length === 0) throw notAtHand("The lines are");
    this.#desk ??= this.#newDesk();
    return this.#desk;
  }

  async #newDesk(): Promise<LineDesk> {
    const { LineDesk } = await import("./line-desk.ts");
    const lineCounts = new Map(this.#core.readings().map(({ file, lines }) => [file, lines]));
    const fileLines = this.#setup.plans.map((_, file) => lineCounts.get(file) ?? 0);
    const templates = new Map(this.#templates.map((template) => [template.id, messageOf(template)]));
    return new LineDesk(this.reader, fileLines, templates);
  }

  /**
   * What stands at the parameters of a template, over the lines of a range.
   * @throws TimberlineError "no-file" without files, "cancelled" when something newer was asked for
   */
  async templateParameters(id: HexId, range: ParameterRange, hearing: Hearing): Promise<TemplateParameters> {
    const template = this.#templates.find((candidate) => candidate.id === id);
    if (!template || this.#setup.sources.length === 0) throw notAtHand("The lines of the template are");
    const { templateParameters } = await import("./template-lines.ts");
    return templateParameters(
      this.reader,
      { id, template: messageOf(template), count: template.count },
      range,
      hearing,
    );
  }

  /** What splitting a template at each of its parameters would make. */
  templateSplits(id: HexId): TemplateSplit[] {
    const template = this.#templates.find((candidate) => candidate.id === id);
    if (!template) return [];
    const { signatures } = template;
    return possibleSplits({ text: messageOf(template), signatures }, signaturesOf(this.#core)).map(
      ({ parts, rest }) => ({
        parts: parts.map(({ words, events }) => ({ words, events })),
        hasRest: rest.length > 0,
      }),
    );
  }

  /** The first lines of a file that no layout took, at most 20, with how far they were read. */
  async unmatched(file: number): Promise<UnmatchedLine[]> {
    const reading = this.#core.readings().find((candidate) => candidate.file === file);
    const found: LineRow[] = [];
    for (const byteOffset of reading?.unmatchedAt ?? []) {
      const line = await this.reader.lineAt(file, byteOffset);
      if (line) found.push(line);
    }
    const { explainUnmatched } = await import("./unmatched.ts");
    const { module, plans } = this.#setup;
    const texts = found.map(({ text }) => text);
    const plan = plans[file];
    const reasons = plan ? explainUnmatched(module, plan, texts) : [];
    return found.map(({ line, byteOffset, text }, i) => ({ line, byteOffset, text, reason: reasons[i] ?? "" }));
  }
}

function notAtHand(what: string): TimberlineError {
  return new TimberlineError({ code: "no-file", message: `${what} not at hand: open the file again.` });
}
