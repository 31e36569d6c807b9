/** What the page's main thread did, from the browser's own trace. */
import type { Page } from "playwright-core";

export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  /** µs */
  dur?: number;
  args?: { name?: string };
}

/** A task of the page's main thread that ran script; `atMs` since the first one. */
interface Task {
  atMs: number;
  ms: number;
}

/** @returns the tasks that ran script, shortest first */
export function scriptTasks(events: TraceEvent[]): Task[] {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const onMain = events.filter(({ ph, pid, tid }) => ph === "X" && mains.has(`${pid}/${tid}`));
  const scripts = onMain.filter(({ name }) => name === "FunctionCall" || name === "EvaluateScript");
  const tasks = onMain
    .filter(({ name }) => name === "RunTask")
    .filter((task) =>
      scripts.some(
        ({ pid, tid, ts }) => pid === task.pid && tid === task.tid && ts >= task.ts && ts < task.ts + (task.dur ?? 0),
      ),
    )
    .map(({ ts, dur = 0 }) => ({ atMs: ts / 1000, ms: dur / 1000 }));
  const firstMs = Math.min(...tasks.map(({ atMs }) => atMs));
  return tasks.map(({ atMs, ms }) => ({ atMs: atMs - firstMs, ms })).sort((a, b) => a.ms - b.ms);
}

/** Begins a trace of tasks. @returns what ends it and gives its events */
export async function startTrace(page: Page): Promise<{ stop(): Promise<TraceEvent[]> }> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] },
  });
  return {
    async stop() {
      const complete = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
      await session.send("Tracing.end");
      await complete;
      await session.detach();
      return events;
    },
  };
}
