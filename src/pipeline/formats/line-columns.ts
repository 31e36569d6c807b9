/**
 * The columns between the time of a line and its message, by votes on shapes: level word, bracket, name before a colon, a
 * bracket, a dash or wide blanks, a second stamp, request with its status, place in a source file.
 */
import type { FieldRole, LayoutStep } from "../../model/plan.ts";
import { levelAhead, levelSteps } from "./level-ahead.ts";
import { type FoundTime, findTime } from "./time-layouts.ts";

const MAX_COLUMNS = 8;
/** characters behind the time in which a second stamp may begin */
const STAMP_WITHIN = 64;
/** a name is a dimension up to so many values in the sample */
const MAX_NAMES = 64;
const REQUEST = /"(?:[A-Z]+ \S+ HTTP\/[\d.]+|-|<BADREQ>)"/;

export interface Columns {
  steps: LayoutStep[];
  messageFromStep?: number;
  /** the step that yields the level; null when none does */
  levelAt: number | null;
}

/** @param texts what follows the time in each line */
export function columnsAfter(texts: readonly string[]): Columns {
  const columns = new ColumnVotes(texts);
  columns.vote();
  const { steps, messageFromStep, levelAt } = columns;
  while (steps.at(-1)?.step === "blank") steps.pop();
  return { steps, levelAt, ...(messageFromStep === undefined ? {} : { messageFromStep }) };
}

class ColumnVotes {
  readonly steps: LayoutStep[] = [];
  levelAt: number | null = null;
  messageFromStep: number | undefined;
  #rests: string[];
  #named = false;

  constructor(rests: readonly string[]) {
    this.#rests = [...rests];
  }

  vote(): void {
    this.#secondStamp();
    for (let column = 0; column < MAX_COLUMNS && this.#rests.length > 0; column++) {
      this.#blank();
      if (this.#rests.length === 0) break;
      if (this.#mark()) continue;
      if (this.#levelMark()) continue;
      if (this.levelAt === null && this.#level()) continue;
      if (this.#request() || this.#statusBeforeRequest() || this.#statusBehindResult()) break;
      if (this.#bracket()) continue;
      if (this.#place()) continue;
      if (this.#piped()) continue;
      if (this.#named || !(this.#source() || this.#nameAlone() || this.#nameBeforeDash())) break;
    }
  }

  #share(pattern: RegExp): number {
    return this.#rests.filter((rest) => pattern.test(rest)).length / this.#rests.length;
  }

  /** Takes the step and what it matches off every rest; lines that it does not match no longer vote. */
  #advance(step: LayoutStep, pattern: RegExp): void {
    this.steps.push(step);
    this.#rests = this.#rests.filter((rest) => pattern.test(rest)).map((rest) => rest.replace(pattern, ""));
  }

  #blank(): void {
    if (this.#rests.length && this.#share(/^[ \t]/) > 0.9) this.#advance({ step: "blank" }, /^[ \t]+/);
  }

  #tokens(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#advance({ step: "token" }, /^[^ \t]+/);
      this.#blank();
    }
  }

  /** The same moment once more, with a year or without, behind equally many tokens: all that stands before it goes with it. */
  #secondStamp(): void {
    const votes = new Map<string, { found: FoundTime; tokens: number; count: number }>();
    for (const rest of this.#rests) {
      const found = findTime(rest, STAMP_WITHIN);
      if (!found || found.lacks === "date" || found.layout.includes("epoch") || !/\s/.test(rest[found.start - 1] ?? ""))
        continue;
      const tokens = rest
        .slice(0, found.start)
        .trim()
        .split(/[ \t]+/).length;
      const key = `${tokens} ${found.shape}`;
      const vote = votes.get(key) ?? { found, tokens: found.start <= 1 ? 0 : tokens, count: 0 };
      vote.count++;
      votes.set(key, vote);
    }
    const [best] = [...votes.values()].sort((a, b) => b.count - a.count);
    if (!best || best.count / this.#rests.length <= 0.95) return;
    this.#blank();
    this.#tokens(best.tokens);
    this.steps.push({ step: "timeOver", layout: best.found.layout });
    this.#rests = this.#rests.flatMap((rest) => {
      const found = findTime(rest, 0);
      return found?.shape === best.found.shape ? [rest.slice(found.end)] : [];
    });
  }

  #mark(): boolean {
    const mark = /^[\]):,>|]|^--?(?=[ \t])/.exec(this.#rests[0] ?? "")?.[0];
    if (!mark) return false;
    const pattern = new RegExp(`^${mark.replace(/[\])|]/g, "\\$&")}`);
    if (this.#share(pattern) <= 0.95) return false;
    // one of several marks for levels is no mere separator
    if (mark === "-" && this.#share(/^-[ \t]/) < 1 && this.#share(LEVEL_MARK) > 0.95) return false;
    this.#advance({ step: "literal", text: mark }, pattern);
    return true;
  }

  #levelMark(): boolean {
    if (this.levelAt !== null || this.steps.at(-1)?.step !== "blank") return false;
    if (this.#share(LEVEL_MARK) <= 0.95 || this.#share(/^[*#.] /) === 0) return false;
    this.levelAt = this.steps.length;
    this.#advance({ step: "levelMark" }, /^[.*#-]/);
    return true;
  }

  #level(): boolean {
    const ahead = levelAhead(this.#rests);
    // a bracket is passed over whole, as that of some lines may hold blanks
    if (ahead === null || (ahead.tokens > 0 && this.#share(/^\[[^\]]*\]/) > 0.9)) return false;
    this.#tokens(ahead.tokens);
    for (const [step, pattern] of levelSteps(ahead)) {
      if (step.step === "level") this.levelAt = this.steps.length;
      this.#advance(step, pattern);
    }
    return true;
  }

  /** `"GET / HTTP/1.1" 200 1234`, or the status in brackets behind the protocol */
  #request(): boolean {
    if (this.#share(/^"[^"]*" \d{3}(?= |$)/) > 0.9) {
      this.messageFromStep = this.steps.length;
      this.#advance({ step: "quoted" }, /^"[^"]*"/);
      this.#advance({ step: "blank" }, /^ +/);
      this.#status();
      if (this.#share(/^ (?:\d+|-)(?= |$)/) > 0.9) {
        this.#advance({ step: "blank" }, /^ +/);
        this.#advance({ step: "token", field: "bytes", role: "measure" }, /^[^ ]+/);
      }
      return true;
    }
    if (this.#share(/^[^(]*\(HTTP\/[\d.]+ \d{3}\)/) <= 0.9) return false;
    this.messageFromStep = this.steps.length;
    this.#advance({ step: "until", byte: "(" }, /^[^(]*\(/);
    this.#advance({ step: "literal", text: "HTTP/" }, /^HTTP\//);
    this.#tokens(1);
    this.#status();
    return true;
  }

  /** A balancer's line: the status is a column before the request. */
  #statusBeforeRequest(): boolean {
    const requests = this.#rests.filter((rest) => REQUEST.test(rest));
    if (requests.length / this.#rests.length <= 0.8) return false;
    for (let tokens = 1; tokens <= MAX_COLUMNS; tokens++) {
      const status = new RegExp(`^(?:[^ "]+ +){${tokens}}(?:[1-5]\\d\\d|-1?) `);
      if (requests.filter((rest) => status.test(rest)).length / requests.length <= 0.95) continue;
      this.#rests = requests;
      const from = this.steps.length;
      this.#tokens(tokens);
      this.#status();
      const [rest = ""] = this.#rests;
      const between = rest.slice(0, rest.search(REQUEST)).split(" ").length - 2;
      const near = new RegExp(`^(?: +[^ "]+){${between}} +"`);
      if (between < 0 || between > 4 || this.#share(near) <= 0.95) {
        this.messageFromStep = from;
        return true;
      }
      this.#blank();
      this.#tokens(between);
      return true;
    }
    return false;
  }

  /** A cache's line: `921 10.0.0.7 TCP_MISS/200 507 GET http://…` */
  #statusBehindResult(): boolean {
    if (this.#share(/^\d+ +[^ ]+ +[A-Z_]+\/\d{3} +\d+ +[A-Z]+ /) <= 0.9) return false;
    this.#advance({ step: "token", field: "elapsed", role: "measure" }, /^\d+/);
    this.#blank();
    this.#tokens(1);
    this.#advance({ step: "until", byte: "/", field: "result", role: "dimension" }, /^[^/]*\//);
    this.#status();
    this.#blank();
    this.#advance({ step: "token", field: "bytes", role: "measure" }, /^\d+/);
    return true;
  }

  #status(): void {
    this.levelAt = this.steps.length;
    this.#advance({ step: "status" }, /^(?:\d{3}|-)/);
  }

  #bracket(): boolean {
    if (this.#share(/^\[[^\]]*\]/) > 0.9) {
      this.#advance({ step: "bracket", open: "[", close: "]" }, /^\[(?:[^[\]]|\[[^\]]*\])*\]/);
      return true;
    }
    if (this.#share(/^\([^)]*\) /) <= 0.9) return false;
    this.#advance({ step: "bracket", open: "(", close: ")" }, /^\([^)]*\)/);
    return true;
  }

  /** `1234 file.cc:27] `: the place in the source that wrote the line, behind a thread's number */
  #place(): boolean {
    if (this.#share(/^\d+ +[^\s\]]+:\d+\] /) <= 0.95) return false;
    this.#tokens(1);
    this.#advance({ step: "until", byte: "]" }, /^[^\]]*\]/);
    return true;
  }

  /** `Step|3000|…`: between bars, as the time is */
  #piped(): boolean {
    const last = this.steps.at(-1);
    const behindBar = (last?.step === "literal" && last.text === "|") || (last?.step === "until" && last.byte === "|");
    if (!behindBar || this.#share(/^[^|\s]*\|/) <= 0.95) return false;
    const isName = !this.#named && this.#share(/^[A-Za-z]/) > 0.95;
    this.#advance({ step: "until", byte: "|", ...(isName ? this.#name(/^[^|]*/) : {}) }, /^[^|\s]*\|/);
    return true;
  }

  /** A name that is told by the bracket or the wide blanks behind it. */
  #nameAlone(): boolean {
    const before =
      this.#share(/^[A-Za-z][\w.$/-]* +\[[^\]]*\](?=[ :])/) > 0.95 ? /^[^ \t]+(?= )/ : /^[A-Za-z][\w.$/-]*(?= {2}|\t)/;
    if (this.#share(before) <= 0.95 || !this.#areNames(before)) return false;
    this.#advance({ step: "token", ...this.#name(before) }, /^[^ \t]+/);
    return true;
  }

  /** `chrome.exe - …`, with what a few have between them */
  #nameBeforeDash(): boolean {
    const alone = this.#rests.filter((rest) => /^[\w.][^\s:=]* - /.test(rest));
    const mark = /^[\w.][^\s:=]* ([^\w\s-])\S* - /.exec(this.#rests.find((rest) => !alone.includes(rest)) ?? "")?.[1];
    const between = mark === undefined ? "" : `(?:\\${mark}\\S+ )?`;
    const whole = new RegExp(`^[\\w.][^\\s:=]* ${between}- `);
    if (this.#share(whole) <= 0.95 || !this.#areNames(/^\S+/)) return false;
    this.steps.push({ step: "token", ...this.#name(/^\S+/) }, { step: "blank" });
    if (mark !== undefined)
      this.steps.push({
        step: "optional",
        steps: [{ step: "literal", text: mark }, { step: "token" }, { step: "blank" }],
      });
    this.#advance({ step: "literal", text: "-" }, whole);
    return true;
  }

  /** Several, but not too many. */
  #areNames(pattern: RegExp): boolean {
    const { size } = this.#namesOf(pattern);
    return size > 1 && size <= MAX_NAMES;
  }

  #namesOf(pattern: RegExp): Set<string> {
    return new Set(this.#rests.map((rest) => pattern.exec(rest)?.[0] ?? ""));
  }

  /** The field of a name: a dimension where it has a few values. */
  #name(pattern: RegExp): { field: string; role: FieldRole } {
    this.#named = true;
    const names = this.#namesOf(pattern);
    return { field: "source", role: names.size > 1 && names.size <= MAX_NAMES ? "dimension" : "ignore" };
  }

  #source(): boolean {
    const tokens = sourceAhead(this.#rests);
    if (tokens === null) return false;
    this.#tokens(tokens);
    const name = this.#name(/^[^[(:\s]+/);
    const isRequest = this.levelAt === null && this.#share(CLIENT_REQUEST) > 0.95;
    this.#advance({ step: "source", ...name }, /^[^\s]*:(?=\s|$)/);
    if (isRequest) {
      this.levelAt = this.steps.length;
      this.steps.push({ step: "levelIs", level: "info" });
    }
    return true;
  }
}

const LEVEL_MARK = /^[.*#-][ \t]/;
/** a client's address and the path that it asks for: a request without a status */
const CLIENT_REQUEST = /^\d{1,3}(?:\.\d{1,3}){3}: +[\w.-]*\/[\w./-]+/;

/** How many tokens stand before a name with a colon, as in `host sshd[123]: …`; null when there is no such name. */
function sourceAhead(rests: readonly string[]): number | null {
  for (let tokens = 0; tokens <= 2; tokens++) {
    const pattern = new RegExp(`^(?:[^ \\t:]+[ \\t]+){${tokens}}[^\\s"'={]*[^\\s:"'={]:(?=[ \\t]|$)`);
    if (rests.filter((rest) => pattern.test(rest)).length / rests.length > 0.8) return tokens;
  }
  return null;
}
