/**
 * RFC 5424: `<priority>version time host app process id [data] message`, where shape alone cannot tell the columns apart.
 * Source: RFC 5424 §6.
 */
import type { LayoutStep, LineLayout } from "../../model/plan.ts";

const HEADER = /^ \S+ \S+ \S+ \S+ (?:-|\[.*\])(?= |$)/;

/** Layouts of lines that are so in most cases; null when they are not. */
export function structuredSyslog(
  before: readonly LayoutStep[],
  time: LayoutStep,
  rests: readonly string[],
  id: string,
): LineLayout[] | null {
  if (before[0]?.step !== "priority" || before[1]?.step !== "token" || before.length !== 3) return null;
  if (rests.filter((rest) => HEADER.test(rest)).length / rests.length < 0.8) return null;
  const data: LayoutStep = { step: "bracket", open: "[", close: "]" };
  const blank: LayoutStep = { step: "blank" };
  const head: LayoutStep[] = [
    ...before,
    time,
    blank,
    { step: "token", field: "host", role: "dimension" },
    blank,
    { step: "token", field: "source", role: "dimension" },
    blank,
    { step: "token" },
    blank,
    { step: "token" },
    blank,
  ];
  const label = "syslog (RFC 5424)";
  return [
    {
      id: `${id}-data`,
      label,
      steps: [...head, data, { step: "optional", steps: [data] }, { step: "optional", steps: [data] }],
    },
    { id, label, steps: [...head, { step: "literal", text: "-" }] },
    { id: `${id}-time`, label: "time only", steps: [...before, time] },
  ];
}
