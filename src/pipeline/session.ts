/**
 * One analysis from open files to a report: sniff, read, score, prove. Runs in a worker or in Node; knows no DOM. The
 * digest of the report and of the files are left to the caller ("" and "pending").
 */
import { type Budgets, Core, DEFAULT_BUDGETS } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import {
  type AnalysisResult,
  type LinePage,
  type LineQuery,
  type Opened,
  type Progress,
  TimberlineError,
} from "../model/analysis.ts";
import type { FilePlan, Plan } from "../model/plan.ts";
import type { Completeness, Inputs, Report, Settings } from "../model/report.ts";
import { TOOL } from "../model/tool.ts";
import type { HexId } from "../model/units.ts";
import { compilePlan, type FieldNames, fieldNames } from "./compile.ts";
import { coarseness } from "./completeness.ts";
import { addEvidence } from "./evidence.ts";
import { type FieldedRow, LineReader } from "./lines.ts";
import { notText, takeSample } from "./sample.ts";
import { type BinScore, type Scored, scoreAnalysis, scoreBins, scoreRecords } from "./scoring.ts";
import { firstYearOf, sniffPlan } from "./sniff.ts";
import type { ByteSource } from "./source.ts";
import { zoneTransitions } from "./zone.ts";

export interface OpenOptions {
  timeZone?: string;
  /** an edited or stored plan, instead of sniffing */
  plan?: Plan;
  /** stored inputs, instead of resolving them anew */
  inputs?: Inputs;
  budgets?: Budgets;
}

export interface Hooks {
  onProgress?(progress: Progress): void;
  /** lets other messages in; awaited about every 20 ms */
  pause?(): Promise<void>;
  isCancelled?(): boolean;
}

const PROGRESS_MS = 100;
const SLICE_MS = 20;

export class Session {
  readonly opened: Opened;
  readonly inputs: Inputs;
  readonly #module: WebAssembly.Module;
  readonly #sources: readonly ByteSource[];
  readonly #names: FieldNames;
  readonly #programs: Program[];
  readonly #budgets: Budgets;
  #core: Core | null = null;
  #lines: LineReader | null = null;
  #scored: Scored | null = null;

  private constructor(
    module: WebAssembly.Module,
    sources: readonly ByteSource[],
    opened: Opened,
    inputs: Inputs,
    budgets: Budgets,
  ) {
    this.#module = module;
    this.#sources = sources;
    this.opened = opened;
    this.inputs = inputs;
    this.#budgets = budgets;
    this.#names = fieldNames(opened.plan);
    this.#programs = opened.plan.files.map((plan) => compilePlan(plan, this.#names));
  }

  /**
   * Looks at the sources and decides how to read them. What is no log is left out with a notice.
   * @throws TimberlineError "invalid" when none can be read; a source's own error when it cannot be opened
   */
  static async open(
    module: WebAssembly.Module,
    sources: readonly ByteSource[],
    options: OpenOptions = {},
  ): Promise<Session> {
    const notices: string[] = [];
    const readable: ByteSource[] = [];
    const plans: FilePlan[] = [];
    const years: (number | null)[] = [];
    let earliest = 9999;
    let latest = 0;
    for (const source of sources) {
      const sample = await takeSample(source);
      const problem =
        source.bytes === 0
          ? `${source.name} is empty: it has no lines.`
          : notText(await source.slice(0, 65_536), source.name);
      if (problem) {
        notices.push(problem);
        continue;
      }
      const plan = options.plan?.files[plans.length] ?? sniffPlan(module, sample);
      if (
        plan.body.kind === "table" &&
        sample.complete &&
        sample.text.trim().split("\n").length <= plan.body.headerLines
      ) {
        notices.push(`${source.name} has a header but no rows: there is nothing to analyse yet.`);
        continue;
      }
      if (!hasTime(plan))
        notices.push(
          `No time was found in ${source.name}: its lines are counted and grouped, but there is no time line.`,
        );
      readable.push(source);
      plans.push(plan);
      years.push(plan.lacks === "year" ? firstYearOf(sample, source.lastModified) : null);
      const modified = new Date(source.lastModified).getUTCFullYear();
      const seen = [...sample.lines.join("\n").matchAll(/\b(?:19|20)\d{2}\b/g)].map(([year]) => Number(year));
      const sampled = seen.filter((year) => year > 1969 && year <= modified);
      earliest = Math.min(earliest, modified - 1, ...sampled.slice(0, 1), ...sampled.slice(-1));
      latest = Math.max(latest, modified + 1);
    }
    if (readable.length === 0)
      throw new TimberlineError({
        code: "invalid",
        message:
          notices.length > 1
            ? `None of the ${sources.length} files holds lines to analyse; for one, ${notices[0]}`
            : (notices[0] ?? "There is no file to read: choose one."),
      });
    const inputs: Inputs = options.inputs ?? {
      zoneTransitions: transitionsOf(options.timeZone ?? "UTC", earliest, latest),
      files: years.map((firstYear) => ({ firstYear, clockOffsetMs: 0 })),
    };
    const opened: Opened = {
      files: readable.map(({ name, bytes, lastModified }) => ({ name, bytes, lastModified })),
      plan: { version: 1, files: plans },
      notices,
    };
    return new Session(module, readable, opened, inputs, options.budgets ?? DEFAULT_BUDGETS);
  }

  /** Takes a stored analysis up again; `sources` in the order of its files, and of the same content. */
  static restore(module: WebAssembly.Module, sources: readonly ByteSource[], stored: AnalysisResult): Session {
    const { report } = stored;
    const files = report.source.files.map(({ name, bytes, lastModified }) => ({ name, bytes, lastModified }));
    const opened: Opened = { files, plan: report.source.plan, notices: [] };
    const session = new Session(module, sources, opened, report.inputs, DEFAULT_BUDGETS);
    session.#core = session.#newCore();
    session.#core.merge(stored.partial);
    session.#core.settle();
    session.#prepareLines(session.#core, report);
    return session;
  }

  #newCore(): Core {
    const core = new Core(this.#module, this.#budgets, this.#names.dimensions.length, this.#names.measures.length);
    core.setTransitions(this.inputs.zoneTransitions);
    return core;
  }

  /** Reads all files once and makes the report. Cancelling, or a file that fails, leaves a partial report. */
  async analyze(settings: Settings, hooks: Hooks = {}): Promise<AnalysisResult> {
    const core = this.#newCore();
    const { bytes, completeness } = await this.#read(core, hooks);
    const progress = progressOf(core, bytes, this.#total(), hooks);
    await progress("templates");
    core.settle();
    this.#core = core;
    await progress("scoring");
    const scored = scoreAnalysis(core, this.#names, this.opened.plan, this.inputs, settings);
    this.#scored = scored;
    const report = this.#report(core, scored, settings, bytes, completeness);
    this.#prepareLines(core, report);
    await progress("evidence");
    await addEvidence(report, this.#names, scored.peaks, (query) => this.readLines(query));
    return { report, partial: core.partial() };
  }

  /** Scores the stored bins of a restored or finished analysis under other settings; the files are not read. */
  rescore(before: Report, settings: Settings): Report {
    const core = this.#needCore();
    const scored = scoreAnalysis(core, this.#names, this.opened.plan, this.inputs, settings);
    this.#scored = scored;
    const report = this.#report(core, scored, settings, before.totals.bytes, before.completeness);
    report.source.files = before.source.files;
    report.annotations = before.annotations;
    const known = new Map(
      before.alerts.map((alert) => [`${alert.series} ${alert.startMs} ${alert.endMs}`, alert.evidence]),
    );
    for (const alert of report.alerts)
      alert.evidence = known.get(`${alert.series} ${alert.startMs} ${alert.endMs}`) ?? [];
    return report;
  }

  readLines(query: LineQuery): Promise<LinePage> {
    return this.#needLines().page(query);
  }

  /** Every physical line or record in order, after `analyze`. */
  rows(): AsyncGenerator<FieldedRow[]> {
    return this.#needLines().all();
  }

  /** A row a bin, or a row a record for a table of one time and one numeric column; after `analyze`. */
  async *scores(): AsyncGenerator<BinScore> {
    const core = this.#needCore();
    const scored = this.#scored;
    if (!scored) throw notAnalysed();
    const [plan] = this.opened.plan.files;
    if (plan && this.opened.plan.files.length === 1 && isOneSeries(plan))
      yield* scoreRecords(core, scored, this.rows());
    else yield* scoreBins(scored);
  }

  #needCore(): Core {
    if (!this.#core) throw notAnalysed();
    return this.#core;
  }

  #needLines(): LineReader {
    if (!this.#lines) throw notAnalysed();
    return this.#lines;
  }

  #total(): number {
    return this.#sources.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Feeds every file to the core. A cancelled or failed read keeps the whole lines that came before. */
  async #read(core: Core, hooks: Hooks): Promise<{ bytes: number; completeness: Completeness }> {
    const completeness: Completeness = { partial: false, reason: null, coarsened: null, unread: [] };
    const total = this.#total();
    let bytes = 0;
    let place = 0;
    const started = performance.now();
    let reported = started;
    let paused = started;
    const stop = (source: ByteSource, fromByte: number, reason: string) => {
      completeness.partial = true;
      completeness.reason ??= reason;
      completeness.unread.push({ file: source.name, fromByte, reason });
    };
    for (const [i, source] of this.#sources.entries()) {
      if (completeness.reason !== null && hooks.isCancelled?.()) {
        stop(source, 0, completeness.reason);
        continue;
      }
      const plan = this.opened.plan.files[i] as FilePlan;
      const own = this.inputs.files[i];
      core.startFile(this.#programs[i] as Program, i, place, own?.firstYear ?? 1970, own?.clockOffsetMs ?? 0);
      core.resumeAt({ byteOffset: plan.bomBytes, line: 1, turns: 0, lastSeen: -1, continues: false });
      let at = plan.bomBytes;
      bytes += at;
      let failed = false;
      try {
        for await (const chunk of source.stream(at)) {
          core.consume(chunk);
          at += chunk.length;
          bytes += chunk.length;
          const now = performance.now();
          if (now - reported >= PROGRESS_MS) {
            reported = now;
            hooks.onProgress?.(snapshot(core, "reading", bytes, total, now - started));
          }
          if (now - paused >= SLICE_MS) {
            await hooks.pause?.();
            paused = performance.now();
            if (hooks.isCancelled?.()) {
              failed = true;
              stop(source, at, "Stopped by you; what was read so far is shown.");
              break;
            }
          }
        }
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) throw error;
        failed = true;
        stop(source, at, error instanceof Error ? error.message : String(error));
      }
      if (!failed && at < source.bytes)
        stop(source, at, `${source.name} became shorter while it was read; open it again to read it whole.`);
      if (!failed) core.endFile();
      place += source.bytes;
    }
    return { bytes, completeness };
  }

  #report(core: Core, scored: Scored, settings: Settings, bytes: number, completeness: Completeness): Report {
    const totals = core.totals();
    return {
      format: "timberline-report",
      version: 1,
      tool: { ...TOOL },
      source: {
        files: this.opened.files.map((file) => ({ ...file, digest: "pending" })),
        plan: this.opened.plan,
        timeZone: settings.timeZone,
      },
      settings,
      inputs: this.inputs,
      completeness: { ...completeness, coarsened: coarseness(totals, settings, scored.bins) },
      detectorsRun: scored.detectorsRun,
      totals: {
        bytes,
        lines: totals.lines,
        events: totals.events,
        unparsedLines: totals.unparsedLines,
        firstMs: totals.firstMs,
        lastMs: totals.lastMs,
        levels: scored.levels,
      },
      series: scored.series,
      templates: scored.templates,
      comparison: scored.comparison,
      alerts: scored.alerts,
      incidents: scored.incidents,
      digest: "",
      annotations: {},
    };
  }

  #prepareLines(core: Core, report: Report): void {
    const templateOf = new Map<HexId, HexId>(
      report.templates.flatMap(({ id, signatures }) => signatures.map((s) => [s, id] as const)),
    );
    this.#lines = new LineReader({
      module: this.#module,
      sources: this.#sources,
      programs: this.#programs,
      latin1: this.opened.plan.files.map(({ encoding }) => encoding === "latin-1"),
      inputs: this.inputs,
      names: this.#names,
      blocks: core.blocks(),
      blockBytes: core.blockBytes,
      templateOf,
    });
  }
}

function notAnalysed(): TimberlineError {
  return new TimberlineError({ code: "no-file", message: "Nothing has been analysed yet: open a file first." });
}

function hasTime({ body }: FilePlan): boolean {
  if (body.kind === "text") return false;
  return body.kind === "lines" || body.time !== null;
}

/** A table with one time and one numeric column, and nothing else that is used. */
function isOneSeries({ body }: FilePlan): boolean {
  if (body.kind !== "table") return false;
  const roles = body.columns.map(({ role }) => role).filter((role) => role !== "ignore");
  return roles.length === 2 && roles.includes("time") && roles.includes("measure");
}

function transitionsOf(timeZone: string, fromYear: number, toYear: number): Inputs["zoneTransitions"] {
  try {
    return zoneTransitions(timeZone, fromYear, toYear);
  } catch {
    throw new TimberlineError({
      code: "invalid",
      message: `There is no time zone "${timeZone}": use a name such as Europe/Berlin or UTC.`,
    });
  }
}

function snapshot(
  core: Core,
  phase: Progress["phase"],
  bytesRead: number,
  bytesTotal: number,
  elapsedMs: number,
): Progress {
  const { lines, events } = core.totals();
  const preview = core.preview();
  return {
    phase,
    bytesRead,
    bytesTotal,
    lines,
    events,
    elapsedMs,
    preview: preview && {
      binMs: preview.binSeconds * 1000,
      startMs: preview.startSeconds * 1000,
      binCount: preview.binCount,
      countsByLevel: preview.counts,
    },
  };
}

function progressOf(
  core: Core,
  bytes: number,
  total: number,
  hooks: Hooks,
): (phase: Progress["phase"]) => Promise<void> {
  const started = performance.now();
  return async (phase) => {
    hooks.onProgress?.(snapshot(core, phase, bytes, total, performance.now() - started));
    await hooks.pause?.();
  };
}
