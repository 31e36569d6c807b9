/** The base of all elements that show the state: they get the app and its state from above and render both. */
import { type CSSResultGroup, LitElement, type PropertyValues } from "lit";
import type { App } from "../app/app.ts";
import type { AppState } from "../app/state.ts";
import { sharedStyles } from "./shared.styles.ts";

/** Parts of the state that few elements show: what lies over the screen or beside the result, and colours. */
const ASIDE = [
  "dialog",
  "paletteText",
  "inspectorOpen",
  "theme",
  "messages",
  "written",
  "applyUpdate",
  "stored",
  "storage",
] as const satisfies (keyof AppState)[];

/** Parts that only some views show, for those that show none of them. */
export const OF_OTHER_VIEWS = [
  ...ASIDE,
  "view",
  "lineAt",
  "line",
  "eventOfLine",
  "onlyHits",
  "byTime",
  "byTime",
  "goTo",
  "studied",
  "comparing",
  "saved",
  "storedId",
  "files",
] as const satisfies (keyof AppState)[];

export class View extends LitElement {
  static override properties: Record<string, object> = {
    app: { attribute: false },
    state: { attribute: false },
  };
  static override styles: CSSResultGroup = [sharedStyles];

  declare app: App;
  declare state: AppState;

  /** An element draws itself again when something it shows has changed. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (this.app === undefined || this.state === undefined) return false;
    const before = changed.get("state") as AppState | undefined;
    if (changed.size > 1 || before === undefined || this.followsDialogs) return true;
    const ignored: readonly string[] = this.ignores;
    return Object.entries(this.state).some(
      ([name, value]) => !ignored.includes(name) && value !== before[name as keyof AppState],
    );
  }

  /** whether it is a dialog itself */
  protected readonly followsDialogs: boolean = false;

  /** Parts of the state that neither the element nor any within it shows. */
  protected get ignores(): readonly (keyof AppState)[] {
    return ASIDE;
  }
}
