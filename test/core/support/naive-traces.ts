/**
 * Stack traces by regular expressions, line by line over the whole text below an event: what assembly/trace-lines.ts and
 * trace.ts must come to. Of bounds it knows none: texts are expected to be within them.
 */
import type { Trace, TraceLanguage } from "../../../src/model/trace.ts";

type Note =
  | { kind: "frame"; language: TraceLanguage; name: string }
  | { kind: "place" | "thread" }
  | { kind: "exception"; certainty: "sure" | "likely" | "maybe"; name: string };

const TYPE = String.raw`[A-Za-z_][\w.$+\x60]*`;
const LIKELY = /(?:Exception|Error|Throwable|Failure|Interrupt|Warning|Exit)$/;
const LINE_AND_COLUMN = /^.+:\d+:\d+$/;
const BEFORE_TYPE =
  /^(?:Caused by: |Suppressed: |Wrapped by: |Exception in thread "[^"]*" |Unhandled exception\. |Unhandled Exception: |Uncaught |\[cause\]: |---> (?:\(Inner Exception #[^)]*\) )?)/;

/** Without what compilers and proxies number. */
function stable(name: string): string {
  return name
    .replace(/\/\d[^.]*/g, "")
    .split(".")
    .map((part) => {
      const [plain = "", ...made] = part.split(">");
      const kept = plain.replace(/\$\$[0-9a-fA-F]{6,}(?=\$|$)/g, "$$$$").replace(/(\$|roxy|cessor)\d+/g, "$1");
      return [kept, ...made.map((rest) => rest.replace(/\d/g, ""))].join(">");
    })
    .join(".");
}

const lastOf = (path: string) => path.split(/[/\\]/).at(-1) ?? "";

/** A file's name without the parts that have digits, but for the first. */
function fileOf(place: string): string {
  const file = lastOf(place.replace(/:\d+:\d+$/, "").replace(/\?.*/, ""));
  return file
    .split(/(?=[._-])/)
    .filter((part, i) => i === 0 || !/\d/.test(part))
    .join("");
}

function frameAt(rest: string): Note | null {
  const text = rest.replace(/^async /, "").replace(/ \{$/, "");
  const javascript = (name: string): Note => ({ kind: "frame", language: "javascript", name });
  if (!text.includes("(")) return LINE_AND_COLUMN.test(text) ? javascript(fileOf(text)) : null;
  const call = /^([^(]+) \((.*)\)$/.exec(text);
  if (call) {
    const [, name = "", place = ""] = call;
    const isPlace = LINE_AND_COLUMN.test(place) || /^(?:native|<anonymous>)$|^index /.test(place);
    return isPlace ? javascript(name.replace(/ \[as .*/, "")) : null;
  }
  const qualified = /^([^ (]*\.[^ (]*)\(([^)]*)\)/.exec(text);
  if (!qualified) return null;
  const [, name = "", within = ""] = qualified;
  if (/^(?:[^ ]+|Native Method|Unknown Source)$/.test(within))
    return { kind: "frame", language: "java", name: stable(name.replace(/^.*\/(?!\d)(?=.)/, "")) };
  return { kind: "frame", language: "dotnet", name: stable(name) };
}

function noteOf(withMargin: string): Note | null {
  const line = withMargin.replace(/^[ \t]*\| (?=[\s\S]{2})/, "");
  const text = line.trimStart();
  const atStart = text === line;
  const at = /^at (.*)/.exec(text);
  if (at) return frameAt(at[1] ?? "");
  const python = /^File "([^"]*)", line \d+(?:, in (.*))?/.exec(text);
  if (python) {
    const file = lastOf(python[1] ?? "").replace(/(.)\.py$/, "$1");
    const made = file.startsWith("<") ? file.replace(/\d.*/, "") : file;
    return { kind: "frame", language: "python", name: python[2] === undefined ? made : `${made}.${python[2]}` };
  }
  if (/^(?:\+ Exception Group )?Traceback \(most recent call last\)|^--- End of /.test(text)) return null;
  const before = BEFORE_TYPE.exec(text);
  if (before) {
    const type = new RegExp(`^(${TYPE})(:(?= |$)|$)?`).exec(text.slice(before[0].length));
    const accepted = type && (type[2] !== undefined || LIKELY.test(type[1] ?? ""));
    return accepted ? { kind: "exception", certainty: "sure", name: stable(type[1] ?? "") } : null;
  }
  if (/^goroutine \d+ \[/.test(line)) return { kind: "thread" };
  const panic =
    /^panic: (runtime error: [^\d[]*)?/.exec(text) ?? (atStart ? /^(fatal error: [^\d[]*)/.exec(text) : null);
  if (panic)
    return {
      kind: "exception",
      certainty: "likely",
      name: (panic[1] ?? "panic").trim(),
    };
  if (LINE_AND_COLUMN.test(text)) {
    const mozilla = /^([^@ ]*)@(.*)$/.exec(text);
    if (!mozilla) return null;
    return { kind: "frame", language: "javascript", name: mozilla[1] || fileOf(mozilla[2] ?? "") };
  }
  if (!atStart) return /\.(?:go|s):\d+(?: \+0x[0-9a-f]+)?$/.test(text) ? { kind: "place" } : null;
  const bare = new RegExp(`^(${TYPE})(?:$|:(?= |$)|(?= \\[))`).exec(line);
  if (bare) {
    const name = bare[1] ?? "";
    const likely = LIKELY.test(name);
    const isLast = bare[0] !== name || bare[0] === line;
    if (likely || (isLast && /(?:^|[.+])[A-Z][^.+]*$/.test(name))) {
      const certainty = !likely ? "maybe" : /[.+]/.test(name) ? "sure" : "likely";
      return { kind: "exception", certainty, name: stable(name) };
    }
  }
  const call = /^(?:created by )?([A-Za-z][^ ]*?)(?:\([^()]*\)| in goroutine .*)?$/.exec(line);
  const name = call?.[1] ?? "";
  if (!name.includes(".")) return null;
  return {
    kind: "frame",
    language: "go",
    name: name.replace(/\.(func|gowrap)[\d.]+/g, ".$1").replace(/\.\d+(?=\.|$)/g, ""),
  };
}

/** @param lines those below the first line of an event @returns null when they hold no trace */
export function naiveTrace(message: string, lines: readonly string[]): Trace | null {
  const notes = lines.flatMap((line): Note[] => {
    const note = noteOf(line);
    if (!note) return [];
    const inner = [...line.matchAll(new RegExp(` ---> (${TYPE})(?=:|$)`, "g"))].filter(({ index }) => index > 0);
    const causes = inner.map(([, name = ""]): Note => ({ kind: "exception", certainty: "sure", name: stable(name) }));
    return [note, ...(note.kind === "exception" ? causes : [])];
  });
  const frames: string[] = [];
  const exceptions: string[] = [];
  let language: TraceLanguage | null = null;
  let thrownAbove = 0;
  let sure = false;
  let threads = 0;
  for (const [i, note] of notes.entries()) {
    const before = notes[i - 1];
    if (note.kind === "thread" && threads++ > 0 && frames.length > 0) break;
    if (note.kind === "exception") {
      const isPython = before?.kind === "frame" && before.language === "python";
      const after = notes[i + 1];
      const isFirst = before === undefined && after?.kind === "frame" && !/^(?:python|go)$/.test(after.language);
      if (note.certainty === "maybe" && !isPython && !isFirst) continue;
      sure ||= note.certainty === "sure";
      if (!exceptions.includes(note.name)) exceptions.push(note.name);
    }
    if (note.kind === "frame" && (note.language !== "go" || notes[i + 1]?.kind === "place")) {
      if (language === null) thrownAbove = exceptions.length;
      language ??= note.language;
      if (!frames.includes(note.name)) frames.push(note.name);
    }
  }
  if (frames.length === 0 && !sure) return null;
  if (language === "python") {
    frames.reverse();
    if (!exceptions[0]?.endsWith("ExceptionGroup")) exceptions.reverse();
  }
  if (exceptions.length === 0 || (thrownAbove === 0 && language !== "python")) {
    const words = [...message.matchAll(new RegExp(TYPE, "g"))].filter(({ 0: word, index }) => {
      const behind = message.slice(index + word.length);
      return LIKELY.test(word) && (word.includes(".") || behind === "" || /^:(?: |$)/.test(behind));
    });
    const [thrown] = words.map(([word]) => stable(word));
    if (thrown !== undefined && !exceptions.includes(thrown)) exceptions.unshift(thrown);
  }
  return {
    language,
    exception: exceptions.slice(0, 3).join(" caused by "),
    frames: frames.slice(0, 5),
    frameCount: frames.length,
  };
}
