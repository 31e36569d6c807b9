import { describe, expect, it } from "vitest";
import { CountFeed, type Wanted } from "../../../src/app/count-feed.ts";
import type { CountQuery, Counts } from "../../../src/model/counts.ts";

const WHOLE = { startMs: 0, endMs: 1_000_000 };

/** A feed whose questions are answered when the test says so. */
function feed() {
  const asked: CountQuery[] = [];
  const waiting: (() => void)[] = [];
  let answers = 0;
  const made = new CountFeed(
    ([query]) =>
      new Promise((resolve) => {
        const { startMs, endMs, mostBins } = query as CountQuery;
        asked.push(query as CountQuery);
        const binMs = Math.ceil((endMs - startMs) / mostBins / 10) * 10;
        const binCount = Math.ceil((endMs - startMs) / binMs);
        const counts: Counts = { startMs, binMs, binCount, rows: [new Float64Array(binCount)], expected: null };
        waiting.push(() => resolve([counts]));
      }),
    () => answers++,
  );
  const answer = async () => {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { made, asked, answer, told: () => answers };
}

const of = {};
const wanted = (startMs: number, endMs: number, more: Partial<Wanted> = {}): Wanted => ({
  of,
  subject: { filter: {} },
  range: { startMs, endMs },
  whole: WHOLE,
  bars: 100,
  ...more,
});

describe("the feed of counts", () => {
  it("asks for more than is shown, and not again while that lasts", async () => {
    const { made, asked, answer, told } = feed();
    expect(made.counts(wanted(400_000, 500_000))).toBeNull();
    await answer();
    expect(told()).toBe(1);
    expect(asked[0]).toMatchObject({ startMs: 300_000, endMs: 600_000, mostBins: 300 });
    expect(made.counts(wanted(400_000, 500_000))?.binMs).toBe(1000);
    expect(made.counts(wanted(350_000, 450_000))?.binMs).toBe(1000);
    expect(made.counts(wanted(410_000, 495_000))?.binMs).toBe(1000);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["further away", 550_000, 650_000],
    ["much nearer", 440_000, 460_000],
    ["from much further off", 300_000, 600_000],
  ])("asks again when it is looked %s, and gives what it has meanwhile", async (_, startMs, endMs) => {
    const { made, asked, answer } = feed();
    made.counts(wanted(400_000, 500_000));
    await answer();
    expect(made.counts(wanted(startMs, endMs))).not.toBeNull();
    expect(asked).toHaveLength(2);
    await answer();
    const counts = made.counts(wanted(startMs, endMs));
    expect(asked).toHaveLength(2);
    expect(counts?.binMs).toBe((endMs - startMs) / 100);
  });

  it("asks one question at a time, and of those that came meanwhile only the last", async () => {
    const { made, asked, answer } = feed();
    for (const startMs of [0, 200_000, 400_000, 600_000]) made.counts(wanted(startMs, startMs + 1000));
    expect(asked).toHaveLength(1);
    await answer();
    expect(asked).toHaveLength(2);
    expect(asked[1]?.startMs).toBe(599_000);
  });

  it("forgets what it knew of another result, and of another subject", async () => {
    const { made, answer } = feed();
    made.counts(wanted(0, 1000));
    await answer();
    expect(made.counts(wanted(0, 1000, { subject: { filter: { levels: ["error"] } } }))).toBeNull();
    expect(made.counts(wanted(0, 1000, { of: {} }))).toBeNull();
  });

  it("does not ask on where there are no counts", async () => {
    let asked = 0;
    const made = new CountFeed(
      async () => {
        asked++;
        return null;
      },
      () => undefined,
    );
    made.counts(wanted(0, 1000));
    await new Promise((resolve) => setImmediate(resolve));
    expect(made.absent).toBe(true);
    made.counts(wanted(500, 700));
    expect(asked).toBe(1);
  });
});
