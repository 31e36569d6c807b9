/**
 * The arena: memory is handed out upwards and never given back; dropping the instance frees all of it.
 * A table that outgrows its place is copied to a larger one, so waste is at most the final size again.
 */

const PAGE_BITS: u32 = 16;
let top: usize = (__heap_base + 63) & ~63;

/** Hands out zeroed, 64-byte aligned memory. Traps when the machine has no more. */
export function allocate(bytes: usize): usize {
  const start = top;
  top = (start + bytes + 63) & ~(<usize>63);
  const pages = <i32>((top + 65535) >> PAGE_BITS);
  const missing = pages - memory.size();
  // growing by an eighth more keeps the number of growths, each of which detaches all views, small
  if (missing > 0 && memory.grow(missing + (pages >> 3)) < 0 && memory.grow(missing) < 0) unreachable();
  return start;
}

/** Copies a table to a place of `newBytes` and returns that place. */
export function reallocate(start: usize, usedBytes: usize, newBytes: usize): usize {
  const place = allocate(newBytes);
  memory.copy(place, start, usedBytes);
  return place;
}
