/**
 * Ids of analyses that were deleted when their page went, as the store may not answer before it is gone: the next page deletes
 * them first. In the browser's local storage; where that is blocked, what the going page still did is all.
 */
const KEY = "timberline-condemned";

export function condemned(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** Adds ids, or with none forgets them all. */
export function condemn(ids: readonly string[]): void {
  try {
    if (ids.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify([...new Set([...condemned(), ...ids])]));
  } catch {
    // blocked storage
  }
}
