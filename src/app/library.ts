/**
 * Commands on what is kept: list, save, load, delete. A blocked or full store is told in a sentence; the result on
 * screen stays.
 */
import type { AnalysisResult } from "../model/analysis.ts";
import type { Report } from "../model/report.ts";
import type { AnalysisStore } from "../store/store.ts";
import type { Messages } from "./messages.ts";
import type { Parts } from "./parts.ts";
import type { StateHolder } from "./state.ts";

export class Library {
  /** handles of the files behind the result on screen; empty where the browser gives none */
  handles: FileSystemFileHandle[] = [];
  private readonly holder: StateHolder;
  private readonly parts: Parts;
  private readonly messages: Messages;
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
      const stored = await (await this.store()).list();
      this.holder.set({ stored: stored.sort((a, b) => b.savedMs - a.savedMs) });
    } catch (error) {
      this.holder.set({ stored: [] });
      this.messages.error(error);
    }
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
    try {
      await (await this.store()).updateReport(storedId, report);
    } catch (error) {
      this.messages.error(error);
    }
  }

  /** @returns a stored analysis; null, with a message, when it cannot be had */
  async load(id: string): Promise<AnalysisResult | null> {
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
