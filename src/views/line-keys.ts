/** The keys of the view of lines, in one table: what the help shows is what is bound. They work wherever nothing else takes keys. */

/** What keys do to lines. */
export interface LineKeys {
  readonly hasRows: boolean;
  step(by: number): void;
  stepPage(by: 1 | -1): void;
  stepToEnd(end: "first" | "last"): void;
  stepHit(direction: 1 | -1): Promise<void>;
  openGoTo(): void;
  focusFilter(): void;
  toggleOnly(): void;
  toggleByTime(): void;
  toggleBookmark(): void;
  toggleList(): void;
  toggleWrap(): void;
  toggleDeltas(): void;
  toEvent(): Promise<void>;
  cut(keep: "since" | "until"): void;
  copy(form: "text" | "markdown"): Promise<void>;
}

interface LineKey {
  keys: readonly string[];
  shown: string;
  label: string;
  /** whether the focus must be on the lines, as the key means something on what else may have it */
  onLines?: true;
  run(lines: LineKeys): void;
}

const TABLE: readonly LineKey[] = [
  { keys: ["j"], shown: "j", label: "Next line", run: (lines) => lines.step(1) },
  { keys: ["k"], shown: "k", label: "Line before", run: (lines) => lines.step(-1) },
  { keys: ["ArrowDown"], shown: "↓", label: "Next line", onLines: true, run: (lines) => lines.step(1) },
  { keys: ["ArrowUp"], shown: "↑", label: "Line before", onLines: true, run: (lines) => lines.step(-1) },
  { keys: ["PageDown"], shown: "Page Down", label: "A screen on", onLines: true, run: (lines) => lines.stepPage(1) },
  { keys: ["PageUp"], shown: "Page Up", label: "A screen back", onLines: true, run: (lines) => lines.stepPage(-1) },
  { keys: ["Home"], shown: "Home", label: "First line", onLines: true, run: (lines) => lines.stepToEnd("first") },
  { keys: ["End"], shown: "End", label: "Last line", onLines: true, run: (lines) => lines.stepToEnd("last") },
  {
    keys: ["Enter"],
    shown: "Enter",
    label: "To the first line of its event",
    onLines: true,
    run: (lines) => void lines.toEvent(),
  },
  { keys: ["g"], shown: "g", label: "Go to a line or time", run: (lines) => lines.openGoTo() },
  { keys: ["/"], shown: "/", label: "Look for text", run: (lines) => lines.focusFilter() },
  { keys: ["n"], shown: "n", label: "Next hit", run: (lines) => void lines.stepHit(1) },
  { keys: ["N"], shown: "N", label: "Hit before", run: (lines) => void lines.stepHit(-1) },
  { keys: ["v"], shown: "v", label: "Only hits, or in context", run: (lines) => lines.toggleOnly() },
  {
    keys: ["T"],
    shown: "T",
    label: "Files merged by time, or one after the other",
    run: (lines) => lines.toggleByTime(),
  },
  { keys: ["m"], shown: "m", label: "Bookmark the line", run: (lines) => lines.toggleBookmark() },
  { keys: ["M"], shown: "M", label: "List of bookmarks", run: (lines) => lines.toggleList() },
  { keys: ["F"], shown: "F", label: "From this line on", run: (lines) => lines.cut("since") },
  { keys: ["U"], shown: "U", label: "Up to this line", run: (lines) => lines.cut("until") },
  { keys: ["c"], shown: "c", label: "Copy with context", run: (lines) => void lines.copy("text") },
  { keys: ["C"], shown: "C", label: "Copy as Markdown", run: (lines) => void lines.copy("markdown") },
  { keys: ["W"], shown: "W", label: "Wrap long lines", run: (lines) => lines.toggleWrap() },
  { keys: ["D"], shown: "D", label: "Time since the line before", run: (lines) => lines.toggleDeltas() },
];

/** For the help. */
export const LINE_KEYS: readonly { shown: string; label: string }[] = TABLE.map(({ shown, label }) => ({
  shown,
  label,
}));

/** Does what a key says; leaves alone what is typed, or meant for a dialog or a chart. */
export function lineKey(lines: LineKeys & Element, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const path = event.composedPath();
  const [target] = path;
  if (!(target instanceof HTMLElement) || target.matches("input, textarea, select") || target.isContentEditable) return;
  const isElsewhere = path.some(
    (one) => one instanceof HTMLElement && one.matches("dialog, tl-time-line, [role=dialog]"),
  );
  if (isElsewhere || document.querySelector("dialog[open]") !== null) return;
  const command = TABLE.find(({ keys }) => keys.includes(event.key));
  if (command === undefined || (command.onLines && !target.matches(".scroller, body"))) return;
  if (!lines.hasRows && !["/", "M"].includes(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  command.run(lines);
}
