/** Files that the system opens with the installed app (`file_handlers` of the manifest). */
import { filesOfHandles, type PickedFiles } from "./file-access.ts";

interface LaunchParams {
  files?: readonly FileSystemHandle[];
}

interface LaunchWindow {
  launchQueue?: { setConsumer(consumer: (params: LaunchParams) => void): void };
}

const SEEN = "timberline-launched";

/** @param onFiles called for each launch with files; a reload that repeats a launch is passed over */
export function watchLaunches(onFiles: (picked: PickedFiles) => void): void {
  (globalThis as LaunchWindow).launchQueue?.setConsumer((params) => {
    const handles = (params.files ?? []).filter((h): h is FileSystemFileHandle => h.kind === "file");
    const names = handles.map(({ name }) => name).join("\n");
    if (handles.length === 0 || repeats(names)) return;
    filesOfHandles(handles).then(onFiles, () => onFiles({ files: [], handles: [] }));
  });
}

function repeats(names: string): boolean {
  const navigation = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  try {
    const before = sessionStorage.getItem(SEEN);
    sessionStorage.setItem(SEEN, names);
    return navigation?.type === "reload" && before === names;
  } catch {
    return false;
  }
}
