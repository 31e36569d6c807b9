/** Numbers and names that the schemas of plans and reports are made of. */
import * as v from "valibot";
import { LEVELS } from "./levels.ts";

export const whole = v.pipe(v.number(), v.safeInteger());
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const finite = v.pipe(v.number(), v.finite());
export const durationMs = v.pipe(v.number(), v.finite(), v.gtValue(0));
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const hexId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, "expected 16 lower-case hex digits"));
export const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hex digits"));
export const level = v.picklist(LEVELS);
