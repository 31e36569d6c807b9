/** Sets of lines of a block, a bit a line in words of 32; bits past the last line are 0. */

export type LineBits = Uint32Array<ArrayBuffer>;

export function allLines(count: number): LineBits {
  const bits = new Uint32Array((count + 31) >>> 5).fill(0xffffffff);
  if (count & 31) bits[bits.length - 1] = 2 ** (count & 31) - 1;
  return bits;
}

export function hasLine(bits: LineBits, line: number): boolean {
  return (((bits[line >>> 5] as number) >>> (line & 31)) & 1) === 1;
}

/** Sets the lines [from, to), cut at the end. */
export function addLines(bits: LineBits, from: number, to: number): void {
  const end = Math.min(to, bits.length * 32);
  for (let line = from; line < end; line++) bits[line >>> 5] = (bits[line >>> 5] as number) | (1 << (line & 31));
}

/** @returns lines of both; null when there are none */
export function both(a: LineBits, b: LineBits): LineBits | null {
  let any = 0;
  const found = a.map((word, i) => {
    const common = word & (b[i] as number);
    any |= common;
    return common;
  });
  return any === 0 ? null : found;
}

/** @returns lines of `a` that are not in `b`; null when there are none */
export function without(a: LineBits, b: LineBits): LineBits | null {
  return both(
    a,
    b.map((word) => ~word),
  );
}

export function either(a: LineBits, b: LineBits): LineBits {
  return a.map((word, i) => word | (b[i] as number));
}

export function countLines(bits: LineBits): number {
  let count = 0;
  for (const word of bits) count += ones(word);
  return count;
}

/** Calls for each line in order. */
export function forEachLine(bits: LineBits, call: (line: number) => void): void {
  bits.forEach((word, i) => {
    for (let left = word; left !== 0; left &= left - 1) call(i * 32 + 31 - Math.clz32(left & -left));
  });
}

function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
