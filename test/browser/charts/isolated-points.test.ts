import { describe, expect, it } from "vitest";
import { isolatedPoints } from "../../../src/charts/isolated-points.ts";

describe("isolated points", () => {
  it.each<[(number | null)[], number[]]>([
    [[], []],
    [[null, null], []],
    [[1], [0]],
    [[1, 2, 3], []],
    [
      [1, null, 2, null, 3],
      [0, 2, 4],
    ],
    [
      [null, 0, null, 1, 2, null, 3],
      [1, 6],
    ],
  ])("of %j are %j", (values, isolated) => {
    expect(isolatedPoints(values)).toEqual(isolated);
  });
});
