/** Where injected incidents lie, what they add, and the ground truth about them. */
import type { EpochMs, LineNumber } from "../model/units.ts";
import { NEW_TEMPLATES, type ServiceName } from "./catalogue.ts";
import { compileTemplate, type LineTemplate } from "./line-template.ts";
import type { Random } from "./random.ts";

export const INJECTION_KINDS = ["spike", "cascade", "new-template", "silence"] as const;
export type InjectionKind = (typeof INJECTION_KINDS)[number];

export interface InjectionTruth {
  kind: InjectionKind;
  startMs: EpochMs;
  /** half-open */
  endMs: EpochMs;
  /** series that move: ids as in a report, but `template:` with the template's text */
  series: string[];
  /** first line of every injected event, 1-based, ascending; none for a silence */
  lines: LineNumber[];
}

export interface SimulationTruth {
  seed: number;
  injections: InjectionTruth[];
}

/** Nominal lengths in seconds. */
const LENGTHS: Record<InjectionKind, number> = { spike: 60, cascade: 180, "new-template": 60, silence: 300 };

/** Lines of a new-template injection. */
const NEW_LINES = 5;

/** A failure that walks up from the storage: who joins when (share of the length), and with which template. */
const CASCADE: { service: ServiceName; from: number; text: string; level: "warn" | "error" }[] = [
  { service: "storage", from: 0, text: "Slow write to", level: "warn" },
  { service: "inventory", from: 0.12, text: "Reservation for order", level: "error" },
  { service: "checkout", from: 0.25, text: "no answer after", level: "error" },
  { service: "gateway", from: 0.34, text: "answered 503", level: "error" },
];

/** Share of the usual volume, and events per second at least, that each stage of a cascade adds. */
const CASCADE_SHARE = 0.04;
const CASCADE_FLOOR = 0.2;

/** One injection at work: asked once for every second of its span. */
export interface Injection {
  truth: InjectionTruth;
  /** nothing else is written while it lasts */
  silent: boolean;
  /**
   * @param second since its start
   * @param mean usual number of events of this second
   * @returns templates of the events to add, in any order
   */
  extras(second: number, mean: number, random: Random): LineTemplate[];
}

/**
 * Places the injections, in the order given, over the last 70 % of the span, each in a slot of its own; where a slot
 * is shorter than an injection, the injection is cut to 80 % of it, and to a whole second.
 *
 * @param templates the usual templates, to draw errors from
 */
export function placeInjections(
  kinds: readonly InjectionKind[],
  startMs: EpochMs,
  seconds: number,
  templates: readonly LineTemplate[],
  random: Random,
): Injection[] {
  const slot = (seconds * 0.65) / Math.max(1, kinds.length);
  let newTemplates = 0;
  return kinds.map((kind, index) => {
    const length = Math.max(1, Math.floor(Math.min(LENGTHS[kind], slot * 0.8)));
    const begin = seconds * 0.3 + slot * index;
    const offset = Math.floor(begin + random.unit() * Math.max(0, slot - length) * 0.8);
    const truth: InjectionTruth = {
      kind,
      startMs: startMs + offset * 1000,
      endMs: startMs + (offset + length) * 1000,
      series: [],
      lines: [],
    };
    if (kind === "spike") return spike(truth, templates);
    if (kind === "cascade") return cascade(truth, length, templates);
    if (kind === "new-template") return newTemplate(truth, length, newTemplates++);
    truth.series = ["events"];
    return { truth, silent: true, extras: () => [] };
  });
}

/** Three times the usual errors: twice the usual ones are added. */
function spike(truth: InjectionTruth, templates: readonly LineTemplate[]): Injection {
  truth.series = ["level:error"];
  const errors = templates.filter((template) => template.source.level === "error");
  const errorWeight = errors.reduce((sum, template) => sum + template.source.weight, 0);
  const share = errorWeight / templates.reduce((sum, template) => sum + template.source.weight, 0);
  return {
    truth,
    silent: false,
    extras: (_second, mean, random) =>
      Array.from({ length: random.poisson(2 * mean * share) }, () => {
        let left = random.unit() * errorWeight;
        for (const template of errors) {
          left -= template.source.weight;
          if (left < 0) return template;
        }
        return errors[0] as LineTemplate;
      }),
  };
}

function cascade(truth: InjectionTruth, length: number, templates: readonly LineTemplate[]): Injection {
  const stages = CASCADE.map((stage) => {
    const template = templates.find((t) => t.source.service === stage.service && t.source.text.includes(stage.text));
    if (template === undefined) throw new RangeError(`no template for the cascade: ${stage.text}`);
    return { template, from: Math.floor(stage.from * length) };
  });
  truth.series = ["level:warn", "level:error", ...stages.map((stage) => `template:${stage.template.template}`)];
  return {
    truth,
    silent: false,
    extras: (second, mean, random) =>
      stages.flatMap((stage) => {
        const count = second < stage.from ? 0 : random.poisson(CASCADE_FLOOR + CASCADE_SHARE * mean);
        return Array.from({ length: count }, () => stage.template);
      }),
  };
}

function newTemplate(truth: InjectionTruth, length: number, index: number): Injection {
  const source = NEW_TEMPLATES[index % NEW_TEMPLATES.length];
  if (source === undefined) throw new RangeError("no new template");
  const template = compileTemplate(source);
  truth.series = [`template:${template.template}`];
  return {
    truth,
    silent: false,
    // event k of NEW_LINES falls into second floor(k·length / NEW_LINES)
    extras: (second) => {
      const count = Math.ceil(((second + 1) * NEW_LINES) / length) - Math.ceil((second * NEW_LINES) / length);
      return Array.from({ length: count }, () => template);
    },
  };
}
