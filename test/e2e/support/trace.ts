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
  /** of it in script; the rest is style, layout and paint */
  scriptMs: number;
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
  scripts.sort((a, b) => a.ts - b.ts);
  const tasks = onMain
    .filter(({ name }) => name === "RunTask")
    .map((task) => {
      let scriptMs = 0;
      let end = task.ts;
      for (const { pid, tid, ts, dur = 0 } of scripts) {
        // what one script calls is within it
        if (pid !== task.pid || tid !== task.tid || ts < end || ts >= task.ts + (task.dur ?? 0)) continue;
        scriptMs += dur / 1000;
        end = ts + dur;
      }
      return { atMs: task.ts / 1000, ms: (task.dur ?? 0) / 1000, scriptMs };
    })
    .filter(({ scriptMs }) => scriptMs > 0);
  const firstMs = Math.min(...tasks.map(({ atMs }) => atMs));
  return tasks.map((task) => ({ ...task, atMs: task.atMs - firstMs })).sort((a, b) => a.ms - b.ms);
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
