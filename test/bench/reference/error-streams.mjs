/** The two builds' error codes: the exceedances of the corrected original program, and which codes really regressed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { printTable } from "../numbers.mjs";
import { analyze } from "./command-line.mjs";

const OLD = "5.0007.510.011";
const NEW = "5.0007.610.011";
const BIN_SECONDS = 50;
const DAY_MS = 86_400_000;

/** A threshold and trailing lengths, and the file that holds what must come out. */
const RUNS = [
  { threshold: 6, trailing: "10+20", expected: "fixed_A_diff_50_6_10-20.json" },
  { threshold: 1.25, trailing: "5+10", expected: "fixed_A_diff_50_1.25_5-10.json" },
];

function seconds(clock) {
  const [hours, minutes, secs] = clock.split(":").map(Number);
  return (hours * 60 + minutes) * 60 + secs;
}

/** `stop` is the start of the last bin there; ours is the half-open end. */
function keyOfExpected({ code, bins, start, stop }) {
  return `${code} ${bins} ${seconds(start)} ${seconds(stop) + BIN_SECONDS}`;
}

/** The stamps have no date: whichever day was assumed is taken off. */
function keyOfOurs({ key, trailing, startMs, endMs }, dayMs) {
  return `${Number(key)} ${trailing} ${(startMs - dayMs) / 1000} ${(endMs - dayMs) / 1000}`;
}

function compare(report, expected) {
  const dayMs = Math.floor(report.totals.firstMs / DAY_MS) * DAY_MS;
  const ours = new Map();
  let outside = 0;
  for (const alert of report.alerts) {
    for (const exceedance of alert.exceedances) {
      ours.set(keyOfOurs(exceedance, dayMs), exceedance.value);
      if (exceedance.startMs < alert.startMs || exceedance.endMs > alert.endMs) outside++;
    }
  }
  const wanted = new Map(expected.alerts.map((alert) => [keyOfExpected(alert), alert.value]));
  const missing = [...wanted.keys()].filter((key) => !ours.has(key));
  const extra = [...ours.keys()].filter((key) => !wanted.has(key));
  const wrong = [...wanted].filter(([key, value]) => ours.has(key) && Math.abs(ours.get(key) - value) > 1e-9);
  return { found: ours.size, missing, extra, wrong: wrong.map(([key]) => key), outside };
}

/** @returns the codes whose verdict differs from the truth */
function wrongVerdicts(report, truth) {
  const ours = new Map((report.comparison?.keys ?? []).map((key) => [Number(key.key), key]));
  return truth.per_code
    .filter(({ code, old, new: after, q_up, verdict_equal_users }) => {
      const key = ours.get(code);
      if (!key || key.old !== old || key.new !== after || Math.abs(key.qValue - q_up) > 1e-9) return true;
      return key.verdict !== verdict_equal_users;
    })
    .map(
      ({ code, verdict_equal_users }) =>
        `${code}: ${ours.get(code)?.verdict ?? "absent"}, truth ${verdict_equal_users}`,
    );
}

export function errorStreams({ folder, data }) {
  const streams = join(data, "errorstreams");
  const read = (name) => JSON.parse(readFileSync(join(streams, name), "utf8"));
  const truth = read("truth_A.json");
  const rows = [];
  const details = [];
  let verdicts = [];
  for (const { threshold, trailing, expected } of RUNS) {
    const report = analyze(folder, join(streams, "ErrorStreamSetA.csv"), [
      "--compare",
      `Build_Version=${OLD}..${NEW}`,
      "--bin",
      `${BIN_SECONDS}s`,
      "--detector",
      `mean-threshold:threshold=${threshold},trailing=${trailing}`,
    ]);
    const result = compare(report, read(expected));
    verdicts = wrongVerdicts(report, truth);
    const { found, missing, extra, wrong, outside } = result;
    rows.push([expected, read(expected).alerts.length, found, missing.length, extra.length, wrong.length, outside]);
    details.push({ expected, ...result });
  }
  const head = ["exceedances", "wanted", "found", "missing", "extra", "wrong value", "outside their alert"];
  printTable("error streams, set A", head, rows);
  for (const { missing, extra } of details) {
    for (const key of missing.slice(0, 3)) console.log(`  missing: code, bins, start, end ${key}`);
    for (const key of extra.slice(0, 3)) console.log(`  extra: code, bins, start, end ${key}`);
  }
  console.log(
    `  verdicts against the truth: ${truth.per_code.length - verdicts.length} of ${truth.per_code.length} right`,
  );
  for (const text of verdicts.slice(0, 5)) console.log(`  verdict ${text}`);
  const passed = rows.every(([, wanted, found, ...faults]) => wanted === found && faults.every((n) => n === 0));
  return { passed: passed && verdicts.length === 0, details, verdicts };
}
