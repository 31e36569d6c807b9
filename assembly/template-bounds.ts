/**
 * Bounds the number of templates where words are random: of sentences of one shape that are too many, words become variable
 * that few others have at the same place. A shape says which tokens are variable, and perhaps the first word.
 */
import { clearSketch, clearTable, countKey, countOf, SCRATCH, sketchedCount, sketchKey } from "./counting";
import { combine } from "./hash";
import { CLOSED, docAt, docCount, endOf, isRepresentative, mark, tokenCountOf, tokensOf } from "./template-docs";
import { TOKEN, VARIABLE } from "./template-flags";
import { CLOSED_WORDS } from "./template-limits";

/** signatures of one shape and first word, and of one shape, from which on their seldom words are parameters; */
const SHAPE_CAP: u32 = 500;
const WIDE_SHAPE_CAP: u32 = 4000;
/** seldom is less than one in so many of the shape's signatures */
const SHAPE_SHARE: u32 = 50;

// which words go
const SELDOM: u32 = 0;
/** only where a sentence holds seldom words alone, as free text */
const SELDOM_ALONE: u32 = 1;
/** at places that see more than a closed class */
const OPEN: u32 = 2;

/** Before all other rules: sentences of one shape that are too many, and hold seldom words alone, are free text. */
export function boundFreeText(): void {
  boundShape(WIDE_SHAPE_CAP, false, SELDOM_ALONE);
}

/** Where sentences of one shape are too many, as with ids made of words, the words that are seldom at their place go. */
export function boundShapes(): void {
  boundShape(SHAPE_CAP, true, SELDOM);
  boundShape(WIDE_SHAPE_CAP, false, SELDOM);
}

/** And where none is seldom, all words go from places that see more than a closed class. */
export function boundPlaces(): void {
  boundShape(SHAPE_CAP, true, OPEN);
  boundShape(WIDE_SHAPE_CAP, false, OPEN);
}

const SKETCH: u32 = 0;
const COUNT: u32 = 1;
const MARK: u32 = 2;

function boundShape(cap: u32, withFirst: bool, which: u32): void {
  clearTable(SCRATCH);
  let largest: u32 = 0;
  let total: u32 = 0;
  for (let i: u32 = 0; i < docCount; i++) {
    if (!isRepresentative(i)) continue;
    largest = max(largest, countKey(SCRATCH, shapeOf(docAt(i), withFirst)));
    total += tokenCountOf(docAt(i));
  }
  if (largest <= cap) return;
  if (which != OPEN) clearSketch(total);
  for (let pass = which == OPEN ? COUNT : SKETCH; pass <= MARK; pass++)
    for (let i: u32 = 0; i < docCount; i++) {
      if (!isRepresentative(i)) continue;
      const doc = docAt(i);
      const shape = shapeOf(doc, withFirst);
      const size = countOf(SCRATCH, shape);
      if (size <= cap || (pass == MARK && which == SELDOM_ALONE && !allGo(doc, shape, size))) continue;
      let place = shape;
      for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) {
        place++;
        if (load<u32>(t, 8) & VARIABLE) continue;
        if (pass == SKETCH) sketchKey(combine(place, load<u64>(t)));
        else if (pass == COUNT) countWord(t, place, size, which);
        else if (goes(t, place, size, which)) mark(t);
      }
    }
}

/** Counts how often a word stands at a place when that may be often, or how many words do. */
function countWord(t: usize, place: u64, size: u32, which: u32): void {
  const word = combine(place, load<u64>(t));
  if (which == OPEN) {
    if (countKey(SCRATCH, word) == 1) countKey(SCRATCH, place);
  } else if (sketchedCount(word) * SHAPE_SHARE >= size) countKey(SCRATCH, word);
}

/** Whether all constant words of a sentence are seldom at their places. */
function allGo(doc: usize, shape: u64, size: u32): bool {
  let place = shape;
  for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) {
    place++;
    if (!(load<u32>(t, 8) & VARIABLE) && !goes(t, place, size, SELDOM)) return false;
  }
  return true;
}

function goes(t: usize, place: u64, size: u32, which: u32): bool {
  if (load<u32>(t, 8) & (VARIABLE | CLOSED)) return false;
  if (which == OPEN) return countOf(SCRATCH, place) > CLOSED_WORDS;
  const word = combine(place, load<u64>(t));
  return sketchedCount(word) * SHAPE_SHARE < size || countOf(SCRATCH, word) * SHAPE_SHARE < size;
}

function shapeOf(doc: usize, withFirst: bool): u64 {
  let shape: u64 = withFirst && tokensOf(doc) < endOf(doc) ? load<u64>(tokensOf(doc)) : 0;
  for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) shape = combine(shape, load<u32>(t, 8) & VARIABLE ? 5 : 6);
  return shape;
}
