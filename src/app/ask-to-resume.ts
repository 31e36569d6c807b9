/** Asks whether to go on with a reading that was cut off, where there is one. */
import type { Opened } from "../model/analysis.ts";
import type { Messages } from "./messages.ts";
import type { StateHolder } from "./state.ts";

/** @returns whether to go on; false when there is nothing to go on from, or the question is dismissed */
export async function askToResume(holder: StateHolder, messages: Messages, opened: Opened): Promise<boolean> {
  const { resumable, files } = opened;
  if (!resumable) return false;
  const percent = `${Math.floor((100 * resumable.bytesRead) / Math.max(1, resumable.bytesTotal))} %`;
  const what = files.length === 1 ? (files[0]?.name ?? "this file") : `these ${files.length} files`;
  return new Promise((resolve) => {
    let id = 0;
    const answer = (goOn: boolean) => {
      holder.removeEventListener("change", whenDismissed);
      messages.dismiss(id);
      resolve(goOn);
    };
    const whenDismissed = () => {
      if (!holder.state.messages.some((message) => message.id === id)) answer(false);
    };
    id = messages.ask(
      `Reading of ${what} was cut off at ${percent} the last time; what was read is kept.`,
      { label: `Go on from ${percent}`, run: () => answer(true) },
      { label: "Start again", run: () => answer(false) },
    );
    holder.addEventListener("change", whenDismissed);
  });
}
