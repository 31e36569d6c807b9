/** What the host may call. Numbers only: addresses, lengths, f64 times in epoch ms. One instance is one analysis. */
import { allocate } from "./arena";
import { configureBlocks } from "./blocks";
import { compact, configureCells } from "./cells";
import { setClockOnly, startDirectives } from "./directives";
import { configureFields } from "./event";
import { closeBins, configureFacets, leaveOut, startFacets, tidyFacets } from "./facets";
import { startLayouts } from "./layout";
import { prepareLevels } from "./level";
import { closeMeasures, compactMeasures, configureMeasures, startMeasures } from "./measures";
import { startNames } from "./named";
import { closeQuantiles, compactQuantiles, configureQuantiles, startQuantiles } from "./quantiles";
import { startReading } from "./reader";
import { startRoles } from "./record";
import { startMemo } from "./signature-memo";
import { startTable } from "./table";
import { startFile as startTime } from "./time";

export { blockBytes, blockCount, blocksPointer } from "./blocks";
export { setTransitions } from "./calendar";
export { cellCount, cellsPointer, shift } from "./cells";
export { startCleaning } from "./clean";
export { addColumnName } from "./directives";
export { setFileValue } from "./event";
export { facetCount, facetsPointer, firstMs, lastMs, leftOut } from "./facets";
export { addLineLayout } from "./layout";
export { measureCell, measureCellCount, measureShift, sumOf } from "./measures";
export { addNamedField } from "./named";
export { mergePartial, partialBytes, partialRoom, writePartial } from "./partial";
export { eventOpen, events, file, firstLine, lines, unparsedLines, untimedEvents, windowOffset } from "./place";
export {
  BINS as PREVIEW_BINS,
  binCount as previewBinCount,
  counts as previewCounts,
  firstBin as previewFirstBin,
  previewShift,
} from "./preview";
export { bucketOf, edgeOfBucket, quantileCellCount, quantileCells, quantileShift } from "./quantiles";
export {
  consume,
  endFile,
  inputPointer,
  lineUnfinished,
  passingOver,
  resumeAt,
  resumeFields,
  resumeWithin,
} from "./reader";
export { readingCount, readingsPointer } from "./readings";
export { setRecord } from "./record";
export { clearRows, ROW_CHUNK, rowCount, rowsPointer, writeRows } from "./rows";
export { MAX_NEEDLE, needleRoom, searchBits, searchedLines, searchRoom, searchText } from "./search";
export { fillHistogram, fillMeasure, fillQuantiles, fillSeries } from "./series";
export { signAlike, signatureOf, signatureOfText } from "./signature";
export { signatureCount, signatureEntry } from "./signatures";
export { addHeader, setTable } from "./table";
export { closeEvent } from "./take";
export { countTemplates, makeTemplates, templateEntry, templateOfSignature, traceOfTemplate } from "./templates";
export { addTimeLayout, lastSeen, turns } from "./time";
export { valueCount, valueEntry } from "./values";
export { base, CHUNK, classify } from "./window";
export { allocate };

prepareLevels();

/**
 * Starts the analysis: budgets for facets, cells, measure cells (also of quantiles) and blocks (0: the built-in ones), and the
 * number of dimensions (≤ 8) and measures (≤ 32) of all files together.
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
  if (measureCells != 0) {
    configureMeasures(measureCells);
    configureQuantiles(measureCells * 2);
  }
  if (lineBlocks != 0) configureBlocks(lineBlocks);
  configureFields(dimensions, measures);
  startFacets();
  startMeasures();
  startQuantiles();
}

/** Forgets the layouts of the file before; they are added next, then `startLines`. */
export function startFile(firstYear: i32, clockOffsetMs: f64): void {
  startTime(firstYear, clockOffsetMs);
  startLayouts();
  startRoles();
  startNames();
  startTable();
  startDirectives();
  startMemo();
}

/** Begins to read: the kinds are those of records.ts; `place` is the sum of the sizes of the files before. */
export function startLines(kind: u32, lineEnd: u32, file: u32, place: f64): void {
  startReading(kind, <u8>lineEnd, file, place);
}

/** Says that times of a table lack the date, which its directives may give. */
export function lacksDate(): void {
  setClockOnly(true);
}

/** Settles all counts but that of the event that is open: after the last file, or before a partial is written. Reading may go on. */
export function settle(): void {
  closeBins();
  leaveOut();
  tidyFacets();
  compact();
  closeMeasures();
  compactMeasures();
  closeQuantiles();
  compactQuantiles();
}
