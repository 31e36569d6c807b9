/**
 * Cells: how many events a facet had in a bin of 2^shift seconds; sparse.
 *
 * ```
 * cell  0      4      8
 *       facet  count  bin          (16 bytes)
 *       u32    u32    i64
 * ```
 * Cells are appended as they come, sorted and merged when the table is full. When the merged cells exceed the budget, the
 * shift grows by one until they fit. As the merged cells of a part never outnumber those of the whole, the final shift is
 * the least at which the whole fits, whatever the order of arrival.
 */
import { allocate } from "./arena";
import { sort } from "./sort";

const CELL: u32 = 16;
let budget: u32 = 1 << 20;
let capacity: u32 = 0;
let cells: usize = 0;
let scratch: usize = 0;
let count: u32 = 0;
export let shift: u32 = 0;

/** Most merged cells that are kept; before the first cell. */
export function configureCells(newBudget: u32): void {
  budget = newBudget;
}

/** Adds `events` of a facet at a bin of the current shift. */
export function addCell(facet: u32, bin: i64, events: u32): void {
  if (count == capacity) {
    const before = shift;
    makeRoom();
    bin >>= shift - before;
  }
  const p = cells + count * CELL;
  store<u32>(p, facet);
  store<u32>(p, events, 4);
  store<i64>(p, bin, 8);
  count++;
}

export function isFull(): bool {
  return count == capacity;
}

/** Writes a cell where there is room, and keeps it or not: `addCell` without a branch. */
export function appendCell(facet: u32, bin: i64, events: u32, keep: bool): void {
  const p = cells + count * CELL;
  store<u32>(p, facet);
  store<u32>(p, events, 4);
  store<i64>(p, bin, 8);
  count += u32(keep);
}

/** Makes room for one more cell; may raise the shift. */
export function makeRoom(): void {
  if (capacity >= budget * 2) {
    compact();
    return;
  }
  const larger = max<u32>(4096, min(capacity * 2, budget * 2));
  const place = allocate(larger * CELL);
  memory.copy(place, cells, count * CELL);
  // the old table serves as scratch only at the final size, so it is allocated anew when first needed
  cells = place;
  capacity = larger;
  scratch = 0;
}

/** Sorts cells by their first number, then bin, and adds up equal ones; returns how many are left. */
export function mergeCells(cells: usize, scratch: usize, count: u32): u32 {
  sort(cells, scratch, count);
  let kept: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const p = cells + i * CELL;
    const last = cells + (kept - 1) * CELL;
    if (kept > 0 && load<u32>(last) == load<u32>(p) && load<i64>(last, 8) == load<i64>(p, 8)) {
      store<u32>(last, load<u32>(last, 4) + load<u32>(p, 4), 4);
      continue;
    }
    v128.store(cells + kept * CELL, v128.load(p));
    kept++;
  }
  return kept;
}

/** Sorts by facet, then bin; merges equal cells; coarsens while over the budget. */
export function compact(): void {
  while (true) {
    if (scratch == 0) scratch = allocate(capacity * CELL);
    count = mergeCells(cells, scratch, count);
    if (count <= budget) return;
    coarsenTo(shift + 1);
  }
}

/** Widens all bins to 2^newShift seconds; cells of one bin stay apart until the next `compact`. */
export function coarsenTo(newShift: u32): void {
  if (newShift <= shift) return;
  const by = newShift - shift;
  shift = newShift;
  for (let i: u32 = 0; i < count; i++) {
    const p = cells + i * CELL + 8;
    store<i64>(p, load<i64>(p) >> by);
  }
}

/** Gives the cells of each facet to `newIndex[facet]` (u32 table). */
export function renumberCells(newIndex: usize): void {
  for (let i: u32 = 0; i < count; i++) {
    const p = cells + i * CELL;
    store<u32>(p, load<u32>(newIndex + (load<u32>(p) << 2)));
  }
}

export function cellCount(): u32 {
  return count;
}

export function cellsPointer(): usize {
  return cells;
}
