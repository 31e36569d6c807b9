/** Databases and stores. */
import type { LineFormat } from "./format.ts";

export const STORE: LineFormat[] = [
  {
    name: "PostgreSQL with the name of its zone",
    lines: [
      ["2026-03-01 10:00:00.250 CET [811] LOG:  checkpoint starting", "2026-03-01T09:00:00.250Z", "info", "checkpoint"],
      ["2026-03-01 10:00:01.000 CET [811] ERROR:  no such column", "2026-03-01T09:00:01Z", "error", "no such column"],
      ["\tat character 8"],
      ["2026-03-29 10:00:00.000 CEST [811] FATAL:  shutting down", "2026-03-29T08:00:00Z", "fatal", "shutting down"],
      ["2026-03-29 10:00:00.500 CEST [811] DEBUG2:  parse", "2026-03-29T08:00:00.500Z", "debug", "parse"],
    ],
  },
  {
    name: "PostgreSQL with user and database",
    lines: [
      ["2026-03-01 10:00:00 MSK [811-3] ada@shop WARNING:  slow", "2026-03-01T07:00:00Z", "warn", "slow"],
      ["2026-03-01 10:00:01 MSK [811-4] ada@shop LOG:  fast", "2026-03-01T07:00:01Z", "info", "fast"],
    ],
  },
  {
    name: "MySQL errors",
    lines: [
      [
        "2026-03-01T10:00:00.250001Z 0 [System] [MY-010116] [Server] starting as process 1",
        "2026-03-01T10:00:00.250Z",
        "info",
        "",
      ],
      [
        "2026-03-01T10:00:01.250001Z 0 [Warning] [MY-010068] [Server] CA is self signed",
        "2026-03-01T10:00:01.250Z",
        "warn",
        "",
      ],
      ["2026-03-01T10:00:02.250001Z 9 [ERROR] [MY-010119] [Server] Aborting", "2026-03-01T10:00:02.250Z", "error", ""],
      ["2026-03-01T10:00:03.250001Z 9 [Note] [MY-010120] [Server] bye", "2026-03-01T10:00:03.250Z", "info", ""],
    ],
  },
  {
    name: "MySQL errors, old",
    lines: [
      ["260301 10:00:00 [Note] Event Scheduler: Loaded 0 events", "2026-03-01T10:00:00Z", "info", "Event Scheduler:"],
      ["260301  9:00:01 [ERROR] Aborting", "2026-03-01T09:00:01Z", "error", "Aborting"],
    ],
  },
  {
    name: "MySQL slow queries",
    lines: [
      ["# Time: 2026-03-01T10:00:00.250001Z", "2026-03-01T10:00:00.250Z", null, "# Time:"],
      ["# User@Host: ada[ada] @ localhost []"],
      ["# Query_time: 2.000000  Lock_time: 0.000000 Rows_sent: 1"],
      ["SELECT sleep(2);"],
      ["# Time: 2026-03-01T10:00:09.250001Z", "2026-03-01T10:00:09.250Z", null, "# Time:"],
    ],
  },
  {
    name: "MySQL slow queries, old",
    lines: [
      ["# Time: 260301  9:00:33", "2026-03-01T09:00:33Z", null, "# Time:"],
      ["# User@Host: ada[ada] @ localhost []"],
      ["# Time: 260301 10:00:33", "2026-03-01T10:00:33Z", null, "# Time:"],
    ],
  },
  {
    name: "MongoDB, old",
    lines: [
      ["2026-03-01T10:00:00.250+0100 I NETWORK  [listener] accepted", "2026-03-01T09:00:00.250Z", "info", ""],
      ["2026-03-01T10:00:01.250+0100 W STORAGE  [main] slow disk", "2026-03-01T09:00:01.250Z", "warn", ""],
    ],
  },
  {
    name: "MongoDB, older",
    lines: [
      [
        "Sun Mar  1 10:00:00.250 [conn1] end connection 10.0.0.7:99",
        "2026-03-01T10:00:00.250Z",
        null,
        "end connection",
      ],
      ["Sun Mar  1 10:00:01.250 [conn2] command failed", "2026-03-01T10:00:01.250Z", "error", "command failed"],
    ],
  },
  {
    name: "Redis",
    lines: [
      ["1:M 01 Mar 2026 10:00:00.250 * Ready to accept connections", "2026-03-01T10:00:00.250Z", "info", "Ready to"],
      ["1:M 01 Mar 2026 10:00:01.000 # Server is out of memory", "2026-03-01T10:00:01Z", "warn", "Server is"],
      ["1:S 01 Mar 2026 10:00:01.500 - 1 clients connected", "2026-03-01T10:00:01.500Z", "debug", "1 clients"],
    ],
  },
  {
    name: "Redis, old",
    lines: [
      ["[811] 01 Mar 10:00:00.250 * Background saving started", "2026-03-01T10:00:00.250Z", "info", "Background"],
      ["[811] 01 Mar 10:00:01.250 # Short read", "2026-03-01T10:00:01.250Z", "warn", "Short read"],
    ],
  },
];
