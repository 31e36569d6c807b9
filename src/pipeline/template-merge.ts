/** The text of two templates that became one: the constant words that both have in one order, and parameters between. */

interface Word {
  /** null for a parameter */
  word: string | null;
  /** where it stands in the text */
  from: number;
  to: number;
}

const MARK = "<*>";
const PART = /<\*>|[^\0- "'(),:;<=>[\]{|}]+/g;

function wordsOf(text: string): Word[] {
  return [...text.matchAll(PART)].map(({ 0: word, index }) => ({
    word: word === MARK ? null : word,
    from: index,
    to: index + word.length,
  }));
}

/**
 * Every parameter of the result stands for at least one word of either text, as parameters do: where only one of them has
 * words between two common ones, the second of these is given up too.
 *
 * @returns marks between words are those of `a`
 */
export function mergedText(a: string, b: string): string {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.length === 0 || right.length === 0) return left.length === right.length ? a : MARK;
  const ends = { left: left.length, right: right.length };
  const pairs = commonWords(left, right);
  // from the start, and again from where a pair was given up
  for (let i = 0; i <= pairs.length; ) {
    const before = pairs[i - 1] ?? { left: -1, right: -1 };
    const after = pairs[i] ?? ends;
    if (after.left - before.left > 1 === after.right - before.right > 1) i++;
    else if (i < pairs.length) pairs.splice(i, 1);
    else pairs.splice(--i, 1);
  }
  let text = "";
  let at = 0;
  let next = 0;
  for (const pair of [...pairs, ends]) {
    const [first, last] = [left[next], left[pair.left - 1]];
    if (first && last && pair.left > next) {
      text += a.slice(at, first.from) + MARK;
      at = last.to;
    }
    const word = left[pair.left];
    if (word) {
      text += a.slice(at, word.to);
      at = word.to;
    }
    next = pair.left + 1;
  }
  return text + a.slice(at);
}

/** A longest common subsequence of constant words; the first one in `left` where there are several. */
function commonWords(left: readonly Word[], right: readonly Word[]): { left: number; right: number }[] {
  const width = right.length + 1;
  const longest = new Uint16Array((left.length + 1) * width);
  const same = (i: number, j: number) => left[i]?.word != null && left[i]?.word === right[j]?.word;
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      longest[i * width + j] = same(i, j)
        ? (longest[(i + 1) * width + j + 1] as number) + 1
        : Math.max(longest[(i + 1) * width + j] as number, longest[i * width + j + 1] as number);
  const pairs: { left: number; right: number }[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (same(i, j)) pairs.push({ left: i++, right: j++ });
    else if ((longest[(i + 1) * width + j] as number) >= (longest[i * width + j + 1] as number)) i++;
    else j++;
  }
  return pairs;
}
