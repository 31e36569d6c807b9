/** Signatures that are remembered while reading, against those of each message alone. */
import { describe, expect, it } from "vitest";
import { BUILDS, newCore, newRaw } from "./support/instances.ts";
import { feed } from "./support/outcome.ts";
import { filePlan, startPlan } from "./support/plans.ts";
import { randomFrom } from "./support/random.ts";

type Random = ReturnType<typeof randomFrom>;

const MARKS = [" ", "  ", ": ", ", ", "=", " (", ") ", "\t", "\u0001"];
const LETTERS = "abcdefghij";

/** A sentence whose parts are constant, or called for anew in each message. */
function sentence(random: Random, longest: number): (() => string)[] {
  const constant = () => {
    // lengths around those of steps and registers, now and then
    const length = random.below(6) === 0 ? random.of([15, 16, 17, 47, 48, 49, 63, 64, 65]) : 1 + random.below(9);
    return Array.from({ length }, () => random.of([...LETTERS])).join("");
  };
  const parts: (() => string)[] = [];
  for (let left = 1 + random.below(longest); left > 0; left--) {
    const mark = random.of(MARKS);
    const word = constant();
    const kind = random.below(5);
    const digits = 1 + random.below(12);
    if (kind === 0) parts.push(() => String(random.below(10 ** (1 + random.below(digits)))) + mark);
    else if (kind === 1) parts.push(() => word.slice(0, 5) + random.below(1000) + random.of(["", "x", "é"]) + mark);
    else if (kind === 2) parts.push(() => random.of(["10.0.0.1", "", "7f", "f7", word]) + mark);
    else parts.push(() => word + mark);
  }
  return parts;
}

function messagesOf(seed: number, kinds: number, count: number, longest: number): string[] {
  const random = randomFrom(seed);
  const sentences = Array.from({ length: kinds }, () => sentence(random, longest));
  return Array.from({ length: count }, () =>
    random
      .of(sentences)
      .map((part) => part())
      .join("")
      .slice(0, random.below(20) === 0 ? random.below(200) : undefined),
  ).filter((text) => text !== "");
}

describe.each(BUILDS)("signatures while reading, $build build", ({ module }) => {
  const raw = newRaw(module);
  const place = raw.allocate(8192);

  function alone(bytes: Uint8Array): string {
    new Uint8Array(raw.memory.buffer, place, 8192).fill(0).set(bytes);
    return BigInt.asUintN(64, raw.signatureOfText(place, bytes.length)).toString(16).padStart(16, "0");
  }

  function expectedOf(messages: readonly string[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const text of messages) {
      const signature = alone(Buffer.from(text));
      counts.set(signature, (counts.get(signature) ?? 0) + 1);
    }
    return counts;
  }

  /** Events by signature, of all lines in chunks of a size. */
  function counted(messages: readonly string[], chunk: number): Map<string, number> {
    const core = newCore(module, {});
    startPlan(core, filePlan({ kind: "text" }));
    feed(core, Buffer.from(messages.map((text) => `${text}\n`).join("")), [chunk]);
    core.settle();
    const counts = new Map<string, number>();
    for (const { signature, count } of core.facets())
      if (count > 0) counts.set(signature, (counts.get(signature) ?? 0) + count);
    return counts;
  }

  it.each([
    ["a few sentences again and again", 11, 12, 6000, 12],
    ["long sentences", 12, 20, 3000, 70],
    ["more sentences than are remembered", 13, 6000, 15_000, 9],
    ["sentences that hardly repeat", 14, 20_000, 20_000, 6],
    ["one word", 15, 40, 3000, 1],
  ])("are those of each message alone: %s", (_, seed, kinds, count, longest) => {
    const messages = messagesOf(seed, kinds, count, longest);
    const expected = expectedOf(messages);
    for (const chunk of [1 << 20, 3001]) expect(counted(messages, chunk)).toEqual(expected);
  });

  it("are those of each message alone where the same words stand behind other beginnings", () => {
    const random = randomFrom(23);
    const words = () =>
      Array.from({ length: 1 + random.below(5) }, () => random.of(["disk", "is", "full", "of", "ice"]));
    const tails = Array.from({ length: 400 }, () => words().join(" "));
    // some of them longer than what makes a signature, with the same end
    const beginning = () => random.of(["ab 12345 ", "ab 123456789012 "]).repeat(random.of([0, 15, 30]));
    const messages = Array.from(
      { length: 20_000 },
      () => `${beginning()}${"ab 12345 ".repeat(random.below(9))}${random.of(tails)}`,
    );
    expect(counted(messages, 1 << 20)).toEqual(expectedOf(messages));
  });

  it("tell apart what differs in one byte that is looked at, and nothing else", () => {
    const random = randomFrom(21);
    const messages: string[] = [];
    for (const text of messagesOf(22, 60, 60, 14)) {
      for (let i = 0; i < 12; i++) {
        const at = random.below(text.length + 1);
        const byte = random.of(["", "z", "5", " ", "\u0001", "zz", "77"]);
        messages.push(text, text.slice(0, at) + byte + text.slice(at + random.below(2)), text);
      }
    }
    const lines = messages.filter((text) => text !== "");
    expect(counted(lines, 1 << 20)).toEqual(expectedOf(lines));
  });

  it("are one where templates are left out, and nothing else is counted otherwise", () => {
    const messages = messagesOf(31, 40, 3000, 12);
    const log = Buffer.from(messages.map((text, i) => `${i % 7 === 0 ? "ERROR" : "INFO"} ${text}\n`).join(""));
    const read = (leftOut: boolean) => {
      const core = newCore(module, {});
      if (leftOut) core.leaveTemplatesOut();
      startPlan(core, filePlan({ kind: "text" }));
      feed(core, log, [4096]);
      core.settle();
      const byLevel = new Map<number, number>();
      for (const { level, count } of core.facets()) byLevel.set(level, (byLevel.get(level) ?? 0) + count);
      return { totals: core.totals(), byLevel, templates: core.templates().length };
    };
    const [whole, plain] = [read(false), read(true)];
    expect(plain.totals).toEqual(whole.totals);
    expect(plain.byLevel).toEqual(whole.byLevel);
    expect(whole.templates).toBeGreaterThan(20);
    expect(plain.templates).toBe(1);
  });
});
