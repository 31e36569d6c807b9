/** Exceedances joined to episodes, also of a log that is over its limits from end to end. */
import { expect, it } from "vitest";
import { episodes, firstEndOf } from "../../../src/pipeline/exceedances.ts";

type Excess = Parameters<typeof episodes>[0][number];

it("joins any number of exceedances to one episode and knows which ended first", () => {
  const count = 300_000;
  const all = Array.from({ length: count }, (_, i) => ({ startMs: i * 1000, endMs: (i + 3) * 1000, score: 0.6 }));
  const [episode, ...others] = episodes([...all].reverse() as Excess[], 0);
  expect(others).toEqual([]);
  expect(episode).toMatchObject({ startMs: 0, endMs: (count + 2) * 1000 });
  expect(episode && firstEndOf(episode)).toBe(3000);
});
