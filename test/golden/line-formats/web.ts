/** Servers of the web, balancers and caches. */
import type { LineFormat } from "./format.ts";

export const WEB: LineFormat[] = [
  {
    name: "access log, common",
    lines: [
      [
        '10.0.0.7 - - [01/Mar/2026:10:00:00 +0100] "GET /a HTTP/1.1" 200 512',
        "2026-03-01T09:00:00Z",
        "info",
        '"GET /a',
      ],
      [
        '10.0.0.8 - ada [01/Mar/2026:10:00:01 +0100] "PUT /b HTTP/1.1" 503 -',
        "2026-03-01T09:00:01Z",
        "error",
        '"PUT /b',
      ],
    ],
  },
  {
    name: "access log, combined",
    lines: [
      [
        '10.0.0.7 - - [01/Mar/2026:10:00:00 +0000] "GET /a HTTP/2.0" 304 0 "-" "curl/8.5"',
        "2026-03-01T10:00:00Z",
        "info",
        '"GET /a',
      ],
      [
        '::1 - - [01/Mar/2026:10:00:01 +0000] "GET /b HTTP/2.0" 404 90 "https://a.example/" "curl/8.5"',
        "2026-03-01T10:00:01Z",
        "error",
        '"GET /b',
      ],
    ],
  },
  {
    name: "access log with virtual hosts",
    lines: [
      [
        'shop.example:443 10.0.0.7 - - [01/Mar/2026:10:00:00 -0700] "GET / HTTP/1.1" 200 17 "-" "x"',
        "2026-03-01T17:00:00Z",
        "info",
        '"GET /',
      ],
      [
        'shop.example:443 10.0.0.9 - - [01/Mar/2026:10:00:02 -0700] "GET /x HTTP/1.1" 500 17 "-" "x"',
        "2026-03-01T17:00:02Z",
        "error",
        '"GET /x',
      ],
    ],
  },
  {
    name: "Apache error log, old",
    lines: [
      ["[Sun Mar 01 10:00:00 2026] [notice] caught SIGTERM", "2026-03-01T10:00:00Z", "notice", "caught SIGTERM"],
      ["[Sun Mar 01 10:00:01 2026] [error] [client 10.0.0.7] no file", "2026-03-01T10:00:01Z", "error", ""],
    ],
  },
  {
    name: "Apache error log",
    lines: [
      [
        "[Sun Mar 01 10:00:00.125000 2026] [core:notice] [pid 811:tid 9] AH00094: Command line: 'httpd'",
        "2026-03-01T10:00:00.125Z",
        "notice",
        "Command line",
      ],
      [
        "[Sun Mar 01 10:00:01.000001 2026] [proxy:error] [pid 811:tid 9] AH00957: attempt to connect",
        "2026-03-01T10:00:01Z",
        "error",
        "attempt to",
      ],
    ],
  },
  {
    name: "nginx error log",
    lines: [
      [
        "2026/03/01 10:00:00 [warn] 9#9: *2 a client request body is buffered",
        "2026-03-01T10:00:00Z",
        "warn",
        "*2 a client",
      ],
      ["2026/03/01 10:00:00 [crit] 9#9: *3 SSL_do_handshake() failed", "2026-03-01T10:00:00Z", "fatal", "*3 SSL"],
    ],
  },
  {
    name: "HAProxy behind syslog",
    lines: [
      [
        'Mar  1 10:00:01 lb1 haproxy[7]: 10.0.0.7:5332 [01/Mar/2026:10:00:00.250] web~ app/a1 0/0/7/145/152 200 1139 - - ---- 2/1/0/0/0 0/0 "GET /a HTTP/1.1"',
        "2026-03-01T10:00:00.250Z",
        "info",
        "",
      ],
      [
        'Mar  1 10:00:03 lb1 haproxy[7]: 10.0.0.8:5340 [01/Mar/2026:10:00:02.500] web~ app/a2 0/0/0/-1/500 503 212 - - SH-- 2/1/0/0/0 0/0 "GET /b HTTP/1.1"',
        "2026-03-01T10:00:02.500Z",
        "error",
        "",
      ],
      ["Mar  1 10:00:04 lb1 haproxy[7]: Proxy web stopped.", "2026-03-01T10:00:04Z", null, "Proxy web stopped."],
    ],
  },
  {
    name: "uwsgi",
    lines: [
      [
        "[pid: 811|app: 0|req: 1/1] 10.0.0.7 () {38 vars in 696 bytes} [Sun Mar  1 10:00:00 2026] GET /a => generated 47 bytes in 12 msecs (HTTP/1.1 200) 9 headers in 378 bytes (1 switches on core 3)",
        "2026-03-01T10:00:00Z",
        "info",
        "GET /a =>",
      ],
      [
        "[pid: 811|app: 0|req: 2/2] 10.0.0.7 () {38 vars in 696 bytes} [Sun Mar 11 10:00:00 2026] GET /b => generated 0 bytes in 3 msecs (HTTP/1.1 502) 9 headers in 378 bytes (1 switches on core 3)",
        "2026-03-11T10:00:00Z",
        "error",
        "GET /b =>",
      ],
    ],
  },
  {
    name: "Squid",
    lines: [
      [
        "1772359200.250    921 10.0.0.7 TCP_MISS/200 507 GET http://a.example/ - HIER_DIRECT/10.9.0.1 text/html",
        "2026-03-01T10:00:00.250Z",
        "info",
        "GET http://a.example/",
      ],
      [
        "1772359201.999      2 10.0.0.8 TCP_DENIED/403 3900 GET http://b.example/ - HIER_NONE/- text/html",
        "2026-03-01T10:00:01.999Z",
        "error",
        "GET http://b.example/",
      ],
    ],
  },
  {
    name: "application balancer of a cloud",
    lines: [
      [
        'https 2026-03-01T10:00:00.250001Z app/shop/50dc 10.0.0.7:2817 10.1.0.1:80 0.000 0.001 0.000 200 200 34 366 "GET https://a.example:443/ HTTP/1.1" "curl/8.5" - - arn:x "Root=1-58" "-" "-" 0',
        "2026-03-01T10:00:00.250Z",
        "info",
        '"GET https://a.example:443/',
      ],
      [
        'https 2026-03-01T10:00:01.000000Z app/shop/50dc 10.0.0.7:2817 - -1 -1 -1 504 - 34 0 "GET https://a.example:443/x HTTP/1.1" "curl/8.5" - - arn:x "Root=1-59" "-" "-" 0',
        "2026-03-01T10:00:01Z",
        "error",
        '"GET https://a.example:443/x',
      ],
    ],
  },
  {
    name: "classic balancer of a cloud",
    lines: [
      [
        '2026-03-01T10:00:00.250001Z shop 10.0.0.7:2817 10.1.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://a.example:80/ HTTP/1.1" "curl/8.5" - -',
        "2026-03-01T10:00:00.250Z",
        "info",
        '"GET http',
      ],
      [
        '2026-03-01T10:00:09.250001Z shop 10.0.0.7:2817 10.1.0.1:80 0.000073 0.001048 0.000057 404 404 0 29 "GET http://a.example:80/x HTTP/1.1" "curl/8.5" - -',
        "2026-03-01T10:00:09.250Z",
        "error",
        '"GET http',
      ],
    ],
  },
  {
    name: "Rails",
    lines: [
      [
        'Started GET "/doors" for 10.0.0.7 at 2026-03-01 10:00:00 +0100',
        "2026-03-01T09:00:00Z",
        null,
        'Started GET "/doors"',
      ],
      ["Processing by DoorsController#index as HTML"],
      ["Completed 200 OK in 5ms (Views: 3.2ms)"],
      [
        'Started POST "/doors" for 10.0.0.7 at 2026-03-01 10:00:04 +0100',
        "2026-03-01T09:00:04Z",
        null,
        'Started POST "/doors"',
      ],
    ],
  },
  {
    name: "Rails with the logger's own head",
    lines: [
      [
        "I, [2026-03-01T10:00:00.125000 #811]  INFO -- : Started GET",
        "2026-03-01T10:00:00.125Z",
        "info",
        "Started GET",
      ],
      ["E, [2026-03-01T10:00:01.000000 #811] ERROR -- : no door 9", "2026-03-01T10:00:01Z", "error", "no door 9"],
    ],
  },
  {
    name: "Laravel",
    lines: [
      ['[2026-03-01 10:00:00] production.ERROR: no door {"id":9}', "2026-03-01T10:00:00Z", "error", "no door"],
      ["#0 /srv/app/Door.php(12): Door->open()"],
      ["[2026-03-01 10:00:02] production.INFO: door open", "2026-03-01T10:00:02Z", "info", "door open"],
    ],
  },
];
