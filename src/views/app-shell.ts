/**
 * <tl-app>: the frame of the screen. Listens to the state and hands it down; takes drops anywhere on the page. What is
 * inside the frame belongs to the other elements.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../app/app.ts";
import { filesOfDrop, pickFiles } from "../app/file-access.ts";
import { type AppState, INITIAL_STATE, titleOf } from "../app/state.ts";
import { countOf, formatBytes, formatNumber } from "../charts/format.ts";
import { appShellStyles } from "./app-shell.styles.ts";
import { icon, mark } from "./icons.ts";
import { sharedStyles } from "./shared.styles.ts";
import "./first-screen.ts";
import "./help-dialog.ts";
import "./notice-area.ts";
import "./reading-line.ts";
import { type RegisteredView, viewNamed, viewsFor } from "./view-registry.ts";

const THEME_WORDS = { system: "as the system", light: "light", dark: "dark" } as const;

export class AppShell extends LitElement {
  static override styles = [sharedStyles, appShellStyles];
  static override properties = {
    app: { attribute: false },
    state: { state: true },
    dropping: { state: true },
    canWork: { state: true },
  };

  declare app: App;
  declare state: AppState;
  declare dropping: boolean;
  /** whether the script of the working screen is there; until then the first screen stays */
  declare canWork: boolean;

  /** names of the views that the result on screen has, for scripts that walk through them */
  get viewNames(): string[] {
    return viewsFor(this.state.result?.report).map(({ name }) => name);
  }

  private readonly follow = (): void => {
    this.state = this.app.state;
  };

  constructor() {
    super();
    this.state = INITIAL_STATE;
    this.dropping = false;
    this.canWork = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("dragover", this.dragOver);
    window.addEventListener("dragleave", this.dragLeave);
    window.addEventListener("drop", this.drop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("dragover", this.dragOver);
    window.removeEventListener("dragleave", this.dragLeave);
    window.removeEventListener("drop", this.drop);
    this.app?.holder.removeEventListener("change", this.follow);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    const { phase } = this.state;
    const before = changed.get("state") as AppState | undefined;
    if (changed.has("state") && before?.phase !== phase && phase !== "start") this.loadWorkingScreen();
    if (!changed.has("app")) return;
    (changed.get("app") as App | undefined)?.holder.removeEventListener("change", this.follow);
    this.app.holder.addEventListener("change", this.follow);
    this.state = this.app.state;
  }

  private readonly dragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.dropping = true;
  };

  private readonly dragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.dropping = false;
  };

  private readonly drop = (event: DragEvent): void => {
    this.dropping = false;
    if (event.dataTransfer === null || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    filesOfDrop(event.dataTransfer).then(
      (picked) => this.app.analysing.open(picked),
      (error) => this.app.messages.error(error),
    );
  };

  override render(): TemplateResult {
    const { app, state } = this;
    if (app === undefined) return html``;
    const started = this.canWork && (state.phase === "result" || state.phase === "reading");
    return html`
      <div class="frame ${this.dropping ? "dropping" : ""}">
        ${this.header()}
        <div>
          <tl-notice-area .app=${app} .state=${state}></tl-notice-area>
          <tl-reading-line .app=${app} .state=${state}></tl-reading-line>
        </div>
        ${started ? this.body() : html`<div class="body start"><tl-first-screen .app=${app} .state=${state}></tl-first-screen></div>`}
        ${started && state.phase === "result" ? html`<tl-status-bar class="status" .app=${app} .state=${state}></tl-status-bar>` : nothing}
      </div>
      <tl-help-dialog .app=${app} .state=${state}></tl-help-dialog>
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
      <div class="actions">
        ${
          shown === undefined
            ? nothing
            : html`<button class="button quiet" type="button" title="Open files (o)" @click=${() => this.openFiles()}>${icon("open")}<span class="text" aria-hidden="true">Open…</span><span class="hear">Open files</span></button>
              <button class="button" type="button" title="Export the report (e)" @click=${() => app.exportReport()}>${icon("share")}<span class="text" aria-hidden="true">Export</span><span class="hear">Export the report</span></button>`
        }
        <button class="button quiet" type="button" title="Theme: ${THEME_WORDS[state.theme]} (t)" @click=${() => app.nextTheme()}>${icon("theme")}<span class="hear">Theme: ${THEME_WORDS[state.theme]}</span></button>
        <button class="button quiet" type="button" title="Keys (?)" @click=${() => app.holder.set({ helpOpen: true })}>${icon("help")}<span class="hear">Keys</span></button>
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

  private openFiles(): void {
    pickFiles().then(
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
    return html`<div class="body">
      ${this.navigation(shown)}
      <main class="main">
        <tl-time-line .app=${app} .state=${state}></tl-time-line>
        <tl-selection-chips .app=${app} .state=${state}></tl-selection-chips>
        <div class="view ${shown?.fixed ? "fixed" : ""}">${shown !== null ? this.view(shown) : html`<tl-reading-view .app=${app} .state=${state}></tl-reading-view>`}</div>
      </main>
      <tl-inspector .app=${app} .state=${state} data-view=${state.view} ?data-idle=${idle || state.phase !== "result"}></tl-inspector>
    </div>`;
  }

  private navigation(shown: RegisteredView | null): TemplateResult {
    const { app, state } = this;
    const report = state.result?.report;
    const alertCount = state.phase === "result" ? (report?.alerts.length ?? 0) : 0;
    return html`<nav aria-label="Views">
      ${viewsFor(report).map(
        ({
          name,
          label,
          icon: iconName,
          key,
          purpose,
        }) => html`<button type="button" ?disabled=${state.phase !== "result"} title=${`${purpose} (${key})`}
          aria-current=${name === (shown?.name ?? "overview") ? "page" : nothing} @click=${() => app.selecting.view(name)}>
          ${icon(iconName)}<span>${label}</span>
          ${name === "alerts" && alertCount > 0 ? html`<span class="badge">${alertCount > 99 ? "99+" : formatNumber(alertCount)}</span>` : nothing}
        </button>`,
      )}
    </nav>`;
  }

  /** Its script comes with the first use. */
  private view({ load, render }: RegisteredView): TemplateResult {
    load().catch((error: unknown) => this.app.messages.error(error));
    return render(this.app, this.state);
  }
}

customElements.define("tl-app", AppShell);
