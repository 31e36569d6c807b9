/** What the user is told: one sentence each, newest last, until dismissed or overtaken. */
import { TimberlineError } from "../model/analysis.ts";
import type { Message, StateHolder } from "./state.ts";

const MOST = 4;

type Action = NonNullable<Message["action"]>;

export class Messages {
  private readonly holder: StateHolder;
  private nextId = 1;

  constructor(holder: StateHolder) {
    this.holder = holder;
  }

  /** @param cause a sentence, or whatever was thrown */
  error(cause: unknown, action: Message["action"] = null): void {
    this.add("error", sentenceOf(cause), action);
  }

  /** @returns the message's id */
  info(text: string, action: Message["action"] = null): number {
    const id = this.nextId;
    this.add("info", text, action);
    return id;
  }

  /** Asks for one of two things. @returns the message's id */
  ask(text: string, action: Action, otherAction: Action): number {
    const id = this.nextId;
    this.add("info", text, action, otherAction);
    return id;
  }

  dismiss(id: number): void {
    this.holder.set({ messages: this.holder.state.messages.filter((message) => message.id !== id) });
  }

  clear(): void {
    this.holder.set({ messages: [] });
  }

  private add(kind: Message["kind"], text: string, action: Message["action"], otherAction?: Action): void {
    const others = this.holder.state.messages.filter((message) => message.text !== text);
    const message = { id: this.nextId++, kind, text, action, ...(otherAction && { otherAction }) };
    this.holder.set({ messages: [...others, message].slice(-MOST) });
  }
}

/** @returns an error as a sentence; unknown ones say what the program said, and what can be done */
export function sentenceOf(cause: unknown): string {
  if (typeof cause === "string") return cause;
  if (cause instanceof TimberlineError) return cause.message;
  if (cause instanceof DOMException && cause.name === "NotFoundError") {
    return "A file is no longer where it was; open it again from its new place.";
  }
  if (cause instanceof DOMException && cause.name === "NotReadableError") {
    return "The browser was not allowed to read a file; check its permissions, or that no other program holds it.";
  }
  const said = cause instanceof Error ? cause.message : String(cause);
  return `Something went wrong inside Timberline (${said}); reload the page, saved analyses are kept.`;
}
