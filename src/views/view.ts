/** The base of all elements that show the state: they get the app and its state from above and render both. */
import { type CSSResultGroup, LitElement } from "lit";
import type { App } from "../app/app.ts";
import type { AppState } from "../app/state.ts";
import { sharedStyles } from "./shared.styles.ts";

export class View extends LitElement {
  static override properties: Record<string, object> = {
    app: { attribute: false },
    state: { attribute: false },
  };
  static override styles: CSSResultGroup = [sharedStyles];

  declare app: App;
  declare state: AppState;

  protected override shouldUpdate(): boolean {
    return this.app !== undefined && this.state !== undefined;
  }
}
