/**
 * Own lines of every structured format, with what was worked out by hand: instant, level and message of each event. The
 * message is seen in its template, words with digits as <*>.
 */
import { describe, expect, it } from "vitest";
import { analyzeBytes, CHUNK_SIZES } from "../../golden/memory-source.ts";

type Expected = [time: string | null, level: string | null, message: string];

interface Sample {
  text: string;
  events: Expected[];
  /** lines that are neither events nor meant to be none */
  unparsed?: number;
}

const SAMPLES: Record<string, Sample> = {
  bunyan: {
    text: `{"name":"shop","hostname":"n1","pid":71,"level":30,"msg":"cart opened","time":"2026-03-01T08:00:00.250Z","v":0}
{"name":"shop","hostname":"n1","pid":71,"level":50,"msg":"cart lost","time":"2026-03-01T08:00:01.000Z","v":0}
{"name":"shop","hostname":"n1","pid":71,"level":60,"msg":"giving up","time":"2026-03-01T08:00:02.5Z","v":0}`,
    events: [
      ["2026-03-01T08:00:00.250Z", "info", "cart opened"],
      ["2026-03-01T08:00:01.000Z", "error", "cart lost"],
      ["2026-03-01T08:00:02.500Z", "fatal", "giving up"],
    ],
  },
  "pino, in milliseconds": {
    text: `{"level":20,"time":1772352000123,"pid":9,"hostname":"h","msg":"looking"}
{"level":40,"time":1772352001000,"pid":9,"hostname":"h","msg":"slow answer"}`,
    events: [
      ["2026-03-01T08:00:00.123Z", "debug", "looking"],
      ["2026-03-01T08:00:01.000Z", "warn", "slow answer"],
    ],
  },
  "zap, in seconds with a fraction": {
    text: `{"level":"info","ts":1772352000.5,"caller":"app/main.go:12","msg":"ready"}
{"level":"dpanic","ts":1772352060.25,"caller":"app/main.go:19","msg":"no such state"}`,
    events: [
      ["2026-03-01T08:00:00.500Z", "info", "ready"],
      ["2026-03-01T08:01:00.250Z", "fatal", "no such state"],
    ],
  },
  ECS: {
    text: `{"@timestamp":"2026-03-01T09:00:00.000+01:00","log.level":"WARN","message":"queue is long","ecs.version":"8.11"}
{"@timestamp":"2026-03-01T09:00:01.000+01:00","log.level":"ERROR","message":"queue is full","ecs.version":"8.11"}`,
    events: [
      ["2026-03-01T08:00:00.000Z", "warn", "queue is long"],
      ["2026-03-01T08:00:01.000Z", "error", "queue is full"],
    ],
  },
  "ECS, nested": {
    text: `{"@timestamp":"2026-03-01T08:00:00Z","log":{"level":"error","logger":"db"},"message":"no route","process":{"pid":4}}`,
    events: [["2026-03-01T08:00:00.000Z", "error", "no route"]],
  },
  "OpenTelemetry, nanoseconds as text": {
    text: `{"timeUnixNano":"1772352000123456789","severityNumber":9,"severityText":"INFO","body":{"stringValue":"span started"}}
{"timeUnixNano":"1772352001000000000","severityNumber":17,"severityText":"ERROR","body":{"stringValue":"span failed"}}`,
    events: [
      ["2026-03-01T08:00:00.123Z", "info", "span started"],
      ["2026-03-01T08:00:01.000Z", "error", "span failed"],
    ],
  },
  "OpenTelemetry, severity numbers only": {
    text: `{"timeUnixNano":"1772352000123456789","severityNumber":5,"body":{"stringValue":"a"}}
{"timeUnixNano":"1772352001000000000","severityNumber":14,"body":{"stringValue":"b"}}
{"timeUnixNano":"1772352002000000000","severityNumber":21,"body":{"stringValue":"c"}}`,
    events: [
      ["2026-03-01T08:00:00.123Z", "debug", "a"],
      ["2026-03-01T08:00:01.000Z", "warn", "b"],
      ["2026-03-01T08:00:02.000Z", "fatal", "c"],
    ],
  },
  logrus: {
    text: `{"animal":"walrus","level":"info","msg":"a group emerges","size":10,"time":"2026-03-01 03:00:00.562264131 -0500 EST"}
{"animal":"walrus","level":"panic","msg":"it's over","size":9,"time":"2026-03-01 03:00:01 -0500 EST"}`,
    events: [
      ["2026-03-01T08:00:00.562Z", "info", "a group emerges"],
      ["2026-03-01T08:00:01.000Z", "fatal", "it's over"],
    ],
  },
  "Serilog, compact": {
    text: `{"@t":"2026-03-01T08:00:00.1234567Z","@mt":"Hello {User}","User":"ann"}
{"@t":"2026-03-01T08:00:01.1234567Z","@mt":"No {User}","@l":"Warning","User":"bob"}
{"@t":"2026-03-01T08:00:02.0000000Z","@mt":"Dead","@l":"Fatal","@x":"at A\\n  at B"}`,
    events: [
      ["2026-03-01T08:00:00.123Z", "info", "Hello {User}"],
      ["2026-03-01T08:00:01.123Z", "warn", "No {User}"],
      ["2026-03-01T08:00:02.000Z", "fatal", "Dead"],
    ],
  },
  GELF: {
    text: `{"version":"1.1","host":"web","short_message":"card refused","timestamp":1772352000.3072,"level":4,"_user_id":90}
{"version":"1.1","host":"web","short_message":"bank is gone","timestamp":1772352001.5,"level":3,"_user_id":91}`,
    events: [
      ["2026-03-01T08:00:00.307Z", "warn", "card refused"],
      ["2026-03-01T08:00:01.500Z", "error", "bank is gone"],
    ],
  },
  "journald, as JSON": {
    text: `{"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"1772352000123456","__MONOTONIC_TIMESTAMP":"99","PRIORITY":"6","_PID":"1","MESSAGE":"Started cron."}
{"__CURSOR":"s=2","__REALTIME_TIMESTAMP":"1772352001000001","__MONOTONIC_TIMESTAMP":"100","PRIORITY":"3","_PID":"1","MESSAGE":"Failed to start."}`,
    events: [
      ["2026-03-01T08:00:00.123Z", "info", "Started cron."],
      ["2026-03-01T08:00:01.000Z", "error", "Failed to start."],
    ],
  },
  "journald, exported": {
    text: `__CURSOR=s=1
__REALTIME_TIMESTAMP=1772352000123456
_BOOT_ID=0a
PRIORITY=5
MESSAGE=Listening on socket a = b.

__CURSOR=s=2
__REALTIME_TIMESTAMP=1772352001000001
_BOOT_ID=0a
MESSAGE=Reached goal.
PRIORITY=2
`,
    events: [
      ["2026-03-01T08:00:00.123Z", "notice", "Listening on socket a = b."],
      ["2026-03-01T08:00:01.000Z", "fatal", "Reached goal."],
    ],
  },
  caddy: {
    text: `{"level":"error","ts":1772352000.78,"logger":"http.log.access","msg":"handled request","request":{"method":"GET","uri":"/"},"status":502}
{"level":"info","ts":1772352001,"logger":"tls","msg":"renewed","request":{"method":"GET","uri":"/"},"status":200}`,
    events: [
      ["2026-03-01T08:00:00.780Z", "error", "handled request"],
      ["2026-03-01T08:00:01.000Z", "info", "renewed"],
    ],
  },
  "log4j2, seconds and nanoseconds": {
    text: `{"instant":{"epochSecond":1772352000,"nanoOfSecond":7000000},"thread":"main","level":"DEBUG","message":"opening"}
{"instant":{"nanoOfSecond":900000001,"epochSecond":1772352001},"thread":"main","level":"FATAL","message":"closing"}`,
    events: [
      ["2026-03-01T08:00:00.007Z", "debug", "opening"],
      ["2026-03-01T08:00:01.900Z", "fatal", "closing"],
    ],
  },
  "Nextcloud, zero to four": {
    text: `{"reqId":"k","level":0,"time":"2026-03-01T08:00:00+00:00","app":"core","message":"looking"}
{"reqId":"l","level":2,"time":"2026-03-01T08:00:01+00:00","app":"core","message":"odd"}
{"reqId":"m","level":4,"time":"2026-03-01T08:00:02+00:00","app":"core","message":"gone"}`,
    events: [
      ["2026-03-01T08:00:00.000Z", "debug", "looking"],
      ["2026-03-01T08:00:01.000Z", "warn", "odd"],
      ["2026-03-01T08:00:02.000Z", "fatal", "gone"],
    ],
  },
  "Rust tracing": {
    text: `{"timestamp":"2026-03-01T08:00:00.821315Z","level":"TRACE","fields":{"message":"enter","depth":3},"target":"lib","spans":[{"name":"x"}]}
{"timestamp":"2026-03-01T08:00:01.821315Z","level":"WARN","fields":{"message":"leave"},"target":"lib"}`,
    events: [
      ["2026-03-01T08:00:00.821Z", "trace", "enter"],
      ["2026-03-01T08:00:01.821Z", "warn", "leave"],
    ],
  },
  MongoDB: {
    text: `{"t":{"$date":"2026-03-01T09:00:00.180+01:00"},"s":"I","c":"NETWORK","id":1,"ctx":"listener","msg":"Listening on"}
{"t":{"$date":"2026-03-01T09:00:01.000+01:00"},"s":"D2","c":"INDEX","id":2,"ctx":"conn","msg":"Scanning"}
{"t":{"$date":"2026-03-01T09:00:02.000+01:00"},"s":"E","c":"INDEX","id":3,"ctx":"conn","msg":"Broken"}`,
    events: [
      ["2026-03-01T08:00:00.180Z", "info", "Listening on"],
      ["2026-03-01T08:00:01.000Z", "debug", "Scanning"],
      ["2026-03-01T08:00:02.000Z", "error", "Broken"],
    ],
  },
  "docker, json-file": {
    text: String.raw`{"log":"say \"hello\"\n","stream":"stdout","time":"2026-03-01T08:00:00.123456789Z"}
{"log":"caf\u00e9 closed\r\n","stream":"stderr","time":"2026-03-01T08:00:01.5Z"}`,
    events: [
      ["2026-03-01T08:00:00.123Z", null, 'say "<*>"'],
      ["2026-03-01T08:00:01.500Z", null, "café closed"],
    ],
  },
  "an object of nobody's": {
    text: `{"meta":{"happened_at":"2026/03/01 08:00:00"},"where":"a","what":1}
{"meta":{"happened_at":"2026/03/01 08:00:05"},"where":"b","what":2}`,
    events: [
      ["2026-03-01T08:00:00.000Z", null, ""],
      ["2026-03-01T08:00:05.000Z", null, ""],
    ],
  },
  "date and time in two keys": {
    text: `{"date":"2026-03-01","time":"08:00:00.5","level":"info","message":"go"}
{"date":"2026-03-02","time":"08:00:01","level":"error","message":"stop"}`,
    events: [
      ["2026-03-01T08:00:00.500Z", "info", "go"],
      ["2026-03-02T08:00:01.000Z", "error", "stop"],
    ],
  },
  "objects among plain lines": {
    text: `2026-03-01 08:00:00 INFO booting the machine
{"time":"2026-03-01T08:00:01Z","level":"warn","msg":"from the service"}
2026-03-01 08:00:02 ERROR broken wire
{"time":"2026-03-01T08:00:03Z","level":"info","msg":"still there"}
  and a line that goes on`,
    events: [
      ["2026-03-01T08:00:00.000Z", "info", "booting the machine"],
      ["2026-03-01T08:00:01.000Z", "warn", "from the service"],
      ["2026-03-01T08:00:02.000Z", "error", "broken wire"],
      ["2026-03-01T08:00:03.000Z", "info", "still there"],
    ],
  },
  "an array over several lines": {
    text: `[
  {
    "time": "2026-03-01T08:00:00Z",
    "level": "info",
    "tags": ["a", "}"],
    "message": "one"
  },
  {
    "time": "2026-03-01T08:00:01Z",
    "level": "error",
    "message": "two [\\"}"
  }
]
`,
    events: [
      ["2026-03-01T08:00:00.000Z", "info", "one"],
      ["2026-03-01T08:00:01.000Z", "error", 'two ["}'],
    ],
  },
  "an array on one line": {
    text: `[{"ts":"2026-03-01T08:00:00Z","msg":"one"},{"ts":"2026-03-01T08:00:01Z","msg":"two"}]`,
    events: [
      ["2026-03-01T08:00:00.000Z", null, "one"],
      ["2026-03-01T08:00:01.000Z", null, "two"],
    ],
  },
  logfmt: {
    text: `time=2026-03-01T08:00:00Z level=info msg="listening on \\"all\\"" port=80 compiled=2020-01-01T00:00:00Z
level=warning msg=slow took=3s time=2026-03-01T08:00:01.250+00:00
ts-of=none level=error time=2026-03-01T08:00:02Z msg="it broke"
  goroutine 1`,
    events: [
      ["2026-03-01T08:00:00.000Z", "info", 'listening on "<*>"'],
      ["2026-03-01T08:00:01.250Z", "warn", "slow"],
      ["2026-03-01T08:00:02.000Z", "error", "it broke"],
    ],
  },
  "logfmt, ts in seconds, the build's date first": {
    text: `compiled=2020-01-01T00:00:00Z logger=a ts=1772352000.125 lvl=eror msg="go on"
compiled=2020-01-01T00:00:00Z logger=b ts=1772352060.5 lvl=info msg="go back"`,
    events: [
      ["2026-03-01T08:00:00.125Z", null, "go on"],
      ["2026-03-01T08:01:00.500Z", "info", "go back"],
    ],
  },
  "logfmt behind a header, a line log": {
    text: `2026-03-01T08:00:00Z INFO level=debug msg=one
2026-03-01T08:00:01Z WARN level=debug msg=two`,
    events: [
      ["2026-03-01T08:00:00.000Z", "info", "level=debug msg=one"],
      ["2026-03-01T08:00:01.000Z", "warn", "level=debug msg=two"],
    ],
  },
  "W3C extended": {
    text: `#Software: A Server 10
#Version: 1.0
#Date: 2026-03-01 08:00:00
#Fields: date time s-ip cs-method cs-uri-stem sc-status time-taken cs(User-Agent)
2026-03-01 08:00:00 10.0.0.1 GET /a/index 200 15 Mozilla/5.0+(X)
2026-03-01 08:00:01 10.0.0.1 POST /a/save 503 2500 "a ""b"" c"
#Date: 2026-03-01 09:00:00
#Fields: time date cs-uri-stem sc-status
09:00:00 2026-03-01 /a/late 404
`,
    events: [
      ["2026-03-01T08:00:00.000Z", "info", "/a/index"],
      ["2026-03-01T08:00:01.000Z", "error", "/a/save"],
      ["2026-03-01T09:00:00.000Z", "error", "/a/late"],
    ],
  },
  "W3C extended, blanks in columns, with an offset": {
    text: `#Version: 1.0
#GMT-Offset: +0200
#Fields:  c-ip  date  time  cs-uri  sc-status  cs(User-Agent)
10.0.0.1     2026-03-01    08:00:00     /one      200    "A Browser/1 (X; Y)"
10.0.0.2     2026-03-01    08:00:01     /two      404    -
`,
    events: [
      ["2026-03-01T06:00:00.000Z", "info", "/one"],
      ["2026-03-01T06:00:01.000Z", "error", "/two"],
    ],
  },
  "W3C extended with the date in the directive": {
    text: `#Version: 1.0
#Date: 2026-03-01 23:59:00
#Fields: time c-ip cs-method cs-uri-stem sc-status
23:59:58 10.0.0.1 GET /one 200
00:00:02 10.0.0.1 GET /two 200
#Date: 2026-03-05 00:00:00
#Fields: time c-ip cs-method cs-uri-stem sc-status
00:00:03 10.0.0.1 GET /three 500
`,
    events: [
      ["2026-03-01T23:59:58.000Z", "info", "/one"],
      ["2026-03-02T00:00:02.000Z", "info", "/two"],
      ["2026-03-05T00:00:03.000Z", "error", "/three"],
    ],
  },
  Zeek: {
    text: `#separator \\x09
#set_separator\t,
#empty_field\t(empty)
#unset_field\t-
#path\tdns
#fields\tts\tuid\tid.orig_h\tquery\trtt
#types\ttime\tstring\taddr\tstring\tinterval
1772352000.250000\tCa1\t10.0.0.1\twho is there\t0.5
1772352001.000000\tCb2\t10.0.0.2\twho was there\t-
#close\t2026-03-01-09-00-00
`,
    events: [
      ["2026-03-01T08:00:00.250Z", null, "who is there"],
      ["2026-03-01T08:00:01.000Z", null, "who was there"],
    ],
  },
  "CSV with quotes, line ends in them, and a header in the middle": {
    text: `time,level,message
2026-03-01T08:00:00Z,warn,"a, ""b""
and c"
2026-03-01T08:00:01Z,error,plain

time,level,message
2026-03-01T08:00:02Z,info,after
`,
    events: [
      ["2026-03-01T08:00:00.000Z", "warn", 'a, "<*>"\nand c'],
      ["2026-03-01T08:00:01.000Z", "error", "plain"],
      ["2026-03-01T08:00:02.000Z", "info", "after"],
    ],
  },
  "semicolons, day and clock in two columns, decimal commas": {
    text: `Datum;Uhrzeit;Stufe;Wert;Text
01.03.2026;08:00:00;INFO;1.234,5;es geht los
13.03.2026;08:00:01;ERROR;0,25;es steht still
`,
    events: [
      ["2026-03-01T08:00:00.000Z", "info", "es geht los"],
      ["2026-03-13T08:00:01.000Z", "error", "es steht still"],
    ],
  },
  "tabs, without a header": {
    text: `2026-03-01 08:00:00\tinfo\tworker\tit has begun
2026-03-01 08:00:01\terror\tworker\tit has ended
`,
    events: [
      ["2026-03-01T08:00:00.000Z", "info", "it has begun"],
      ["2026-03-01T08:00:01.000Z", "error", "it has ended"],
    ],
  },
  "bars, numbers for levels, comments, and a byte-order mark": {
    text: `\ufeff# exported by hand
timestamp|severity|message
1772352000|6|the door opens
# in between
1772352060|3|the door sticks
`,
    events: [
      ["2026-03-01T08:00:00.000Z", "info", "the door opens"],
      ["2026-03-01T08:01:00.000Z", "error", "the door sticks"],
    ],
  },
  "a spreadsheet's sep line": {
    text: `sep=;
time;level;message
2026-03-01 08:00:00;info;here we are
2026-03-01 08:00:01;warn;there we go
`,
    events: [
      ["2026-03-01T08:00:00.000Z", "info", "here we are"],
      ["2026-03-01T08:00:01.000Z", "warn", "there we go"],
    ],
  },
  "several programs in one file, each with a name and a way of its own for the time": {
    text: `{"level":30,"time":1772352000123,"pid":9,"msg":"cart opened"}
{"level":"error","ts":1772352001.5,"caller":"a/b.go:12","msg":"no such state"}
{"@timestamp":"2026-03-01T08:00:02.250Z","log.level":"WARN","message":"slow answer"}
{"time":"2026-03-01T09:00:03+01:00","severity":"ERROR","message":"lost"}
{"@t":"2026-03-01T08:00:04Z","@mt":"signed in","@l":"Debug"}
{"version":"1.1","host":"h","short_message":"disk ok","timestamp":1772352005.75}`,
    events: [
      ["2026-03-01T08:00:00.123Z", "info", "cart opened"],
      ["2026-03-01T08:00:01.500Z", "error", "no such state"],
      ["2026-03-01T08:00:02.250Z", "warn", "slow answer"],
      ["2026-03-01T08:00:03.000Z", "error", "lost"],
      ["2026-03-01T08:00:04.000Z", "debug", "signed in"],
      ["2026-03-01T08:00:05.750Z", null, "disk ok"],
    ],
  },
  "a table whose header leaves the last column out": {
    text: `Level,Date and Time,Source,Event ID
Information,3/1/2026 8:00:00 AM,Spooler,7036,The spooler is running.
Error,3/13/2026 8:00:01 PM,Spooler,7031,"The spooler stopped
unexpectedly."
`,
    events: [
      ["2026-03-01T08:00:00.000Z", "info", "The spooler is running."],
      ["2026-03-13T20:00:01.000Z", "error", "The spooler stopped\nunexpectedly."],
    ],
  },
};

describe.each(Object.entries(SAMPLES))("%s", (_, { text, events, unparsed = 0 }) => {
  const bytes = new TextEncoder().encode(text);

  it("has its instants, levels and messages", async () => {
    const { session, report } = await analyzeBytes("sample", bytes);
    const templates = new Map(report.templates.map(({ id, template }) => [id, template]));
    const found: Expected[] = [];
    for await (const rows of session.rows())
      for (const { kind, timeMs, level, templateId } of rows) {
        if (kind !== "event") continue;
        const own = templates.get(templateId ?? "") ?? "";
        found.push([timeMs === null ? null : new Date(timeMs).toISOString(), level, own]);
      }
    expect(found).toEqual(
      events.map(([time, level, message]) => [time, level, message === "" ? found[0]?.[2] : message]),
    );
    expect(report.totals.events).toBe(events.length);
    expect(report.totals.unparsedLines).toBe(unparsed);
    expect(report.totals.lines).toBe(text.replace(/\n$/, "").split("\n").length);
  });

  it("is the same in chunks of any size", async () => {
    const digests = new Set<string>();
    for (const size of CHUNK_SIZES)
      digests.add((await analyzeBytes("sample", bytes, { chunkBytes: [size] })).report.digest);
    expect(digests.size).toBe(1);
  });
});
