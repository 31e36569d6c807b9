/**
 * The text of a template: the exemplar of its representative with `<*>` for each parameter. What stands inside a parameter is
 * dropped, with the brackets and quotes that it opens; units stay where all signatures of the template have the same.
 */
import { allocate } from "./arena";
import { MESSAGE_CAP } from "./signature";
import { LITERAL_FLAG, signatureEntry } from "./signatures";
import { docAt, endOf, roomFor, tokensOf } from "./template-docs";
import { fromOf, MOST_TOKENS, TOKEN, toOf, UNIT, VARIABLE } from "./template-flags";
import { readTokens } from "./template-tokens";

export let writtenBytes: u32 = 0;

const words: usize = allocate(MOST_TOKENS * TOKEN);
/** a parameter takes three bytes, and at least one stands between two */
const buffer: usize = allocate(MESSAGE_CAP * 4);

/** Writes the text of a signature's template; returns where it is, and leaves its length in `writtenBytes`. */
export function writeTemplate(signature: u32, withUnits: bool): usize {
  const e = signatureEntry(signature);
  writtenBytes = 0;
  if (load<u32>(e, 24) & LITERAL_FLAG) return 0;
  const text = <usize>load<u32>(e, 8);
  const length = load<u32>(e, 12);
  const wordCount = withUnits ? readTokens(text, length, words, false) : 0;
  let word = words;
  const wordsEnd = words + wordCount * TOKEN;
  let out = buffer;
  let p: u32 = 0;
  for (let t = tokensOf(docAt(signature)); t < endOf(docAt(signature)); t += TOKEN) {
    if (!(load<u32>(t, 8) & VARIABLE)) continue;
    const from = fromOf(t);
    const to = toOf(t);
    memory.copy(out, text + p, from - p);
    out += from - p;
    out = writeParameter(out);
    let between = false;
    for (; word < wordsEnd && fromOf(word) < to; word += TOKEN) {
      if (fromOf(word) < from) continue;
      const unit = (load<u32>(word, 8) & UNIT) != 0;
      if (!unit && between) {
        store<u8>(out++, 0x20);
        out = writeParameter(out);
      } else if (unit) {
        const unitFrom = fromOf(word);
        const unitLength = toOf(word) - unitFrom;
        store<u8>(out++, 0x20);
        memory.copy(out, text + unitFrom, unitLength);
        out += unitLength;
      }
      between = unit;
    }
    p = behindOpened(text, from, to, length);
  }
  memory.copy(out, text + p, length - p);
  out += length - p;
  writtenBytes = <u32>(out - buffer);
  const place = roomFor(writtenBytes);
  memory.copy(place, buffer, writtenBytes);
  return place;
}

function writeParameter(out: usize): usize {
  store<u8>(out, 0x3c);
  store<u8>(out, 0x2a, 1);
  store<u8>(out, 0x3e, 2);
  return out + 3;
}

/** Where the text goes on behind a parameter at [from, to): past the marks that close what was opened inside. */
function behindOpened(text: usize, from: u32, to: u32, length: u32): u32 {
  let open: u32 = 0;
  let quotes: u32 = 0;
  for (let p = from; p < to; p++) {
    const byte = <u32>load<u8>(text + p);
    if (byte == 0x28 || byte == 0x5b || byte == 0x7b || byte == 0x3c) open++;
    else if ((byte == 0x29 || byte == 0x5d || byte == 0x7d || byte == 0x3e) && open > 0) open--;
    else if (byte == 0x22) quotes ^= 1;
  }
  while (to < length) {
    const byte = <u32>load<u8>(text + to);
    if ((byte == 0x29 || byte == 0x5d || byte == 0x7d || byte == 0x3e) && open > 0) open--;
    else if (byte == 0x22 && quotes > 0) quotes = 0;
    else break;
    to++;
  }
  return to;
}
