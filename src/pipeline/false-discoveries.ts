/**
 * Adjusted p-values that bound the false discovery rate, in the order of those given.
 * Source: Benjamini & Hochberg (1995), J. R. Statist. Soc. B 57(1).
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((p, i) => ({ p, i })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  order.forEach(({ p, i }, place) => {
    least = Math.min(least, (p * pValues.length) / (pValues.length - place));
    adjusted[i] = least;
  });
  return adjusted;
}
