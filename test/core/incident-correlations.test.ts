/** What an incident says of its series: who follows the first by how much, over the stretch around it only. */
import { expect, it } from "vitest";
import { ScoreCore } from "../../src/core/score-core.ts";
import type { Alert, Incident } from "../../src/model/report.ts";
import { correlateIncident } from "../../src/pipeline/incident-correlations.ts";
import { RELEASE } from "./support/instances.ts";
import { randomFrom } from "./support/random.ts";

const BIN_MS = 30_000;
const START_MS = 1_700_000_000_000 - (1_700_000_000_000 % BIN_MS);
const COUNT = 5000;
const bins = { binSeconds: 30, first: START_MS / BIN_MS, count: COUNT, binMs: BIN_MS, startMs: START_MS };
const random = randomFrom(17);
// quiet but for the incident: unlike each other everywhere else
const series = (burstAt: number) =>
  Float64Array.from({ length: COUNT }, (_, t) => random.below(3) + (t >= burstAt && t < burstAt + 6 ? 40 + t : 0));
const values = new Map([
  ["timeouts", series(2000)],
  ["errors", series(2003)],
  ["unrelated", Float64Array.from({ length: COUNT }, () => random.below(20))],
  ["still", new Float64Array(COUNT)],
]);
const at = (bin: number) => START_MS + bin * BIN_MS;
const alertOf = (id: string, name: string) => [id, { id, series: name } as Alert] as const;
const incident: Incident = {
  id: "i1",
  startMs: at(2000),
  endMs: at(2012),
  alerts: ["a1", "a2", "a3", "a4", "a5", "a6"],
  summary: "",
};
const alerts = new Map([
  alertOf("a1", "timeouts"),
  alertOf("a2", "errors"),
  alertOf("a3", "unrelated"),
  alertOf("a4", "still"),
  alertOf("a5", "not at hand"),
  alertOf("a6", "errors"),
]);
const told = (of: Incident) =>
  correlateIncident(new ScoreCore(RELEASE.scores), of, alerts, bins, (id) => values.get(id));

it("tells of each series once how it follows the first, and nothing where there is no r", () => {
  const found = told(incident);
  expect(found.map(({ series: id }) => id)).toEqual(["errors", "unrelated"]);
  expect(found[0]).toMatchObject({ series: "errors", lagMs: 3 * BIN_MS });
  expect(found[0]?.r).toBeGreaterThan(0.95);
  expect(Math.abs(found[1]?.r ?? 1)).toBeLessThan(0.6);
});

it("a series that moved first by its alert may still lead by its values", () => {
  expect(told({ ...incident, alerts: ["a2", "a1"] })).toMatchObject([{ series: "timeouts", lagMs: -3 * BIN_MS }]);
});

it("copes with incidents at the ends of the log, and of one series", () => {
  for (const [startMs, endMs] of [
    [at(0), at(1)],
    [at(COUNT - 1), at(COUNT)],
    [at(-100), at(COUNT + 100)],
  ] as const)
    for (const { r } of told({ ...incident, startMs, endMs })) expect(Math.abs(r)).toBeLessThanOrEqual(1);
  expect(told({ ...incident, alerts: ["a2", "a6"] })).toEqual([]);
});
