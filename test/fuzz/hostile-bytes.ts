/** Files as nobody should write them: hostile fragments, good logs damaged, bytes of no text at all. */
import type { Choice } from "./choice.ts";

/** longest part of a line that the core looks at */
const MAX_LINE = 65_536;
const BLOCK_BYTES = 65_536;
const MOST_BYTES = 400_000;

const STAMPS = [
  "2026-01-31T23:59:60.999999999Z",
  "2026-01-31T23:50:00",
  "2026-02-30 12:00:00,123",
  "0000-00-00T00:00:00Z",
  "9999-12-31T23:59:59+14:00",
  "1969-12-31 23:59:59.999",
  "Feb 29 12:00:00",
  "31/Dec/1999:23:59:59 -0930",
  "Mon Jan  5 10:00:00 2026",
  "12:34:56.789",
  "1767225600",
  "1767225600123456789",
  "-86400",
  "99999999999999999999",
  "@4000000068e5a1b20f1e2d3c",
  "20260131T235959Z",
  "01/02/2026 11:59:59 PM",
];
const MARKS = [
  '"',
  '""',
  "'",
  "[",
  "]",
  "{",
  "}",
  "(",
  ")",
  "<13>",
  ",",
  ";",
  "\t",
  "|",
  ":",
  "=",
  "\\",
  '\\"',
  "%",
  "-",
];
const WORDS = [
  "INFO",
  "error",
  "E",
  "host-a",
  "sshd[1]:",
  "GET /a?b=1 HTTP/1.1",
  "msg",
  "null",
  "true",
  "-1e309",
  "0x7f",
  "#Fields: date time a level value",
  "#Date: 2026-01-31 23:59:60",
  "#fields\ttime\ta",
  "a=1",
  'value="\\u00e9\\n',
  '{"time":',
  '"a":"\\ud83d\\',
  "1.234,5",
];
const BREAKS = ["\n", "\n", "\n", "\r\n", "\r", "\n\n", "\0", "\u2028", "\n\t", "\n    at "];
const RAW = [
  "\xff",
  "\xfe",
  "\x80",
  "\xc3",
  "\xef\xbb\xbf",
  "\x1b[31m",
  "\x1b[",
  "\x1b]0;",
  "\0\0",
  "\x7f",
  "\xf0\x9f\x98\x80",
  "\xed\xa0\x80",
];

/** Fragments of logs of every kind, thrown together; Latin-1 characters are bytes. */
export function fragments(choice: Choice): Uint8Array {
  const pools = [
    STAMPS,
    MARKS,
    WORDS,
    BREAKS,
    RAW,
    [" ", "  ", " : "],
    ['{"time":"', '"level":"', '","', '"}', "a,b,c"],
  ];
  const own = choice.times(choice.int(1, 5), () => choice.of(pools));
  const parts = choice.times(choice.size(4000), () => choice.of(choice.of(own)));
  return Buffer.from(parts.join(""), "latin1");
}

/** The same head before every line, so that the sniffer believes in it, and anything behind. */
export function headedLines(choice: Choice): Uint8Array {
  const stamp = choice.of(STAMPS);
  const head = `${choice.of(["", "", "<34>", "[", '"', "E "])}${stamp}${choice.of(["", " ", "] ", '",', ", "])}${choice.of(["", "INFO ", "[a] ", "x: "])}`;
  const lines = choice.times(choice.size(600), () => {
    const tail = choice
      .times(choice.below(6), () => choice.of(choice.of([MARKS, WORDS, RAW, STAMPS])))
      .join(choice.of(["", " "]));
    return (choice.chance(0.9) ? head : "") + tail;
  });
  return Buffer.from(lines.join(choice.of(["\n", "\n", "\r\n", "\r"])), "latin1");
}

const TRACE_LINES = [
  "java.lang.IllegalStateException: x",
  "\tat com.acme.Db.query(Db.java:12)",
  "\tat java.base/java.lang.Thread.run(Thread.java:829) ~[x.jar:1]",
  "Caused by: com.acme.Broken",
  "\t... 12 more",
  "Traceback (most recent call last):",
  '  File "/srv/a.py", line 3, in get',
  "    return db.query()",
  "queue.Empty",
  "    at async Server.handle (/srv/a.js:10:3)",
  "handle@https://x/a.js:1:2",
  "goroutine 1 [running]:",
  "main.query(0xc000, 0x1)",
  "\t/srv/x.go:12 +0x1d",
  "panic: runtime error: index out of range [5]",
  "   at Acme.Db.Query(String a) in C:\\Db.cs:line 3",
  " ---> System.TimeoutException: 30 s",
  `\tat ${"a".repeat(1100)}.b(C.java:1)`,
  "at (",
  "(",
  "",
];

/** A log whose events go on with lines of stack traces, whole or mixed up, some over more than a block. */
export function tracedLines(choice: Choice): Uint8Array {
  const lines: string[] = [];
  for (let i = choice.size(400); i > 0; i--) {
    lines.push(`2026-01-31T23:50:${String(i % 60).padStart(2, "0")}Z ERROR job ${i} ${choice.of(["died", "failed"])}`);
    if (choice.chance(0.4)) continue;
    const from = choice.below(TRACE_LINES.length);
    const length = choice.chance(0.02) ? choice.int(500, 3000) : choice.int(1, 9);
    const mixed = choice.chance(0.2);
    for (let l = 0; l < length; l++)
      lines.push(mixed ? choice.of(TRACE_LINES) : (TRACE_LINES[(from + (l % 5)) % TRACE_LINES.length] as string));
  }
  return Buffer.from(lines.join(choice.of(["\n", "\n", "\r\n"])), "latin1");
}

/** A table of columns of one kind each, with quotes and line ends where they hurt. */
export function tables(choice: Choice): Uint8Array {
  const delimiter = choice.of([",", ";", "\t", "|"]);
  const width = choice.chance(0.05) ? choice.int(200, 3000) : choice.int(1, 12);
  const cell = [
    () => `${choice.int(-5, 400)}.${choice.below(100)}`,
    () => choice.of(["a", "b", "c"]),
    () => new Date(Date.UTC(2026, 0, 1) + choice.below(10_000_000)).toISOString(),
    () => `"${choice.of(["x", `${delimiter}`, '""', "\n", "\r\n", "a\nb"])}"`,
    () => choice.of(["", '"', '"open', 'in"side', "\0", "ERROR"]),
  ];
  const kinds = choice.times(width, () => choice.of(cell));
  const rows = choice.times(choice.size(Math.max(2, Math.floor(20_000 / width))), () =>
    kinds.map((make) => (choice.chance(0.01) ? choice.of(cell)() : make())).join(delimiter),
  );
  const header = choice.chance(0.7)
    ? [kinds.map((_, i) => choice.of(["time", "level", "value", "name"]) + i).join(delimiter)]
    : [];
  return Buffer.from([...header, ...rows].join(choice.of(["\n", "\r\n"])), "latin1");
}

/** Objects a line, nested, cut, with keys that come twice. */
export function objects(choice: Choice): Uint8Array {
  const value = (depth: number): unknown => {
    const kind = choice.below(depth > 10 ? 5 : 8);
    if (kind === 0) return choice.int(-1e9, 1e9);
    if (kind === 1) return choice.of([...STAMPS, ...WORDS, '\\"', "\u0000", "\ud800"]);
    if (kind === 2) return null;
    if (kind === 3) return choice.chance(0.5);
    if (kind === 4) return choice.below(100) / 7;
    if (kind === 5) return choice.times(choice.below(4), () => value(depth + 1));
    return Object.fromEntries(
      choice.times(choice.below(4), () => [choice.of(["a", "level", "msg", "time", "", "é"]), value(depth + 1)]),
    );
  };
  const lines = choice.times(choice.size(500), () => {
    const time = new Date(Date.UTC(2026, 0, 1) + choice.below(1e7)).toISOString();
    const text = JSON.stringify({
      time,
      level: choice.of(["info", "error", 30, 5]),
      msg: choice.of(WORDS),
      more: value(0),
    });
    return choice.chance(0.1) ? text.slice(0, choice.below(text.length)) : text;
  });
  return Buffer.from(lines.join("\n"), "utf8");
}

/** Bytes of any value, or of a few. */
export function noise(choice: Choice): Uint8Array {
  const few = choice.chance(0.5) ? choice.times(choice.int(1, 6), () => choice.below(256)) : null;
  return Uint8Array.from(choice.times(choice.size(20_000), () => (few ? choice.of(few) : choice.below(256))));
}

/** A good log with some damage. */
export function damaged(choice: Choice, good: readonly Uint8Array[]): Uint8Array {
  let content: Buffer = Buffer.from(choice.of(good));
  const copies = choice.chance(0.3) ? choice.size(300) : choice.int(1, 3);
  content = Buffer.concat(choice.times(copies, () => content)).subarray(0, MOST_BYTES);
  for (let i = choice.size(30); i > 0 && content.length > 0; i--) content = damage(choice, content, good);
  return content.subarray(0, MOST_BYTES);
}

function damage(choice: Choice, content: Buffer, good: readonly Uint8Array[]): Buffer {
  const at = choice.below(content.length);
  const until = Math.min(content.length, at + choice.size(200));
  const around = (middle: Uint8Array, end = at) =>
    Buffer.concat([content.subarray(0, at), middle, content.subarray(end)]);
  const raw = (text: string) => Buffer.from(text, "latin1");
  switch (choice.below(9)) {
    case 0: {
      const flipped = Buffer.from(content);
      flipped[at] = (flipped[at] as number) ^ (1 << choice.below(8));
      return flipped;
    }
    case 1:
      return around(raw(choice.of(choice.of([MARKS, RAW, BREAKS, STAMPS]))));
    case 2:
      return around(new Uint8Array(), until);
    case 3:
      return around(content.subarray(at, until));
    case 4: {
      const other = choice.of(good);
      const from = choice.below(other.length);
      return around(other.subarray(from, from + choice.size(400)));
    }
    case 5:
      return content.subarray(0, at + 1);
    case 6:
      // a line of just about the longest part that is looked at
      return content.length > MOST_BYTES / 2
        ? content
        : around(raw(choice.of(["x", '"', " ", "[", "1", "é"]).repeat(longLength(choice))));
    case 7:
      return raw(content.toString("latin1").replaceAll("\n", choice.of(["\r\n", "\r", "\n\n"])));
    default:
      return content.length > MOST_BYTES / 2 ? content : around(raw("\n".repeat(choice.size(500))));
  }
}

function longLength(choice: Choice): number {
  return choice.of([MAX_LINE, MAX_LINE * 2, BLOCK_BYTES - 40, 500]) + choice.int(-3, 3);
}
