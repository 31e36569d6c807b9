/**
 * Finds what was meant by a few letters: each word of the question must be in the text, as it is or with letters between.
 * Starts of words and letters that stand together count most, short texts more than long ones.
 */

export interface FuzzyMatch {
  /** higher is better */
  score: number;
  /** places of the letters that matched, ascending */
  places: number[];
}

const WORD_START = 8;
const TOGETHER = 5;
/** as it is, at the start of a word */
const AS_IT_IS = 30;
/** as it is, within a word, and for each letter of it */
const WITHIN = 4;
const LETTER_WITHIN = 3;

/** @param words of the question, in lower case @returns null when a word is not in the text */
export function fuzzyMatch(words: readonly string[], text: string): FuzzyMatch | null {
  const lower = text.toLowerCase();
  const places = new Set<number>();
  let score = -text.length / 50;
  for (const word of words) {
    const found = placesOf(word, lower);
    if (found === null) return null;
    score += found.score;
    for (const place of found.places) places.add(place);
  }
  return { score, places: [...places].sort((a, b) => a - b) };
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!);
}

function placesOf(word: string, text: string): FuzzyMatch | null {
  let at = text.indexOf(word);
  if (at >= 0) {
    // the first at the start of a word, else the first
    for (let next = at; next >= 0; next = text.indexOf(word, next + 1)) {
      if (!isWordStart(text, next)) continue;
      at = next;
      break;
    }
    const places = Array.from(word, (_, i) => at + i);
    const score = isWordStart(text, at) ? AS_IT_IS + word.length * TOGETHER : WITHIN + word.length * LETTER_WITHIN;
    return { score, places };
  }
  const places: number[] = [];
  let score = 0;
  let from = 0;
  for (const letter of word) {
    const place = text.indexOf(letter, from);
    if (place < 0) return null;
    if (isWordStart(text, place)) score += WORD_START;
    if (places.at(-1) === place - 1) score += TOGETHER;
    // letters far apart are chance
    else if (places.length > 0) score -= Math.min(10, place - from);
    places.push(place);
    from = place + 1;
  }
  return score > 0 || word.length === 1 ? { score, places } : null;
}
