/** Values that a line would not show: those with a gap on both sides have no neighbour to be joined to. */

/** @returns indices of the values whose neighbours are both missing, ascending; the ends count as missing */
export function isolatedPoints(values: ArrayLike<number | null | undefined>): number[] {
  const isMissing = (i: number) => values[i] === null || values[i] === undefined;
  return Array.from(values, (_, i) => i).filter((i) => !isMissing(i) && isMissing(i - 1) && isMissing(i + 1));
}
