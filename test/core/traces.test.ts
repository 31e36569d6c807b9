/** Stack traces: events are told apart by their exceptions and frames, against regular expressions over the whole text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Core } from "../../src/core/core.ts";
import type { FilePlan } from "../../src/model/plan.ts";
import type { Trace } from "../../src/model/trace.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { naiveTrace } from "./support/naive-traces.ts";
import { feed, outcomeOf } from "./support/outcome.ts";
import { filePlan, ISO, linesPlan, startPlan, tablePlan } from "./support/plans.ts";
import { thrown, written } from "./support/random-traces.ts";

const PLAN = linesPlan();
const MESSAGES = ["Request failed", "Job died", "ERROR com.acme.StockError: no stock", "Worker broke with TypeError"];

interface Event {
  message: string;
  lines: string[];
}

const event: fc.Arbitrary<Event> = fc.record({
  message: fc.constantFrom(...MESSAGES),
  lines: fc.oneof(
    { weight: 4, arbitrary: fc.tuple(thrown, fc.nat(999)).map(([what, n]) => written(what, n)) },
    { weight: 1, arbitrary: fc.tuple(thrown, fc.nat(999)).map(([what, n]) => written(what, n).slice(1)) },
    { weight: 1, arbitrary: fc.constant<string[]>(["some more", "Note: at the end (of it)", "at last"]) },
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
  ),
});

function textOf(events: readonly Event[]): string {
  return events
    .map(({ message, lines }, i) => [
      `2026-01-05T00:00:${String(i % 60).padStart(2, "0")}Z ERROR ${message} ${i}`,
      ...lines,
    ])
    .map((lines) => `${lines.join("\n")}\n`)
    .join("");
}

/** Events by message and trace. */
function expectedGroups(events: readonly Event[]): Record<string, number> {
  const groups: Record<string, number> = {};
  events.forEach(({ message, lines }, i) => {
    const key = JSON.stringify([message, naiveTrace(`${message} ${i}`, lines)]);
    groups[key] = (groups[key] ?? 0) + 1;
  });
  return groups;
}

function groupsOf(core: Core): Record<string, number> {
  const facets = core.facets();
  const groups: Record<string, number> = {};
  for (const { text, trace, signatures } of core.templates()) {
    const count = facets.filter(({ signature }) => signatures.includes(signature)).reduce((n, one) => n + one.count, 0);
    const key = JSON.stringify([text.replace(" <*>", ""), ordered(trace)]);
    groups[key] = (groups[key] ?? 0) + count;
  }
  return groups;
}

function ordered(trace: Trace | null): Trace | null {
  if (!trace) return null;
  const { language, exception, frames, frameCount } = trace;
  return { language, exception, frames, frameCount };
}

/** The same events as records: the trace in the message, in a field, or in lines below. */
const RECORDS: Record<string, { plan: FilePlan; write(stamp: string, message: string, lines: string[]): string }> = {
  "the message of JSON": {
    plan: filePlan({
      kind: "json",
      fields: [
        { path: ["t"], role: "time" },
        { path: ["m"], role: "message" },
      ],
      time: ISO,
      levelScale: "words",
    }),
    write: (stamp, message, lines) => `${JSON.stringify({ t: stamp, m: [message, ...lines].join("\n") })}\n`,
  },
  "a field of JSON": {
    plan: filePlan({
      kind: "json",
      fields: [
        { path: ["t"], role: "time" },
        { path: ["m"], role: "message" },
        { path: ["error", "stack"], role: "trace" },
      ],
      time: ISO,
      levelScale: "words",
    }),
    write: (stamp, message, lines) =>
      `${JSON.stringify({ t: stamp, error: lines.length > 0 ? { stack: `${lines.join("\r\n")}\r\n` } : null, m: message })}\n`,
  },
  "a quoted value of key=value": {
    plan: filePlan({
      kind: "logfmt",
      fields: [
        { path: ["t"], role: "time" },
        { path: ["m"], role: "message" },
      ],
      time: ISO,
      levelScale: "words",
    }),
    write: (stamp, message, lines) => `t=${stamp} m=${JSON.stringify([message, ...lines].join("\n"))}\n`,
  },
  "a cell of a table": {
    plan: tablePlan(
      [
        { name: "t", role: "time" },
        { name: "m", role: "message" },
      ],
      { time: ISO },
    ),
    write: (stamp, message, lines) => `${stamp},"${[message, ...lines].join("\n").replaceAll('"', '""')}"\n`,
  },
  "lines below JSON": {
    plan: filePlan({
      kind: "json",
      fields: [
        { path: ["t"], role: "time" },
        { path: ["m"], role: "message" },
      ],
      time: ISO,
      levelScale: "words",
    }),
    write: (stamp, message, lines) => [JSON.stringify({ t: stamp, m: message }), ...lines, ""].join("\n"),
  },
};

describe.each(BUILDS)("stack traces, $build build", ({ build, module }) => {
  function read(text: string, chunkSizes: readonly number[], plan = PLAN): Core {
    const core = newCore(module, {});
    startPlan(core, plan);
    feed(core, Buffer.from(text, "latin1"), chunkSizes);
    core.settle();
    return core;
  }

  /** Cut at byte offsets, each part in a core of its own that knows nothing of the others, then merged. */
  function readInParts(text: string, cuts: readonly number[], right: boolean): Core {
    const bytes = Buffer.from(text, "latin1");
    const places = [0, ...[...new Set(cuts)].filter((at) => at > 0 && at < bytes.length).sort((a, b) => a - b)];
    const partials = places.map((from, i) => {
      const core = newCore(module, {});
      startPlan(core, PLAN);
      const to = places[i + 1] ?? bytes.length;
      const lineEnd = bytes.indexOf(10, to - 1);
      if (from > 0) core.resumeWithin(from);
      core.consume(bytes.subarray(Math.max(0, from - 1), to === bytes.length ? to : Math.max(from, lineEnd + 1)));
      if (to === bytes.length) core.endFile();
      core.settle();
      return core.partial();
    });
    const merge = (parts: readonly ArrayBuffer[]) => {
      const core = newCore(module, {});
      for (const part of parts) core.merge(part);
      core.settle();
      return core;
    };
    return right && partials.length > 2
      ? merge([partials[0] as ArrayBuffer, merge(partials.slice(1)).partial()])
      : merge(partials);
  }

  it("tell events apart as their exceptions and frames do, whatever differs besides", () => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 1, max: 200 }),
        (events, chunk) => {
          const core = read(textOf(events), [chunk]);
          expect(groupsOf(core)).toEqual(expectedGroups(events));
        },
      ),
      { numRuns: build === "debug" ? 30 : 150 },
    );
  });

  it("are the same however an event is cut into chunks and parts, and merged in any grouping", () => {
    const cuts = fc.array(fc.nat(4000), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), cuts, fc.boolean(), (events, at, right) => {
        const text = textOf(events);
        const whole = read(text, [1 << 20]);
        const parts = readInParts(
          text,
          at.map((place) => place % text.length),
          right,
        );
        expect(outcomeOf(parts)).toEqual(outcomeOf(whole));
        expect(Buffer.from(parts.partial()).equals(Buffer.from(whole.partial()))).toBe(true);
        expect(Buffer.from(read(text, [1, 7]).partial()).equals(Buffer.from(whole.partial()))).toBe(true);
      }),
      { numRuns: build === "debug" ? 30 : 150 },
    );
  });

  it.each(Object.keys(RECORDS))("in %s tell records apart", (name) => {
    const { plan, write } = RECORDS[name] as (typeof RECORDS)[string];
    const traced = event.filter(({ lines }) => !lines.includes("at last"));
    fc.assert(
      fc.property(
        fc.array(traced, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 90 }),
        (events, chunk) => {
          const text = events
            .map(({ message, lines }, i) => write(`2026-01-05T00:00:${10 + i}Z`, `${message} ${i}`, lines))
            .join("");
          const core = read(text, [chunk], plan);
          expect(groupsOf(core)).toEqual(expectedGroups(events));
          expect(core.totals().events).toBe(events.length);
        },
      ),
      { numRuns: build === "debug" ? 10 : 40 },
    );
  });
});
