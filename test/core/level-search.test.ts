/** Levels that a message tells, against regular expressions that say the same. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Level, levelOfCode } from "../../src/model/levels.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { filePlan, startPlan } from "./support/plans.ts";

const PLAN = filePlan({
  kind: "lines",
  layouts: [{ id: "a", label: "", steps: [{ step: "literal", text: ">" }], searchLevel: true }],
});

const WORDS: Record<string, Level> = {
  trace: "trace",
  debug: "debug",
  info: "info",
  notice: "notice",
  warning: "warn",
  error: "error",
  fatal: "fatal",
  critical: "fatal",
};

/** What the core is to find, the slow way. */
function naive(message: string): Level | null {
  for (const match of message.matchAll(/[a-z]+/gi)) {
    const [word] = match;
    if (match.index + word.length >= 64) break;
    const before = /[^\s\0]?[\s\0]*$/.exec(message.slice(0, match.index))?.[0].charAt(0) ?? "";
    if (before.trim() !== "" && !/[:[\]()<>|*-]/.test(before)) continue;
    if (message.charAt(match.index - 1) === "-") continue;
    const behind = message.charAt(match.index + word.length);
    const named = /[:\])>|]/.test(behind) || (behind === " " && /^[A-Z]{4,}$/.test(word));
    const level = WORDS[word.toLowerCase()];
    if (named && word.length >= 3 && level) return level;
  }
  const failure =
    /(?:(?<![a-z])|(?<=[a-z])(?=[A-Z]))(?:[Ff][Aa][Ii][Ll](?:[Ss]|[Ee][Dd]|[Ii][Nn][Gg]|[Uu][Rr][Ee][Ss]?)?|[Ee][Rr][Rr][Oo][Rr][Ss]?)(?![A-Za-z])/g;
  for (const { index, 0: text } of message.matchAll(failure)) {
    if (/[A-Z]/.test(message.charAt(index - 1)) && /[A-Za-z]/.test(message.charAt(index - 1))) continue;
    if (/[/-]$/.test(message.slice(0, index)) || /^(?:\d|[-./][a-z\d])/i.test(message.slice(index + text.length)))
      continue;
    if (/(?:^|\s)(?:0|no|zero|without) $/i.test(message.slice(0, index))) continue;
    if (/^[A-Za-z_]*[ :="]+0(?![A-Za-z0-9.])/.test(message.slice(index + text.length))) continue;
    return "error";
  }
  return null;
}

describe.each(BUILDS)("levels told by messages, $build build", ({ module }) => {
  function read(messages: readonly string[]): (Level | null)[] {
    const core = newCore(module, {});
    startPlan(core, PLAN);
    core.writeRows();
    return core
      .rows(Buffer.from(messages.map((message) => `>${message}\n`).join("")), true)
      .map(({ level }) => levelOfCode(level));
  }

  it.each<[string, Level | null]>([
    ["lookup for home failed", "error"],
    ["Failed password for ada", "error"],
    ["pam_unix(login:auth): authentication failure", "error"],
    ["java.net.SocketError raised", "error"],
    ["0 errors, 3 done", null],
    ["no error", null],
    ["finished without errors", null],
    ["failed=0 passed=9", null],
    ["failed: 0", null],
    ["error_count=0", null],
    ["error 0x80070005", "error"],
    ["failed 10 times", "error"],
    ["failover done", null],
    ["install libgpg-error0:amd64", null],
    ["install libgpg-error-dev:amd64", null],
    ["opened /var/log/error.log", null],
    ["login_failed user=ada", "error"],
    ["it failed.", "error"],
    ["install fontconfig-config:amd64", null],
    ["main - info: ready", "info"],
    ["terrible mirror", null],
    ["WARNING: CPU 0 is hot", "warn"],
    ["[debug] tick", "debug"],
    ["kernel: <notice> link", "notice"],
    ["FATAL out of memory", "fatal"],
    ["the error: none known", "error"],
    ["all is well", null],
    ["", null],
  ])("%j is %s", (message, level) => {
    expect(read([message])).toEqual([level]);
    expect(naive(message)).toBe(level);
  });

  it("are told in text without times too", () => {
    const core = newCore(module, {});
    startPlan(core, filePlan({ kind: "text" }));
    core.writeRows();
    const text =
      "[INFO] scanning\nmain.c:3:9: warning: unused variable\nERROR:root:job 7 is lost\n  error: boom\n0 errors\n\nall is well\n";
    const levels = core.rows(Buffer.from(text), true).map(({ level }) => levelOfCode(level));
    expect(levels).toEqual(["info", "warn", "error", "error", null, null, null]);
  });

  it("are those that the slow way finds", () => {
    const piece = fc.constantFrom(
      ..."fail failed failing failure failures error errors Error FAILED failover mirror ERROR warning WARNING info".split(
        " ",
      ),
      ..."no 0 zero without = : _ [ ] ( ) < > - | * , . = 0 10 0x1 0.5 x y a-long-word-to-fill-sixty-four-bytes".split(
        " ",
      ),
      " ",
      "  ",
    );
    const message = fc.array(piece, { minLength: 1, maxLength: 14 }).map((pieces) => `x${pieces.join("")}`.slice(1));
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 30 }), (messages) => {
        // what the layout passes over in front of a message is no part of it
        const trimmed = messages.map((text) => text.trimStart()).filter((text) => text !== "");
        expect(read(trimmed)).toEqual(trimmed.map(naive));
      }),
      { numRuns: 300 },
    );
  });
});
