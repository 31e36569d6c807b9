/**
 * What a runner of containers writes before each line of a log: `web_1  | ` (docker compose), or its own time and the
 * stream (`2026-03-01T10:00:00.5Z stdout F `, Kubernetes; the time alone, `docker logs -t`). Behind it stands any log.
 */
import type { LayoutStep, LineLayout } from "../../model/plan.ts";
import { columnsAfter } from "./line-columns.ts";
import { describe, type InferredLines, inferLines, lineTime } from "./line-header.ts";
import { findTime } from "./time-layouts.ts";

const NAMED = /^([\w.-]+) +\| ?/;
const STREAM = /^ (?:stdout|stderr) [FP] /;
const blank: LayoutStep = { step: "blank" };

/** As `inferLines`, with what stands before every line taken off first. */
export function inferWrapped(lines: readonly string[]): InferredLines | null {
  const isNamed = (line: string) => NAMED.test(line);
  if (lines.length > 0 && lines.filter(isNamed).length / lines.length > 0.8) {
    const inner = inferStamped(lines.filter(isNamed).map((line) => line.replace(NAMED, "")));
    const name: LayoutStep = { step: "token", field: "container", role: "dimension" };
    const steps: LayoutStep[] = [name, blank, { step: "literal", text: "|" }, { step: "blank", optional: true }];
    return inner && { ...inner, layouts: inner.layouts.map((layout) => behind(steps, layout)) };
  }
  return inferStamped(lines);
}

/** Lines with a runner's time before their own; or plain ones. */
function inferStamped(lines: readonly string[]): InferredLines | null {
  const rests: string[] = [];
  const streams: boolean[] = [];
  for (const line of lines) {
    const outer = findTime(line, 0);
    if (outer?.lacks !== "nothing" || !/^\d{4}-\d\d-\d\dT/.test(line)) continue;
    const rest = line.slice(outer.end);
    streams.push(STREAM.test(rest));
    rests.push(rest.replace(STREAM, " "));
  }
  if (rests.length / lines.length < 0.95) return inferLines(lines);
  const streamed = streams.every((streamed) => streamed);
  const own = rests.filter((rest) => (lineTime(rest.slice(1))?.start ?? 9) <= 3).length / rests.length;
  if (!streamed && own < 0.5) return inferLines(lines);
  const [line = ""] = lines;
  const time: LayoutStep = { step: "time", layout: findTime(line, 0)?.layout ?? [] };
  const stream: LayoutStep = { step: "token", field: "stream", role: "dimension" };
  const steps: LayoutStep[] = [time, ...(streamed ? [blank, stream, blank, { step: "token" } as const] : [])];
  steps.push({ step: "literal", text: " " });
  const inner = own >= 0.2 ? inferLines(rests.map((rest) => rest.slice(1)).filter((rest) => rest !== "")) : null;
  if (inner)
    return { layouts: inner.layouts.map((layout) => behind(steps, overTime(layout))), lacks: "nothing", share: 1 };
  return {
    layouts: withoutTime(
      steps,
      rests.map((rest) => rest.slice(1)),
    ),
    lacks: "nothing",
    share: 1,
  };
}

/** Lines that have no time of their own: those that begin with a blank go on with the one above. */
function withoutTime(steps: readonly LayoutStep[], rests: readonly string[]): LineLayout[] {
  const heads = rests.filter((rest) => /^\S/.test(rest));
  const { steps: columns, messageFromStep, levelAt } = columnsAfter(heads);
  const plain: LineLayout = {
    id: "inferred-1-time",
    label: "time only",
    steps: [...steps, { step: "token" }],
    messageFromStep: steps.length,
    searchLevel: true,
  };
  if (columns.length === 0) return [plain];
  const full: LineLayout = {
    id: "inferred-1",
    label: describe([...steps, ...columns]),
    steps: [...steps, ...columns],
    ...(messageFromStep === undefined ? {} : { messageFromStep: steps.length + messageFromStep }),
    ...(levelAt === null ? { searchLevel: true } : {}),
  };
  return [full, plain];
}

function behind(steps: readonly LayoutStep[], layout: LineLayout): LineLayout {
  const from = layout.messageFromStep;
  return {
    ...layout,
    label: describe([...steps, ...layout.steps]),
    steps: [...steps, ...layout.steps],
    ...(from === undefined ? {} : { messageFromStep: steps.length + from }),
  };
}

/** The runner's time counts, as it always has a date and a zone; that of the line is passed over. */
function overTime(layout: LineLayout): LineLayout {
  const steps = layout.steps.map(
    (step): LayoutStep => (step.step === "time" ? { step: "timeOver", layout: step.layout } : step),
  );
  return { ...layout, steps };
}
