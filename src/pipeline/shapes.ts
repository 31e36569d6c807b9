/** Discords and motifs of one series, by its matrix profile. Uses the whole series: it explains, and alerts nobody. */
import { Correlator } from "../core/correlator.ts";
import { MatrixProfile, MOST_VALUES, type WindowProfile } from "../core/matrix-profile.ts";
import { TimberlineError } from "../model/analysis.ts";
import type { Discord, Motif, Shapes, ShapesRequest } from "../model/shapes.ts";
import { LEAST_WINDOW, mostWindow, suggestWindows } from "./suggest-windows.ts";
import type { Hearing } from "./template-lines.ts";

/** bins that a series needs */
export const LEAST_BINS = 16;
const MOST_FOUND = 5;
/** windows that belong to a motif are at most so many times as far apart as its closest pair; Mueen et al. (2009) */
const RADIUS = 2;
/** cells of the distance matrix between two pauses: some 10 ms */
const SLICE_CELLS = 1e7;
const MOST_LAGS = 4096;

/**
 * @param onProgress hears the share that is done, 0…1
 * @throws TimberlineError "invalid" for a series or window that cannot be looked at, "cancelled"
 */
export async function findShapes(
  scores: WebAssembly.Module,
  request: ShapesRequest,
  { pause, isCancelled }: Hearing,
  onProgress: (done: number) => void = () => {},
): Promise<Shapes> {
  const { values, binMs } = request;
  const count = values.length;
  if (count < LEAST_BINS)
    throw invalid(`The series has ${count} bins; shapes need at least ${LEAST_BINS}. Choose narrower bins.`);
  if (count > MOST_VALUES) throw invalid("The series has more than a million bins. Choose wider bins.");
  const least = LEAST_WINDOW;
  const most = mostWindow(count);
  const suggested = suggestWindows(autocorrelationOf(scores, values), count, binMs);
  const window = request.window ?? suggested[0]?.length ?? least;
  if (!Number.isInteger(window) || window < least || window > most)
    throw invalid(`A window of this series has from ${least} to ${most} bins.`);
  const profile = new MatrixProfile(scores, values, window);
  for (let done = 0; done < 1; ) {
    done = profile.step(SLICE_CELLS);
    if (done === 1) break;
    onProgress(done);
    await pause();
    if (isCancelled()) throw new TimberlineError({ code: "cancelled", message: "Something else was asked for." });
  }
  const found = profile.result();
  const { distance, neighbour, earlierDistance, earlierNeighbour } = found;
  return {
    window,
    least,
    most,
    suggested,
    exclusion: Math.ceil(window / 2),
    distance,
    neighbour,
    earlierDistance,
    earlierNeighbour,
    flatCount: found.kind.reduce((sum, kind) => sum + (kind === 1 ? 1 : 0), 0),
    gapCount: found.kind.reduce((sum, kind) => sum + (kind === 2 ? 1 : 0), 0),
    median: medianOf(distance),
    discords: discordsOf(found, window),
    motifs: motifsOf(profile, found, window),
  };
}

function autocorrelationOf(scores: WebAssembly.Module, values: Float64Array): Float64Array {
  const correlator = new Correlator(scores, values.length, 0, Math.min(MOST_LAGS, values.length >> 2));
  return correlator.autocorrelationOf(correlator.detrend(values));
}

/** The windows farthest from all others; of those that overlap the farthest. */
function discordsOf({ distance, neighbour }: WindowProfile, window: number): Discord[] {
  const found: Discord[] = [];
  for (const bin of inOrder(distance, (a, b) => b - a)) {
    if (found.length === MOST_FOUND) break;
    const far = distance[bin] as number;
    if (far === 0) break;
    if (found.some((other) => Math.abs(other.bin - bin) < window)) continue;
    const nearestBin = neighbour[bin] as number;
    found.push({ bin, distance: far, nearestBin, isFirst: nearestBin > bin });
  }
  return found;
}

/** The closest pairs; what belongs to one motif is in no other. */
function motifsOf(profile: MatrixProfile, { distance, neighbour, kind }: WindowProfile, window: number): Motif[] {
  const taken = new Taken(distance.length, window);
  const found: Motif[] = [];
  for (const bin of inOrder(distance, (a, b) => a - b)) {
    if (found.length === MOST_FOUND) break;
    const other = neighbour[bin] as number;
    if (kind[bin] !== 0 || kind[other] !== 0 || taken.overlaps(bin) || taken.overlaps(other)) continue;
    const near = distance[bin] as number;
    const pair: [number, number] = bin < other ? [bin, other] : [other, bin];
    const occurrences = [...pair];
    for (const at of pair) taken.add(at);
    const distances = profile.distancesFrom(bin);
    // what is nearest first, so that the best of overlapping windows is counted
    for (const at of inOrder(distances, (a, b) => a - b)) {
      if ((distances[at] as number) > RADIUS * near + 1e-9) break;
      if (kind[at] !== 0 || taken.overlaps(at)) continue;
      taken.add(at);
      occurrences.push(at);
    }
    found.push({ pair, distance: near, occurrences: occurrences.sort((a, b) => a - b) });
  }
  return found;
}

/** Windows that are spoken for. */
class Taken {
  readonly #covered: Uint8Array;
  readonly #window: number;

  constructor(count: number, window: number) {
    this.#covered = new Uint8Array(count);
    this.#window = window;
  }

  overlaps(bin: number): boolean {
    return this.#covered[bin] === 1;
  }

  add(bin: number): void {
    this.#covered.fill(1, Math.max(0, bin - this.#window + 1), bin + this.#window);
  }
}

/** Places of the values that are numbers, sorted by value; equal ones by place. */
function inOrder(values: Float64Array, compare: (a: number, b: number) => number): Uint32Array {
  const places = new Uint32Array(values.length);
  let count = 0;
  values.forEach((value, i) => {
    if (!Number.isNaN(value)) places[count++] = i;
  });
  return places.subarray(0, count).sort((a, b) => compare(values[a] as number, values[b] as number) || a - b);
}

function medianOf(values: Float64Array): number | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted.length === 0 ? null : (sorted[sorted.length >> 1] as number);
}

function invalid(message: string): TimberlineError {
  return new TimberlineError({ code: "invalid", message });
}
