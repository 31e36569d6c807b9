/** What the bytes do not say and must be known before reading: offsets of zones, years of stamps without one, clocks. */
import { TimberlineError } from "../model/analysis.ts";
import type { FilePlan } from "../model/plan.ts";
import type { Inputs } from "../model/report.ts";
import { zoneTransitions } from "./zone.ts";

export interface YearSpan {
  first: number;
  last: number;
}

/**
 * @param guessedYears a file each: year of the first stamp as the modification time tells, null when stamps have one
 * @param span years that the offsets of zones are needed for
 * @throws TimberlineError "invalid" naming a zone that is not known
 */
export function resolveInputs(
  plans: readonly FilePlan[],
  guessedYears: readonly (number | null)[],
  timeZone: string,
  { first, last }: YearSpan,
): Inputs {
  const chosen = plans.flatMap(({ firstYear, lacks }) => (lacks === "year" && firstYear ? [firstYear] : []));
  const from = Math.min(first, ...chosen);
  const to = Math.max(last, ...chosen.map((year) => year + 1));
  const known = new Map<string, Inputs["zoneTransitions"]>();
  const rows = (zone: string) => {
    const found = known.get(zone) ?? transitionsOf(zone, from, to);
    known.set(zone, found);
    return found;
  };
  return {
    zoneTransitions: rows(timeZone),
    files: plans.map((plan, i) => ({
      firstYear: plan.lacks === "year" ? (plan.firstYear ?? guessedYears[i] ?? null) : null,
      clockOffsetMs: plan.clockOffsetMs,
      ...(plan.timeZone === null || plan.timeZone === timeZone ? {} : { zoneTransitions: rows(plan.timeZone) }),
    })),
  };
}

function transitionsOf(timeZone: string, fromYear: number, toYear: number): Inputs["zoneTransitions"] {
  try {
    return zoneTransitions(timeZone, fromYear, toYear);
  } catch {
    throw new TimberlineError({
      code: "invalid",
      message: `There is no time zone "${timeZone}": use a name such as Europe/Berlin or UTC.`,
    });
  }
}
