/** What the host may call. Numbers only: addresses, lengths, f64 times in epoch ms. One instance is one analysis. */
import { allocate } from "./arena";
import { configureBlocks } from "./blocks";
import { compact, configureCells } from "./cells";
import { configureFields } from "./event";
import { closeBins, configureFacets, leaveOut, startFacets } from "./facets";
import { startJson } from "./json";
import { startLayouts } from "./layout";
import { prepareLevels } from "./level";
import { closeMeasures, compactMeasures, configureMeasures, startMeasures } from "./measures";
import { settlePreview } from "./preview";
import { startReading } from "./reader";
import { startFile as startTime } from "./time";

export { allocate };
export { addTimeLayout, setTransitions } from "./time";
export { setTable } from "./table";
export { addJsonField } from "./json";
export { inputPointer, resumeAt, consume, endFile, lines, events, timedEvents, unparsedLines, firstMs, lastMs } from "./reader";
export { writeRows, clearRows, rowsPointer, rowCount, ROW_CHUNK } from "./rows";
export { CHUNK } from "./window";
export { addLineLayout } from "./layout";
export { leftOut, facetCount, facetsPointer } from "./facets";
export { shift, cellCount, cellsPointer } from "./cells";
export { blockCount, blocksPointer, blockBytes } from "./blocks";
export { counts as previewCounts, firstBin as previewFirstBin, binCount as previewBinCount, previewShift, BINS as PREVIEW_BINS, settlePreview } from "./preview";
export { signatureCount, signatureEntry } from "./signatures";
export { valueCount, valueEntry } from "./values";
export { makeTemplates, templateOfSignature, templateEntry } from "./templates";
export { fillSeries, fillMeasure } from "./series";
export { OUT_FIELDS, trailingMeans, scoreMeanThreshold, scoreEmaBands } from "./detectors";
export { binomialTail, countSurprise } from "./statistics";
export { writePartial, mergePartial, partialBytes } from "./partial";
export { signatureOf, signatureOfText } from "./signature";
export { classify, base } from "./window";
export { measureShift, measureCellCount, measureCell, sumOf } from "./measures";

prepareLevels();

/**
 * Starts the analysis: budgets for facets, cells, measure cells and blocks (0: the built-in ones), and the number of
 * dimensions (≤ 8) and measures (≤ 32) of all files together.
 */
export function start(facets: u32, cells: u32, measureCells: u32, lineBlocks: u32, dimensions: u32, measures: u32): void {
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

/** Settles all counts after the last file. */
export function settle(): void {
  settlePreview();
  closeBins();
  leaveOut();
  compact();
  closeMeasures();
  compactMeasures();
}
