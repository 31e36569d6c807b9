/** Logging libraries of programming languages, and what wraps the lines of containers. */
import type { LineFormat } from "./format.ts";

export const APPLICATION: LineFormat[] = [
  {
    name: "glog with a year",
    lines: [
      ["I20260301 10:00:00.250001 811 config.cc:27] loading", "2026-03-01T10:00:00.250Z", "info", "loading"],
      ["E20260301 10:00:01.000000 811 config.cc:31] no file", "2026-03-01T10:00:01Z", "error", "no file"],
    ],
  },
  {
    name: "klog",
    lines: [
      [
        "I0301 10:00:00.250001       1 leader.go:248] became leader",
        "2026-03-01T10:00:00.250Z",
        "info",
        "became leader",
      ],
      ["W0301 10:00:03.000000       1 leader.go:301] lost lease", "2026-03-01T10:00:03Z", "warn", "lost lease"],
      ["F0301 10:00:03.500000       1 main.go:90] giving up", "2026-03-01T10:00:03.500Z", "fatal", "giving up"],
    ],
  },
  {
    name: "unified logging of a virtual machine",
    lines: [
      [
        "[2026-03-01T10:00:00.250+0000][0.912s][info][gc,heap] GC(7) Heap after",
        "2026-03-01T10:00:00.250Z",
        "info",
        "GC(7) Heap after",
      ],
      ["[2026-03-01T10:00:01.000+0000][1.662s][warning][gc] no room", "2026-03-01T10:00:01Z", "warn", "no room"],
    ],
  },
  {
    name: "a component and its number between bars, no leading zeros",
    lines: [
      ["20260301-9:5:7:250|Door|3000|opened by 7", "2026-03-01T09:05:07.250Z", null, "opened by 7"],
      ["20260301-10:00:01:000|Lock|3000|no key", "2026-03-01T10:00:01Z", null, "no key"],
    ],
  },
  {
    name: "behind the name of a file that was put away, a logger before a bracket",
    lines: [
      [
        "door-api.log.1.2026-02-28_23:10:00 2026-03-01 10:00:00.250 77 INFO door.api.server [req-8f - - -] GET /door",
        "2026-03-01T10:00:00.250Z",
        "info",
        "GET /door",
      ],
      [
        "door-lock.log.1.2026-02-28_23:10:00 2026-03-01 10:00:01.000 78 ERROR door.lock [-] no key",
        "2026-03-01T10:00:01Z",
        "error",
        "no key",
      ],
    ],
  },
  {
    name: "month and day with a point, a program before a dash",
    lines: [
      ["[03.21 10:00:00] door.exe - key.example:443 open", "2026-03-21T10:00:00Z", null, "key.example:443 open"],
      ["[03.21 10:00:01] lock.exe *64 - key.example:443 close", "2026-03-21T10:00:01Z", null, "key.example:443 close"],
      ["[03.21 10:00:02] door.exe - key.example:80 close", "2026-03-21T10:00:02Z", null, "key.example:80 close"],
    ],
  },
  {
    name: "log4j",
    lines: [
      ["2026-03-01 10:00:00,250 [main] INFO  shop.Door - open", "2026-03-01T10:00:00.250Z", "info", "shop.Door - open"],
      [
        "2026-03-01 10:00:01,000 [pool 2] ERROR shop.Door - stuck",
        "2026-03-01T10:00:01Z",
        "error",
        "shop.Door - stuck",
      ],
      ["java.lang.IllegalStateException: stuck"],
      ["\tat shop.Door.open(Door.java:12)"],
      ["Caused by: java.io.IOException: no power at 2026-03-01 10:00:00,990"],
    ],
  },
  {
    name: "log4j with the level first",
    lines: [
      ["INFO  [main] 2026-03-01 10:00:00,250 shop.Door - open", "2026-03-01T10:00:00.250Z", "info", "shop.Door - open"],
      ["WARN  [main] 2026-03-01 10:00:01,000 shop.Door - ajar", "2026-03-01T10:00:01Z", "warn", "shop.Door - ajar"],
    ],
  },
  {
    name: "java.util.logging on two lines",
    lines: [
      ["Mar 01, 2026 10:00:00 AM shop.Door open", "2026-03-01T10:00:00Z", "info", "door 3 opened"],
      ["INFO: door 3 opened"],
      ["Mar 01, 2026 12:00:01 PM shop.Door open", "2026-03-01T12:00:01Z", "error", "door 3 stuck"],
      ["SEVERE: door 3 stuck"],
      ["java.lang.IllegalStateException: stuck"],
      ["Mar 01, 2026 11:59:59 PM shop.Door open", "2026-03-01T23:59:59Z", "warn", "door 4 ajar"],
      ["WARNING: door 4 ajar"],
    ],
  },
  {
    name: "Python logging",
    lines: [
      ["2026-03-01 10:00:00,250 - shop.door - WARNING - ajar", "2026-03-01T10:00:00.250Z", "warn", "ajar"],
      ["2026-03-01 10:00:01,000 - shop.door - ERROR - stuck", "2026-03-01T10:00:01Z", "error", "stuck"],
      ["Traceback (most recent call last):"],
      ['  File "door.py", line 12, in open'],
    ],
  },
  {
    name: "Python logging with colons",
    lines: [
      ["2026-03-01 10:00:00,250:DEBUG:ajar", "2026-03-01T10:00:00.250Z", "debug", "ajar"],
      ["2026-03-01 10:00:01,000:CRITICAL:stuck", "2026-03-01T10:00:01Z", "fatal", "stuck"],
    ],
  },
  {
    name: "zap on a console",
    lines: [
      ["2026-03-01T10:00:00.250Z\terror\tqueue/send.go:128\tno route", "2026-03-01T10:00:00.250Z", "error", ""],
      ["shop/queue.(*Sender).send"],
      ["\tshop/queue/send.go:128"],
      ["2026-03-01T10:00:01.250Z\tinfo\tqueue/send.go:140\trouted", "2026-03-01T10:00:01.250Z", "info", ""],
    ],
  },
  {
    name: "pretty JSON below its line",
    lines: [
      ["[2026-03-01 10:00:00,061] INFO [m:8] the order is", "2026-03-01T10:00:00.061Z", "info", "the order is"],
      ["{"],
      ['  "placed": "2026-02-28T09:00:00Z",'],
      ['  "doors": 3'],
      ["}"],
      ["[2026-03-01 10:00:01,007] INFO [m:9] done", "2026-03-01T10:00:01.007Z", "info", "done"],
    ],
  },
  {
    name: "docker compose before the lines of two services",
    lines: [
      ["web_1    | 2026-03-01T10:00:00Z INFO listening", "2026-03-01T10:00:00Z", "info", "listening"],
      ["store_1  | 2026-03-01 10:00:00.500 UTC [1] LOG:  ready", "2026-03-01T10:00:00.500Z", "info", "ready"],
      ["web_1    | 2026-03-01T10:00:01Z WARN slow", "2026-03-01T10:00:01Z", "warn", "slow"],
      ["store_1  | 2026-03-01 10:00:01.500 UTC [1] ERROR:  no table", "2026-03-01T10:00:01.500Z", "error", "no table"],
    ],
  },
  {
    name: "Kubernetes before lines with a head",
    lines: [
      [
        "2026-03-01T10:00:00.250000001Z stdout F I0301 10:00:00.249000       1 leader.go:248] became leader",
        "2026-03-01T10:00:00.250Z",
        "info",
        "became leader",
      ],
      [
        "2026-03-01T10:00:01.250000001Z stderr F E0301 10:00:01.249000       1 leader.go:301] lost lease",
        "2026-03-01T10:00:01.250Z",
        "error",
        "lost lease",
      ],
      ["2026-03-01T10:00:01.250000002Z stderr F goroutine 1 [running]:"],
    ],
  },
  {
    name: "Kubernetes before lines without a time",
    lines: [
      ["2026-03-01T10:00:00.250000001Z stdout F door 3 opened", "2026-03-01T10:00:00.250Z", null, "door 3 opened"],
      [
        "2026-03-01T10:00:01.250000001Z stderr F ERROR door 3 stuck",
        "2026-03-01T10:00:01.250Z",
        "error",
        "ERROR door 3",
      ],
      ["2026-03-01T10:00:01.250000002Z stderr F     at open (door.js:12)"],
    ],
  },
  {
    name: "docker logs with times before a head",
    lines: [
      ["2026-03-01T10:00:00.250000001Z [2026-03-01 11:00:00] WARN ajar", "2026-03-01T10:00:00.250Z", "warn", "ajar"],
      ["2026-03-01T10:00:01.250000001Z [2026-03-01 11:00:01] INFO shut", "2026-03-01T10:00:01.250Z", "info", "shut"],
    ],
  },
  {
    name: "two services in one file, one without years",
    lines: [
      ["2026-03-01 10:00:00 INFO door open", "2026-03-01T10:00:00Z", "info", "door open"],
      ["Mar  1 10:00:01 mill7 app[7]: link up", "2026-03-01T10:00:01Z", null, "link up"],
      ["2026-03-01 10:00:02 WARN door ajar", "2026-03-01T10:00:02Z", "warn", "door ajar"],
      ["Mar  1 10:00:03 mill7 app[7]: link down", "2026-03-01T10:00:03Z", null, "link down"],
    ],
  },
  {
    name: "two services in one file, one without dates",
    lines: [
      ["2026-03-01 23:59:58 INFO door open", "2026-03-01T23:59:58Z", "info", "door open"],
      ["23:59:59.500 link up", "2026-03-01T23:59:59.500Z", null, "link up"],
      ["00:00:01.500 link down", "2026-03-02T00:00:01.500Z", null, "link down"],
      ["2026-03-02 00:00:02 WARN door ajar", "2026-03-02T00:00:02Z", "warn", "door ajar"],
    ],
  },
  {
    name: ".NET console with short levels",
    lines: [
      [
        "2026-03-01T08:00:00.120Z info: Store[0] handled 1 in 3 ms",
        "2026-03-01T08:00:00.120Z",
        "info",
        "Store[0] handled 1 in 3 ms",
      ],
      [
        "2026-03-01T08:00:01.120Z fail: Store[7] request 2 was refused",
        "2026-03-01T08:00:01.120Z",
        "error",
        "Store[7] request 2 was refused",
      ],
      [
        "2026-03-01T08:00:02.120Z dbug: Store[0] looks at 3",
        "2026-03-01T08:00:02.120Z",
        "debug",
        "Store[0] looks at 3",
      ],
      ["2026-03-01T08:00:03.120Z trce: Store[0] reads 4", "2026-03-01T08:00:03.120Z", "trace", "Store[0] reads 4"],
      ["2026-03-01T08:00:04.120Z crit: Store[0] is full", "2026-03-01T08:00:04.120Z", "fatal", "Store[0] is full"],
      [
        "2026-03-01T08:00:05.120Z warn: Store[0] is nearly full",
        "2026-03-01T08:00:05.120Z",
        "warn",
        "Store[0] is nearly full",
      ],
    ],
  },
];
