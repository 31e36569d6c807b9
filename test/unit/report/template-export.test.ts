/** Templates for other tools: every form finds all lines of its template, found by the core, grep by grep itself. */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LineWriting, PLAIN_LINES } from "../../../src/report/line-writing.ts";
import { alsoFound, exportTemplate } from "../../../src/report/template-export.ts";
import { BUILDS, newCore, newRaw } from "../../core/support/instances.ts";
import { feed } from "../../core/support/outcome.ts";
import { filePlan, startPlan } from "../../core/support/plans.ts";
import { lokiFinds } from "../../support/loki.ts";

const [{ module }] = BUILDS as unknown as [{ module: WebAssembly.Module }];

/** Each template with the lines whose signature it holds. */
function templatesOf(lines: readonly string[]): { template: string; lines: string[] }[] {
  const raw = newRaw(module);
  const place = raw.allocate(8192);
  const signatureOf = (line: string) => {
    const bytes = new TextEncoder().encode(line);
    new Uint8Array(raw.memory.buffer, place, 8192).set(bytes);
    return BigInt.asUintN(64, raw.signatureOfText(place, bytes.length)).toString(16).padStart(16, "0");
  };
  const core = newCore(module, { dimensions: 1 });
  startPlan(core, filePlan({ kind: "text" }));
  feed(core, new TextEncoder().encode(`${lines.join("\n")}\n`), [1 << 20]);
  core.settle();
  return core.templates().map(({ text, signatures }) => ({
    template: text,
    lines: lines.filter((line) => signatures.includes(signatureOf(line))),
  }));
}

const word = fc.constantFrom(
  ..."door opened for root guest 7 10.0.0.1 /var/log a.b.c d.e.f true 5 ms KB C:\\x it's a+b [x] (y) {z} $1 ^ * ? é - %{a} %d \\d+ 日本 🎉 \0 <_> <id> # & ; ` ~".split(
    " ",
  ),
);
const mark = fc.constantFrom(" ", "=", ": ", ", ", '="', '" ', " (", ") ", "\t");
const line = fc.array(fc.tuple(word, mark), { minLength: 1, maxLength: 8 }).map((all) => all.flat().join("").trim());
const long = fc.tuple(line, fc.nat(40)).map(([text, times]) => `${text} ${"word é ".repeat(times * 3)}${text}`);
const log = fc
  .array(fc.oneof({ weight: 5, arbitrary: line }, long), { minLength: 1, maxLength: 30 })
  .map((lines) => lines.filter((text) => text !== ""));

describe("templates for other tools", () => {
  it("find all lines of their template, as regex, Grok and Loki pattern", () => {
    let parameters = 0;
    fc.assert(
      fc.property(log, (lines) => {
        for (const { template, lines: own } of templatesOf(lines)) {
          const regex = new RegExp(exportTemplate(template, "regex"), "s");
          const grok = new RegExp(exportTemplate(template, "grok").replace(/%\{DATA:p\d+\}/g, ".*?"), "s");
          const loki = (writing: LineWriting) =>
            JSON.parse(exportTemplate(template, "loki", writing).slice(3)) as string;
          const [behindHead, alone] = [PLAIN_LINES, { ...PLAIN_LINES, fromStart: true }].map(loki) as [string, string];
          if (template.includes("<*>")) parameters++;
          for (const text of own) {
            const full = `2026-01-01T00:00:00Z host: ${text}`;
            expect(regex.test(full), `${template} | ${text}`).toBe(true);
            expect(grok.test(full), `${template} | ${text}`).toBe(true);
            expect(lokiFinds(behindHead, full), `${behindHead} | ${text}`).toBe(true);
            expect(lokiFinds(alone, text), `${alone} | ${text}`).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(parameters).toBeGreaterThan(100);
  });

  it("find all lines of their template by grep itself", () => {
    fc.assert(
      fc.property(log, (lines) => {
        for (const { template, lines: own } of templatesOf(lines)) {
          const { stdout } = spawnSync("sh", ["-c", exportTemplate(template, "grep")], {
            input: own.map((text) => `${text}\n`).join(""),
            encoding: "utf8",
            env: { ...process.env, LC_ALL: "C.UTF-8" },
          });
          expect(stdout.split("\n").length - 1, `${template} | ${own.join(" | ")}`).toBe(own.length);
        }
      }),
      { numRuns: 8 },
    );
  });

  it("are short and legible", () => {
    const template = "Failed password for <*> from <*> port <*> ssh2";
    expect(exportTemplate(template, "regex")).toBe(
      "Failed\\W+password\\W+for\\W+.+?\\W+from\\W+.+?\\W+port\\W+.+?\\W+ssh2",
    );
    expect(exportTemplate(template, "loki")).toBe('|> "<_>Failed<_>password<_>for<_>from<_>port<_>ssh<_>"');
    expect(exportTemplate("<*> signed in by <*>", "loki")).toBe('|> "<_>signed<_>in<_>by<_>"');
    expect(exportTemplate("it's <*> (a.b)", "grep")).toBe(
      "LC_ALL=C grep -a -E -e 'it[^[:alnum:]_]+s[^[:alnum:]_]+.+[^[:alnum:]_]+a\\.b'",
    );
    expect(exportTemplate("<*> opened", "grok")).toBe("opened");
    expect(exportTemplate("a <*> b <*> c", "grok")).toBe("a\\W+%{DATA:p1}\\W+b\\W+%{DATA:p2}\\W+c");
  });

  it("tell which other templates they find too", () => {
    const all = ["door <*> opened", "the door <*> was opened", "door <*> closed"].map((template, i) => ({
      id: String(i),
      template,
    }));
    expect(alsoFound(all[0] as (typeof all)[number], all).map(({ id }) => id)).toEqual(["1"]);
    expect(alsoFound(all[2] as (typeof all)[number], all)).toEqual([]);
    const texts = fc.array(fc.tuple(fc.constantFrom("a", "b", "<*>", "c.d"), fc.constantFrom(" ", "=", "x")));
    const written = texts.map((parts) => parts.flat().join("").trim());
    fc.assert(
      fc.property(written, written, (template, text) => {
        const both = [
          { id: "0", template },
          { id: "1", template: text },
        ] as const;
        const expected = new RegExp(exportTemplate(template, "regex"), "s").test(text);
        expect(alsoFound(both[0], both).length).toBe(expected ? 1 : 0);
      }),
      { numRuns: 2000 },
    );
  });
});
