/**
 * What detections of a labelled series are worth by the rules of the Numenta Anomaly Benchmark: the earliest within a window
 * counts by how early it is, a missed window and each false row cost.
 * Source: Lavin & Ahmad (2015), "Evaluating real-time anomaly detection algorithms", ICMLA.
 */
const PROBATION_SHARE = 0.15;
const MOST_PROBATION = 750;

const squash = (y) => (y > 3 ? -1 : 2 / (1 + Math.exp(5 * y)) - 1);

/** @param windows {start, end} rows, both included @param falseCost of a row outside @returns raw score, and what it is made of */
export function rawScore(scores, windows, falseCost) {
  const probation = Math.min(Math.floor(PROBATION_SHARE * scores.length), MOST_PROBATION);
  const spans = [...windows].sort((a, b) => a.start - b.start);
  const best = spans.map(() => -1);
  let cost = 0;
  let falseRows = 0;
  let next = 0;
  for (let i = 0; i < scores.length; i++) {
    while (next < spans.length && i > spans[next].end) next++;
    if (i < probation || !(scores[i] >= 0.5)) continue;
    const span = spans[next];
    const last = spans[next - 1];
    if (span && i >= span.start) {
      const worth = squash(-(span.end - i + 1) / (span.end - span.start + 1)) / squash(-1);
      best[next] = Math.max(best[next], worth);
    } else {
      falseRows++;
      cost -= falseCost * (last ? squash((i - last.end) / Math.max(1, last.end - last.start)) : -1);
    }
  }
  const live = spans.filter(({ end }) => end >= probation).length;
  const worth = best.reduce((sum, one, i) => sum + (spans[i].end >= probation ? one : 0), 0);
  return { raw: worth - cost, falseRows, live, kinds: spans.map(({ kind }, i) => ({ kind, isFound: best[i] > -1 })) };
}

/** 0 for what finds nothing, 100 for what finds all at once and nothing else. */
export function normalised(all) {
  const sum = (of) => all.reduce((total, one) => total + of(one), 0);
  const windows = sum(({ kinds }) => kinds.length);
  const live = sum((one) => one.live);
  return (100 * (sum(({ raw }) => raw) + live)) / (windows + live);
}
