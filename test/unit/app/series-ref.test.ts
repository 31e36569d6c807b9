import { expect, it } from "vitest";
import { type SeriesRef, seriesRefOf } from "../../../src/app/series-ref.ts";

it.each<[string, SeriesRef | null]>([
  ["events", { kind: "count", filter: {} }],
  ["level:error", { kind: "count", filter: { levels: ["error"] } }],
  ["level:none", { kind: "count", filter: { levels: [null] } }],
  ["level:loud", null],
  ["template:00ff", { kind: "count", filter: { templateIds: ["00ff"] } }],
  ["measure:took ms", { kind: "measure", measure: "took ms", statistic: "mean" }],
  ["measure-p95:took ms", { kind: "measure", measure: "took ms", statistic: "p95" }],
  ["host=a=b", { kind: "count", filter: { dimensions: [{ name: "host", value: "a=b" }] } }],
  ["difference:E1", null],
  ["nonsense", null],
])("%s is %j", (id, ref) => {
  expect(seriesRefOf(id)).toEqual(ref);
});
