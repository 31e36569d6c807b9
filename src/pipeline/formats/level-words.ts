/** Which words and letters are levels; the same as assembly/level.ts, for sniffing. */
const WORDS = new Set(
  (
    "trace finest finer verbose debug fine dbg info information informational log config inf notice warn warning wrn " +
    "error err severe failure fatal critical crit alert emerg emergency panic ftl"
  ).split(" "),
);
const LETTERS = /^[VTDINWEFC]$/;

export function isLevelWord(text: string): boolean {
  return WORDS.has(text.toLowerCase());
}

export function isLevelLetter(text: string): boolean {
  return LETTERS.test(text);
}
