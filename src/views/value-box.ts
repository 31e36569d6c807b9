/**
 * <tl-value-box>: one of many values, found by typing a part of it. The browser's own list of suggestions does the finding;
 * what is typed counts once it is one of the values.
 *
 * @event tl-value with the value that was chosen
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { countOf } from "../charts/format.ts";
import { sharedStyles } from "./shared.styles.ts";

export class ValueEvent extends Event {
  readonly value: string;
  constructor(value: string) {
    super("tl-value");
    this.value = value;
  }
}

export interface OfferedValue {
  value: string;
  /** for people; no two alike */
  name: string;
  /** events with it */
  count: number;
}

export class ValueBox extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host { display: inline-flex; flex-direction: column; min-width: 0; }
      input { width: 200px; max-width: 100%; min-height: 28px; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: var(--tl-text); font: inherit; font-size: var(--tl-body); text-overflow: ellipsis; }
      input[aria-invalid="true"] { border-color: var(--tl-alert); }
      p { font-size: var(--tl-small); color: var(--tl-ink-error); }
      @media (max-width: 699px) { input { width: 44vw; } }
    `,
  ];
  static override properties = {
    label: { attribute: false },
    values: { attribute: false },
    chosen: { attribute: false },
    typed: { state: true },
    failure: { state: true },
  };

  declare label: string;
  declare values: readonly OfferedValue[];
  /** the value that the box stands at */
  declare chosen: string;
  /** null while nothing is typed */
  declare typed: string | null;
  declare failure: string;

  constructor() {
    super();
    this.values = [];
    this.typed = null;
    this.failure = "";
  }

  override render(): TemplateResult {
    const name = this.values.find(({ value }) => value === this.chosen)?.name ?? this.chosen;
    return html`<input type="text" list="values" autocomplete="off" spellcheck="false" aria-label=${this.label} aria-invalid=${this.failure !== ""}
        title=${name} placeholder=${name} .value=${live(this.typed ?? name)} @focus=${this.begin} @blur=${this.end} @input=${this.type} @change=${this.commit} @keydown=${this.key} />
      <datalist id="values">${this.values.map((one) => html`<option value=${one.name}>${countOf(one.count, "event")}</option>`)}</datalist>
      ${this.failure === "" ? nothing : html`<p role="status">${this.failure}</p>`}`;
  }

  /** Empty, the list offers all of them; what was chosen stands behind. */
  private readonly begin = (): void => {
    this.typed = "";
    this.failure = "";
  };

  private readonly end = (): void => {
    this.typed = null;
  };

  private readonly type = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.failure = "";
    // one that was taken from the list, not typed
    const isTaken = !(event instanceof InputEvent) || event.inputType === "insertReplacementText";
    if (isTaken) this.commit(event);
  };

  private readonly commit = (event: Event): void => {
    const text = (event.target as HTMLInputElement).value.trim();
    if (text === "") return;
    const found = this.values.find(({ name }) => name === text);
    if (found === undefined) this.failure = `No event has “${text}”.`;
    else if (found.value !== this.chosen) this.dispatchEvent(new ValueEvent(found.value));
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.typed === null || this.typed === "") return;
    this.typed = "";
    event.stopPropagation();
  };
}

customElements.define("tl-value-box", ValueBox);
