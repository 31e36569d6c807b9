/**
 * What people mostly open: logs of half a day to two days, in which no rhythm has been seen before. Few false alarms where
 * nothing was injected, and what is found of a few kinds at a time.
 */
import { fixed, printTable } from "../numbers.mjs";
import { falseOnes, judge, simulation } from "./simulated.mjs";

const START_MS = Date.UTC(2026, 10, 2);
const HOURS = [6, 12, 24, 48];
const RATE = 120;
const SEEDS = 12;
/** injected together, so that each has room in a short log */
const TOGETHER = [
  ["spike", "cascade", "exception"],
  ["silence", "flood", "new-template"],
  ["mix", "breach"],
  ["contextual", "collective"],
  ["ramp"],
  ["drift"],
];

export async function shortLogChecks() {
  const { score, simulate, defaults } = await simulation();
  const course = (seed, hours, inject) =>
    simulate({ startMs: START_MS, hours, rate: RATE, restless: seed % 2 === 0, seed, inject });
  const rows = HOURS.map((hours) => {
    let wrong = 0;
    let found = 0;
    let all = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const quiet = course(1000 + seed, hours, []);
      wrong += falseOnes(quiet.truth, score(quiet, defaults).incidents).length;
      for (const kinds of TOGETHER) {
        const counts = course(2000 + seed, hours, kinds);
        const verdicts = judge(counts.truth, score(counts, defaults).alerts);
        found += verdicts.filter(({ isFound }) => isFound).length;
        all += verdicts.length;
      }
    }
    return [`${hours} h`, fixed(wrong / SEEDS, 2), `${found}/${all}`, fixed(found / all, 3)];
  });
  printTable(
    `short logs: ${SEEDS} quiet ones and ${SEEDS * TOGETHER.length} with incidents of each length, ${RATE} events/s`,
    ["length", "false incidents a log", "found", "recall"],
    rows,
  );
  return rows;
}
