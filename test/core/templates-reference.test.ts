/** Templates against a plain reference: the same messages belong together, whatever they look like. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUILDS, newCore, newRaw } from "./support/instances.ts";
import { naiveTemplates } from "./support/naive-templates.ts";
import { feed } from "./support/outcome.ts";
import { filePlan, startPlan } from "./support/plans.ts";
import { randomFrom } from "./support/random.ts";

const WORDS = [
  ..."door opened closed again for user root admin guest Front Door New Café from by the http https Started Stopped service state READY FAIL_OVER".split(
    " ",
  ),
  ..."7 10.0.0.1 a1 x9 0x7f true null None ms bytes KB Jul Fri PDT FF be abcdefab - -- *** % µs".split(" "),
  ..."https //a.b/c //x ab cd be /var/log ./run a.b.c d.e.f g.h.i isOpen onClose my_key an.other mail@host.org done... C:\\x ..".split(
    " ",
  ),
];
const word = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...WORDS) }, fc.stringMatching(/^[a-fA-F._/@]{1,9}$/));
const mark = fc.oneof(
  { weight: 6, arbitrary: fc.constant(" ") },
  fc.constantFrom(
    "=",
    ": ",
    ":",
    ", ",
    '="',
    '", ',
    ' "',
    '" ',
    " (",
    ") ",
    "=[",
    " = ",
    "\t",
    ",",
    " [",
    "] ",
    "[",
    "]",
    "]] ",
    " <",
    "> ",
    " '",
    "' ",
    "'",
    ")",
    "://",
  ),
);
const sentence = fc
  .array(fc.tuple(word, mark), { minLength: 1, maxLength: 9 })
  .map((parts) => parts.flat().join("").trim());
/** sentences made of one another: some words replaced, put in or left out */
const family = fc
  .tuple(
    fc.array(fc.tuple(word, mark), { minLength: 2, maxLength: 8 }),
    fc.array(fc.array(fc.tuple(fc.nat(7), word), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 14 }),
  )
  .map(([parts, variants]) =>
    variants.map((changes) => {
      const changed = parts.map(([text, separator]) => [text, separator]);
      for (const [at, text] of changes) {
        const part = changed[at % changed.length];
        if (part) part[0] = text;
      }
      return changed.flat().join("").trim();
    }),
  );
const word3 = fc.constantFrom("a", "b", "c", "door", "k.l.m", "7");
/** few words in every combination, for the rules that count */
const grid = fc
  .tuple(fc.nat(6), fc.nat(60), fc.constantFrom(" is ", "=", ":", " "), word3)
  .map(([rows, columns, separator, last]) =>
    Array.from({ length: rows * columns }, (_, i) => {
      const name = (n: number) => String.fromCharCode(0x61 + (n % 26), 0x67 + Math.floor(n / 26));
      return `the ${name(i % rows)}${separator}${name(Math.floor(i / rows))} ${last} now`;
    }),
  );
const log = fc
  .array(fc.oneof({ weight: 3, arbitrary: family }, { weight: 1, arbitrary: grid }, fc.array(sentence)), {
    maxLength: 6,
  })
  .map((parts) => [...new Set(parts.flat().filter((line) => line !== ""))]);

describe.each(BUILDS)("templates, $build build", ({ module }) => {
  const raw = newRaw(module);
  const place = raw.allocate(4096);
  const signatureOf = (line: string) => {
    const bytes = new TextEncoder().encode(line);
    new Uint8Array(raw.memory.buffer, place, 4096).set(bytes);
    return BigInt.asUintN(64, raw.signatureOfText(place, bytes.length)).toString(16).padStart(16, "0");
  };

  function partition(lines: readonly string[]): string[][] {
    const core = newCore(module, { dimensions: 1 });
    startPlan(core, filePlan({ kind: "text" }));
    feed(core, new TextEncoder().encode(`${lines.join("\n")}\n`), [1 << 20]);
    core.settle();
    return core
      .templates()
      .map(({ signatures }) => [...signatures].sort())
      .sort();
  }

  /** Signatures by template, as the reference has them. */
  function reference(lines: readonly string[]): string[][] {
    const first = new Map<string, string>();
    for (const line of lines) {
      const signature = signatureOf(line);
      if (!first.has(signature)) first.set(signature, line);
    }
    const signatures = [...first.keys()];
    const messages = [...first.values()].map((line) => Buffer.from(line, "utf8").toString("latin1"));
    const groups = new Map<string, string[]>();
    for (const [i, name] of naiveTemplates(messages).entries())
      groups.set(name, [...(groups.get(name) ?? []), signatures[i] as string]);
    return [...groups.values()].map((group) => group.sort()).sort();
  }

  it("join what the reference joins", () => {
    let joined = 0;
    fc.assert(
      fc.property(log, (lines) => {
        const groups = reference(lines);
        joined += groups.flat().length - groups.length;
        expect(partition(lines)).toEqual(groups);
      }),
      { numRuns: 120 },
    );
    expect(joined).toBeGreaterThan(300);
  });

  it("are the same whichever line of a signature comes first", () => {
    fc.assert(
      fc.property(
        log,
        fc.array(fc.constantFrom("1", "2.5", "0x3", " 4", ",5", "(6)", '"7"', "=8")),
        (lines, numbers) => {
          // other words with digits, and other marks around them, leave the signature as it is
          const other = lines.map((line, i) => line.replace(/ 7(?= |$)/g, ` ${numbers[i % numbers.length] ?? "7"}`));
          const all = [...lines, ...other];
          expect(partition(all.reverse())).toEqual(partition([...all].reverse()));
        },
      ),
      { numRuns: 80 },
    );
  });

  it.each([40, 3000])("join what the reference joins when words are random among %i", (vocabulary) => {
    const random = randomFrom(9);
    const any = () => {
      const n = random.below(vocabulary);
      return `w${String.fromCharCode(0x61 + (n % 26), 0x61 + (Math.floor(n / 26) % 26), 0x61 + Math.floor(n / 676))}`;
    };
    const lines = [
      ...Array.from({ length: 4400 }, () => `${any()} ${any()}`),
      ...Array.from(
        { length: 2100 },
        (_, i) => `status ${["ready", "gone", "kept"][i % 3]} ${any()} ${any()} ${any()}`,
      ),
      ...Array.from({ length: 100 }, () => `${any()} 7`),
      "all doors are shut",
    ];
    expect(partition(lines)).toEqual(reference(lines));
    expect(partition(lines).length).toBeLessThan(1000);
  });
});
