/** The real engine asked about series: without any file; the newest question is answered, a signal gives one up. */
import { expect, it } from "vitest";
import { createEngine } from "../../../src/worker/client.ts";

const values = Float64Array.from({ length: 12_000 }, (_, t) => Math.sin(t / 7) + Math.sin(t * t));
const never = new AbortController().signal;

it("answers about shapes without a file, tells how far it is, and stops", async () => {
  const engine = createEngine();
  try {
    const request = { values, binMs: 1000, window: 50 };
    const stop = new AbortController();
    let heard = 0;
    const stopped = engine.shapes(request, stop.signal, (done) => {
      heard = done;
      stop.abort();
    });
    await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
    expect(heard).toBeLessThan(1);
    const [older, newer] = await Promise.allSettled([
      engine.shapes(request, never),
      engine.shapes({ ...request, window: 60 }, never),
    ]);
    expect(older).toMatchObject({ status: "rejected", reason: { code: "cancelled" } });
    expect(newer).toMatchObject({ status: "fulfilled", value: { window: 60 } });
    await expect(engine.shapes({ ...request, window: 3 }, never)).rejects.toMatchObject({ code: "invalid" });
  } finally {
    engine.close();
  }
});

it("answers about correlations beside shapes", async () => {
  const engine = createEngine();
  try {
    const later = values.map((_, t) => values[t - 3] ?? 0);
    const [shapes, correlations] = await Promise.all([
      engine.shapes({ values, binMs: 1000, window: 50 }, never),
      engine.correlations({ series: [values, later], mostLag: 10 }, never),
    ]);
    expect(shapes.distance).toHaveLength(11_951);
    expect(correlations.cells[0]?.[1]).toMatchObject({ lag: 3 });
  } finally {
    engine.close();
  }
});
