/** Templates: decided by the set of messages, whatever their order; bounded when words are random. */
import { describe, expect, it } from "vitest";
import { BUILDS, newCore } from "./support/instances.ts";
import { MIXED_PLAN, mixedLines, shuffled } from "./support/mixed-log.ts";
import { feed } from "./support/outcome.ts";
import { filePlan, startPlan } from "./support/plans.ts";
import { randomFrom } from "./support/random.ts";

const TEXT = filePlan({ kind: "text" });
/** a word of letters only, another for each number */
const word = (n: number) =>
  `w${[...n.toString(26)].map((digit) => "abcdefghijklmnopqrstuvwxyz"[Number.parseInt(digit, 26)]).join("")}`;

describe.each(BUILDS)("templates, $build build", ({ module }) => {
  function templatesOf(lines: readonly string[], plan = TEXT) {
    const core = newCore(module, { dimensions: 1 });
    startPlan(core, plan);
    feed(core, Buffer.from(lines.map((line) => (line.endsWith("\n") ? line : `${line}\n`)).join("")), [1 << 20]);
    core.settle();
    return { core, templates: core.templates() };
  }
  const texts = (lines: readonly string[]) =>
    templatesOf(lines)
      .templates.map(({ text }) => text)
      .sort();

  it("do not depend on the order of lines", () => {
    const random = randomFrom(5);
    const lines = [
      ...mixedLines(21, 1500, 80, 60).map((line) => line.trim().split(" ").slice(2).join(" ")),
      ...Array.from({ length: 600 }, () => `user ${word(random.below(400))} logged in from ${word(random.below(50))}`),
      ...Array.from({ length: 300 }, () => `mode=${word(random.below(3))} state ${word(random.below(4))} set`),
    ];
    const grouped = (order: readonly string[]) =>
      templatesOf(order).templates.map(({ id, signatures }) => [id, signatures]);
    const expected = grouped(lines);
    expect(expected.length).toBeGreaterThan(20);
    for (const seed of [1, 2, 3]) expect(grouped(shuffled(lines, seed))).toEqual(expected);
    expect(grouped([...lines, ...lines])).toEqual(expected);
  });

  it("hold every event once", () => {
    const lines = mixedLines(22, 3000, 120, 60);
    const { core, templates } = templatesOf(lines, MIXED_PLAN);
    const all = templates.flatMap(({ signatures }) => signatures);
    expect(new Set(all).size).toBe(all.length);
    for (const { id, signatures } of templates) expect(id).toBe([...signatures].sort()[0]);
    const known = new Set(all);
    const events = core.facets().filter(({ count }) => count > 0);
    expect(events.filter(({ signature }) => !known.has(signature))).toEqual([]);
    expect(new Set(events.map(({ signature }) => signature)).size).toBe(all.length);
  });

  it.each([8, 20, 300, 5000, 50_000, 2_000_000])("stay few when the words are random among %i", (vocabulary) => {
    const random = randomFrom(77);
    const any = () => word(random.below(vocabulary));
    const bare = Array.from({ length: 40_000 }, () => `${any()} ${any()}`);
    const inside = Array.from({ length: 40_000 }, () => `session ${any()} opened for ${any()} by the door`);
    expect(templatesOf(bare).templates.length).toBeLessThanOrEqual(20);
    expect(templatesOf(inside).templates.length).toBeLessThanOrEqual(20);
  });

  it("stay few when lists of random words make values of all words", () => {
    const random = randomFrom(78);
    const any = () => word(random.below(3000));
    const list = (length: number) => Array.from({ length }, any).join(", ");
    const lines = Array.from({ length: 30_000 }, () => `loaded modules: ${list(1 + random.below(30))}`);
    expect(templatesOf(lines).templates.length).toBeLessThanOrEqual(20);
  });

  it.each([
    ["plain words", (w: string) => `the ${w} door opened`, 5],
    ["plain words among many that agree", (w: string) => `the ${w} door opened again`, 4],
    ["identifiers", (w: string) => `the lock.${w} door opened again`, 3],
    ["values after =", (w: string) => `the door=${w} opened again`, 4],
    ["first words", (w: string) => `${w} is open`, 10],
    ["first words before three that agree", (w: string) => `${w} is open again`, 7],
    ["first words before many that agree", (w: string) => `${w} is the door that opened again`, 5],
    ["first names before three that agree", (w: string) => `the_${w} is open again`, 4],
    ["first names before many that agree", (w: string) => `the_${w}: door is open again`, 3],
    ["keys among many that agree", (w: string) => `the door ${w}: open again`, 5],
  ] as const)("take a position for a parameter from so many distinct %s on", (_, write, needed) => {
    const lines = (n: number) => Array.from({ length: n }, (_, i) => write(word(i)));
    expect(texts(lines(needed))).toHaveLength(1);
    expect(texts(lines(needed))[0]).toContain("<*>");
    expect(texts(lines(needed - 1))).toEqual(lines(needed - 1).sort());
  });

  it("take one key behind many sentences' common beginning for a parameter, with all that follows", () => {
    const lines = ["home=x", "mode=fast track", "limit=none at all", "owner=anna"].map(
      (text) => `server settings ${text}`,
    );
    expect(texts(lines)).toEqual(["server settings <*>"]);
    expect(texts(lines.slice(1))).toHaveLength(3);
  });

  it("take names behind a long beginning for parameters, whatever follows them", () => {
    const lines = (words: string) =>
      ["a.lock for now", "b.lock: gone", "c.lock at last"].map((text) => `${words} ${text}`);
    expect(texts(lines("could not open file"))).toEqual([
      "could not open file <*> at last",
      "could not open file <*> for now",
      "could not open file <*>: gone",
    ]);
    expect(texts(lines("could not open"))).toEqual(lines("could not open"));
  });

  it.each([
    ["a path", "could not open /a/b for now", "could not open <*> for now"],
    ["a name of several parts", "the com.shop.till door opened", "the <*> door opened"],
    ["a quoted text", 'role "the cook" is missing', 'role "<*>" is missing'],
    ["nothing of a name that says what follows", "died of com.shop.Fault: no till", "died of com.shop.Fault: no till"],
    ["nothing", "/a/b is missing", "/a/b is missing"],
    ["nothing where no other word is constant", '7 /a/b "c"', '<*> /a/b "c"'],
  ])("take %s for a parameter at first sight", (_, line, expected) => {
    expect(texts([line])).toEqual([expected]);
  });

  it("join sentences where a name and a plain word change together", () => {
    const lines = ["core", "net", "disk", "time"].map(
      (kind, i) => `removed empty ${kind} store of user ${word(i)}@a.b`,
    );
    expect(texts(lines)).toEqual(["removed empty <*> store of user <*>"]);
  });

  it("take what is glued to a name with it", () => {
    const lines = (mark: string) =>
      ["k.l.m", "n.o.p"].flatMap((name) => ["all", "any"].map((kind) => `the door ${name}${mark}${kind} opened`));
    expect(texts(lines(":"))).toEqual(["the door <*> opened"]);
    expect(texts(lines(": "))).toHaveLength(2);
  });

  it("take nothing from what stands beside a word with digits", () => {
    const lines = Array.from({ length: 2 }, (_, i) => `the 7,k.l.${word(i)} door, 7 opened`);
    const parted = lines.map((line) => line.replace("7,", "7 "));
    expect(texts(lines)).toEqual(["the <*> door, <*> opened"]);
    expect(texts(parted)).toEqual(["the <*> door, <*> opened"]);
    const plain = Array.from({ length: 3 }, (_, i) => `the 7,${word(i)} door opened`);
    expect(texts(plain)).toHaveLength(3);
    expect(texts(plain.map((line) => line.replace("7,", "7 ")))).toHaveLength(3);
  });

  it.each([
    ["words between bare commas", ["keys anna,bert are set", "keys carl are set"], "keys <*> are set"],
    ["a list in brackets", ["loaded [core, net] at once", "loaded [disk, net, ui] at once"], "loaded [<*>] at once"],
    ["a text in brackets", ["went [idle] at once", "went [very busy] at once"], "went [<*>] at once"],
    ["a text in parentheses", ["went on (idle) at once", "went on (very busy) at once"], "went on (<*>) at once"],
    [
      "brackets within brackets",
      ["went [engine[main].host[here]] at once", "went [idle] at once", "went [pool[a]] at once"],
      "went [<*>] at once",
    ],
    ["a text in angle brackets", ["went <idle> at once", "went <very busy> at once"], "went <<*>> at once"],
    ["a text in single quotes", ["mode 'very fast' was set", "mode 'slow' was set"], "mode '<*>' was set"],
    ["a quoted text at the end", ['unable to read "the door"', 'unable to read "all of it"'], 'unable to read "<*>"'],
    ["an address", ["fetched http://a.b/c now", "fetched https://d.e/f now"], "fetched <*> now"],
    ["an address with digits", ["fetched http://a9/c now", "fetched https://b9/f now"], "fetched <*> now"],
    ["an address alone", ["fetched http://a.b/c now"], "fetched <*> now"],
    [
      "a list of three words and more",
      ["found disk, net, ui twice", "found disk, net, ui, cd twice"],
      "found <*> twice",
    ],
    [
      "a quoted text at the beginning",
      ['"the door" is now shut', '"it" is now shut', '"a b c" is now shut'],
      '"<*>" is now shut',
    ],
    ["names of several words", ["saw Front Door now", "saw New Old Door now", "saw Kitchen Lamp now"], "saw <*> now"],
    [
      "who speaks, where a parameter does elsewhere",
      ["disk: door is shut", "disk4: door is shut"],
      "<*>: door is shut",
    ],
    ["bytes of letters", ["card ab:cd:ef:01:02:03 is in", "card 01:02:03:04:05:06 is in"], "card <*> is in"],
    ["a name first, before a parameter", ["door.lan 7 is shut", "10.0.0.1 is shut"], "<*> is shut"],
  ])("take for a parameter %s", (_, lines, expected) => {
    expect(texts(lines)).toEqual([expected]);
  });

  it("take several values known from elsewhere at once", () => {
    const names = ["anna", "bert", "carl", "dora", "emil"];
    const lines = [
      ...names.flatMap((name) => [
        `the key of ${name} is lost`,
        `${name} has another key now`,
        `a letter for ${name} came`,
      ]),
      "anna asked bert for it again",
      "carl asked dora for it again",
    ];
    expect(texts(lines)).toContain("<*> asked <*> for it again");
    expect(texts(lines.slice(15))).toHaveLength(2);
  });

  it.each([
    ["clauses", ["it failed (read, now stopped", "it failed (write, now stopped"]],
    ["brackets at the end, where words may follow", ["it went on [idle]", "it went on [very busy"]],
    ["brackets that belong to a word", ["the lock(a) is shut", "the lock(b) is shut"]],
    ["apostrophes", ["it can't be opened", "it won't be opened"]],
    ["lists without a bracket", ["saw a, b", "saw c, d"]],
  ])("leave %s apart", (_, lines) => {
    expect(texts(lines)).toHaveLength(2);
  });

  it("know as a value first what has been one elsewhere", () => {
    const names = ["anna", "bert", "carl", "dora", "emil"];
    const lines = [
      ...names.map((name) => `the key of ${name} is lost`),
      ...names.slice(0, 2).map((name) => `${name} moved too quickly`),
    ];
    expect(texts(lines)).toEqual(["<*> moved too quickly", "the key of <*> is lost"]);
    expect(texts(lines.slice(5))).toHaveLength(2);
  });

  it.each([
    [["disk 5 is full", "disk 7 is full"], ["disk <*> is full"]],
    [["from 10.0.0.1 to 10.0.0.2 in 5 ms"], ["from <*> to <*> in <*> ms"]],
    [["a, b (c)", "a b c"], ["a, b (c)"]],
    [["took 12:30:45, done"], ["took <*>, done"]],
    [["ports 1, 2, 3 open", "ports 9 open"], ["ports <*> open"]],
    [["   "], ["   "]],
    [["é ü 1"], ["é ü <*>"]],
  ])("of %j are %j", (lines, expected) => {
    expect(texts(lines)).toEqual(expected);
  });
});
