/**
 * What the template step takes for 100 000 distinct signatures of several kinds, among them those that come of logs whose
 * words are random. One thread of Node, the best of a few.
 */
import { readFileSync } from "node:fs";
import { CORE_RELEASE } from "../../../scripts/paths.mjs";
import { load } from "../load.mjs";
import { fixed, printTable } from "../numbers.mjs";

const SIGNATURES = 100_000;
const ROUNDS = 3;
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

export async function templateSpeed() {
  const { Core, DEFAULT_BUDGETS } = await load("src/core/core.ts");
  const { compilePlan } = await load("src/pipeline/compile.ts");
  const { fieldNames } = await load("src/model/field-names.ts");
  const module = await WebAssembly.compile(readFileSync(CORE_RELEASE));
  const names = fieldNames({ files: [PLAIN_TEXT] });
  const figures = Object.entries(kindsOfMessages()).map(([kind, write]) => {
    const lines = new Set();
    while (lines.size < SIGNATURES) lines.add(write());
    const bytes = new TextEncoder().encode(`${[...lines].join("\n")}\n`);
    let ms = Number.POSITIVE_INFINITY;
    let found = 0;
    let signatures = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const core = new Core(module, DEFAULT_BUDGETS, 0, 0);
      core.startFile(compilePlan(PLAIN_TEXT, names), 0, 0, 2026, 0);
      for (let at = 0; at < bytes.length; at += 1 << 20) core.consume(bytes.subarray(at, at + (1 << 20)));
      core.endFile();
      core.settle();
      const started = performance.now();
      const templates = core.templates();
      ms = Math.min(ms, performance.now() - started);
      found = templates.length;
      signatures = templates.reduce((sum, one) => sum + one.signatures.length, 0);
    }
    return { kind, signatures, found, ms };
  });
  printTable(
    `the template step, best of ${ROUNDS}`,
    ["messages", "signatures", "templates", "ms"],
    figures.map(({ kind, signatures, found, ms }) => [kind, signatures, found, fixed(ms)]),
  );
  return figures;
}
