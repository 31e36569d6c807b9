/**
 * The application without its screen: the state, the commands, and the place in the URL. Views get one `App`, read
 * `app.state` and call commands; they hear of changes by `app.holder`.
 */
import { type ShownResult, TimberlineError } from "../model/analysis.ts";
import type { Correlations, CorrelationsRequest } from "../model/correlations.ts";
import type { CountQuery, Counts } from "../model/counts.ts";
import type { ParameterRange, TemplateParameters } from "../model/parameters.ts";
import type { Shapes, ShapesRequest } from "../model/shapes.ts";
import type { Period, StudyAnswer, StudyQuestion } from "../model/studies.ts";
import type { TemplateSplit } from "../model/template-edits.ts";
import type { HexId } from "../model/units.ts";
import { Analysing } from "./analysing.ts";
import { Bookmarks } from "./bookmarks.ts";
import { Comparing, draftOf } from "./comparing.ts";
import { Correcting } from "./correcting.ts";
import { download } from "./download.ts";
import { filesOfHandles, mayRead } from "./file-access.ts";
import { firstCharts } from "./first-charts.ts";
import { Library } from "./library.ts";
import { type Place, placeOfHash, placeToHash } from "./location-hash.ts";
import { Marking } from "./marking.ts";
import { Messages } from "./messages.ts";
import { afterPaint } from "./next-task.ts";
import type { Parts } from "./parts.ts";
import { Planning } from "./planning.ts";
import { Searching } from "./searching.ts";
import { Selected } from "./selected-counts.ts";
import { Selecting } from "./selecting.ts";
import { SourceMemory } from "./source-memory.ts";
import {
  type AppState,
  type DialogName,
  type Display,
  NO_SELECTION,
  NOTHING_STUDIED,
  reportOf,
  StateHolder,
  THEMES,
  type Theme,
} from "./state.ts";
import { Steering } from "./steering.ts";
import { applyDensity, applyTheme, keepDisplay, keptDisplay, keptTheme } from "./theme.ts";

export class App {
  readonly holder = new StateHolder();
  readonly messages: Messages;
  readonly selecting: Selecting;
  readonly selected: Selected;
  readonly library: Library;
  readonly sources: SourceMemory;
  readonly analysing: Analysing;
  readonly planning: Planning;
  readonly marking: Marking;
  readonly correcting: Correcting;
  readonly searching: Searching;
  readonly bookmarks: Bookmarks;
  readonly comparing: Comparing;
  readonly steering = new Steering();
  private readonly parts: Parts;
  private hash = "";
  /** analyses that are being taken from the store: the address names the place in one until it is here */
  private coming = 0;

  constructor(parts: Parts) {
    this.parts = parts;
    this.messages = new Messages(this.holder);
    this.selecting = new Selecting(this.holder);
    this.selected = new Selected(
      (queries) => this.counts(queries),
      (error) => this.messages.error(error),
    );
    this.library = new Library(this.holder, parts, this.messages);
    this.sources = new SourceMemory(parts, this.messages);
    this.analysing = new Analysing(this.holder, parts, this.messages, this.library, this.sources);
    this.marking = new Marking(this.holder, this.library, this.analysing, this.messages);
    this.correcting = new Correcting(this.holder, this.analysing, this.sources, this.messages);
    this.searching = new Searching(parts.engine);
    this.bookmarks = new Bookmarks(this.holder, this.library, this.sources);
    this.comparing = new Comparing(this.holder, parts.engine, this.analysing, this.messages);
    this.planning = new Planning(this.holder, parts.engine, this.analysing, this.messages);
  }

  get state(): AppState {
    return this.holder.state;
  }

  /** Shows the theme, lists earlier analyses, and comes back to the place that the URL names. */
  async start(): Promise<void> {
    this.holder.set({ theme: keptTheme(), display: keptDisplay() });
    applyTheme(this.state.theme);
    applyDensity(this.state.display);
    this.holder.addEventListener("change", () => this.writeHashSoon());
    this.holder.addEventListener("change", () => {
      if (this.state.files !== "attached") this.searching.forget();
    });
    window.addEventListener("pagehide", () => void this.library.settleDeletions());
    window.addEventListener("popstate", () => this.followHash());
    // the place that the address names need not wait for the list
    const listed = this.library.list();
    this.followHash();
    await listed;
  }

  /** Shows a stored analysis, with its raw lines when its files may still be read. */
  async openStored(id: string): Promise<void> {
    if (this.analysing.busy) {
      this.messages.info("Stop the running analysis first, or wait for it.");
      return;
    }
    this.coming++;
    const result = await this.library.load(id).finally(() => this.coming--);
    if (result === null || this.analysing.busy) return;
    this.analysing.release();
    const place = placeOfHash(location.hash);
    const here = place.storedId === id;
    this.holder.set({
      phase: "result",
      result,
      storedId: id,
      saved: "saved",
      files: "absent",
      rangeHistory: [],
      rangeFuture: [],
      stackBy: here ? place.stackBy : null,
      charts: here ? place.charts : firstCharts(result.report),
      studied: here ? place.studied : NOTHING_STUDIED,
      view: here ? place.view : "overview",
      selection: here ? place.selection : NO_SELECTION,
      lineAt: here ? place.lineAt : null,
      line: null,
      onlyHits: here && place.onlyHits,
      byTime: here && place.byTime,
      logScale: here ? place.logScale : this.state.logScale,
    });
    if (here && place.compare !== null) void this.comparing.choose(place.compare);
    await this.attachSilently(result);
  }

  /** Back to the first screen; the analysis stays stored. */
  home(): void {
    if (this.analysing.busy) return;
    this.analysing.release();
    this.parts.engine.close();
    this.holder.set({
      phase: "start",
      result: null,
      planning: null,
      storedId: null,
      selection: NO_SELECTION,
      lineAt: null,
      line: null,
      files: "absent",
      opened: null,
    });
  }

  async exportReport(): Promise<void> {
    try {
      const exported = await this.analysing.exported();
      if (exported !== undefined) download(this.holder, exported.name, "application/json", exported.text);
    } catch (error) {
      this.messages.error(error);
    }
  }

  nextTheme(): void {
    this.theme(THEMES[(THEMES.indexOf(this.state.theme) + 1) % THEMES.length]!);
  }

  theme(theme: Theme): void {
    this.holder.set({ theme });
    applyTheme(theme);
  }

  display(change: Partial<Display>): void {
    const display = { ...this.state.display, ...change };
    this.holder.set({ display });
    applyDensity(display);
    keepDisplay(display);
  }

  toggleInspector(): void {
    this.holder.set({ inspectorOpen: !this.state.inspectorOpen });
  }

  /** Lays a dialog over the screen, or takes it away. @param text what the palette begins with */
  dialog(dialog: DialogName | null, text = ""): void {
    this.holder.set({ dialog, paletteText: text });
  }

  /** Counts of the result on screen, from its cells; null where there are none to be had, as in an imported report. */
  counts(queries: readonly CountQuery[]): Promise<Counts[] | null> {
    return this.ofCounts((result) => this.parts.engine.counts(result, queries));
  }

  private async ofCounts<T>(ask: (result: ShownResult) => Promise<T>): Promise<T | null> {
    const { result } = this.state;
    if (result === null || result.partial.byteLength === 0 || this.analysing.busy) return null;
    try {
      return await ask(result);
    } catch (error) {
      if (error instanceof TimberlineError && ["no-file", "mismatch", "cancelled"].includes(error.code)) return null;
      throw error;
    }
  }

  /** A question about the whole log on screen; null where its counts are not to be had, as in an imported report. */
  async study<Kind extends StudyQuestion["kind"]>(
    question: Extract<StudyQuestion, { kind: Kind }>,
  ): Promise<StudyAnswer<Kind> | null> {
    return this.ofCounts((result) => this.parts.engine.study<Kind>(result, question));
  }

  /** Saves series by calendar period as CSV. @param series ids */
  async saveAggregates(series: readonly string[], period: Period): Promise<void> {
    await this.saveStudy(`by-${period}`, async () => {
      const found = await this.study({ kind: "aggregates", series, period });
      return found && (await import("../report/study-csv.ts")).aggregatesCsv(found);
    });
  }

  /** Saves the windows of the log as rows of numbers. */
  async saveFeatures(): Promise<void> {
    await this.saveStudy("windows", async () => {
      const found = await this.study({ kind: "features" });
      return found && (await import("../report/study-csv.ts")).featuresCsv(found);
    });
  }

  private async saveStudy(kind: string, rows: () => Promise<Iterable<string> | null>): Promise<void> {
    const stem = (reportOf(this.state)?.source.files[0]?.name ?? "log").replace(/\.[^.]*$/, "");
    try {
      const found = await rows();
      if (found === null) this.messages.error("The counts of this analysis are not at hand; open the log itself.");
      else download(this.holder, `${stem}.${kind}.csv`, "text/csv", [...found].join(""));
    } catch (error) {
      this.messages.error(error);
    }
  }

  /** Discords and motifs of any values a bin; no file is needed. */
  shapes(request: ShapesRequest, signal: AbortSignal, onProgress: (done: number) => void): Promise<Shapes> {
    return this.parts.engine.shapes(request, signal, onProgress);
  }

  correlations(
    request: CorrelationsRequest,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<Correlations> {
    return this.parts.engine.correlations(request, signal, onProgress);
  }

  templateParameters(id: HexId, range: ParameterRange): Promise<TemplateParameters> {
    return this.parts.engine.templateParameters(id, range);
  }

  /** What splitting a template at each of its parameters would make; null where its counts are not to be had. */
  templateSplits(id: HexId): Promise<TemplateSplit[] | null> {
    return this.ofCounts((result) => this.parts.engine.templateSplits(result, id));
  }

  private async attachSilently(result: ShownResult): Promise<void> {
    const { handles } = this.library;
    try {
      if (await mayRead(handles)) await this.analysing.attach(result, await filesOfHandles(handles));
    } catch (error) {
      this.messages.error(error);
    }
  }

  /** The browser takes its time over an address, and nobody waits for it. */
  private writeHashSoon(): void {
    if (this.writing) return;
    this.writing = true;
    afterPaint(() => {
      this.writing = false;
      this.writeHash();
    });
  }
  private writing = false;

  /** A change of view or analysis is a step of the Back key; a change of selection is not. */
  private writeHash(): void {
    const hash = placeToHash(this.state);
    if (hash === this.hash || this.state.phase === "reading" || this.state.phase === "opening") return;
    // what is on screen now is not the place that the address names
    if (this.coming > 0 || (this.state.result === null && this.hash === "")) return;
    const before = placeOfHash(this.hash);
    const after = placeOfHash(hash);
    const isStep = this.hash !== "" && (before.view !== after.view || before.storedId !== after.storedId);
    this.hash = hash;
    const url = hash === "" ? location.pathname + location.search : hash;
    try {
      if (isStep) history.pushState(null, "", url);
      else history.replaceState(null, "", url);
    } catch {
      // some browsers let a file:// page change its hash only like this
      location.replace(hash || "#");
    }
  }

  private follow(place: Place): void {
    const { view, selection, logScale, stackBy, charts, studied, lineAt, onlyHits, byTime, compare } = place;
    this.holder.set({ view, selection, logScale, stackBy, charts, studied, lineAt, onlyHits, byTime });
    const asked = draftOf(this.state)?.asked;
    if (compare !== null && JSON.stringify(compare) !== JSON.stringify(asked)) void this.comparing.choose(compare);
  }

  private followHash(): void {
    const place = placeOfHash(location.hash);
    this.hash = location.hash;
    if (this.analysing.busy) return;
    if (place.storedId === null) {
      if (location.hash === "" && this.state.storedId !== null) this.home();
      return;
    }
    if (place.storedId !== this.state.storedId) void this.openStored(place.storedId);
    else this.follow(place);
  }
}
