/**
 * What the template step takes for 100 000 distinct signatures of several kinds, among them those that come of logs whose
 * words are random. One thread of Node and one of Chromium, the best of a few.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CORE_RELEASE } from "../../../scripts/paths.mjs";
import { load } from "../load.mjs";
import { amount, fixed, printTable } from "../numbers.mjs";

const SIGNATURES = 100_000;
const ROUNDS = 3;
const AT_MOST_SECONDS = 1;
const SEED = 7;
const PLAIN_TEXT = {
  encoding: "utf-8",
  bomBytes: 0,
  lineEnd: "lf",
  ansi: false,
  timeZone: null,
  clockOffsetMs: 0,
  label: "",
  body: { kind: "text" },
  lacks: "nothing",
  confidence: 1,
};

/** Random numbers in [0, 1): mulberry32. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Ways to write a message, by name. */
export function kindsOfMessages() {
  const random = randomFrom(SEED);
  const below = (n) => Math.floor(random() * n);
  const letters = (n, from = "abcdefghijklmnopqrstuvwxyz") =>
    Array.from({ length: n }, () => from[below(from.length)]).join("");
  const words = (n) => Array.from({ length: n }, () => letters(2 + below(8)));
  const vocabulary = words(3000);
  const any = () => vocabulary[Math.floor(vocabulary.length * random() ** 2)];
  const sentence = (n) => Array.from({ length: n }, any).join(" ");
  const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/";
  const frames = Array.from({ length: 400 }, () => sentence(4 + below(8)).split(" "));
  const many = Array.from({ length: 20_000 }, () => sentence(5 + below(6)).split(" "));
  const put = (from) => {
    const frame = [...from[below(from.length)]];
    frame[1 + below(frame.length - 1)] = any();
    return frame.join(" ");
  };
  return {
    "two random words": () => `${letters(6)} ${letters(6)}`,
    "ids made of words": () => `session ${letters(5)}-${letters(5)}-${letters(5)} opened for ${any()} by the door`,
    "free text, 3 to 20 words": () => sentence(3 + below(18)),
    "long sentences, 60 words": () => sentence(60),
    "key=word pairs": () => ["user", "host", "state", "zone", "role"].map((key) => `${key}=${any()}`).join(" "),
    "keys of any name": () => `${any()}=${any()} ${any()}=${any()} in ${any()}`,
    base64: () => `token ${letters(40, BASE64)} accepted from ${any()}`,
    "paths and names": () => `open /${any()}/${any()}/${any()}.log by ${any()}.${any()}.${any()} done`,
    "400 sentences, a word replaced": () => put(frames),
    "20 000 sentences, a word replaced": () => put(many),
    "numbers between words": () => `${any()} ${below(9)} ${any()} 7 ${any()} ${below(9)} ${any()}`,
    "lists of words": () => `loaded modules: ${Array.from({ length: 1 + below(30) }, any).join(", ")}`,
  };
}

/** @param page see ../bench-page.mjs @returns a figure: the slowest kind in Chromium */
export async function templateSpeed(folder, page) {
  const { Core, DEFAULT_BUDGETS } = await load("src/core/core.ts");
  const { compilePlan } = await load("src/pipeline/compile.ts");
  const { fieldNames } = await load("src/model/field-names.ts");
  const module = await WebAssembly.compile(readFileSync(CORE_RELEASE));
  const plan = { version: 1, files: [PLAIN_TEXT] };
  const names = fieldNames(plan);
  const path = join(folder, "signatures.log");
  const kinds = [];
  for (const [kind, write] of Object.entries(kindsOfMessages())) {
    const lines = new Set();
    while (lines.size < SIGNATURES) lines.add(write());
    const bytes = new TextEncoder().encode(`${[...lines].join("\n")}\n`);
    const one = { kind, signatures: 0, found: 0, ms: [], chromiumMs: [] };
    for (let round = 0; round < ROUNDS; round++) {
      const core = new Core(module, DEFAULT_BUDGETS, 0, 0);
      core.startFile(compilePlan(PLAIN_TEXT, names), 0, 0, 2026, 0);
      for (let at = 0; at < bytes.length; at += 1 << 20) core.consume(bytes.subarray(at, at + (1 << 20)));
      core.endFile();
      core.settle();
      const started = performance.now();
      const templates = core.templates();
      one.ms.push(performance.now() - started);
      one.found = templates.length;
      one.signatures = templates.reduce((sum, { signatures }) => sum + signatures.length, 0);
    }
    writeFileSync(path, bytes);
    await page.choose(path);
    for (let round = 0; round < ROUNDS; round++) {
      const { templatesMs, templates } = await page.call("readByPlan", { plan });
      if (templates !== one.found) throw new Error(`${kind}: ${templates} templates in Chromium, ${one.found} in Node`);
      one.chromiumMs.push(templatesMs);
    }
    rmSync(path);
    kinds.push(one);
  }
  printTable(
    `the template step, best of ${ROUNDS}`,
    ["messages", "signatures", "templates", "ms in Node", "ms in Chromium"],
    kinds.map(({ kind, signatures, found, ms, chromiumMs }) => [
      kind,
      signatures,
      found,
      fixed(Math.min(...ms)),
      fixed(Math.min(...chromiumMs)),
    ]),
  );
  const slowest = kinds.reduce((a, b) => (Math.min(...b.chromiumMs) > Math.min(...a.chromiumMs) ? b : a));
  const seconds = slowest.chromiumMs.map((ms) => ms / 1000);
  const name = "100 000 signatures to templates in Chromium, slowest kind";
  return amount(name, AT_MOST_SECONDS, "s", seconds, { note: slowest.kind, kinds });
}
