/**
 * Stack traces in five languages, as arbitraries: what is thrown and which functions it comes through, written down with line
 * numbers, folders, addresses, arguments and counters that differ from one time to the next.
 */
import fc from "fast-check";
import type { TraceLanguage } from "../../../src/model/trace.ts";

export interface Thrown {
  language: TraceLanguage;
  /** exception and causes */
  exceptions: string[];
  functions: string[];
}

const pick = (...values: string[]) => fc.constantFrom(...values);
const few = (values: fc.Arbitrary<string>, most: number) => fc.array(values, { minLength: 1, maxLength: most });

const NAMES: Record<TraceLanguage, { exceptions: fc.Arbitrary<string>; functions: fc.Arbitrary<string> }> = {
  java: {
    exceptions: pick(
      "java.lang.IllegalStateException",
      "java.sql.SQLException",
      "com.acme.StockError",
      "com.acme.LockTimeout",
    ),
    functions: pick(
      "com.acme.Db.query",
      "com.acme.Api.get",
      "com.acme.Api$1.run",
      "com.acme.Db.lambda$open$0",
      "jdk.Proxy12.go",
      "a.B$$e7645ff0.x",
    ),
  },
  python: {
    exceptions: pick("ValueError", "KeyError", "queue.Empty", "requests.exceptions.ConnectionError"),
    functions: pick("api.get", "db.query", "app.<module>", "db.open_all"),
  },
  javascript: {
    exceptions: pick("TypeError", "Error", "RangeError"),
    functions: pick("Object.query", "Server.handle", "new Pool", "step1", "step2"),
  },
  go: {
    exceptions: pick("index out of range", "invalid memory address or nil pointer dereference"),
    functions: pick("main.query", "github.com/acme/x.(*Pool).Get", "net/http.serve", "main.main.func"),
  },
  dotnet: {
    exceptions: pick("System.InvalidOperationException", "Acme.StockError"),
    functions: pick(
      "Acme.Db.Query",
      "Acme.Api.<Get>d__4.MoveNext",
      "Acme.Api.<>c__DisplayClass3_0.<Run>b__1",
      "Acme.List`1.Add",
    ),
  },
};

export const thrown: fc.Arbitrary<Thrown> = pick("java", "python", "javascript", "go", "dotnet").chain((language) => {
  const { exceptions, functions } = NAMES[language as TraceLanguage];
  const most = language === "java" || language === "dotnet" ? 3 : 1;
  return fc.record({
    language: fc.constant(language as TraceLanguage),
    exceptions: few(exceptions, most),
    functions: few(functions, 7),
  });
});

/** Writes a trace down; `n` is anything, and changes nothing that counts. */
export function written({ language, exceptions, functions }: Thrown, n: number): string[] {
  const [first = "", ...causes] = exceptions;
  const inner = functions.slice(0, 1);
  switch (language) {
    case "java": {
      const frame = (name: string, i: number) =>
        `\tat ${n % 3 ? "" : "app//"}${name.replace(/0$|12(?=\.go)|1(?=\.run)/, String((n + i) % 90))}(File.java:${n + i})${n % 2 ? "" : " ~[x.jar:1.2]"}`;
      return [
        `${first}: number ${n}`,
        ...functions.map(frame),
        ...causes.flatMap((cause) => [`Caused by: ${cause}: again`, ...inner.map(frame), `\t... ${n % 50} more`]),
      ];
    }
    case "python": {
      const frames = functions.flatMap((name, i) => [
        `  File "/srv/v${n}/${name.split(".")[0]}.py", line ${n + i}, in ${name.split(".")[1]}`,
        `    call(${n})`,
      ]);
      const trace = ["Traceback (most recent call last):", ...frames, `${first}: ${n}`];
      // one of them stands in a group
      if (first !== "KeyError") return trace;
      const group = [
        "Exception Group Traceback (most recent call last):",
        ...frames,
        `ExceptionGroup: some (${n} of them)`,
      ];
      return [
        ...group.map((line, i) => `  ${i === 0 ? "+" : "|"} ${line}`),
        "  +-+---------------- 1 ----------------",
        ...trace.map((line) => `    | ${line}`),
        "    +------------------------------------",
      ];
    }
    case "javascript":
      return n % 4 === 3
        ? [`${first}: ${n}`, ...functions.map((name) => `${name.replace("new ", "")}@https://x/${n}/a.js:${n}:7`)]
        : [
            `${first}: ${n}`,
            ...functions.map((name) => `    at ${n % 2 ? "async " : ""}${name} (/srv/${n}/a.js:${n}:7)`),
          ];
    case "go":
      return [
        `panic: runtime error: ${first}${first.endsWith("range") ? ` [${n}] with length 3` : ""}`,
        "",
        `goroutine ${n} [running]:`,
        ...functions.flatMap((name) => [
          `${name}${name.endsWith("func") ? n % 9 : ""}(0xc000${n}, 0x${n})`,
          `\t/home/${n}/x.go:${n} +0x1d`,
        ]),
        `goroutine ${n + 1} [select]:`,
        `main.other${n}x()`,
        `\t/home/y.go:${n} +0x1d`,
      ];
    case "dotnet":
      return [
        [first, ...causes].map((name, i) => `${i > 0 ? " ---> " : ""}${name}: number ${n}`).join(""),
        ...functions.map(
          (name) =>
            `   at ${name.replace(/4(?=\.Move)|3_0/, String(n % 7))}(String text, Int32 n) in C:\\b${n}\\F.cs:line ${n}`,
        ),
        "--- End of stack trace from previous location ---",
      ];
  }
}
