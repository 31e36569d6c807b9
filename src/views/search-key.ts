/** The key that leads to a view's search field, as it does in Lines. */

/** Whether an event is that key, and meant for neither a field nor a dialog. */
export function isSearchKey(event: KeyboardEvent): boolean {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement) || target.matches("input, textarea, select") || target.isContentEditable)
    return false;
  return document.querySelector("dialog[open]") === null;
}
