/** ISO 8601 and what is written like it, compact, ordinal, of two digits, of twelve hours, since 1970, and labels. */
import type { LineFormat } from "./format.ts";

export const ISO: LineFormat[] = [
  {
    name: "ISO with T and Z",
    lines: [
      ["2026-03-01T10:00:00Z INFO door 3 opened", "2026-03-01T10:00:00Z", "info", "door 3 opened"],
      ["2026-03-01T10:00:01Z WARN door 3 stays open", "2026-03-01T10:00:01Z", "warn", "door 3 stays open"],
    ],
  },
  {
    name: "ISO with a blank, a comma and no zone",
    lines: [
      ["2026-03-01 10:00:00,125 ERROR pump stalled", "2026-03-01T10:00:00.125Z", "error", "pump stalled"],
      ["2026-03-01 10:00:00,5 INFO pump restarted", "2026-03-01T10:00:00.500Z", "info", "pump restarted"],
    ],
  },
  {
    name: "ISO with offsets in each spelling",
    lines: [
      ["2026-03-01T10:00:00.000+01:00 DEBUG tick", "2026-03-01T09:00:00Z", "debug", "tick"],
      ["2026-03-01T10:00:01.000+0530 DEBUG tick", "2026-03-01T04:30:01Z", "debug", "tick"],
      ["2026-03-01T10:00:02.000-08 DEBUG tock", "2026-03-01T18:00:02Z", "debug", "tock"],
    ],
  },
  {
    name: "ISO with the zone set off",
    lines: [
      ["2026-03-01 10:00:00 +0200 INFO lamp on", "2026-03-01T08:00:00Z", "info", "lamp on"],
      ["2026-03-01 10:00:09 +0200 INFO lamp off", "2026-03-01T08:00:09Z", "info", "lamp off"],
    ],
  },
  {
    name: "ISO with nanoseconds",
    lines: [
      ["2026-03-01T10:00:00.123456789Z info started", "2026-03-01T10:00:00.123Z", "info", "started"],
      ["2026-03-01T10:00:00.999999999Z info listening", "2026-03-01T10:00:00.999Z", "info", "listening"],
    ],
  },
  {
    name: "slashes, level between",
    lines: [
      ["2026/03/01 10:00:00 [error] 812#0: *5 open() failed", "2026-03-01T10:00:00Z", "error", "*5 open() failed"],
      ["2026/03/01 10:00:02 [notice] 812#0: signal 15 received", "2026-03-01T10:00:02Z", "notice", "signal 15"],
    ],
  },
  {
    name: "minutes alone",
    lines: [
      ["[2026-03-01 10:00] [ALPM] upgraded zlib (1.3 -> 1.3.1)", "2026-03-01T10:00:00Z", null, "upgraded zlib"],
      ["[2026-03-01 10:07] [ALPM] installed jq (1.7)", "2026-03-01T10:07:00Z", null, "installed jq"],
    ],
  },
  {
    name: "compact date",
    lines: [
      ["20260301 10:00:00.250 - INFO - belt 2 running", "2026-03-01T10:00:00.250Z", "info", "belt 2 running"],
      ["20260301 10:00:01.000 - WARN - belt 2 slow", "2026-03-01T10:00:01Z", "warn", "belt 2 slow"],
    ],
  },
  {
    name: "compact with T and Z",
    lines: [
      ["20260301T100000Z INFO copy started", "2026-03-01T10:00:00Z", "info", "copy started"],
      ["20260301T100135Z ERROR copy failed", "2026-03-01T10:01:35Z", "error", "copy failed"],
    ],
  },
  {
    name: "ordinal date",
    lines: [
      ["2026-060T10:00:00,100:INFO:valve 7 shut", "2026-03-01T10:00:00.100Z", "info", "valve 7 shut"],
      ["2024-366T23:59:59,900:WARN:valve 7 leaks", "2024-12-31T23:59:59.900Z", "warn", "valve 7 leaks"],
    ],
  },
  {
    name: "twelve hours, month first",
    lines: [
      ["3/1/2026 9:59:59 AM - INFO - shift begins", "2026-03-01T09:59:59Z", "info", "shift begins"],
      ["3/1/2026 12:00:00 PM - INFO - noon", "2026-03-01T12:00:00Z", "info", "noon"],
      ["3/2/2026 12:30:00 AM - WARN - night", "2026-03-02T00:30:00Z", "warn", "night"],
    ],
  },
  {
    name: "twelve hours behind an ISO date",
    lines: [
      ["2026-03-01T02:47:11 PM UTC [16]DEBUG:rules:loading", "2026-03-01T14:47:11Z", "debug", "rules:loading"],
      ["2026-03-01T02:47:12 PM UTC [16]INFO:rules:loaded", "2026-03-01T14:47:12Z", "info", "rules:loaded"],
    ],
  },
  {
    name: "day first, with dots",
    lines: [
      ["01.03.2026 10:00:00.5 WARN Druck zu hoch", "2026-03-01T10:00:00.500Z", "warn", "Druck zu hoch"],
      ["02.03.2026 10:00:00.5 INFO Druck normal", "2026-03-02T10:00:00.500Z", "info", "Druck normal"],
    ],
  },
  {
    name: "two digits of the year, first",
    lines: [
      ["26/03/01 10:00:00 INFO cache.Store: block 4 stored", "2026-03-01T10:00:00Z", "info", "block 4 stored"],
      ["26/03/01 10:00:02 WARN cache.Store: block 4 lost", "2026-03-01T10:00:02Z", "warn", "block 4 lost"],
    ],
  },
  {
    name: "two digits of the year, last",
    lines: [
      ["03/13/26 10:00:00 INFO setup begins", "2026-03-13T10:00:00Z", "info", "setup begins"],
      ["03/14/26 10:00:02 ERROR setup ends", "2026-03-14T10:00:02Z", "error", "setup ends"],
    ],
  },
  {
    name: "clock without a date, over midnight",
    lines: [
      ["23:59:58.125 [main] INFO net.Link - up", "1970-01-01T23:59:58.125Z", "info", "net.Link - up"],
      ["00:00:02.000 [main] ERROR net.Link - down", "1970-01-02T00:00:02Z", "error", "net.Link - down"],
    ],
  },
  {
    name: "since 1970 in seconds",
    lines: [
      ["1772359200 INFO boiler lit", "2026-03-01T10:00:00Z", "info", "boiler lit"],
      ["1772359201 WARN boiler hot", "2026-03-01T10:00:01Z", "warn", "boiler hot"],
    ],
  },
  {
    name: "since 1970 in milliseconds",
    lines: [
      ["1772359200125 INFO boiler lit", "2026-03-01T10:00:00.125Z", "info", "boiler lit"],
      ["1772359201999 WARN boiler hot", "2026-03-01T10:00:01.999Z", "warn", "boiler hot"],
    ],
  },
  {
    name: "since 1970 in microseconds",
    lines: [
      ["[1772359200125999] INFO boiler lit", "2026-03-01T10:00:00.125Z", "info", "boiler lit"],
      ["[1772359201000001] WARN boiler hot", "2026-03-01T10:00:01Z", "warn", "boiler hot"],
    ],
  },
  {
    name: "since 1970 in nanoseconds",
    lines: [
      ["1772359200125999999 INFO boiler lit", "2026-03-01T10:00:00.125Z", "info", "boiler lit"],
      ["1772359201000000001 WARN boiler hot", "2026-03-01T10:00:01Z", "warn", "boiler hot"],
    ],
  },
  {
    name: "TAI64N",
    // 1772359200 + 2^62 + 10 is 4000000069a40e2a in hexadecimal digits, 500 ms are 1dcd6500 ns
    lines: [
      ["@4000000069a40e2a1dcd6500 tcpserver: status: 1/40", "2026-03-01T10:00:00.500Z", null, "status: 1/40"],
      ["@4000000069a40e2b00000000 tcpserver: end 311 status 0", "2026-03-01T10:00:01Z", null, "end 311 status 0"],
    ],
  },
];
