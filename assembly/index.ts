/** What the host may call. Numbers only: addresses, lengths, f64 times in epoch ms. One instance is one analysis. */
import { allocate } from "./arena";
import { configureBlocks } from "./blocks";
import { compact, configureCells } from "./cells";
import { configureFields } from "./event";
import { closeBins, configureFacets, leaveOut, startFacets, tidyFacets } from "./facets";
import { startJson } from "./json";
import { startLayouts } from "./layout";
import { prepareLevels } from "./level";
import { closeMeasures, compactMeasures, configureMeasures, startMeasures } from "./measures";
import { startReading } from "./reader";
import { startFile as startTime } from "./time";

export { blockBytes, blockCount, blocksPointer } from "./blocks";
export { setTransitions } from "./calendar";
export { cellCount, cellsPointer, shift } from "./cells";
export { scoreEmaBands, scoreMeanThreshold, trailingMeans } from "./detectors";
export { facetCount, facetsPointer, firstMs, lastMs, leftOut } from "./facets";
export { addJsonField } from "./json";
export { addLineLayout } from "./layout";
export { measureCell, measureCellCount, measureShift, sumOf } from "./measures";
export { mergePartial, partialBytes, partialRoom, writePartial } from "./partial";
export {
  BINS as PREVIEW_BINS,
  binCount as previewBinCount,
  counts as previewCounts,
  firstBin as previewFirstBin,
  previewShift,
} from "./preview";
export {
  consume,
  endFile,
  eventOpen,
  events,
  file,
  firstLine,
  inputPointer,
  lines,
  lineUnfinished,
  passingOver,
  resumeAt,
  resumeWithin,
  unparsedLines,
  untimedEvents,
  windowOffset,
} from "./reader";
export { readingCount, readingsPointer } from "./readings";
export { clearRows, ROW_CHUNK, rowCount, rowsPointer, writeRows } from "./rows";
export { fillMeasure, fillSeries } from "./series";
export { signatureOf, signatureOfText } from "./signature";
export { signatureCount, signatureEntry } from "./signatures";
export { binomialTail, countSurprise } from "./statistics";
export { setTable } from "./table";
export { makeTemplates, templateEntry, templateOfSignature } from "./templates";
export { addTimeLayout, lastSeen, turns } from "./time";
export { valueCount, valueEntry } from "./values";
export { base, CHUNK, classify } from "./window";
export { allocate };

prepareLevels();

/**
 * Starts the analysis: budgets for facets, cells, measure cells and blocks (0: the built-in ones), and the number of
 * dimensions (≤ 8) and measures (≤ 32) of all files together.
 */
export function start(
  facets: u32,
  cells: u32,
  measureCells: u32,
  lineBlocks: u32,
  dimensions: u32,
  measures: u32,
): void {
  if (facets != 0) configureFacets(facets);
  if (cells != 0) configureCells(cells);
  if (measureCells != 0) configureMeasures(measureCells);
  if (lineBlocks != 0) configureBlocks(lineBlocks);
  configureFields(dimensions, measures);
  startFacets();
  startMeasures();
}

/** Forgets the layouts of the file before; they are added next, then `startLines`. */
export function startFile(firstYear: i32, clockOffsetMs: f64): void {
  startTime(firstYear, clockOffsetMs);
  startLayouts();
  startJson();
}

/** Begins to read: kind 0 text, 1 lines, 2 table, 3 JSON lines; `place` is the sum of the sizes of the files before. */
export function startLines(kind: u32, lineEnd: u32, file: u32, place: f64): void {
  startReading(kind, <u8>lineEnd, file, place);
}

/** Settles all counts: after the last file, or before a partial is written. Reading may go on. */
export function settle(): void {
  closeBins();
  leaveOut();
  tidyFacets();
  compact();
  closeMeasures();
  compactMeasures();
}
