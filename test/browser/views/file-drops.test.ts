/** Files that are dragged over the page: taken wherever they come, and no trace of them when they went elsewhere. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { find, type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";

let mounted: Mounted;

beforeEach(async () => {
  mounted = await mount();
  await openFile(mounted);
});

afterEach(() => {
  vi.useRealTimers();
  mounted.shell.remove();
});

/** Sends a drag event to an element, as if it came from the file manager. */
function send(type: string, target: Element, held: "file" | "text" = "file"): DragEvent {
  const dataTransfer = new DataTransfer();
  if (held === "file") dataTransfer.items.add(new File(["x"], "next.log"));
  else dataTransfer.setData("text/plain", "words");
  const event = new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

async function isOffered(): Promise<boolean> {
  await mounted.shell.updateComplete;
  return mounted.shell.renderRoot.querySelector(".dropping") !== null;
}

const view = (): Element => find(mounted.shell, "tl-overview-view", "section")!;

it("are taken as soon as they come over an element, which may be all that is told of it before the drop", async () => {
  expect(send("dragenter", view()).defaultPrevented).toBe(true);
  expect(await isOffered()).toBe(true);
  expect(send("dragenter", view(), "text").defaultPrevented).toBe(false);
});

describe("the offer to open them ends", () => {
  it.each(["pointermove", "keydown"])("with %s, as there is none while something is dragged", async (type) => {
    send("dragover", view());
    view().dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    expect(await isOffered()).toBe(false);
  });

  it("when they leave the page, and not when they go from element to element", async () => {
    send("dragover", view());
    view().dispatchEvent(new DragEvent("dragleave", { relatedTarget: mounted.shell, bubbles: true, composed: true }));
    expect(await isOffered()).toBe(true);
    view().dispatchEvent(new DragEvent("dragleave", { bubbles: true, composed: true }));
    expect(await isOffered()).toBe(false);
  });

  it("when nothing more is told of them", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    send("dragover", view());
    vi.advanceTimersByTime(900);
    send("dragover", view());
    vi.advanceTimersByTime(900);
    expect(await isOffered()).toBe(true);
    vi.advanceTimersByTime(200);
    expect(await isOffered()).toBe(false);
  });
});

it.each(["a dialog", "how the files are read"])("are opened over %s, which closes", async (what) => {
  if (what === "a dialog") mounted.app.dialog("settings");
  else mounted.app.planning.open();
  await settled(mounted.shell);
  const opened = vi.spyOn(mounted.engine, "open");
  expect(send("drop", view()).defaultPrevented).toBe(true);
  await vi.waitFor(() => expect(opened).toHaveBeenCalled());
  expect(opened.mock.calls[0]![0].map(({ name }) => name)).toEqual(["next.log"]);
  expect(mounted.app.state).toMatchObject({ dialog: null, planning: null });
  expect(await isOffered()).toBe(false);
});
