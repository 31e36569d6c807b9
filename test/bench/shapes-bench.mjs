/** The matrix profile of 50 000 values in one thread, in Chromium and in Node, against plain STOMP in JavaScript in turns. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/paths.mjs";
import { openBenchPage } from "./bench-page.mjs";
import { load } from "./load.mjs";
import { absent, amount, ratio, takeTurns } from "./numbers.mjs";

export async function shapesBench({ folder, rounds }) {
  const page = await openBenchPage(folder);
  try {
    const inBrowser = await takeTurns(
      rounds,
      () => page.call("profileRound"),
      () => page.call("plainRound"),
    );
    const { profileRound, plainRound } = await load("test/bench/profile-round.ts");
    const scores = await WebAssembly.compile(readFileSync(join(ROOT, "build/scores.release.wasm")));
    const inNode = await takeTurns(
      rounds,
      () => profileRound(scores),
      () => plainRound(),
    );
    return [
      ...figures("Chromium", inBrowser),
      ...figures("Node", inNode),
      absent("matrix profile / STUMPY on one thread (≤ 0.25)", "STUMPY is Python; it is not run here"),
    ];
  } finally {
    await page.close();
  }
}

function figures(where, { ours, theirs }) {
  for (const [i, { sum }] of ours.entries())
    if (Math.abs(sum / theirs[i].sum - 1) > 1e-6) throw new Error(`the profiles differ: ${sum} and ${theirs[i].sum}`);
  const times = (rounds) => rounds.map(({ ms }) => ms);
  const note = "STOMP as published, scalar JavaScript, all of the matrix";
  return [
    amount(`matrix profile, 50 000 values, windows of 100, ${where}`, null, "ms", times(ours)),
    ratio(`matrix profile / plain STOMP, ${where}`, null, times(ours), times(theirs), { note }),
  ];
}
