/** `timberline simulate`: writes a made-up log and what was injected into it. */
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { INJECTION_KINDS, type InjectionKind } from "../simulate/injections.ts";
import { type SimulationOptions, simulate } from "../simulate/simulate.ts";
import { fromCallersFolder } from "./paths.ts";
import { UsageError } from "./usage.ts";

const STDOUT = 1;

const OPTIONS = {
  seed: { type: "string", default: "1" },
  start: { type: "string", default: "2026-01-05T00:00:00Z" },
  hours: { type: "string", default: "1" },
  rate: { type: "string", default: "50" },
  inject: { type: "string", default: "" },
  restless: { type: "boolean", default: false },
  out: { type: "string" },
  truth: { type: "string" },
} as const;

export interface SimulateOptions {
  simulation: SimulationOptions;
  out: string | null;
  truth: string | null;
}

/** @throws UsageError in one sentence */
export function parseSimulate(args: string[]): SimulateOptions {
  const { values } = parseOrThrow(args);
  const startMs = Date.parse(values.start);
  if (Number.isNaN(startMs))
    throw new UsageError(`--start takes a time such as 2026-01-05T00:00:00Z, not "${values.start}".`);
  const seed = Number(values.seed);
  if (!/^\d+$/.test(values.seed) || !Number.isSafeInteger(seed)) {
    throw new UsageError(`--seed takes a whole number, not "${values.seed}".`);
  }
  const simulation = {
    seed,
    startMs,
    hours: positive("--hours", values.hours),
    rate: positive("--rate", values.rate),
    inject: values.inject === "" ? [] : values.inject.split(",").map(injection),
    restless: values.restless,
  };
  return { simulation, out: values.out ?? null, truth: values.truth ?? null };
}

function parseOrThrow(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function positive(option: string, text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0)) throw new UsageError(`${option} takes a number above 0, not "${text}".`);
  return value;
}

function injection(text: string): InjectionKind {
  const kind = INJECTION_KINDS.find((candidate) => candidate === text);
  if (kind === undefined) throw new UsageError(`--inject takes ${INJECTION_KINDS.join(", ")}, not "${text}".`);
  return kind;
}

/** @returns the exit status */
export function runSimulate(args: string[]): number {
  const { simulation, out, truth } = parseSimulate(args);
  const { lines, truth: injected } = simulate(simulation);
  const file = out === null ? STDOUT : openSync(fromCallersFolder(out), "w");
  for (const chunk of lines()) {
    for (let written = 0; written < chunk.length; ) written += writeSync(file, chunk, written);
  }
  if (file !== STDOUT) closeSync(file);
  if (truth !== null) writeFileSync(fromCallersFolder(truth), `${JSON.stringify(injected, null, 2)}\n`);
  return 0;
}
