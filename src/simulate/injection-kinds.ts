/** What each kind of injected incident adds to the usual course, in fixed sizes. */
import { NEW_EXCEPTIONS, NEW_TEMPLATES, type ServiceName, type TemplateSource } from "./catalogue.ts";
import type { Injection, InjectionTruth } from "./injections.ts";
import { compileTemplate, type LineTemplate } from "./line-template.ts";
import type { Random } from "./random.ts";
import { HOUR_CONTRAST } from "./rhythm.ts";

/** Lines of a new template, and of a new exception. */
const NEW_LINES = 5;
const EXCEPTION_LINES = 8;

/** A failure that walks up from the storage: who joins when (share of the length), and with which template. */
const CASCADE: { service: ServiceName; from: number; text: string }[] = [
  { service: "storage", from: 0, text: "Slow write to" },
  { service: "inventory", from: 0.12, text: "Reservation for order" },
  { service: "checkout", from: 0.25, text: "no answer after" },
  { service: "gateway", from: 0.34, text: "answered 503" },
];

/** Share of the usual volume, and events per second at least, that each stage of a cascade adds. */
const CASCADE_SHARE = 0.04;
const CASCADE_FLOOR = 0.2;

/** What is added at most, in shares of what the moved templates usually have. */
const SPIKE_GROWTH = 2;
const COLLECTIVE_GROWTH = 0.6;
const RAMP_GROWTH = 0.5;
const DRIFT_GROWTH = 1;
/** lines of one template in shares of the usual volume */
const FLOOD_SHARE = 4;
/** wrong passwords a second */
const BREACH_RATE = 3;
/** share of cache hits that become misses */
const MIX_SHARE = 0.5;

/**
 * @param length in seconds
 * @param fresh how many new templates or exceptions were made before: each says something else
 */
export function makeInjection(
  truth: InjectionTruth,
  length: number,
  templates: readonly LineTemplate[],
  fresh: number,
): Injection {
  const isError = ({ source }: LineTemplate) => source.level === "error";
  const inStorage = ({ source }: LineTemplate) => source.service === "storage";
  switch (truth.kind) {
    case "spike":
      return growth(truth, ["level:error"], templates, isError, () => SPIKE_GROWTH);
    case "collective":
      return growth(truth, ["level:error"], templates, isError, () => COLLECTIVE_GROWTH);
    case "ramp":
      return growth(truth, [], templates, inStorage, (second) => (RAMP_GROWTH * second) / length);
    case "drift":
      return growth(truth, [], templates, inStorage, (second) => (DRIFT_GROWTH * second) / length);
    case "cascade":
      return cascade(truth, length, templates);
    case "new-template":
      return handful(truth, length, pick(NEW_TEMPLATES, fresh), NEW_LINES);
    case "exception":
      return handful(truth, length, pick(NEW_EXCEPTIONS, fresh), EXCEPTION_LINES);
    case "flood":
      return steady(truth, find(templates, "catalog", "Cache hit"), (mean) => FLOOD_SHARE * mean);
    case "breach":
      return steady(truth, find(templates, "auth", "Wrong password"), () => BREACH_RATE);
    case "mix":
      return mix(truth, find(templates, "catalog", "Cache hit"), find(templates, "catalog", "Cache miss"));
    case "vanished":
      return vanished(truth, find(templates, "scheduler", "nightly-report"));
    case "contextual":
      truth.series = ["events"];
      return { truth, volume: HOUR_CONTRAST, extras: () => [] };
    case "silence":
      truth.series = ["events"];
      return { truth, volume: 0, extras: () => [] };
  }
}

function pick(sources: readonly TemplateSource[], index: number): LineTemplate {
  const source = sources[index % sources.length];
  if (source === undefined) throw new RangeError("no new template");
  return compileTemplate(source);
}

function find(templates: readonly LineTemplate[], service: ServiceName, text: string): LineTemplate {
  const found = templates.find((one) => one.source.service === service && one.source.text.includes(text));
  if (found === undefined) throw new RangeError(`no template for an injection: ${text}`);
  return found;
}

/** More of the templates that `moves` names, by `share` of their usual number. */
function growth(
  truth: InjectionTruth,
  series: readonly string[],
  templates: readonly LineTemplate[],
  moves: (template: LineTemplate) => boolean,
  share: (second: number) => number,
): Injection {
  const moved = templates.filter(moves);
  const weight = moved.reduce((sum, template) => sum + template.source.weight, 0);
  const usual = weight / templates.reduce((sum, template) => sum + template.source.weight, 0);
  truth.series = series.length > 0 ? [...series] : moved.map(({ template }) => `template:${template}`);
  return {
    truth,
    volume: 1,
    extras: (second, mean, random) =>
      Array.from({ length: random.poisson(share(second) * mean * usual) }, () => {
        let left = random.unit() * weight;
        for (const template of moved) {
          left -= template.source.weight;
          if (left < 0) return template;
        }
        return moved[0] as LineTemplate;
      }),
  };
}

function cascade(truth: InjectionTruth, length: number, templates: readonly LineTemplate[]): Injection {
  const stages = CASCADE.map(({ service, text, from }) => ({
    template: find(templates, service, text),
    from: Math.floor(from * length),
  }));
  truth.series = ["level:warn", "level:error", ...stages.map((stage) => `template:${stage.template.template}`)];
  return {
    truth,
    volume: 1,
    extras: (second, mean, random) =>
      stages.flatMap((stage) => {
        const count = second < stage.from ? 0 : random.poisson(CASCADE_FLOOR + CASCADE_SHARE * mean);
        return Array.from({ length: count }, () => stage.template);
      }),
  };
}

/** A few lines of one template, evenly spread: event k of `lines` falls into second floor(k·length / lines). */
function handful(truth: InjectionTruth, length: number, template: LineTemplate, lines: number): Injection {
  truth.series = [`template:${template.template}`];
  return {
    truth,
    volume: 1,
    extras: (second) => {
      const count = Math.ceil(((second + 1) * lines) / length) - Math.ceil((second * lines) / length);
      return Array.from({ length: count }, () => template);
    },
  };
}

/** Events of one template at a rate a second. */
function steady(truth: InjectionTruth, template: LineTemplate, rate: (mean: number) => number): Injection {
  truth.series = [`template:${template.template}`];
  return {
    truth,
    volume: 1,
    extras: (_second, mean, random: Random) => Array.from({ length: random.poisson(rate(mean)) }, () => template),
  };
}

/** As many events as usual, but some say something else. */
function mix(truth: InjectionTruth, from: LineTemplate, to: LineTemplate): Injection {
  truth.series = [`template:${to.template}`];
  return {
    truth,
    volume: 1,
    extras: () => [],
    swap: { from, to, share: MIX_SHARE },
  };
}

/** A template that comes all the time, until it does not; as many events as before. */
function vanished(truth: InjectionTruth, template: LineTemplate): Injection {
  truth.series = [`template:${template.template}`];
  return { truth, volume: 1, extras: () => [], missing: template };
}
