/**
 * The logs that measurements read, made from a seed: the same bytes on every machine, of any size, in bounded memory. What
 * is in them varies as it does in logs of that kind: addresses and ids are drawn anew, paths, hosts and services come
 * again, some far more often than others, and the time goes on by a few milliseconds a line.
 */
import { benchLog } from "../../src/simulate/bench-log.ts";
import { Random } from "../../src/simulate/random.ts";

const CHUNK_CHARACTERS = 65_536;
const START_MS = Date.UTC(2026, 10, 2, 8);

type Line = (ms: number, random: Random) => string;

/** Earlier values come more often than later ones. */
function common<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random.unit() ** 2 * values.length)] as T;
}

/** Whole lines of ASCII text up to a size, `gapMs` apart on average. */
function* lines(byteCount: number, seed: number, gapMs: number, line: Line, header = ""): Generator<Uint8Array> {
  const random = new Random(seed);
  let text = header;
  let left = byteCount;
  for (let ms = START_MS; ; ms += random.unit() * 2 * gapMs) {
    const next = line(Math.floor(ms), random);
    if (text.length + next.length > left) break;
    text += next;
    if (text.length < CHUNK_CHARACTERS) continue;
    left -= text.length;
    yield Buffer.from(text, "latin1");
    text = "";
  }
  yield Buffer.from(text, "latin1");
}

const pad = (value: number, digits = 2) => String(value).padStart(digits, "0");
const address = (random: Random) =>
  `${random.int(11, 223)}.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`;
const hex = (random: Random) => random.bits().toString(16).padStart(8, "0");

/** Parts of a date that change once a second are made once a second. */
function stamp(write: (date: Date) => string): (ms: number) => string {
  let second = -1;
  let text = "";
  return (ms) => {
    const now = Math.floor(ms / 1000);
    if (now !== second) {
      second = now;
      text = write(new Date(now * 1000));
    }
    return text;
  };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const clock = (date: Date) => date.toISOString().slice(11, 19);

const PATHS = [
  "/",
  "/api/orders",
  "/static/app.js",
  "/login",
  "/api/items",
  "/img/logo.png",
  "/search",
  "/health",
  "/cart",
];
const AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  "curl/8.5.0",
  "kube-probe/1.29",
];

/** The combined format of Apache and nginx. */
export function accessLog(byteCount: number, seed = 1): Generator<Uint8Array> {
  const at = stamp((d) => `${pad(d.getUTCDate())}/${MONTHS[d.getUTCMonth()]}/${d.getUTCFullYear()}:${clock(d)} +0000`);
  return lines(byteCount, seed, 4, (ms, random) => {
    const path =
      common(random, PATHS) + (random.unit() < 0.4 ? `?id=${random.int(1, 99_999)}` : `/${random.int(1, 9999)}`);
    const status = common(random, [200, 200, 200, 304, 302, 404, 500]);
    const method = common(random, ["GET", "GET", "POST", "HEAD"]);
    const referrer = random.unit() < 0.5 ? "-" : "https://shop.example/";
    return `${address(random)} - - [${at(ms)}] "${method} ${path} HTTP/1.1" ${status} ${random.int(120, 60_000)} "${referrer}" "${common(random, AGENTS)}"\n`;
  });
}

const HOSTS = ["web-1", "web-2", "db-1", "gate", "mail"];
const SYSLOG: Line[] = [
  (_, r) =>
    `sshd[${r.int(300, 65_000)}]: Failed password for invalid user admin from ${address(r)} port ${r.int(1024, 65_535)} ssh2`,
  (_, r) => `systemd[1]: Started Session ${r.int(1, 99_999)} of user deploy.`,
  (_, r) => `CRON[${r.int(300, 65_000)}]: (root) CMD (/usr/lib/sysstat/sa1 1 1)`,
  (_, r) =>
    `kernel: [${r.int(1, 999_999)}.${r.int(100_000, 999_999)}] eth0: link up, ${common(r, [1000, 100])} Mbps, full duplex`,
  (_, r) => `postfix/smtpd[${r.int(300, 65_000)}]: connect from unknown[${address(r)}]`,
  (_, r) => `dhclient[${r.int(300, 65_000)}]: DHCPREQUEST for ${address(r)} on eth0 to 255.255.255.255 port 67`,
  (_, r) =>
    `sudo: deploy : TTY=pts/${r.int(0, 9)} ; PWD=/srv/app ; USER=root ; COMMAND=/bin/systemctl restart app-${r.int(1, 20)}`,
];

/** RFC 3164: no year, no zone. */
export function syslog(byteCount: number, seed = 1): Generator<Uint8Array> {
  const at = stamp((d) => `${MONTHS[d.getUTCMonth()]} ${String(d.getUTCDate()).padStart(2)} ${clock(d)}`);
  return lines(byteCount, seed, 8, (ms, random) => {
    return `${at(ms)} ${common(random, HOSTS)} ${common(random, SYSLOG)(ms, random)}\n`;
  });
}

const SERVICES = ["checkout", "search", "login", "billing", "stock"];

/** A table with quoted messages, some with a quote, a comma or a line end inside. */
export function quotedTable(byteCount: number, seed = 1): Generator<Uint8Array> {
  const at = stamp((d) => d.toISOString().slice(0, 19));
  const message: Line[] = [
    (_, r) => `Order ${r.int(1, 1e6)} paid, sent to customer ${r.int(1, 1e5)}`,
    (_, r) => `Search for ""${common(r, ["boots", "a red tent", "rope"])}"" gave ${r.int(0, 900)} hits`,
    (_, r) => `Session ${hex(r)} ended after ${r.int(1, 4000)} s`,
    (_, r) => `Slow query, ${r.int(200, 9000)} ms:\nselect * from orders where id = ${r.int(1, 1e6)}`,
  ];
  return lines(
    byteCount,
    seed,
    10,
    (ms, random) =>
      `${at(ms)}.${pad(ms % 1000, 3)}Z,${common(random, ["INFO", "INFO", "WARN", "ERROR"])},${common(random, SERVICES)},${random.int(1, 900)}.${random.int(0, 9)},"${common(random, message)(ms, random)}"\n`,
    "time,level,service,ms,message\n",
  );
}

/** Objects with a nested one, a number, and keys that nobody asks for. */
export function jsonLines(byteCount: number, seed = 1): Generator<Uint8Array> {
  const at = stamp((d) => d.toISOString().slice(0, 19));
  const message: Line[] = [
    (_, r) => `request completed in ${r.int(1, 900)} ms`,
    (_, r) => `cache miss for key user:${r.int(1, 1e6)}`,
    (_, r) => `retry ${r.int(1, 5)} of 5 after \\"connection reset\\"`,
    (_, r) => `job ${hex(r)} finished`,
  ];
  return lines(byteCount, seed, 6, (ms, random) => {
    const service = common(random, SERVICES);
    return `{"level":"${common(random, ["info", "info", "debug", "warn", "error"])}","time":"${at(ms)}.${pad(ms % 1000, 3)}Z","pid":${random.int(100, 140)},"service":"${service}","req":{"method":"${common(random, ["GET", "POST"])}","url":"${common(random, PATHS)}","id":"${hex(random)}"},"took":${random.int(1, 900)},"msg":"${common(random, message)(ms, random)}"}\n`;
  });
}

const SYLLABLES = [
  "ba",
  "ce",
  "di",
  "fo",
  "gu",
  "ka",
  "le",
  "mi",
  "no",
  "pu",
  "ra",
  "se",
  "ti",
  "vo",
  "wu",
  "xa",
  "ye",
  "zi",
];

/** A word of its own for each number below 18³. */
function word(n: number): string {
  const syllable = (m: number) => SYLLABLES[m % SYLLABLES.length] as string;
  return syllable(n) + syllable(Math.floor(n / 18)) + syllable(Math.floor(n / 324));
}

/** An application log of 100 000 sentences that differ in more than numbers, each about as common as the others. */
export function manySignatures(byteCount: number, seed = 1): Generator<Uint8Array> {
  const at = stamp((d) => d.toISOString().slice(0, 19));
  return lines(byteCount, seed, 20, (ms, random) => {
    const kind = random.int(0, 99_999);
    const said = `${word(kind % 5000)} ${word(Math.floor(kind / 20))} the ${word(kind % 77)} of ${word(kind % 1013)}`;
    return `${at(ms)}.${pad(ms % 1000, 3)}Z ${common(random, ["INFO ", "WARN ", "ERROR"])} ${common(random, SERVICES)}: ${said} took ${random.int(1, 9999)} ms\n`;
  });
}

/** By the name of the measurement: file name and content. */
export const INPUTS: Record<string, { file: string; make: (byteCount: number) => Generator<Uint8Array> }> = {
  application: { file: "application.log", make: benchLog },
  access: { file: "access.log", make: accessLog },
  syslog: { file: "syslog", make: syslog },
  csv: { file: "events.csv", make: quotedTable },
  json: { file: "events.jsonl", make: jsonLines },
  signatures: { file: "signatures.log", make: manySignatures },
};
