/** Cuts long work into tasks, so that the page can draw and hear the user in between. */

/** @returns a promise that is resolved in a task of its own */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
