/** Cuts long work into tasks, so that the page can draw and hear the user in between. */

/** @returns a promise that is resolved in a task of its own */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** How long a page that draws nothing, as one in the background, is waited for. */
const UNDRAWN_MS = 200;

/** Runs what the eye does not wait for: once the page has drawn what there is to draw now. */
export function afterPaint(run: () => void): void {
  const timer = setTimeout(run, UNDRAWN_MS);
  requestAnimationFrame(() => {
    clearTimeout(timer);
    setTimeout(run);
  });
}
