/**
 * Commands on what is kept: list, save, load, rename, delete with a way back, and how much room there is. A blocked or full store is told in a sentence; the result on
 * screen stays.
 */
import type { AnalysisResult, ShownResult } from "../model/analysis.ts";
import type { Report } from "../model/report.ts";
import type { AnalysisStore } from "../store/store.ts";
import { condemn, condemned } from "./condemned.ts";
import type { Messages } from "./messages.ts";
import type { Parts } from "./parts.ts";
import type { SavedState, StateHolder } from "./state.ts";

/** How long deleting can be undone. */
const UNDO_MS = 10_000;

export class Library {
  /** handles of the files behind the result on screen; empty where the browser gives none */
  handles: FileSystemFileHandle[] = [];
  private readonly holder: StateHolder;
  private readonly parts: Parts;
  private readonly messages: Messages;
  /** what was deleted and may still be taken back, with the end of that time */
  private readonly doomed = new Map<string, ReturnType<typeof setTimeout>>();
  private opening: Promise<AnalysisStore> | null = null;

  constructor(holder: StateHolder, parts: Parts, messages: Messages) {
    this.holder = holder;
    this.parts = parts;
    this.messages = messages;
  }

  /** @returns the store; tries again after a failure */
  private store(): Promise<AnalysisStore> {
    this.opening ??= this.parts.openStore().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  async list(): Promise<void> {
    try {
      const store = await this.store();
      const ids = condemned();
      if (ids.length > 0) {
        await Promise.all(ids.map((id) => store.remove(id)));
        condemn([]);
      }
      const stored = await store.list();
      const there = stored.filter(({ id }) => !this.doomed.has(id));
      this.holder.set({ stored: there.sort((a, b) => b.savedMs - a.savedMs) });
    } catch (error) {
      this.holder.set({ stored: [] });
      this.messages.error(error);
    }
  }

  /** Asks the browser how much it keeps for this app, and whether for good. */
  async measure(): Promise<void> {
    try {
      const estimate = await (await this.store()).estimate();
      const persisted = (await navigator.storage?.persisted?.()) ?? false;
      this.holder.set({ storage: estimate === null ? null : { ...estimate, persisted } });
    } catch {
      // told by what needs the store
      this.holder.set({ storage: null });
    }
  }

  /** Asks the browser not to clear what is kept when room gets short; it may say no without a word. */
  async persist(): Promise<void> {
    const granted = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    await this.measure();
    if (!granted)
      this.messages.info(
        "The browser did not promise to keep it: install Timberline as an app, or export what you cannot lose.",
      );
  }

  /** Gives a stored analysis another name. */
  async rename(id: string, name: string): Promise<void> {
    const title = name.trim();
    if (title === "") return;
    try {
      const store = await this.store();
      const { result, storedId } = this.holder.state;
      const shown = result !== null && storedId === id ? result : null;
      const { report } = shown ?? (await store.load(id)).result;
      const renamed: Report = { ...report, annotations: { ...report.annotations, title } };
      if (shown !== null) this.holder.set({ result: { ...shown, report: renamed } });
      await store.updateReport(id, renamed);
    } catch (error) {
      this.messages.error(error);
    }
    await this.list();
  }

  /** Deletes a stored analysis, at once for the eye and after ten seconds for good. */
  forget(id: string): void {
    const entry = this.holder.state.stored?.find((one) => one.id === id);
    if (entry === undefined) return;
    const end = (): void => {
      clearTimeout(timer);
      this.messages.dismiss(message);
    };
    const timer = setTimeout(() => {
      end();
      void this.remove(id);
    }, UNDO_MS);
    this.doomed.set(id, timer);
    this.holder.set({ stored: (this.holder.state.stored ?? []).filter((one) => one.id !== id) });
    const message = this.messages.info(`“${entry.title}” was deleted.`, {
      label: "Undo",
      run: () => {
        end();
        this.doomed.delete(id);
        void this.list();
      },
    });
  }

  /** Ends the time in which deleting can be undone: before the page goes. */
  async settleDeletions(): Promise<void> {
    const ids = [...this.doomed.keys()];
    if (ids.length > 0) condemn(ids);
    for (const timer of this.doomed.values()) clearTimeout(timer);
    await Promise.all(ids.map((id) => this.remove(id)));
  }

  /** Saves the result on screen. */
  async keep(result: AnalysisResult, handles: FileSystemFileHandle[]): Promise<void> {
    this.handles = handles;
    this.holder.set({ saved: "saving" });
    try {
      const storedId = await (await this.store()).save(result, handles);
      if (this.holder.state.result?.partial === result.partial) this.holder.set({ storedId, saved: "saved" });
    } catch (error) {
      if (this.holder.state.result?.partial === result.partial) this.holder.set({ saved: "not-saved" });
      this.messages.error(error);
    }
    await this.list();
  }

  /** Replaces the stored report of the result on screen. */
  async update(report: Report): Promise<void> {
    const { storedId } = this.holder.state;
    if (storedId === null) return;
    const mine = ++this.updates;
    this.holder.set({ saved: "saving" });
    let saved: SavedState = "saved";
    try {
      await (await this.store()).updateReport(storedId, report);
    } catch (error) {
      saved = "not-saved";
      this.messages.error(error);
    }
    if (mine === this.updates && this.holder.state.storedId === storedId) this.holder.set({ saved });
  }
  /** begun so far: the last one tells how it went */
  private updates = 0;

  /** @returns a stored analysis; null, with a message, when it cannot be had */
  async load(id: string): Promise<ShownResult | null> {
    try {
      const { result, handles } = await (await this.store()).load(id);
      this.handles = handles;
      return result;
    } catch (error) {
      this.messages.error(error);
      return null;
    }
  }

  /** Deletes a stored analysis; the one on screen stays there, unsaved. */
  async remove(id: string): Promise<void> {
    try {
      await (await this.store()).remove(id);
      if (this.holder.state.storedId === id) this.holder.set({ storedId: null, saved: "not-saved" });
    } catch (error) {
      this.messages.error(error);
    }
    this.doomed.delete(id);
    await this.list();
  }

  /** Keeps the handles of the result on screen for the next visit. */
  async remember(handles: FileSystemFileHandle[]): Promise<void> {
    this.handles = handles;
    const { storedId } = this.holder.state;
    if (storedId === null) return;
    try {
      await (await this.store()).keepHandles(storedId, handles);
    } catch (error) {
      this.messages.error(error);
    }
  }
}
