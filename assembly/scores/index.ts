/**
 * What the host may call of the scores: detectors and statistics over values a bin that the host puts into memory. A module
 * of its own beside the core, as scoring needs nothing of how lines are read. Numbers only: addresses, lengths, f64 values.
 */
import { allocate } from "../arena";

export { combine, scoreOf, setAlertDecades } from "./combine";
export { combineMeasures } from "./combine-measures";
export { compareWindows, oddsBound } from "./comparison";
export { autocorrelate, correlate, detrend, effectivePairs } from "./correlation";
export { scoreEmaBands, scoreFixedLimits } from "./detectors";
export { scoreFlatLine } from "./flat-line";
export { scoreForecast } from "./forecast";
export { scoreHourOfWeek, weekCells } from "./hour-of-week";
export { groupStatistics, hypergeometricTail, kpss } from "./hours";
export { levelShiftScratch, scoreLevelShift } from "./level-shift";
export { distancesFrom, profileStep, profileZone, startProfile, writeProfile } from "./matrix-profile";
export { meanThresholdScratch, scoreMeanThreshold } from "./mean-threshold";
export { nearestNeighbourScratch, scoreNearestNeighbour } from "./nearest-neighbour";
export { scoreNewExtreme } from "./new-extreme";
export { scoreRareTemplate, severities, tameRarity } from "./rare-template";
export { severityOf, weightOf } from "./severity";
export { scoreSilence } from "./silence";
export { scoreCalm, scoreSpread } from "./spread";
export { squash } from "./squash";
export { binomialTail, correlationTail, countLimit, countSurprise } from "./statistics";
export { driftScratch, scoreDrift } from "./template-drift";
export { profileOf, scoreMeanOfDay, scoreTimeOfDay } from "./time-of-day";
export { scoreTrend } from "./trend";
export { scoreVanished } from "./vanished-template";
export { rollingStatistics, tfIdf } from "./windows";
export { allocate };
