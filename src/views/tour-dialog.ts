/** <tl-tour-dialog>: the screen explained on one screen: its parts where they are, with what each is for. */
import { css, html, type TemplateResult } from "lit";
import { DialogView, dialogStyles } from "./dialog-view.ts";
import { sharedStyles } from "./shared.styles.ts";

const PARTS: readonly { place: string; title: string; words: string }[] = [
  {
    place: "top",
    title: "Search or command",
    words: "Ctrl or ⌘ K. Views, templates, alerts, values, “go 12:30”, “go 48211”: type a few letters, Enter.",
  },
  { place: "rail", title: "Views", words: "Each answers for what is selected. Keys 1 to 9." },
  {
    place: "line",
    title: "Time line",
    words:
      "All events, stacked by level or a dimension. Drag to zoom, double click to go back; w a s d zoom and pan. Colours in the legend filter.",
  },
  {
    place: "lane",
    title: "Alerts",
    words:
      "A mark each; an incident is a frame with its alerts in it, who moved first on the left. n and p step through them.",
  },
  {
    place: "chips",
    title: "Selection",
    words:
      "Time, alert, template, level, value and text as chips. Every view follows it, and so does the address: send the link.",
  },
  {
    place: "view",
    title: "The view",
    words: "Findings, tables, pictures, lines. What you choose here is marked on the time line.",
  },
  {
    place: "side",
    title: "Inspector",
    words: "Why: what was seen, what was expected and from what, and the lines that prove it.",
  },
  {
    place: "foot",
    title: "How it was read",
    words: "Format, lines that were not understood, zone. Click to look closer or to change it.",
  },
];

export class TourDialog extends DialogView {
  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      dialog { width: min(1040px, calc(100vw - 24px)); }
      .screen { display: grid; gap: 6px; grid-template: "top top top" auto "rail line side" auto "rail lane side" auto "rail chips side" auto "rail view side" minmax(96px, auto) "foot foot foot" auto / 124px minmax(0, 1fr) 220px; }
      .screen > div { padding: var(--tl-2) var(--tl-3); border: 1px solid var(--tl-line); border-radius: var(--tl-radius); background: var(--tl-surface); }
      .top { grid-area: top; } .rail { grid-area: rail; } .line { grid-area: line; } .lane { grid-area: lane; } .chips { grid-area: chips; }
      .view { grid-area: view; } .side { grid-area: side; } .foot { grid-area: foot; }
      dt { font-weight: var(--tl-bold); }
      dd { color: var(--tl-text-muted); }
      .private { margin-top: var(--tl-3); color: var(--tl-text-muted); }
      @media (max-width: 699px) { .screen { grid-template: none; grid-template-columns: minmax(0, 1fr); } .screen > div { grid-area: auto; } }
    `,
  ];
  protected readonly name = "tour";

  override render(): TemplateResult {
    return this.titled(
      "What is where",
      html`<dl class="screen">${PARTS.map(({ place, title, words }) => html`<div class=${place}><dt>${title}</dt><dd>${words}</dd></div>`)}</dl>
        <p class="private">Files are read where they lie and never leave this machine. Press <kbd>?</kbd> for all keys.</p>`,
    );
  }
}

customElements.define("tl-tour-dialog", TourDialog);
