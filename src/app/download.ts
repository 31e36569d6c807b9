/** Hands a text to the user as a file to keep, and says so: the browser alone may show nothing. */
import type { StateHolder } from "./state.ts";

/** How long the screen says what was written. */
const SAID_MS = 10_000;

/** @param name the file name that is proposed */
export function download(holder: StateHolder, name: string, type: string, text: string): void {
  const content = new Blob([text], { type });
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  const written = { name, bytes: content.size };
  holder.set({ written });
  setTimeout(() => {
    if (holder.state.written === written) holder.set({ written: null });
  }, SAID_MS);
}
