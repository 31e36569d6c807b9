/** A value that comes late does not write over what is being typed, and is shown once the field is left. */
import { html, render } from "lit";
import { afterEach, beforeEach, expect, it } from "vitest";
import { unlessFocused } from "../../../src/views/unless-focused.ts";

let box: HTMLElement;
let taken: string[];

function show(value: string): void {
  const take = (event: Event) => taken.push((event.target as HTMLInputElement).value);
  render(html`<input .value=${unlessFocused(value)} @change=${take}>`, box);
}

const input = (): HTMLInputElement => box.querySelector("input")!;

beforeEach(() => {
  box = document.body.appendChild(document.createElement("div"));
  taken = [];
  show("");
});
afterEach(() => box.remove());

it("a field that has the focus keeps what is in it, also before the first key", () => {
  input().focus();
  show("60");
  expect(input().value).toBe("");
  document.execCommand("insertText", false, "0");
  show("61");
  expect(input().value).toBe("0");
  input().blur();
  expect(taken).toEqual(["0"]);
});

it("what was to be shown meanwhile is shown when the field is left", () => {
  input().focus();
  show("60");
  input().blur();
  expect(input().value).toBe("60");
  show("48");
  expect(input().value).toBe("48");
});

it("a value that was refused gives way to the old one when the field is left", () => {
  show("60");
  input().focus();
  input().select();
  document.execCommand("insertText", false, "-5");
  show("60");
  input().blur();
  expect(input().value).toBe("60");
  expect(taken).toEqual(["-5"]);
});

it("an equal value is written over what somebody else wrote", () => {
  show("60");
  input().value = "7";
  show("60");
  expect(input().value).toBe("60");
});
