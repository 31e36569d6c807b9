/**
 * Templates: the sentences behind the set of signatures. Which word is constant and which a parameter is decided from
 * distinct signatures alone, never from how often or in which order lines came. Rounds of rules mark words that become
 * variable, all at once, until nothing changes; signatures that are then equal are one template. A trace plays no part in
 * that, but events with different traces are of different templates.
 *
 * ```
 * template  0   8      12      16               20     24      (32 bytes)
 *           id  → text length  representative   units  events
 *           u64 u32    u32     signature index  u32    f64, once they are counted
 * ```
 */
import { allocate } from "./arena";
import { clearTable, KEYS, slotOf, VALUES } from "./counting";
import { FACET, facetCount, facetsPointer } from "./facets";
import { combine } from "./hash";
import { indexOfSignature, LITERAL_FLAG, signatureEntry, traceOf } from "./signatures";
import { boundFreeText, boundPlaces, boundShapes } from "./template-bounds";
import { markByContext } from "./template-contexts";
import { applyMarks, chooseRepresentatives, docAt, docCount, keyOf, readDocs, unitsOf } from "./template-docs";
import { closeClasses, markByFrequency } from "./template-rules";
import { writeTemplate, writtenBytes } from "./template-text";

const TEMPLATE: u32 = 32;
/** as a rule three are enough */
const MOST_ROUNDS: u32 = 8;
/** rounds from which on sentences that are too many are bounded whatever else goes on */
const BOUND_FROM: u32 = 2;
const BOUND_HARD_FROM: u32 = 5;

/** u32 a signature: its template */
let templateOf: usize = 0;
let templates: usize = 0;
let templateTotal: u32 = 0;
let capacity: u32 = 0;

/** Finds the templates of all signatures. Returns how many there are. */
export function makeTemplates(): u32 {
  readDocs();
  clearTable(VALUES);
  closeClasses();
  chooseRepresentatives();
  for (let round: u32 = 0; round < MOST_ROUNDS; round++) {
    if (round == 0) boundFreeText();
    // where words are known from words, the rules may go on and on
    if (round >= BOUND_FROM) boundShapes();
    if (round >= BOUND_HARD_FROM) boundPlaces();
    markByFrequency();
    markByContext();
    if (!applyMarks()) {
      // what the rules leave is still too much: free text, ids made of words
      boundShapes();
      if (!applyMarks()) {
        boundPlaces();
        if (!applyMarks()) break;
      }
    }
    chooseRepresentatives();
  }
  group();
  return templateTotal;
}

function group(): void {
  if (docCount > capacity) {
    capacity = docCount + (docCount >> 1);
    templateOf = allocate(capacity * 4);
    templates = allocate(capacity * TEMPLATE);
  }
  templateTotal = 0;
  clearTable(KEYS);
  for (let i: u32 = 0; i < docCount; i++) {
    const e = signatureEntry(i);
    const signature = load<u64>(e);
    const units = unitsOf(docAt(i));
    const literal = (load<u32>(e, 24) & LITERAL_FLAG) != 0;
    const trace = traceOf(e);
    const key = literal ? combine(signature, 1) : combine(keyOf(docAt(i)), 2);
    const p = slotOf(KEYS, trace == 0 ? key : combine(key, load<u64>(trace)));
    let number = load<u32>(p, 8);
    if (number == 0) {
      number = ++templateTotal;
      store<u32>(p, number, 8);
      const place = templates + (number - 1) * TEMPLATE;
      store<u64>(place, signature);
      store<u32>(place, i, 16);
      store<u32>(place, units, 20);
    }
    store<u32>(templateOf + (i << 2), number - 1);
    const place = templates + (number - 1) * TEMPLATE;
    if (signature < load<u64>(place)) store<u64>(place, signature);
    if (load<u32>(place, 20) != units) store<u32>(place, 0, 20);
    const best = signatureEntry(load<u32>(place, 16));
    if (load<f64>(e, 16) < load<f64>(best, 16)) store<u32>(place, i, 16);
  }
  for (let t: u32 = 0; t < templateTotal; t++) {
    const place = templates + t * TEMPLATE;
    const index = load<u32>(place, 16);
    store<u32>(place, <u32>writeTemplate(index, load<u32>(place, 20) == unitsOf(docAt(index))), 8);
    store<u32>(place, writtenBytes, 12);
  }
}

/** Counts the events of each template, as far as they have been counted; what facets left out is in none. */
export function countTemplates(): void {
  for (let t: u32 = 0; t < templateTotal; t++) store<f64>(templateEntry(t), 0, 24);
  const end = facetsPointer() + facetCount() * FACET;
  for (let f = facetsPointer(); f < end; f += FACET) {
    const index = indexOfSignature(load<u64>(f, 8));
    if (index < 0 || <u32>index >= docCount) continue;
    const place = templateEntry(load<u32>(templateOf + ((<u32>index) << 2)));
    store<f64>(place, load<f64>(place, 24) + <f64>load<u64>(f, 16), 24);
  }
}

/** Template index of each signature, u32 by signature index. */
export function templateOfSignature(): usize {
  return templateOf;
}

/** Address of a template's trace, as signatures.ts draws it; 0 when it has none. */
export function traceOfTemplate(index: u32): usize {
  return traceOf(signatureEntry(load<u32>(templateEntry(index), 16)));
}

/** Address of a template, as drawn above. */
export function templateEntry(index: u32): usize {
  return templates + index * TEMPLATE;
}
