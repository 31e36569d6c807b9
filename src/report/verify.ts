/** Compares two reports field by field, over all that bytes, inputs and settings determine. */
import type { Report } from "../model/report.ts";
import { determinedPart } from "./determined.ts";

/** One field in which two reports differ. */
export interface Difference {
  /** e.g. `totals.levels.error` or `alerts[3].evidence[0].text` */
  path: string;
  /** undefined where the field is absent */
  expected: unknown;
  actual: unknown;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function collect(expected: unknown, actual: unknown, path: string, into: Difference[]): void {
  if (Object.is(expected, actual) || (expected === 0 && actual === 0)) return;
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) {
      into.push({ path: `${path}.length`, expected: expected.length, actual: actual.length });
    }
    const shared = Math.min(expected.length, actual.length);
    for (let index = 0; index < shared; index++) collect(expected[index], actual[index], `${path}[${index}]`, into);
    return;
  }
  if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      collect(expected[key], actual[key], path === "" ? key : `${path}.${key}`, into);
    }
    return;
  }
  into.push({ path, expected, actual });
}

/**
 * @param expected what the report says
 * @param actual what analysing its log again gives
 * @returns every differing field, in the order of the report; empty when all agree, and only then are the digests equal
 */
export function compareReports(expected: Report, actual: Report): Difference[] {
  const differences: Difference[] = [];
  collect(determinedPart(expected), determinedPart(actual), "", differences);
  return differences;
}
