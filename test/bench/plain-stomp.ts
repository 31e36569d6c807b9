/**
 * STOMP as it is published, one value after another, without SIMD and without the symmetry of distances: what the matrix
 * profile is held against where STUMPY is not at hand. Source: Zhu et al. (2016), "Matrix Profile II", ICDM.
 */

/** @returns squared distance of each window to its nearest, z-normalised; windows at most m/2 apart are not compared */
export function plainStomp(values: Float64Array, length: number): Float64Array {
  const count = values.length - length + 1;
  const zone = Math.ceil(length / 2);
  const mean = new Float64Array(count);
  const inverse = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let t = 0; t < length; t++) sum += values[i + t]!;
    mean[i] = sum / length;
    let squares = 0;
    for (let t = 0; t < length; t++) squares += (values[i + t]! - mean[i]!) ** 2;
    inverse[i] = 1 / Math.sqrt(squares / length);
  }
  const first = new Float64Array(count);
  for (let j = 0; j < count; j++) for (let t = 0; t < length; t++) first[j]! += values[t]! * values[j + t]!;
  const products = first.slice();
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < count; i++) {
    if (i > 0) {
      const leaving = values[i - 1]!;
      const entering = values[i + length - 1]!;
      for (let j = count - 1; j > 0; j--)
        products[j] = products[j - 1]! - leaving * values[j - 1]! + entering * values[j + length - 1]!;
      products[0] = first[i]!;
    }
    let most = Number.NEGATIVE_INFINITY;
    const meanI = mean[i]! * length;
    for (let j = 0; j < count; j++) {
      if (j >= i - zone && j <= i + zone) continue;
      const correlation = (products[j]! - meanI * mean[j]!) * inverse[j]!;
      if (correlation > most) most = correlation;
    }
    nearest[i] = 2 * length * (1 - (most * inverse[i]!) / length);
  }
  return nearest;
}
