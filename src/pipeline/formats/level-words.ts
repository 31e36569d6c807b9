/** Which words and letters are levels, for sniffing; assembly/level.ts reads them, and a word more that none is voted by. */
const WORDS = new Set(
  (
    "trace trce finest finer verbose debug fine dbg dbug info information informational log config inf note notice warn warning " +
    "wrn error err severe failure fail fatal critical crit alert emerg emergency panic ftl"
  ).split(" "),
);
const LETTERS = /^[VTDINWEFC]$/;

export function isLevelWord(text: string): boolean {
  return WORDS.has(text.toLowerCase());
}

export function isLevelLetter(text: string): boolean {
  return LETTERS.test(text);
}
