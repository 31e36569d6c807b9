/**
 * Cells: how many events a facet had in a bin of 2^shift seconds; sparse.
 *
 * ```
 * cell  0      4      8
 *       facet  count  bin          (16 bytes)
 *       u32    u32    i64
 * ```
 * Cells come in streams (cell-streams.ts), are put into the table when it is needed or as many have come as it may hold, and
 * are sorted and merged there. When the merged cells exceed the budget, the shift grows by one until they fit. As the merged
 * cells of a part never outnumber those of the whole, the final shift is the least at which the whole fits, whatever the order
 * of arrival.
 */
import { allocate } from "./arena";
import { disordered, emptyStreams, inOrder, mergeStreams, streamCell, streamed } from "./cell-streams";
import { sort } from "./sort";

const CELL: u32 = 16;
let budget: u32 = 1 << 20;
let capacity: u32 = 0;
let cells: usize = 0;
let scratch: usize = 0;
let count: u32 = 0;
/** whether the table is in order and has no two cells of one facet and bin */
let merged: bool = true;
export let shift: u32 = 0;

/** Most merged cells that are kept; before the first cell. */
export function configureCells(newBudget: u32): void {
  budget = newBudget;
}

/** Adds `events` of a facet at a bin of the current shift. */
export function addCell(facet: u32, bin: i64, events: u32): void {
  if (isFull()) {
    const before = shift;
    compact();
    bin >>= shift - before;
  }
  streamCell(facet, bin, events, true);
}

/** Whether no cell may be added before `compact`. */
export function isFull(): bool {
  return count + streamed == budget * 2;
}

/** Puts what the streams hold into the table; `by` times the bins are doubled meanwhile. */
function takeStreams(needed: u32, by: u32): void {
  const grows = needed > capacity;
  if (grows) {
    capacity = max<u32>(needed, max<u32>(4096, min(capacity * 2, budget * 2)));
    scratch = 0;
  }
  const to = scratch != 0 ? scratch : allocate(capacity * CELL);
  count = mergeStreams(cells, count, to, by);
  merged = merged && inOrder;
  scratch = grows ? 0 : cells;
  cells = to;
  shift += by;
  emptyStreams();
}

/** The same for what comes next, as the bins are. */
function takeAll(): void {
  if (streamed == 0) return;
  sortTable();
  takeStreams(count + streamed, 0);
}

/** Puts the table in order. */
function sortTable(): void {
  if (merged) return;
  if (scratch == 0) scratch = allocate(capacity * CELL);
  count = mergeCells(cells, scratch, count);
  merged = true;
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
  sortTable();
  if (streamed != 0) {
    let needed = count + streamed;
    // cells in order are counted before they are written, so that no more are written than are kept; those of streams alone
    // are known to be too many as they are
    let by: u32 = needed > budget && count == 0 && !disordered ? 1 : 0;
    while (needed > budget) {
      needed = mergeStreams(cells, count, 0, by);
      if (!inOrder) {
        by = 0;
        needed = count + streamed;
        break;
      }
      if (needed > budget) by++;
    }
    takeStreams(needed, by);
  }
  while (true) {
    sortTable();
    if (count <= budget) return;
    coarsenTo(shift + 1);
  }
}

/** Widens all bins to 2^newShift seconds; cells of one bin stay apart until the next `compact`. */
export function coarsenTo(newShift: u32): void {
  if (newShift <= shift) return;
  takeAll();
  merged = false;
  const by = newShift - shift;
  shift = newShift;
  for (let i: u32 = 0; i < count; i++) {
    const p = cells + i * CELL + 8;
    store<i64>(p, load<i64>(p) >> by);
  }
}

/** Gives the cells of each facet to `newIndex[facet]` (u32 table). */
export function renumberCells(newIndex: usize): void {
  takeAll();
  merged = false;
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
