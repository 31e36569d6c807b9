/** The base of all elements that show the state: they get the app and its state from above and render both. */
import { type CSSResultGroup, LitElement, type PropertyValues } from "lit";
import type { App } from "../app/app.ts";
import type { AppState } from "../app/state.ts";
import { sharedStyles } from "./shared.styles.ts";

const OVER_THE_SCREEN = new Set<string>(["dialog", "paletteText", "inspectorOpen"] satisfies (keyof AppState)[]);

export class View extends LitElement {
  static override properties: Record<string, object> = {
    app: { attribute: false },
    state: { attribute: false },
  };
  static override styles: CSSResultGroup = [sharedStyles];

  declare app: App;
  declare state: AppState;

  /** What lies over the screen changes nothing below it: most elements have nothing to draw then. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (this.app === undefined || this.state === undefined) return false;
    const before = changed.get("state") as AppState | undefined;
    if (changed.size > 1 || before === undefined || this.followsDialogs) return true;
    return Object.entries(this.state).some(
      ([name, value]) => !OVER_THE_SCREEN.has(name) && value !== before[name as keyof AppState],
    );
  }

  /** whether it is a dialog itself */
  protected readonly followsDialogs: boolean = false;
}
