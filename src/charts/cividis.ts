/**
 * The scale for amounts: dark blue through grey to yellow, even in lightness and the same to the colour-blind.
 * Source: Nuñez, Anderton & Renslow (2018), PLoS ONE 13(7).
 */
const STOPS = [
  [0, 34, 78],
  [18, 53, 112],
  [59, 73, 108],
  [87, 92, 109],
  [112, 113, 115],
  [138, 134, 120],
  [165, 156, 116],
  [195, 179, 105],
  [225, 204, 85],
  [254, 232, 56],
] as const;

/** @param share 0…1; what lies beyond takes the ends @returns red, green and blue, 0…255 */
export function cividis(share: number): [number, number, number] {
  const place = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
  const low = STOPS[Math.min(STOPS.length - 2, Math.floor(place))]!;
  const high = STOPS[Math.min(STOPS.length - 1, Math.floor(place) + 1)]!;
  const part = place - STOPS.indexOf(low);
  return low.map((from, i) => Math.round(from + (high[i]! - from) * part)) as [number, number, number];
}
