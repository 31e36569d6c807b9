/** Tail probabilities as surprise, −log10 p. */

/** ln Γ(x) for x > 0. Source: Lanczos (1964), coefficients of Pugh (2004), g = 7, n = 9. */
export function lnGamma(x: f64): f64 {
  if (x < 0.5) return lnGamma(x + 1) - Math.log(x);
  x -= 1;
  let a: f64 = 0.99999999999980993;
  a += 676.5203681218851 / (x + 1);
  a += -1259.1392167224028 / (x + 2);
  a += 771.32342877765313 / (x + 3);
  a += -176.61502916214059 / (x + 4);
  a += 12.507343278686905 / (x + 5);
  a += -0.13857109526572012 / (x + 6);
  a += 9.9843695780195716e-6 / (x + 7);
  a += 1.5056327351493116e-7 / (x + 8);
  const t = x + 7.5;
  return 0.9189385332046727 + (x + 0.5) * Math.log(t) - t + Math.log(a);
}

/**
 * ln of the regularised incomplete beta function I_x(a, b); a, b > 0, 0 ≤ x ≤ 1.
 * Continued fraction by Lentz's method (DLMF 8.17.22), on the side where it converges fast.
 */
export function lnBeta(x: f64, a: f64, b: f64): f64 {
  if (x <= 0) return -Infinity;
  if (x >= 1) return 0;
  const front = lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  if (x < (a + 1) / (a + b + 2)) return front + Math.log(fraction(x, a, b) / a);
  const other = (Math.exp(front) * fraction(1 - x, b, a)) / b;
  return other >= 1 ? -Infinity : Math.log1p(-other);
}

function fraction(x: f64, a: f64, b: f64): f64 {
  const tiny = 1e-300;
  let c: f64 = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (abs(d) < tiny ? tiny : d);
  let h = d;
  for (let m: f64 = 1; m <= 20000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    d = 1 / (abs(d) < tiny ? tiny : d);
    c = 1 + even / c;
    if (abs(c) < tiny) c = tiny;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    d = 1 / (abs(d) < tiny ? tiny : d);
    c = 1 + odd / c;
    if (abs(c) < tiny) c = tiny;
    const step = d * c;
    h *= step;
    if (abs(step - 1) < 1e-15) break;
  }
  return h;
}

/**
 * Surprise of at least `observed` events where a negative binomial with this mean and shape r expects fewer:
 * P(X ≥ k) = I_{μ/(μ+r)}(k, r). A large shape is Poisson.
 */
export function countSurprise(observed: f64, mean: f64, shape: f64): f64 {
  if (observed <= 0 || mean <= 0) return 0;
  return max(0, -lnBeta(mean / (mean + shape), observed, shape) / Math.LN10);
}

/** Surprise of at most `observed` events, P(X ≤ k) = I_{r/(μ+r)}(r, k + 1), under the same distribution. */
export function lackSurprise(observed: f64, mean: f64, shape: f64): f64 {
  if (mean <= 0) return 0;
  return max(0, -lnBeta(shape / (mean + shape), shape, observed + 1) / Math.LN10);
}

/**
 * p-value of at least `more` of `more + less` events on a side that is expected to have this share of them, 0 < share < 1:
 * the exact one-sided test of two counts.
 */
export function binomialTail(more: f64, less: f64, share: f64): f64 {
  return more <= 0 ? 1 : Math.exp(lnBeta(share, more, less + 1));
}

/**
 * The least whole count above the mean whose surprise reaches `decades`, or the largest below it; the negative binomial is
 * given by its mean and deviation. −1 when no count is so few.
 */
export function countLimit(mean: f64, deviation: f64, decades: f64, below: bool): f64 {
  const excess = deviation * deviation - mean;
  const shape = excess > mean * mean * 1e-7 ? (mean * mean) / excess : 1e7;
  if (below) {
    let low: f64 = -1;
    let high = Math.ceil(mean);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (lackSurprise(middle, mean, shape) >= decades) low = middle;
      else high = middle;
    }
    return low;
  }
  let low = Math.floor(mean);
  let step: f64 = 1;
  while (step < 1e15 && countSurprise(low + step, mean, shape) < decades) step *= 2;
  let high = low + step;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (countSurprise(middle, mean, shape) >= decades) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * p-value of a correlation at least as far from 0, of so many independent pairs: two-sided, by Student's t with n − 2
 * degrees of freedom, P = I_{1−r²}((n − 2) / 2, ½). 1 where n is not above 2.
 */
export function correlationTail(r: f64, n: f64): f64 {
  if (!(n > 2)) return 1;
  return Math.exp(lnBeta(1 - r * r, (n - 2) / 2, 0.5));
}
