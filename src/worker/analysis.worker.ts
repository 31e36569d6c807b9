/** The worker: holds the open files and the session, answers its client. Thin; what it calls does the work. */
import { expose, transfer } from "comlink";
import type { WasmModules } from "../core/modules.ts";
import { type AnalysisResult, type LineQuery, type Opened, TimberlineError } from "../model/analysis.ts";
import type { Plan } from "../model/plan.ts";
import type { Report, Settings } from "../model/report.ts";
import { Session } from "../pipeline/session.ts";
import { type ByteSource, diskOf } from "../pipeline/source.ts";
import { reportDigest } from "../report/digest.ts";
import type { Checkpoint } from "../store/checkpoints.ts";
import { type Answer, failureOf, MATCHER_NAME, type Told, type WorkerApi, type WorkerOptions } from "./api.ts";
import type { FileSource } from "./file-source.ts";
import { matchThrough, serveAsMatcher } from "./matcher.ts";
import { READER_NAME, serveAsReader, startReaders } from "./nested-readers.ts";
import { closeSources, sourceOf } from "./open-files.ts";
import type { OpfsSource } from "./opfs-source.ts";
import { pause } from "./pause.ts";
import { giveUp, newQuestion } from "./questions.ts";
import { Resuming } from "./resuming.ts";

const SAMPLE = { seed: 9, hours: 6, rate: 12, startMs: Date.UTC(2026, 10, 2, 6) };

let wasm: WasmModules | null = null;
let options: WorkerOptions = { workerType: "module", readers: null, checkpointBytes: Number.POSITIVE_INFINITY };
/** the files as they were chosen; what is analysed may be inside them */
let disks: (FileSource | OpfsSource)[] = [];
let session: Session | null = null;
/** the zone that the session's inputs were resolved for */
let sessionZone = "UTC";
/** digest of the report that the session's counts are of; null while there is none */
let sessionDigest: string | null = null;
let stop = new AbortController();
/** the newest search for lines */
let searching: { search: number; ending: AbortController } | null = null;
const resuming = new Resuming();
/** an earlier reading of the open files that has not ended */
let cutOff: Checkpoint | null = null;

async function answer<T>(work: () => Promise<T> | T): Promise<Answer<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

/** Hands the partial over instead of copying it: nothing here needs it any more. */
function handOver(answered: Answer<AnalysisResult>): Answer<AnalysisResult> {
  return "value" in answered ? transfer(answered, [answered.value.partial]) : answered;
}

function needModules(): WasmModules {
  if (!wasm)
    throw new TimberlineError({ code: "worker", message: "The analysis core is not loaded yet. Reload the page." });
  return wasm;
}

function needSession(): Session {
  if (!session) throw new TimberlineError({ code: "no-file", message: "There is no open file: open it first." });
  return session;
}

function notAtHand(): TimberlineError {
  return new TimberlineError({
    code: "no-file",
    message: "The counts of this analysis are not at hand; open the log itself.",
  });
}

/** The session whose counts are those of a report. */
function sessionOf(digest: string): Session {
  if (session === null || sessionDigest !== digest) throw notAtHand();
  return session;
}

async function reopen(plan: Plan | null, timeZone: string): Promise<Opened> {
  cutOff = null;
  session = await Session.open(needModules(), disks, { timeZone, ...(plan === null ? {} : { plan }) });
  sessionZone = timeZone;
  sessionDigest = null;
  return session.opened;
}

/** Takes the session that the settings need: that of a reading that was cut off, or one for another zone. */
async function basisOf(settings: Settings, resume: boolean): Promise<Settings> {
  if (resume && cutOff) {
    const { plan, inputs, timeZone } = cutOff;
    session = await Session.open(needModules(), disks, { plan, inputs, timeZone });
    sessionZone = timeZone;
    sessionDigest = null;
    return { ...settings, timeZone };
  }
  if (settings.timeZone !== sessionZone) await reopen(needSession().opened.plan, settings.timeZone);
  return settings;
}

async function withDigest(report: Report): Promise<Report> {
  return { ...report, digest: await reportDigest(report) };
}

const api: WorkerApi = {
  init: (modules, newOptions) =>
    answer(() => {
      wasm = modules;
      options = newOptions;
    }),
  open: (files) =>
    answer(async () => {
      session = null;
      sessionZone = "UTC";
      sessionDigest = null;
      closeSources(disks);
      disks = [];
      disks = await Promise.all(files.map(sourceOf));
      session = await Session.open(needModules(), disks);
      // a stored analysis may have been taken up meanwhile
      sessionDigest = null;
      cutOff = await resuming.find(disks);
      const { opened } = session;
      return cutOff ? { ...opened, resumable: { bytesRead: cutOff.bytesRead, bytesTotal: cutOff.bytesTotal } } : opened;
    }),
  analyze: (asked: Settings, told, { resume, templateEdits, baselines }) =>
    answer(async () => {
      const settings = await basisOf(asked, resume);
      if (!resume || !cutOff) needSession().useTemplateEdits(templateEdits);
      needSession().useBaselines(baselines);
      stop = new AbortController();
      const { signal } = stop;
      resuming.begin(disks);
      const tell = (message: Told) => told.postMessage(message);
      const { opened, inputs } = needSession();
      const basis = { plan: opened.plan, inputs, timeZone: sessionZone };
      const result = await needSession().analyze(
        settings,
        { onProgress: (progress) => tell({ progress }), pause, isCancelled: () => signal.aborted },
        {
          startReaders: (setup, sources) => startReaders(options.workerType, options.readers, setup, sources),
          ...(resume && cutOff ? { resume: cutOff.partial } : {}),
          keep: {
            everyBytes: options.checkpointBytes,
            store: async (partial, bytesRead) => resuming.keep(basis, partial, bytesRead, (notice) => tell({ notice })),
          },
        },
      );
      cutOff = null;
      await resuming.forget();
      told.close();
      const report = await withDigest(result.report);
      sessionDigest = report.digest;
      return { ...result, report };
    }).then(handOver),
  cancel: () => answer(() => stop.abort()),
  attach: (result: AnalysisResult, files) =>
    answer(async () => {
      const opened = await Promise.all(files.map(sourceOf));
      const { sourcesOf } = await import("../pipeline/reattach.ts");
      const sources = await sourcesOf(result.report, opened);
      const { contentMatches } = await import("../pipeline/match.ts");
      await contentMatches(result.report, sources);
      const { source, inputs, settings, digest } = result.report;
      const { timeZone } = settings;
      const isCounted = result.partial.byteLength > 0;
      const taken = isCounted
        ? await Session.restore(needModules(), sources, result)
        : await Session.open(needModules(), opened, { plan: source.plan, inputs, timeZone });
      closeSources(disks);
      disks = opened;
      session = taken;
      sessionZone = timeZone;
      sessionDigest = isCounted ? digest : null;
    }),
  rescore: (before, settings, templateEdits) =>
    answer(async () => {
      const counted = sessionOf(before.digest);
      counted.useTemplateEdits(templateEdits);
      const scored = counted.rescore(before, settings);
      await counted.addMissingEvidence(scored);
      const report = await withDigest(scored);
      sessionDigest = report.digest;
      return report;
    }),
  hold: (result) =>
    answer(async () => {
      const isReading = () => session !== null && sessionDigest === null;
      if (result.partial.byteLength === 0 || isReading()) throw notAtHand();
      const restored = await Session.restore(needModules(), [], result);
      // files may have been opened meanwhile
      if (isReading()) throw notAtHand();
      session = restored;
      sessionDigest = result.report.digest;
    }),
  counts: (digest, queries) => answer(() => sessionOf(digest).counts(queries)),
  compare: (digest, settings) => answer(() => sessionOf(digest).compare(settings)),
  compareEpisodes: (digest, settings) => answer(() => sessionOf(digest).compareEpisodes(settings)),
  study: (digest, question) => answer(async () => (await sessionOf(digest).studies()).answer(question)),
  templateSplits: (digest, templateId) => answer(() => sessionOf(digest).lines.templateSplits(templateId)),
  readLines: (query: LineQuery) => answer(() => needSession().readLines(query)),
  lineWindow: (query) => answer(async () => (await needSession().lines.desk()).window(query)),
  searchLines: (query, matcher, told) =>
    answer(async () => {
      const ending = new AbortController();
      const { signal } = ending;
      searching?.ending.abort();
      searching = { search: query.search, ending };
      const desk = await needSession().lines.desk();
      return desk.search(query, matchThrough(matcher, signal), {
        pause,
        isCancelled: () => signal.aborted,
        onProgress: (progress) => told.postMessage(progress),
      });
    }).finally(() => told.close()),
  cancelSearch: (search) =>
    answer(() => {
      if (searching?.search === search) searching.ending.abort();
    }),
  nextHit: (query) => answer(async () => (await needSession().lines.desk()).hit(query)),
  hitTimes: (query) => answer(async () => (await needSession().lines.desk()).hitTimes(query)),
  templateParameters: (templateId, range) =>
    answer(() => needSession().lines.templateParameters(templateId, range, newQuestion("parameters"))),
  shapes: (request, told) =>
    answer(async () => {
      const hearing = newQuestion("shapes");
      const { findShapes } = await import("../pipeline/shapes.ts");
      return findShapes(needModules().scores, request, hearing, (done) => told.postMessage(done));
    }).finally(() => told.close()),
  correlations: (request, told) =>
    answer(async () => {
      const hearing = newQuestion("correlations");
      const { correlateSeries } = await import("../pipeline/correlations.ts");
      return correlateSeries(needModules().scores, request, hearing, (done) => told.postMessage(done));
    }).finally(() => told.close()),
  giveUp: (kind) => answer(() => giveUp(kind)),
  reopen: (plan, timeZone) => answer(() => reopen(plan, timeZone)),
  previewPlan: (file, plan, timeZone) => answer(() => needSession().previewPlan(file, plan, timeZone)),
  unmatched: (file) => answer(() => needSession().lines.unmatched(file)),
  fileHeads: () => answer(async () => (await import("./bound-bookmarks.ts")).headsOf(needSession())),
  findBookmarks: (kept) => answer(async () => (await import("./bound-bookmarks.ts")).bookmarksIn(needSession(), kept)),
  digestFiles: () =>
    answer(async () => {
      stop = new AbortController();
      const { digestBlob } = await import("../report/file-digest.ts");
      const known = new Map<ByteSource, string>();
      const digests: string[] = [];
      for (const disk of needSession().sources.map(diskOf)) {
        const digest = known.get(disk) ?? (await digestBlob(disk, stop.signal));
        known.set(disk, digest);
        digests.push(digest);
      }
      return digests;
    }),
  sample: () =>
    answer(async () => {
      const { simulate } = await import("../simulate/simulate.ts");
      const { lines } = simulate({ ...SAMPLE, inject: ["cascade", "new-template", "silence"] });
      return new File([...lines()] as BlobPart[], "sample.log", {
        type: "text/plain",
        lastModified: SAMPLE.startMs + SAMPLE.hours * 3_600_000,
      });
    }),
};

if (self.name === READER_NAME) serveAsReader();
else if (self.name === MATCHER_NAME) serveAsMatcher();
else expose(api);
