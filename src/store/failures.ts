/** What can go wrong with the browser's storage, each as one sentence with what the user can do. */
import { TimberlineError } from "../model/analysis.ts";

function storage(message: string): TimberlineError {
  return new TimberlineError({ code: "storage", message });
}

/** @param neededBytes size of what was to be kept */
function quotaFailure(neededBytes: number): TimberlineError {
  const megabytes = Math.max(1, Math.ceil(neededBytes / 1e6));
  return storage(
    `There is no room left to keep this analysis (${megabytes} MB): remove earlier ones, or export the report.`,
  );
}

export function unavailableFailure(): TimberlineError {
  return storage(
    "This browser keeps nothing here (a private window, or storage is blocked): export the report before you close the page.",
  );
}

export function blockedFailure(): TimberlineError {
  return storage("Another tab holds an older version of the library: close the other Timberline tabs and reload.");
}

function outdatedFailure(): TimberlineError {
  return storage("Timberline was updated in another tab: reload this page to use the library.");
}

export function missingFailure(): TimberlineError {
  return new TimberlineError({
    code: "no-file",
    message: "This analysis is no longer in the library on this machine.",
  });
}

/**
 * @param error whatever IndexedDB threw
 * @param neededBytes size of what was to be kept, for the sentence about room
 */
export function storeFailure(error: unknown, neededBytes: number): TimberlineError {
  if (error instanceof TimberlineError) return error;
  const name = error instanceof Error ? error.name : "";
  if (name === "QuotaExceededError") return quotaFailure(neededBytes);
  if (name === "VersionError") return outdatedFailure();
  if (["SecurityError", "InvalidStateError", "NotSupportedError", "UnknownError"].includes(name)) {
    return unavailableFailure();
  }
  const reason = error instanceof Error ? error.message : String(error);
  return storage(`The library on this machine failed (${reason}): export the report, then reload the page.`);
}
