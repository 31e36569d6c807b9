/** Discords, motifs and windows of series in which they were planted; who follows whom; and what cannot be looked at. */
import { describe, expect, it } from "vitest";
import { correlateSeries } from "../../src/pipeline/correlations.ts";
import { findShapes } from "../../src/pipeline/shapes.ts";
import { RELEASE } from "./support/instances.ts";
import { randomFrom } from "./support/random.ts";

const { scores } = RELEASE;
const HEARING = { pause: () => Promise.resolve(), isCancelled: () => false };
const MINUTE_MS = 60_000;

const shapesOf = (values: ArrayLike<number>, window: number | null, binMs = MINUTE_MS) =>
  findShapes(scores, { values: Float64Array.from(values), binMs, window }, HEARING);

/** A wave of 48 bins, noise on it, and one beat that is upside down. */
function heartbeat(odd: number): Float64Array {
  const random = randomFrom(6);
  return Float64Array.from({ length: 48 * 30 }, (_, t) => {
    const beat = Math.floor(t / 48);
    return Math.sin((t / 48) * 2 * Math.PI) * (beat === odd ? -1 : 1) * 10 + random.next();
  });
}

describe("shapes", () => {
  it("suggests the period, and finds the beat that is upside down", async () => {
    const found = await shapesOf(heartbeat(17), null);
    expect(found.suggested[0]).toMatchObject({ reason: "period", length: 48 });
    expect(found.window).toBe(48);
    const [discord] = found.discords;
    expect(Math.abs((discord?.bin ?? 0) - 17 * 48)).toBeLessThan(48);
    expect(discord?.distance).toBe(Math.max(...found.distance));
    expect(discord?.distance).toBeGreaterThan((found.median ?? 0) * 2);
  });

  it("counts how often a motif comes", async () => {
    const random = randomFrom(12);
    const planted = [100, 300, 520, 777];
    const values = Float64Array.from({ length: 1000 }, () => random.below(50));
    const shape = [0, 9, 40, 12, 33, 2, 48, 7, 21, 5, 44, 1];
    for (const start of planted)
      values.set(
        shape.map((value) => value * 3 + 5),
        start,
      );
    const { motifs } = await shapesOf(values, 12);
    expect(motifs[0]?.distance).toBeLessThan(1e-6);
    expect(motifs[0]?.occurrences).toEqual(planted);
    expect(motifs.length).toBeGreaterThan(1);
  });

  it("no two finds of a kind overlap", async () => {
    const random = randomFrom(3);
    const { discords, motifs, window } = await shapesOf(
      Float64Array.from({ length: 600 }, () => random.below(9)),
      20,
    );
    const apart = (bins: readonly number[]) =>
      bins.every((bin, i) => bins.slice(i + 1).every((other) => Math.abs(other - bin) >= window));
    expect(discords).toHaveLength(5);
    expect(apart(discords.map(({ bin }) => bin))).toBe(true);
    expect(apart(motifs.flatMap(({ occurrences }) => occurrences))).toBe(true);
    const distances = discords.map(({ distance }) => distance);
    expect(distances).toEqual([...distances].sort((a, b) => b - a));
  });

  it("a gap is never found, and a flat stretch is no motif", async () => {
    const random = randomFrom(4);
    const values = Float64Array.from({ length: 400 }, (_, t) =>
      t % 97 === 50 ? Number.NaN : t >= 200 && t < 280 ? 4 : Math.sin(t / 4) + random.next() * 0.1,
    );
    const found = await shapesOf(values, 16);
    expect(found.gapCount).toBeGreaterThan(0);
    expect(found.flatCount).toBeGreaterThan(0);
    const bins = [...found.discords.map(({ bin }) => bin), ...found.motifs.flatMap(({ occurrences }) => occurrences)];
    for (const bin of bins) expect(values.slice(bin, bin + 16).some(Number.isNaN)).toBe(false);
    for (const { occurrences } of found.motifs)
      for (const bin of occurrences) expect(new Set(values.slice(bin, bin + 16)).size).toBeGreaterThan(1);
  });

  it("a flat series has neither discord nor motif", async () => {
    const found = await shapesOf(new Float64Array(100).fill(3), 10);
    expect(found).toMatchObject({ discords: [], motifs: [], flatCount: 91, median: 0 });
  });

  it("a series of gaps has no distances", async () => {
    const found = await shapesOf(new Float64Array(100).fill(Number.NaN), 10);
    expect(found).toMatchObject({ discords: [], motifs: [], gapCount: 91, median: null });
  });

  it("always suggests windows that it takes", async () => {
    const random = randomFrom(5);
    for (const count of [16, 17, 40, 300, 2000])
      for (const binMs of [1000, 30_000, 3_600_000]) {
        const values = Float64Array.from({ length: count }, () => random.next());
        const { suggested, least, most } = await shapesOf(values, null, binMs);
        expect(suggested.length).toBeGreaterThan(0);
        for (const { length } of suggested) {
          expect(length).toBeGreaterThanOrEqual(least);
          expect(length).toBeLessThanOrEqual(most);
        }
      }
  });

  it("says what cannot be looked at", async () => {
    await expect(shapesOf(new Float64Array(15), null)).rejects.toMatchObject({ code: "invalid" });
    for (const window of [3, 51, 2.5])
      await expect(shapesOf(new Float64Array(100), window)).rejects.toMatchObject({ code: "invalid" });
    const values = heartbeat(2);
    const stopped = { pause: () => Promise.resolve(), isCancelled: () => true };
    const long = Float64Array.from({ length: 8000 }, (_, t) => values[t % values.length] as number);
    await expect(findShapes(scores, { values: long, binMs: 1, window: 50 }, stopped)).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});

describe("correlations", () => {
  const random = randomFrom(21);
  const cause = Float64Array.from({ length: 500 }, () => (random.next() < 0.05 ? 40 : random.below(4)));
  const effect = cause.map((_, t) => (cause[t - 4] ?? 0) + random.below(3));
  const other = cause.map(() => random.below(9));
  const flat = new Float64Array(500).fill(2);
  const correlationsOf = (series: Float64Array[], mostLag: number | null = null) =>
    correlateSeries(scores, { series, mostLag }, HEARING);

  it("tells who follows whom and whether it may be chance", async () => {
    const { cells, mostLag } = await correlationsOf([cause, effect, other, flat]);
    expect(mostLag).toBe(60);
    expect(cells[0]?.[1]).toMatchObject({ lag: 4 });
    expect(cells[0]?.[1]?.r).toBeGreaterThan(0.9);
    expect(cells[0]?.[1]?.pValue).toBeLessThan(1e-6);
    expect(cells[1]?.[0]).toMatchObject({ lag: -4, r: cells[0]?.[1]?.r });
    expect(cells[0]?.[2]?.pValue).toBeGreaterThan(0.05);
    expect(cells.map((row, i) => row[i])).toEqual([null, null, null, null]);
    expect(cells[3]).toEqual([null, null, null, null]);
  });

  it("two unrelated walks are not made significant by their own past", async () => {
    let significant = 0;
    for (let run = 0; run < 40; run++) {
      const walk = () => {
        let value = 0;
        return Float64Array.from({ length: 400 }, () => {
          value = value * 0.95 + random.next() + random.next() - random.next() - random.next();
          return value;
        });
      };
      const { cells } = await correlationsOf([walk(), walk()], 10);
      if ((cells[0]?.[1]?.pValue ?? 1) < 0.05) significant++;
    }
    expect(significant).toBeLessThanOrEqual(4);
  });

  it("trends alone do not make series alike", async () => {
    const up = cause.map((_, t) => t * 3 + random.below(30));
    const alsoUp = cause.map((_, t) => t * 7 + random.below(70));
    const { cells } = await correlationsOf([up, alsoUp]);
    expect(Math.abs(cells[0]?.[1]?.unmoved ?? 1)).toBeLessThan(0.2);
  });

  it("says what cannot be compared", async () => {
    await expect(correlationsOf([new Float64Array(7), new Float64Array(7)])).rejects.toMatchObject({ code: "invalid" });
    await expect(correlationsOf([cause, cause.slice(1)])).rejects.toMatchObject({ code: "invalid" });
    await expect(correlationsOf([cause, effect], 126)).rejects.toMatchObject({ code: "invalid" });
    await expect(correlationsOf([])).rejects.toMatchObject({ code: "invalid" });
  });
});
