/** Levels of an event, least to most severe. Position + 1 is the core's level code; code 0 is "no level". */
export const LEVELS = ["trace", "debug", "info", "notice", "warn", "error", "fatal"] as const;

export type Level = (typeof LEVELS)[number];

/** The core's code of a level: 0 for null, else 1…7 in order of severity. */
export type LevelCode = number;

/** Number of level codes, "no level" included; length of every per-level array. */
export const LEVEL_CODE_COUNT = LEVELS.length + 1;

/** @returns the level of a core code, null for code 0 or one out of range */
export function levelOfCode(code: LevelCode): Level | null {
  return LEVELS[code - 1] ?? null;
}

/** @returns the core's code of a level; 0 for null */
export function codeOfLevel(level: Level | null): LevelCode {
  return level === null ? 0 : LEVELS.indexOf(level) + 1;
}

/** Whether a level is an error or worse. */
export function isError(level: Level | null): boolean {
  return level === "error" || level === "fatal";
}
