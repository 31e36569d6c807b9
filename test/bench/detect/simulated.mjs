/**
 * Detectors over simulated courses of 30 days: what is found of each injected kind, how soon, and how often there is a
 * false alarm where nothing was injected; and what each default detector adds.
 */
import { load } from "../load.mjs";
import { fixed, median, printTable } from "../numbers.mjs";

const START_MS = Date.UTC(2026, 10, 2);
const NULL_DAYS = 30;
const DAYS = 14;
const RATE = 120;
const BIN_SECONDS = 30;
const SEEDS = [101, 102, 103, 104, 105, 106];
const NULL_SEED = 100;
/** an alert counts for an injection until so long after its end: a window shows in its last bin */
const GRACE_MS = 600_000;
const MINUTE_MS = 60_000;

/** A simulated course as the series that an analysis would score. */
function seriesOf(counts) {
  const sum = (chosen) => {
    const total = new Float64Array(counts.binCount);
    for (const { values } of chosen) for (let i = 0; i < total.length; i++) total[i] += values[i];
    return total;
  };
  const one = (id, kind, values, level = null) => ({ id, kind, label: id, values, level });
  return [
    one("events", "events", sum(counts.series)),
    ...["fatal", "error", "warn"].map((level) =>
      one(`level:${level}`, "level", sum(counts.series.filter((each) => each.level === level))),
    ),
    ...counts.series.map(({ template, values, level }) => one(`template:${template}`, "template", values, level)),
  ];
}

/** Alerts of all series that overlap or lie within `GRACE_MS`, as one incident each. */
function incidentsOf(findings, episodes, binMs) {
  const alerts = [...findings.excesses].flatMap(([series, all]) =>
    episodes(all, 5 * binMs).map(({ all: each, endMs, peak }) => ({
      series,
      startMs: Math.min(...each.map((excess) => excess.endMs)) - binMs,
      endMs,
      detector: peak.detector.name,
    })),
  );
  alerts.sort((a, b) => a.startMs - b.startMs);
  const found = [];
  for (const alert of alerts) {
    const last = found.at(-1);
    if (last && alert.startMs <= last.endMs + GRACE_MS) {
      last.endMs = Math.max(last.endMs, alert.endMs);
      last.alerts.push(alert);
    } else found.push({ startMs: alert.startMs, endMs: alert.endMs, alerts: [alert] });
  }
  return { incidents: found, alerts };
}

function makeScene({ scoreCore, readDetector, scoreSeries, episodes }) {
  return (counts, names) => {
    const bins = {
      binSeconds: BIN_SECONDS,
      binMs: BIN_SECONDS * 1000,
      first: START_MS / 1000 / BIN_SECONDS,
      count: counts.binCount,
      startMs: START_MS,
    };
    const detectors = names.map((name) => readDetector({ name, options: {} }, false));
    return incidentsOf(scoreSeries(scoreCore, bins, seriesOf(counts), detectors), episodes, bins.binMs);
  };
}

/** Found or not, and how long after its onset, for every injection of a course. */
export function judge(truth, alerts) {
  return truth.injections.map(({ kind, startMs, endMs }) => {
    // that what was missing comes again is not that it was missed
    const untilMs = kind === "vanished" ? endMs - BIN_SECONDS * 1000 : endMs + GRACE_MS;
    const hits = alerts.filter((alert) => alert.endMs > startMs && alert.startMs < untilMs);
    const first = Math.min(...hits.map((alert) => Math.max(alert.startMs, startMs) + BIN_SECONDS * 1000));
    return { kind, isFound: hits.length > 0, delayMs: first - startMs };
  });
}

export function falseOnes(truth, incidents) {
  return incidents.filter(
    ({ startMs, endMs }) => !truth.injections.some((one) => endMs > one.startMs && startMs < one.endMs + GRACE_MS),
  );
}

/**
 * Incidents that are told at or nearest to injections of each kind, and which of them are right: those that overlap one. What
 * is told ahead of the first injection of a course belongs to no kind.
 */
function toldByKind(judged) {
  const told = new Map();
  for (const { truth, wrong, incidents } of judged) {
    const firstMs = Math.min(...truth.injections.map(({ startMs }) => startMs));
    for (const incident of incidents) {
      if (incident.endMs <= firstMs) continue;
      const away = ({ startMs, endMs }) => Math.max(0, startMs - incident.endMs, incident.startMs - endMs);
      const [nearest] = [...truth.injections].sort((a, b) => away(a) - away(b));
      const own = told.get(nearest.kind) ?? { right: 0, all: 0 };
      own.all++;
      if (!wrong.includes(incident)) own.right++;
      told.set(nearest.kind, own);
    }
  }
  return told;
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

function measure(score, courses, empty, names) {
  const judged = courses.map((counts) => {
    const { incidents, alerts } = score(counts, names);
    const wrong = falseOnes(counts.truth, incidents);
    return { truth: counts.truth, verdicts: judge(counts.truth, alerts), wrong, incidents };
  });
  const quiet = score(empty, names);
  const verdicts = judged.flatMap((one) => one.verdicts);
  return {
    verdicts,
    judged,
    quiet: quiet.incidents,
    recall: verdicts.filter(({ isFound }) => isFound).length / verdicts.length,
    falseCount: judged.reduce((sum, { wrong }) => sum + wrong.length, 0),
    incidentCount: judged.reduce((sum, { incidents }) => sum + incidents.length, 0),
    falseADay: quiet.incidents.length / NULL_DAYS,
  };
}

/** What scores a simulated course, what makes one, and the detectors that are on by default. */
export async function simulation() {
  const { ScoreCore } = await load("src/core/score-core.ts");
  const { readDetector } = await load("src/pipeline/detector-settings.ts");
  const { scoreSeries } = await load("src/pipeline/score-series.ts");
  const { episodes } = await load("src/pipeline/exceedances.ts");
  const { simulateCounts } = await load("src/simulate/counts.ts");
  const { DEFAULT_SETTINGS } = await load("src/model/analysis.ts");
  const { loadModules } = await load("src/cli/wasm-modules.ts");
  const scoreCore = new ScoreCore((await loadModules()).scores);
  return {
    score: makeScene({ scoreCore, readDetector, scoreSeries, episodes }),
    simulate: (options) => simulateCounts(options, BIN_SECONDS),
    defaults: DEFAULT_SETTINGS.detectors.map(({ name }) => name),
  };
}

export async function simulatedChecks({ verbose = false, extra = [], ablation = true } = {}) {
  const { INJECTION_KINDS } = await load("src/simulate/injections.ts");
  const { score, simulate, defaults } = await simulation();
  const options = { startMs: START_MS, hours: DAYS * 24, rate: RATE, restless: true };
  const inject = INJECTION_KINDS;
  const courses = SEEDS.map((seed) => simulate({ ...options, seed, inject }));
  const empty = simulate({ ...options, hours: NULL_DAYS * 24, seed: NULL_SEED, inject: [] });
  const started = performance.now();
  const all = measure(score, courses, empty, defaults);
  const ms = performance.now() - started;

  const precision = (all.incidentCount - all.falseCount) / Math.max(1, all.incidentCount);
  const byKind = toldByKind(all.judged);
  const rows = INJECTION_KINDS.map((kind) => {
    const own = all.verdicts.filter((one) => one.kind === kind);
    const found = own.filter(({ isFound }) => isFound);
    const recall = found.length / own.length;
    const delays = found.map(({ delayMs }) => delayMs / MINUTE_MS);
    const { right, all: told } = byKind.get(kind) ?? { right: 0, all: 0 };
    const exact = told > 0 ? right / told : 1;
    const f1 = recall + exact > 0 ? (2 * recall * exact) / (recall + exact) : 0;
    return [
      kind,
      `${found.length}/${own.length}`,
      `${right}/${told}`,
      fixed(exact, 2),
      fixed(recall, 2),
      fixed(f1, 2),
      delays.length > 0 ? fixed(median(delays), 1) : "-",
      delays.length > 0 ? fixed(quantile(delays, 0.95), 1) : "-",
    ];
  });
  printTable(
    `simulated: ${SEEDS.length} courses of ${DAYS} days, ${RATE} events/s, bins of ${BIN_SECONDS} s`,
    ["kind", "found", "told right", "precision", "recall", "F1", "delay p50 min", "p95 min"],
    rows,
  );
  console.log(`  incidents ${all.incidentCount}, false ${all.falseCount}, precision ${fixed(precision, 3)}`);
  console.log(`  null: ${all.quiet.length} incidents in ${NULL_DAYS} days, ${fixed(all.falseADay, 2)} a day`);
  console.log(
    `  scoring took ${fixed(ms)} ms for ${courses.length + 1} courses of ${courses[0].series.length + 4} series`,
  );
  if (verbose) {
    for (const one of all.quiet.slice(0, 40))
      console.log(
        "   false",
        ((one.startMs - START_MS) / 86_400_000).toFixed(3),
        one.alerts
          .map((a) => `${a.series} ${a.detector}`)
          .slice(0, 3)
          .join(" | "),
      );
  }
  const ablations = [["default", fixed(all.recall, 3), fixed(all.falseADay, 2), all.falseCount]];
  for (const name of ablation ? [...defaults, ...extra] : []) {
    const isDefault = defaults.includes(name);
    const names = isDefault ? defaults.filter((other) => other !== name) : [...defaults, name];
    const other = measure(score, courses, empty, names);
    ablations.push([
      `${isDefault ? "without" : "with"} ${name}`,
      fixed(other.recall, 3),
      fixed(other.falseADay, 2),
      other.falseCount,
    ]);
  }
  printTable("ablation in simulation", ["detectors", "recall", "null incidents a day", "false in courses"], ablations);
  const perKind = INJECTION_KINDS.every((kind) => {
    const own = all.verdicts.filter((one) => one.kind === kind);
    return own.filter(({ isFound }) => isFound).length >= 0.95 * own.length;
  });
  return { passed: perKind && all.falseADay <= 1, rows, falseADay: all.falseADay, precision, ablations };
}
