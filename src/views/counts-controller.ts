/** Draws its element again when the selection has been counted. */
import type { ReactiveController } from "lit";
import type { SelectedCounts } from "../app/selected-counts.ts";
import type { View } from "./view.ts";

export class CountsController implements ReactiveController {
  private readonly host: View;
  private listening = false;
  private readonly hear = (): void => this.host.requestUpdate("state");

  constructor(host: View) {
    this.host = host;
    host.addController(this);
  }

  /** See `Selected.counts`. */
  get counts(): SelectedCounts | null {
    return this.host.app.selected.counts(this.host.state);
  }

  hostUpdate(): void {
    if (this.listening) return;
    this.listening = true;
    this.host.app.selected.addEventListener("change", this.hear);
  }

  hostDisconnected(): void {
    if (this.listening) this.host.app.selected.removeEventListener("change", this.hear);
    this.listening = false;
  }
}
