/**
 * How much happens when: a daily and a weekly rhythm (UTC), and a slow and a fast random swing that make the counts
 * autocorrelated and more dispersed than Poisson.
 */
import type { EpochMs } from "../model/units.ts";
import type { Random } from "./random.ts";

/** Weight of each hour of a day, between which the rhythm is linear. */
const HOURS = [
  0.45, 0.35, 0.3, 0.28, 0.3, 0.4, 0.6, 0.85, 1.15, 1.35, 1.45, 1.4, 1.3, 1.35, 1.4, 1.38, 1.3, 1.25, 1.3, 1.4, 1.35,
  1.1, 0.85, 0.6,
];

/** The busiest hour in shares of the quietest. */
export const HOUR_CONTRAST = 5;

/** Weight of each day, Sunday first. */
const DAYS = [0.7, 1.1, 1.12, 1.1, 1.08, 1.1, 0.8];

/** @returns the rhythm at an instant, before normalisation; positive, continuous but at midnight between days */
export function rhythmAt(seconds: number): number {
  const day = Math.floor(seconds / 86400);
  const hours = (seconds - day * 86400) / 3600;
  const hour = Math.floor(hours);
  const from = HOURS[hour] as number;
  const to = HOURS[(hour + 1) % 24] as number;
  return (from + (to - from) * (hours - hour)) * (DAYS[(day + 4) % 7] as number);
}

/** The second from which, looked at every minute over `room` seconds, `length` seconds are quietest. */
export function quietestSecond(startSecond: number, begin: number, room: number, length: number): number {
  let best = begin;
  for (let offset = begin; offset <= begin + room; offset += 60)
    if (rhythmAt(startSecond + offset + length / 2) < rhythmAt(startSecond + best + length / 2)) best = offset;
  return best;
}

/** Autoregressive swing of order 1 per second with stationary deviation `deviation`. */
export class Swing {
  private value = 0;
  private readonly memory: number;
  private readonly step: number;

  constructor(memory: number, deviation: number) {
    this.memory = memory;
    this.step = deviation * Math.sqrt(1 - memory * memory);
  }

  next(random: Random): number {
    this.value = this.memory * this.value + this.step * random.normal();
    return Math.max(0.1, 1 + this.value);
  }
}

export class Rhythm {
  private readonly scale: number;
  private readonly slow = new Swing(0.995, 0.25);
  private readonly fast = new Swing(0.8, 0.2);
  private readonly random: Random;

  /**
   * @param rate events per second, averaged over the whole span
   * @param random own stream, so that what is written does not change how much
   */
  constructor(startMs: EpochMs, seconds: number, rate: number, random: Random) {
    const samples = Math.max(1, Math.min(4032, Math.ceil(seconds / 300)));
    let sum = 0;
    for (let i = 0; i < samples; i++) sum += rhythmAt(startMs / 1000 + (seconds * (i + 0.5)) / samples);
    this.scale = (rate * samples) / sum;
    this.random = random;
  }

  /** @returns the mean number of events in this second; to be asked once a second, in order */
  next(epochSecond: number): number {
    return this.scale * rhythmAt(epochSecond) * this.slow.next(this.random) * this.fast.next(this.random);
  }
}
