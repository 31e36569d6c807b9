/** Syslog in its spellings, and what the kernel and other parts of a system write. */
import type { LineFormat } from "./format.ts";

export const SYSLOG: LineFormat[] = [
  {
    name: "RFC 3164",
    lines: [
      [
        "Mar  1 10:00:00 mill7 sshd[411]: Accepted publickey for ada",
        "2026-03-01T10:00:00Z",
        null,
        "Accepted publickey",
      ],
      ["Mar 11 10:00:01 mill7 kernel: usb 1-1: reset failed", "2026-03-11T10:00:01Z", "error", "usb 1-1: reset failed"],
    ],
  },
  {
    name: "RFC 3164 with priorities",
    lines: [
      ["<13>Mar  1 10:00:00 mill7 app: it is cold", "2026-03-01T10:00:00Z", "notice", "it is cold"],
      ["<11>Mar  1 10:00:05 mill7 app: it is colder", "2026-03-01T10:00:05Z", "error", "it is colder"],
    ],
  },
  {
    name: "RFC 3164 over new year",
    lastModified: "2026-01-02T08:00:00Z",
    lines: [
      ["Dec 31 23:59:59 mill7 cron[9]: rotated", "2025-12-31T23:59:59Z", null, "rotated"],
      ["Jan  1 00:00:01 mill7 cron[9]: saved", "2026-01-01T00:00:01Z", null, "saved"],
      ["Dec 31 23:59:59 mill7 cron[9]: late", "2025-12-31T23:59:59Z", null, "late"],
    ],
  },
  {
    name: "RFC 3164 on a leap day",
    lastModified: "2025-06-01T00:00:00Z",
    lines: [
      ["Feb 29 10:00:00 mill7 app: leap", "2024-02-29T10:00:00Z", null, "leap"],
      ["Mar  1 10:00:00 mill7 app: on", "2024-03-01T10:00:00Z", null, "on"],
    ],
  },
  {
    name: "RFC 3164 with a year",
    lines: [
      ["Mar  1 2026 10:00:00 fw1 : %FW-6-302: Built connection 7", "2026-03-01T10:00:00Z", null, ""],
      ["Mar 12 2026 10:00:01 fw1 : %FW-6-303: Closed connection 7", "2026-03-12T10:00:01Z", null, ""],
    ],
  },
  {
    name: "RFC 3164 in French",
    lines: [
      ["févr.  3 10:00:00 usine app[7]: porte ouverte", "2025-02-03T10:00:00Z", null, "porte ouverte"],
      ["avril 14 10:00:00 usine app[7]: porte fermée", "2025-04-14T10:00:00Z", null, "porte fermée"],
      ["juil. 14 10:00:00 usine app[7]: fête", "2025-07-14T10:00:00Z", null, "fête"],
      ["août 15 10:00:00 usine app[7]: repos", "2025-08-15T10:00:00Z", null, "repos"],
      ["déc. 24 10:00:00 usine app[7]: noël", "2025-12-24T10:00:00Z", null, "noël"],
    ],
    lastModified: "2025-12-25T00:00:00Z",
  },
  {
    name: "RFC 3164 in German",
    lines: [
      ["Mär  1 10:00:00 werk app[7]: Tor offen", "2026-03-01T10:00:00Z", null, "Tor offen"],
      ["Mai  2 10:00:00 werk app[7]: Tor zu", "2026-05-02T10:00:00Z", null, "Tor zu"],
    ],
  },
  {
    name: "RFC 3164 in German, autumn",
    lastModified: "2026-12-31T00:00:00Z",
    lines: [
      ["Okt  3 10:00:00 werk app[7]: Tor offen", "2026-10-03T10:00:00Z", null, "Tor offen"],
      ["Dez 24 10:00:00 werk app[7]: Tor zu", "2026-12-24T10:00:00Z", null, "Tor zu"],
    ],
  },
  {
    name: "RFC 3164 in Spanish",
    lastModified: "2026-12-31T00:00:00Z",
    lines: [
      ["ene  6 10:00:00 planta app[7]: puerta abierta", "2026-01-06T10:00:00Z", null, "puerta abierta"],
      ["abr 14 10:00:00 planta app[7]: puerta cerrada", "2026-04-14T10:00:00Z", null, "puerta cerrada"],
      ["ago 15 10:00:00 planta app[7]: puerta abierta", "2026-08-15T10:00:00Z", null, "puerta abierta"],
      ["dic 24 10:00:00 planta app[7]: puerta cerrada", "2026-12-24T10:00:00Z", null, "puerta cerrada"],
    ],
  },
  {
    name: "RFC 5424",
    lines: [
      [
        '<165>1 2026-03-01T10:00:00.003Z mill7 evnt 812 ID47 [x@32473 iut="3" src="app"] bearing 4 warm',
        "2026-03-01T10:00:00.003Z",
        "notice",
        "bearing 4 warm",
      ],
      [
        "<34>1 2026-03-01T10:00:01+01:00 mill7 su - ID47 - su root denied",
        "2026-03-01T09:00:01Z",
        "fatal",
        "su root denied",
      ],
      ['<14>1 2026-03-01T10:00:02Z mill7 evnt 812 - [a@1][b@1 c="d"] two', "2026-03-01T10:00:02Z", "info", "two"],
    ],
  },
  {
    name: "ISO stamps in a syslog",
    lines: [
      [
        "2026-03-01T10:00:00.5+01:00 mill7 systemd[1]: Started Daily Cleanup.",
        "2026-03-01T09:00:00.500Z",
        null,
        "Started",
      ],
      ["2026-03-01T10:00:01.5+01:00 mill7 app[20]: error: no route", "2026-03-01T09:00:01.500Z", "error", "error: no"],
    ],
  },
  {
    name: "dmesg",
    lines: [
      ["[    0.000000] Linux version 6.1.0", "1970-01-01T00:00:00Z", null, "Linux version"],
      ["[   12.345678] usb 1-1: device descriptor read/64, error -71", "1970-01-01T00:00:12.345Z", "error", "usb 1-1:"],
      ["[86412.000001] eth0: link up", "1970-01-02T00:00:12Z", null, "eth0: link up"],
    ],
  },
  {
    name: "dmesg with priorities",
    lines: [
      ["<6>[    0.500000] ACPI: bus type registered", "1970-01-01T00:00:00.500Z", "info", "bus type"],
      ["<4>[    1.250000] ACPI: firmware bug", "1970-01-01T00:00:01.250Z", "warn", "firmware"],
    ],
  },
  {
    name: "dmesg with dates",
    lines: [
      ["[Sun Mar  1 10:00:00 2026] usb 1-1: new device", "2026-03-01T10:00:00Z", null, "new device"],
      ["[Sun Mar  1 10:00:04 2026] usb 1-1: disconnected", "2026-03-01T10:00:04Z", null, "disconnected"],
    ],
  },
  {
    name: "logcat, threadtime",
    lines: [
      ["03-01 10:00:00.125  1702  2395 D Feeder: sheet 1 fed", "2026-03-01T10:00:00.125Z", "debug", "sheet 1 fed"],
      [
        "03-01 10:00:00.500  1702  2395 E Feeder: sheet 2 jammed",
        "2026-03-01T10:00:00.500Z",
        "error",
        "sheet 2 jammed",
      ],
      ["03-01 10:00:01.000  1702  2395 V Feeder: idle", "2026-03-01T10:00:01Z", "trace", "idle"],
    ],
  },
  {
    name: "logcat, time",
    lines: [
      ["03-01 10:00:00.125 I/Feeder  ( 702): sheet 1 fed", "2026-03-01T10:00:00.125Z", "info", ""],
      ["03-01 10:00:00.500 W/Feeder  ( 702): sheet 2 skewed", "2026-03-01T10:00:00.500Z", "warn", ""],
    ],
  },
  {
    name: "the same moment three times",
    lines: [
      [
        "- 1772359200 2026.03.01 dn7 Mar 1 10:00:00 dn7/dn7 crond[715]: run at 10:30",
        "2026-03-01T10:00:00Z",
        null,
        "run at 10:30",
      ],
      [
        "- 1772359201 2026.03.01 an2 Mar 1 10:00:01 an2/an2 kernel: disk gone",
        "2026-03-01T10:00:01Z",
        null,
        "disk gone",
      ],
    ],
  },
  {
    name: "Windows CBS",
    lines: [
      [
        "2026-03-01 10:00:00, Info                  CBS    Starting the worker",
        "2026-03-01T10:00:00Z",
        "info",
        "Starting the worker",
      ],
      [
        "2026-03-01 10:00:01, Error                 CSI    00000004 hash mismatch",
        "2026-03-01T10:00:01Z",
        "error",
        "00000004 hash mismatch",
      ],
    ],
  },
  {
    name: "strace -t",
    lines: [
      ['10:00:00 openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 3', "1970-01-01T10:00:00Z", null, "openat("],
      ["10:00:02 close(3) = 0", "1970-01-01T10:00:02Z", null, "close(3)"],
    ],
  },
  {
    name: "strace -tt, with process ids",
    lines: [
      ['811 10:00:00.500001 execve("/bin/true", ["true"], 0x7ff) = 0', "1970-01-01T10:00:00.500Z", null, "execve("],
      ["811 10:00:00.501999 brk(NULL) = 0x55d0", "1970-01-01T10:00:00.501Z", null, "brk("],
    ],
  },
  {
    name: "strace -ttt",
    lines: [
      ['1772359200.250000 execve("/bin/true", ["true"], 0x7ff) = 0', "2026-03-01T10:00:00.250Z", null, "execve("],
      ["1772359200.251999 brk(NULL) = 0x55d0", "2026-03-01T10:00:00.251Z", null, "brk("],
    ],
  },
  {
    name: "strace -r: seconds since the line before",
    lines: [
      ['     0.000000 execve("/bin/true", ["true"], 0x7ff) = 0', "1970-01-01T00:00:00Z", null, "execve("],
      ["     0.250000 brk(NULL) = 0x55d0", "1970-01-01T00:00:00.250Z", null, "brk("],
      ["     0.125000 brk(NULL) = 0x55d0", "1970-01-01T00:00:00.375Z", null, "brk("],
      ["     1.000500 brk(NULL) = 0x55d0", "1970-01-01T00:00:01.375Z", null, "brk("],
      ["     0.000500 exit_group(0) = ?", "1970-01-01T00:00:01.376Z", null, "exit_group("],
    ],
  },
];
