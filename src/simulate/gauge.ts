/**
 * A made-up numeric column, such as a load or a latency: daily and weekly rhythm, noise with memory, now and then a harmless
 * spike, and a change of level that nothing is wrong with; with injected anomalies of fixed sizes.
 */
import type { EpochMs } from "../model/units.ts";
import { Random } from "./random.ts";
import { rhythmAt } from "./rhythm.ts";

export const GAUGE_KINDS = ["jump", "level", "ramp", "wrong-hour", "frozen", "noisy"] as const;
export type GaugeKind = (typeof GAUGE_KINDS)[number];

export interface GaugeTruth {
  kind: GaugeKind;
  startMs: EpochMs;
  /** half-open */
  endMs: EpochMs;
}

export interface Gauge {
  /** a value a bin */
  values: Float64Array;
  injections: GaugeTruth[];
}

/** Lengths in hours, and sizes in deviations of the noise. */
const HOURS: Record<GaugeKind, number> = { jump: 0.5, level: 6, ramp: 12, "wrong-hour": 2, frozen: 6, noisy: 4 };
const JUMP = 10;
const LEVEL = 6;
const RAMP = 10;
const NOISY = 4;
/** a harmless spike in so many bins, of so many deviations */
const SPIKE_CHANCE = 1 / 600;
const SPIKE = 4;

/**
 * @param seed a gauge differs by its rhythm, its noise and how regular it is
 * @param inject in this order over the last two thirds of the span, each in a slot of its own
 */
export function simulateGauge(
  seed: number,
  startMs: EpochMs,
  binSeconds: number,
  binCount: number,
  inject: readonly GaugeKind[],
): Gauge {
  const random = new Random(seed);
  const rhythm = random.unit() < 0.3 ? 0 : 2 + 8 * random.unit();
  const memory = 0.3 + 0.65 * random.unit();
  const base = 20 + 200 * random.unit();
  const noise = 1 + 4 * random.unit();
  const shiftAt = Math.floor(binCount * (0.35 + 0.5 * random.unit()));
  const shift = (random.unit() - 0.5) * 3;
  const spikes = random.unit() < 0.5 ? SPIKE : 0;
  const slot = (binCount * 0.66) / Math.max(1, inject.length);
  const spans = inject.map((kind, i) => {
    const length = Math.min(slot / 2, (HOURS[kind] * 3600) / binSeconds);
    const start = Math.floor(binCount * 0.33 + slot * i + random.unit() * (slot - length) * 0.9);
    return { kind, start, end: Math.floor(start + length) };
  });
  const values = new Float64Array(binCount);
  let swing = 0;
  let frozen = Number.NaN;
  for (let i = 0; i < binCount; i++) {
    const second = startMs / 1000 + i * binSeconds;
    swing = memory * swing + Math.sqrt(1 - memory * memory) * random.normal();
    const spike = random.unit() < SPIKE_CHANCE ? spikes * (1 + random.unit()) : 0;
    const active = spans.find(({ start, end }) => i >= start && i < end);
    const hour = active?.kind === "wrong-hour" ? second + 43_200 : second;
    let deviations = rhythm * (rhythmAt(hour) - 1) + swing + spike + (i >= shiftAt ? shift : 0);
    if (active?.kind === "jump") deviations += JUMP;
    if (active?.kind === "level") deviations += LEVEL;
    if (active?.kind === "ramp") deviations += (RAMP * (i - active.start)) / (active.end - active.start);
    if (active?.kind === "noisy") deviations += NOISY * random.normal();
    const value = base + noise * deviations;
    if (active?.kind === "frozen") {
      if (Number.isNaN(frozen)) frozen = value;
      values[i] = frozen;
    } else {
      frozen = Number.NaN;
      values[i] = value;
    }
  }
  const injections = spans.map(({ kind, start, end }) => ({
    kind,
    startMs: startMs + start * binSeconds * 1000,
    endMs: startMs + end * binSeconds * 1000,
  }));
  return { values, injections };
}
