/**
 * How files come in: pickers, drops, folders, remembered handles. Prefers handles, which survive a reload; falls back
 * to plain files where the browser has none. A cancelled picker yields null.
 */

/** Files with the handles they came from; `handles` is empty where the browser gives none. */
export interface PickedFiles {
  files: File[];
  handles: FileSystemFileHandle[];
}

interface PickerWindow {
  showOpenFilePicker?(options: { multiple: boolean }): Promise<FileSystemFileHandle[]>;
  showDirectoryPicker?(): Promise<FileSystemDirectoryHandle>;
}

type Permission = "granted" | "denied" | "prompt";

interface PermissionHandle {
  queryPermission?(descriptor: { mode: "read" }): Promise<Permission>;
  requestPermission?(descriptor: { mode: "read" }): Promise<Permission>;
}

const browser = globalThis as PickerWindow;

/** More files than this in a folder are surely not meant. */
const MOST_FILES = 1000;

/** Must be called in a click. */
export async function pickFiles(): Promise<PickedFiles | null> {
  if (browser.showOpenFilePicker === undefined) return pickByInput(false);
  try {
    return await filesOfHandles(await browser.showOpenFilePicker({ multiple: true }));
  } catch (error) {
    if (isAbort(error)) return null;
    throw error;
  }
}

/** Must be called in a click. Takes the files of the folder and of the folders in it, in the order of their paths. */
export async function pickFolder(): Promise<PickedFiles | null> {
  if (browser.showDirectoryPicker === undefined) return pickByInput(true);
  try {
    return await filesInFolder(await browser.showDirectoryPicker());
  } catch (error) {
    if (isAbort(error)) return null;
    throw error;
  }
}

/** Must be called in the drop event itself: the transfer is empty afterwards. */
export async function filesOfDrop(transfer: DataTransfer): Promise<PickedFiles> {
  const asked = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => ({
      file: item.getAsFile(),
      entry: item.webkitGetAsEntry?.() ?? null,
      handle: "getAsFileSystemHandle" in item ? handleOfItem(item) : Promise.resolve(null),
    }));
  const picked: PickedFiles = { files: [], handles: [] };
  for (const { file, entry, handle } of asked) {
    const found = await handle;
    if (found?.kind === "directory") append(picked, await filesInFolder(found as FileSystemDirectoryHandle));
    else if (found?.kind === "file") append(picked, await filesOfHandles([found as FileSystemFileHandle]));
    else if (entry?.isDirectory) picked.files.push(...(await filesOfEntry(entry as FileSystemDirectoryEntry)));
    else if (file !== null) picked.files.push(file);
  }
  return picked;
}

/** @returns the files of handles; all handles must be allowed to be read */
export async function filesOfHandles(handles: FileSystemFileHandle[]): Promise<PickedFiles> {
  return { files: await Promise.all(handles.map((handle) => handle.getFile())), handles };
}

/** @returns whether all handles may be read without asking */
export async function mayRead(handles: readonly FileSystemFileHandle[]): Promise<boolean> {
  const answers = await Promise.all(
    handles.map((handle) => (handle as PermissionHandle).queryPermission?.({ mode: "read" }) ?? "granted"),
  );
  return handles.length > 0 && answers.every((answer) => answer === "granted");
}

/** Asks to read the handles; must be called in a click. @returns whether all may be read now */
export async function askToRead(handles: readonly FileSystemFileHandle[]): Promise<boolean> {
  for (const handle of handles) {
    const answer = (await (handle as PermissionHandle).requestPermission?.({ mode: "read" })) ?? "granted";
    if (answer !== "granted") return false;
  }
  return handles.length > 0;
}

function append(to: PickedFiles, from: PickedFiles): void {
  to.files.push(...from.files);
  to.handles.push(...from.handles);
}

/** A transfer made by a script has items without handles: some browsers then reject, some give null. */
async function handleOfItem(item: DataTransferItem): Promise<FileSystemHandle | null> {
  const source = item as DataTransferItem & { getAsFileSystemHandle(): Promise<FileSystemHandle | null> };
  try {
    return await source.getAsFileSystemHandle();
  } catch {
    return null;
  }
}

/** A file under its path in a folder, as two files of one name may lie in different folders. Nothing is copied. */
function withPath(file: File, path: string): File {
  return new File([file], path, { type: file.type, lastModified: file.lastModified });
}

async function filesInFolder(folder: FileSystemDirectoryHandle): Promise<PickedFiles> {
  const found = await handlesOfFolder(folder);
  const files = found.map(async ({ handle, path }) => withPath(await handle.getFile(), `${folder.name}/${path}`));
  return { files: await Promise.all(files), handles: found.map(({ handle }) => handle) };
}

async function handlesOfFolder(
  folder: FileSystemDirectoryHandle,
): Promise<{ path: string; handle: FileSystemFileHandle }[]> {
  const found: { path: string; handle: FileSystemFileHandle }[] = [];
  const visit = async (directory: FileSystemDirectoryHandle, path: string): Promise<void> => {
    const entries = directory as unknown as { values(): AsyncIterable<FileSystemHandle> };
    for await (const entry of entries.values()) {
      if (found.length >= MOST_FILES) return;
      if (entry.name.startsWith(".")) continue;
      if (entry.kind === "file") found.push({ path: path + entry.name, handle: entry as FileSystemFileHandle });
      else await visit(entry as FileSystemDirectoryHandle, `${path}${entry.name}/`);
    }
  };
  await visit(folder, "");
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function filesOfEntry(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const found: FileSystemFileEntry[] = [];
  const visit = async (directory: FileSystemDirectoryEntry): Promise<void> => {
    const reader = directory.createReader();
    for (;;) {
      const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) return;
      for (const entry of entries) {
        if (found.length >= MOST_FILES || entry.name.startsWith(".")) continue;
        if (entry.isDirectory) await visit(entry as FileSystemDirectoryEntry);
        else found.push(entry as FileSystemFileEntry);
      }
    }
  };
  await visit(folder);
  found.sort((a, b) => (a.fullPath < b.fullPath ? -1 : 1));
  return Promise.all(
    found.map(async (entry) => {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
      return withPath(file, entry.fullPath.replace(/^\//, ""));
    }),
  );
}

/** @returns the files of a folder as an input gives them, hidden ones left out, in the order of their paths */
function filesOfFolder(files: readonly File[]): File[] {
  const seen = files.filter(({ webkitRelativePath }) => !/(^|\/)\./.test(webkitRelativePath));
  seen.sort((a, b) => (a.webkitRelativePath < b.webkitRelativePath ? -1 : 1));
  return seen.slice(0, MOST_FILES).map((file) => withPath(file, file.webkitRelativePath));
}

/** The input stands in the page while its dialog is open: one that nothing holds can be collected, and the choice lost. */
function pickByInput(folder: boolean): Promise<PickedFiles | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.webkitdirectory = folder;
  input.hidden = true;
  document.body.append(input);
  return new Promise((resolve) => {
    const end = (picked: PickedFiles | null): void => {
      input.remove();
      resolve(picked);
    };
    const chosen = (): void => {
      const files = [...(input.files ?? [])];
      end({ files: folder ? filesOfFolder(files) : files, handles: [] });
    };
    input.addEventListener("change", chosen, { once: true });
    input.addEventListener("cancel", () => end(null), { once: true });
    input.click();
  });
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
