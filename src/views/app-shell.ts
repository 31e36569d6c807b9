/**
 * <tl-app>: the frame of the screen. Listens to the state and hands it down; takes drops anywhere on the page. What is
 * inside the frame belongs to the other elements.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../app/app.ts";
import { filesOfDrop, type PickedFiles, pickFiles } from "../app/file-access.ts";
import { placeOfHash } from "../app/location-hash.ts";
import { type AppState, type DialogName, INITIAL_STATE, titleOf, type ViewName } from "../app/state.ts";
import { countOf, formatBytes, formatNumber, groupBy } from "../charts/format.ts";
import { appShellStyles } from "./app-shell.styles.ts";
import { COMMANDS } from "./commands.ts";
import { showZone } from "./facts.ts";
import { FileDrops } from "./file-drops.ts";
import { icon, mark } from "./icons.ts";
import { PanelWidth } from "./panel-width.ts";
import { sharedStyles } from "./shared.styles.ts";
import "./first-screen.ts";
import "./notice-area.ts";
import "./reading-line.ts";
import { type RegisteredView, VIEWS, viewNamed, viewsFor } from "./view-registry.ts";

/** Views of the bottom bar of a narrow screen; all others are under More. */
const BAR_VIEWS: readonly ViewName[] = ["overview", "alerts", "templates", "lines"];

/** Dialogs over the screen; their scripts come with the first use. */
const DIALOGS: Record<DialogName, { load(): Promise<unknown>; render(app: App, state: AppState): TemplateResult }> = {
  help: {
    load: () => import("./help-dialog.ts"),
    render: (app, state) => html`<tl-help-dialog .app=${app} .state=${state}></tl-help-dialog>`,
  },
  palette: {
    load: () => import("./command-palette.ts"),
    render: (app, state) => html`<tl-command-palette .app=${app} .state=${state}></tl-command-palette>`,
  },
  settings: {
    load: () => import("./settings-dialog.ts"),
    render: (app, state) => html`<tl-settings-dialog .app=${app} .state=${state}></tl-settings-dialog>`,
  },
  tour: {
    load: () => import("./tour-dialog.ts"),
    render: (app, state) => html`<tl-tour-dialog .app=${app} .state=${state}></tl-tour-dialog>`,
  },
};

const THEME_WORDS = { system: "as the system", light: "light", dark: "dark" } as const;

const SEARCH_KEY = COMMANDS.find(({ key }) => key === "Mod+k")?.shown ?? "";

export class AppShell extends LitElement {
  static override styles = [sharedStyles, appShellStyles];
  static override properties = {
    app: { attribute: false },
    state: { state: true },
    canWork: { state: true },
  };

  declare app: App;
  declare state: AppState;
  /** whether the script of the working screen is there; until then the first screen stays */
  declare canWork: boolean;

  /** names of the views that the result on screen has, for scripts that walk through them */
  get viewNames(): string[] {
    return viewsFor(this.state.result?.report).map(({ name }) => name);
  }

  /** dialogs that were opened once stay, so that they close as they should */
  private readonly dialogs = new Set<DialogName>();
  private readonly panel = new PanelWidth(this);
  private readonly drops = new FileDrops(this, (transfer) => {
    this.app.dialog(null);
    this.app.planning.close();
    this.open(filesOfDrop(transfer));
  });

  private readonly follow = (): void => {
    this.state = this.app.state;
  };

  constructor() {
    super();
    this.state = INITIAL_STATE;
    this.canWork = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.app?.holder.removeEventListener("change", this.follow);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    const { phase, display, dialog } = this.state;
    // before anything below is drawn
    showZone(display.timeZone);
    groupBy(display.grouping);
    if (dialog !== null && !this.dialogs.has(dialog)) {
      this.dialogs.add(dialog);
      DIALOGS[dialog].load().catch((error: unknown) => this.app.messages.error(error));
    }
    const before = changed.get("state") as AppState | undefined;
    if (changed.has("state") && before?.phase !== phase && phase !== "start") this.loadWorkingScreen();
    if (!changed.has("app")) return;
    (changed.get("app") as App | undefined)?.holder.removeEventListener("change", this.follow);
    this.app.holder.addEventListener("change", this.follow);
    this.state = this.app.state;
    // an address with an analysis in it: the scripts come while the store is asked
    const { storedId, view } = placeOfHash(location.hash);
    if (storedId === null) return;
    this.loadWorkingScreen();
    VIEWS.find(({ name }) => name === view)
      ?.load()
      .catch((error: unknown) => this.app.messages.error(error));
  }

  override render(): TemplateResult {
    const { app, state } = this;
    if (app === undefined) return html``;
    const started = this.canWork && (state.phase === "result" || state.phase === "reading");
    return html`
      <div class="frame ${this.drops.over ? "dropping" : ""}" @dragenter=${this.drops.held}>
        ${this.header()}
        <div>
          <tl-notice-area .app=${app} .state=${state}></tl-notice-area>
          <tl-reading-line .app=${app} .state=${state}></tl-reading-line>
        </div>
        ${started ? this.body() : html`<div class="body start"><tl-first-screen .app=${app} .state=${state}></tl-first-screen></div>`}
        ${started && state.phase === "result" ? html`<footer><tl-status-bar class="status" .app=${app} .state=${state}></tl-status-bar></footer>` : nothing}
      </div>
      ${[...this.dialogs].map((name) => DIALOGS[name].render(app, state))}
      ${state.planning === null ? nothing : this.planDialog()}
    `;
  }

  private header(): TemplateResult {
    const { app, state } = this;
    const report = state.result?.report;
    const shown = state.phase === "result" ? report : undefined;
    const opened = state.phase === "reading" ? state.opened : null;
    const name = shown !== undefined ? titleOf(shown) : opened?.files.map((file) => file.name).join(", ");
    return html`<header>
      <button class="brand" type="button" title="To the first screen" ?disabled=${state.phase === "reading"} @click=${() => app.home()}>
        ${mark(22)}<span class="word">Timberline</span><span class="hear">to the first screen</span>
      </button>
      <div class="title">
        ${name === undefined ? nothing : html`<h1 class="name" title=${name}>${name}</h1>`}
        ${shown === undefined ? nothing : html`<span class="facts">${formatBytes(shown.totals.bytes)} · ${countOf(shown.totals.lines, "line")}</span>`}
      </div>
      <button class="search" type="button" title="Search or command (Ctrl or ⌘ K)" @click=${() => app.dialog("palette")}>
        ${icon("search")}<span class="text" aria-hidden="true">Search or command…</span><kbd aria-hidden="true">${SEARCH_KEY}</kbd><span class="hear">Search or command</span></button>
      <div class="actions">
        ${
          shown === undefined
            ? nothing
            : html`<button class="button quiet" type="button" title="Open files (o)" @click=${() => this.open(pickFiles())}>${icon("open")}<span class="text" aria-hidden="true">Open…</span><span class="hear">Open files</span></button>
              <button class="button" type="button" title="Export the report (e)" @click=${() => app.exportReport()}>${icon("share")}<span class="text" aria-hidden="true">Export</span><span class="hear">Export the report</span></button>`
        }
        <button class="button quiet roomy" type="button" title="Theme: ${THEME_WORDS[state.theme]} (t)" @click=${() => app.nextTheme()}>${icon("theme")}<span class="hear">Theme: ${THEME_WORDS[state.theme]}</span></button>
        <button class="button quiet" type="button" title="Settings (,)" @click=${() => app.dialog("settings")}>${icon("settings")}<span class="hear">Settings</span></button>
        <button class="button quiet" type="button" title="Keys (?)" @click=${() => app.dialog("help")}>${icon("help")}<span class="hear">Keys</span></button>
      </div>
    </header>`;
  }

  /** Begins while files are being opened, so that it is there when they are; once more at the next step if it failed. */
  private loadWorkingScreen(): void {
    if (this.canWork) return;
    import("./working-screen.ts").then(
      () => {
        this.canWork = true;
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.app.messages.error(`The screen for results did not load (${reason}). Reload the page.`);
      },
    );
  }

  /** Its script comes with the first use. */
  private planDialog(): TemplateResult {
    import("./plan-dialog.ts").catch((error: unknown) => this.app.messages.error(error));
    return html`<tl-plan-dialog .app=${this.app} .state=${this.state}></tl-plan-dialog>`;
  }

  private open(picking: Promise<PickedFiles | null>): void {
    picking.then(
      (picked) => this.app.analysing.open(picked),
      (error) => this.app.messages.error(error),
    );
  }

  private body(): TemplateResult {
    const { app, state } = this;
    const { selection } = state;
    // while a file is read, what is seen stands where the overview will be
    const shown = state.phase === "result" ? viewNamed(state.view, state.result?.report) : null;
    // on a narrow screen the inspector covers the view: an alert is not what the templates are looked at for
    const alertIdle = selection.alertId === null || state.view === "templates";
    const idle = alertIdle && selection.templateId === null;
    const open = state.inspectorOpen && state.phase === "result";
    return html`<div class="body ${open ? "" : "closed"}">
      ${this.navigation(shown)}
      <main class="main">
        <tl-time-line .app=${app} .state=${state}></tl-time-line>
        <tl-selection-chips .app=${app} .state=${state}></tl-selection-chips>
        <div class="view ${shown?.fixed ? "fixed" : ""}">${shown !== null ? this.view(shown) : html`<tl-reading-view .app=${app} .state=${state}></tl-reading-view>`}</div>
      </main>
      <aside class="panel" aria-label="Inspector" data-view=${state.view} ?data-idle=${idle || state.phase !== "result"}>
        ${open ? this.panel.handle() : nothing}
        <tl-inspector .app=${app} .state=${state}></tl-inspector>
      </aside>
    </div>`;
  }

  private navigation(shown: RegisteredView | null): TemplateResult {
    const { app, state } = this;
    const report = state.result?.report;
    const current = shown?.name ?? "overview";
    const views = viewsFor(report);
    const alertCount = state.phase === "result" ? (report?.alerts.length ?? 0) : 0;
    const others = views.filter(({ name }) => !BAR_VIEWS.includes(name));
    const inMore = others.find(({ name }) => name === current);
    return html`<nav aria-label="Views">
      ${views.map(
        ({
          name,
          label,
          icon: iconName,
          key,
          purpose,
        }) => html`<button class=${BAR_VIEWS.includes(name) ? "" : "roomy"} type="button" ?disabled=${state.phase !== "result"} title=${`${purpose} (${key})`}
          aria-current=${name === current ? "page" : nothing} @click=${() => app.selecting.view(name)}>
          ${icon(iconName)}<span>${label}</span>
          ${name === "alerts" && alertCount > 0 ? html`<span class="badge">${alertCount > 99 ? "99+" : formatNumber(alertCount)}</span>` : nothing}
        </button>`,
      )}
      <button class="more" type="button" popovertarget="more" ?disabled=${state.phase !== "result"} aria-current=${inMore === undefined ? nothing : "page"}>${icon("more")}<span>${inMore?.label ?? "More"}</span></button>
      <div id="more" popover class="more-views">${others.map(
        ({
          name,
          label,
          icon: iconName,
          purpose,
        }) => html`<button type="button" popovertarget="more" popovertargetaction="hide" aria-current=${name === current ? "page" : nothing} @click=${() => app.selecting.view(name)}>
          ${icon(iconName)}<span><b>${label}</b><span class="purpose">${purpose}</span></span></button>`,
      )}</div>
    </nav>`;
  }

  /** Its script comes with the first use. */
  private view({ load, render }: RegisteredView): TemplateResult {
    load().catch((error: unknown) => this.app.messages.error(error));
    return render(this.app, this.state);
  }
}

customElements.define("tl-app", AppShell);
