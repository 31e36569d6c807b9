/**
 * Tells charts that the colours of the page have changed: another theme, or more contrast or forced colours of the system.
 * A canvas keeps the colours it was drawn with, so whoever draws one listens here.
 */

/** What the style sheets choose colours by, besides the theme on the root element. */
const QUERIES = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

const listeners = new Set<() => void>();
let isWatching = false;
let changeCount = 0;

/** How often the colours have changed so far: what was read at another count is of other colours. */
export function colorChanges(): number {
  if (!isWatching) watch();
  return changeCount;
}

/** @param onChange heard after every change of colours @returns an end to the listening */
export function watchColors(onChange: () => void): () => void {
  if (!isWatching) watch();
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

/** Once for the page, and for as long as it lives. */
function watch(): void {
  isWatching = true;
  const tell = (): void => {
    changeCount++;
    for (const listener of listeners) listener();
  };
  for (const query of QUERIES) matchMedia(query).addEventListener("change", tell);
  new MutationObserver(tell).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
