/** Lets waiting messages into a worker that is busy; promises alone would not. */

const channel = new MessageChannel();
let resume: (() => void) | null = null;
channel.port1.onmessage = () => resume?.();

/** @returns a promise that is resolved after the messages that wait now; for one caller at a time */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const before = resume;
    resume = () => {
      before?.();
      resume = null;
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
