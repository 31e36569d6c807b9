/** Logs of one day each, busy by day and quiet by night, as one service writes them; the same bytes on every run. */

const MINUTE_MS = 60_000;
const FIRST_DAY_MS = Date.UTC(2026, 10, 2);

/** Events a minute in an hour of the day, on average. */
function usual(hour: number): number {
  return hour < 6 || hour >= 22 ? 3 : hour < 8 ? 3 + (hour - 5) * 6 : 24;
}

/**
 * @param day 0 is a Monday; the file is called `service-<date>.log`
 * @param busy minutes of the day that have as many events as noon
 */
export function dailyLog(
  day: number,
  busy: { from: number; to: number } | null = null,
): { name: string; text: string } {
  let state = 77 + day * 1009;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const startMs = FIRST_DAY_MS + day * 86_400_000;
  const lines: string[] = [];
  for (let minute = 0; minute < 1440; minute++) {
    const mean = busy && minute >= busy.from && minute < busy.to ? usual(12) : usual(Math.floor(minute / 60));
    const count = poisson(mean, next);
    for (let i = 0; i < count; i++) {
      const stamp = new Date(startMs + minute * MINUTE_MS + Math.floor((i * MINUTE_MS) / count)).toISOString();
      const drawn = next();
      if (drawn < 0.6) lines.push(`${stamp} INFO web: Request ${1000 + i} served in ${Math.ceil(drawn * 90)} ms`);
      else if (drawn < 0.97) lines.push(`${stamp} INFO store: Page ${Math.ceil(drawn * 900)} read from cache`);
      else lines.push(`${stamp} WARN store: Page ${Math.ceil(drawn * 900)} was not in the cache`);
    }
  }
  return { name: `service-${new Date(startMs).toISOString().slice(0, 10)}.log`, text: `${lines.join("\n")}\n` };
}

/** Source: Knuth, The Art of Computer Programming 2, §3.4.1. */
function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count++;
  return count;
}
