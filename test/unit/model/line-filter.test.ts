/** The grammar of filters: what is typed, and the tree or the mistake that it is. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allOf, type LineFilter, markedLeaves, parseLineFilter, quoted } from "../../../src/model/line-filter.ts";

const text = (word: string, exact = false): LineFilter => ({ kind: "text", text: word, exact });
const parsed = (typed: string): LineFilter | null => {
  const result = parseLineFilter(typed, ["service", "my column"]);
  if ("mistake" in result) throw new Error(result.mistake.message);
  return result.filter;
};
const mistake = (typed: string) => {
  const result = parseLineFilter(typed, ["service"]);
  if (!("mistake" in result)) throw new Error(`“${typed}” is a filter`);
  return result.mistake;
};

describe("a filter", () => {
  it.each<[string, LineFilter | null]>([
    ["  ", null],
    ["timeout", text("timeout")],
    ["Timeout", text("Timeout", true)],
    ["a b", { kind: "and", of: [text("a"), text("b")] }],
    ["a AND b OR c", { kind: "or", of: [{ kind: "and", of: [text("a"), text("b")] }, text("c")] }],
    ["a (b OR c)", { kind: "and", of: [text("a"), { kind: "or", of: [text("b"), text("c")] }] }],
    ["a -b", { kind: "and", of: [text("a"), { kind: "not", of: text("b") }] }],
    ["NOT (a b)", { kind: "not", of: { kind: "and", of: [text("a"), text("b")] } }],
    ["NOT NOT a", { kind: "not", of: { kind: "not", of: text("a") } }],
    ["or and not", { kind: "and", of: [text("or"), text("and"), text("not")] }],
    ['"lost connection"', text("lost connection")],
    ['"say \\"no\\" \\\\"', text('say "no" \\')],
    ["/a b\\/c/i", { kind: "regex", source: "a b\\/c", flags: "i" }],
    ["/[/]x/gi", { kind: "regex", source: "[/]x", flags: "i" }],
    ["/var/log/x", text("/var/log/x")],
    ["/healthz", text("/healthz")],
    ["level:error", { kind: "level", levels: ["error"] }],
    ["level:WARNING,none", { kind: "level", levels: ["warn", null] }],
    ["service:auth", { kind: "dimension", name: "service", value: "auth" }],
    ['service:"a b"', { kind: "dimension", name: "service", value: "a b" }],
    ['"my column":x', { kind: "dimension", name: "my column", value: "x" }],
    ["other:auth", text("other:auth")],
    ["10:32:01", text("10:32:01")],
    ["template:0123456789abcdef", { kind: "template", ids: ["0123456789abcdef"] }],
    ["call(x) (done(1))", { kind: "and", of: [text("call(x)"), text("done(1)")] }],
    ["- --x", { kind: "and", of: [text("-"), text("--x")] }],
  ])("“%s”", (typed, expected) => {
    expect(parsed(typed)).toEqual(expected);
  });

  it.each([
    ["a OR", "Something to look for is missing here.", 4, 0],
    ["OR a", "Something must stand on both sides of AND and OR.", 0, 2],
    ["a AND OR b", "Something must stand on both sides of AND and OR.", 6, 2],
    ["(a OR b", "This bracket is not closed.", 0, 1],
    ["a) b", "This bracket closes none.", 1, 1],
    ["a ()", "Something to look for is missing before this bracket.", 3, 1],
    ['a "b', "This quote is not closed.", 2, 1],
    ['""', "There is nothing between the quotes.", 0, 2],
    ["NOT", "Something to look for is missing here.", 3, 0],
    ["level:loud", "There is no level “loud”: they are trace, debug, info, notice, warn, error, fatal and none.", 6, 4],
    ["template:12", "A template is named by its 16 hexadecimal digits.", 9, 2],
  ])("“%s” is a mistake at its place", (typed, message, at, length) => {
    expect(mistake(typed)).toEqual({ message, at, length });
  });

  it("tells what is wrong with an expression, and where it stands", () => {
    const { message, at, length } = mistake("x /a(b/ y");
    expect(message).toMatch(/^The regular expression is broken: .+\.$/);
    expect([at, length]).toEqual([2, 5]);
  });

  it("is refused when nested too deeply, without a crash", () => {
    expect(mistake("(".repeat(100_000)).message).toBe("This is nested too deeply.");
    expect(mistake(`${"NOT ".repeat(100_000)}a`).message).toBe("This is nested too deeply.");
  });

  it("never throws, and points into the text", () => {
    const parts = fc.constantFrom(
      "a",
      "B",
      " ",
      "(",
      ")",
      '"',
      "/",
      "\\",
      "-",
      "OR",
      "AND",
      "NOT",
      "level:",
      "error",
      ":",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (typed) => {
        const whole = typed.join("");
        const result = parseLineFilter(whole, ["a"]);
        if (!("mistake" in result)) return;
        const { at, length } = result.mistake;
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at + length).toBeLessThanOrEqual(whole.length);
      }),
    );
  });

  it("of quoted text finds just that text", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (any) => {
        expect(parsed(quoted(any))).toMatchObject({ kind: "text", text: any });
      }),
    );
  });

  it("marks what it looks for, and not what it denies", () => {
    expect(markedLeaves(parsed("a (b OR NOT c) level:error -d"))).toEqual([text("a"), text("b")]);
  });

  it("is joined with others where there are any", () => {
    expect(allOf([null, null])).toBeNull();
    expect(allOf([null, text("a")])).toEqual(text("a"));
    expect(allOf([text("a"), text("b")])).toEqual({ kind: "and", of: [text("a"), text("b")] });
  });
});
