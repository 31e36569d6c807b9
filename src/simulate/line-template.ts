/** Compiles a catalogue entry to literals and parameter codes, and writes one event of it, stack trace included. */
import { ascii, type ByteWriter } from "./byte-writer.ts";
import { type TemplateSource, THREADS, TRACES } from "./catalogue.ts";
import type { Random } from "./random.ts";

const USERS = ["anna", "bilal", "chen", "dora", "emil", "fatma", "goran", "hana", "ivo", "jana", "karim", "lena"];
const WORDS = ["lamp", "oak table", "red scarf", "usb cable", "tea", "bicycle bell", "garden hose", "notebook"];
const PATHS = ["/api/products/", "/api/orders/", "/api/baskets/", "/static/img/", "/api/users/", "/search/page/"];
const FILES = ["/var/data/vol1/seg-", "/var/data/vol2/seg-", "/var/data/vol3/seg-"];
const SERVICES = ["catalog", "checkout", "inventory", "auth"];
const HOSTS = ["shop.example.com", "api.example.com", "img.example.com"];
const CODES = [51, 54, 57, 61, 65, 91, 550, 552];

const bank = (texts: readonly string[]): Uint8Array[] => texts.map(ascii);
const BANKS: Record<string, Uint8Array[]> = {
  user: bank(USERS),
  word: bank(WORDS),
  service: bank(SERVICES),
  host: bank(HOSTS),
  code: bank(CODES.map(String)),
};
const PATH_BANK = bank(PATHS);
const FILE_BANK = bank(FILES);
const SEG_END = ascii(".seg");

type Writer = (out: ByteWriter, random: Random, state: LineState) => void;

/** What goes on from line to line: order numbers grow. */
export interface LineState {
  lastOrder: number;
}

function pick(banked: readonly Uint8Array[], random: Random): Uint8Array {
  return banked[random.int(0, banked.length - 1)] as Uint8Array;
}

/** Parameters by name. Ranges are those of a middling web shop; durations have a heavy tail. */
const PARAMETERS: Record<string, Writer> = {
  t: (out, random) => out.integer(random.int(1, 8)),
  n: (out, random) => out.integer(random.int(20, 980)),
  small: (out, random) => out.integer(random.int(1, 9)),
  two: (out, random) => out.padded(random.int(0, 99), 2),
  count: (out, random) => out.integer(random.int(10, 900)),
  percent: (out, random) => out.integer(random.int(5, 95)),
  port: (out, random) => out.integer(random.int(32768, 60999)),
  id: (out, random) => out.integer(random.int(1000, 48999)),
  big: (out, random) => out.integer(random.int(1000000000, 9999999999)),
  bytes: (out, random) => out.integer(Math.floor(400 / (0.0005 + random.unit()))),
  ms: (out, random) => out.integer(2 + Math.floor(12 / (0.004 + random.unit()))),
  money: (out, random) => {
    out.integer(random.int(3, 480));
    out.byte(46);
    out.padded(random.int(0, 99), 2);
  },
  order: (out, random, state) => {
    if (random.unit() < 0.4) state.lastOrder++;
    out.integer(state.lastOrder - random.int(0, 6));
  },
  ip: (out, random) => {
    out.integer(10 + random.int(0, 2) * 91);
    for (let i = 0; i < 3; i++) {
      out.byte(46);
      out.integer(random.int(1, 254));
    }
  },
  hex: (out, random) => {
    out.hex(random.bits(), 8);
    out.hex(random.bits(), 4);
  },
  hex8: (out, random) => out.hex(random.bits(), 8),
  uuid: (out, random) => {
    out.hex(random.bits(), 8);
    out.byte(45);
    out.hex(random.bits(), 4);
    out.byte(45);
    out.hex(0x4000 | random.int(0, 0xfff), 4);
    out.byte(45);
    out.hex(0x8000 | random.int(0, 0x3fff), 4);
    out.byte(45);
    out.hex(random.bits(), 8);
    out.hex(random.bits(), 4);
  },
  path: (out, random) => {
    out.bytes(pick(PATH_BANK, random));
    out.integer(random.int(1, 48999));
  },
  file: (out, random) => {
    out.bytes(pick(FILE_BANK, random));
    out.padded(random.int(1, 9999), 4);
    out.bytes(SEG_END);
  },
};
for (const [name, banked] of Object.entries(BANKS)) PARAMETERS[name] = (out, random) => out.bytes(pick(banked, random));

type Part = Uint8Array | Writer;

function compile(text: string): Part[] {
  return text
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== "")
    .map((piece) => {
      if (!/^\{\w+\}$/.test(piece)) return ascii(piece);
      const writer = PARAMETERS[piece.slice(1, -1)];
      if (writer === undefined) throw new RangeError(`unknown parameter ${piece}`);
      return writer;
    });
}

export interface LineTemplate {
  source: TemplateSource;
  /** with `<*>` for each parameter */
  template: string;
  parts: Part[];
  trace: Part[][];
}

/** @returns a catalogue entry ready to be written: `LEVEL [thread] service: message` */
export function compileTemplate(source: TemplateSource): LineTemplate {
  const head = `${source.level.toUpperCase().padEnd(5)} [${THREADS[source.service]}] ${source.service}: `;
  return {
    source,
    template: source.text.replace(/\{\w+\}/g, "<*>"),
    parts: compile(head + source.text),
    trace: source.trace === undefined ? [] : TRACES[source.trace].map((line) => compile(line)),
  };
}

const NEWLINE = 10;

/** Writes what follows the time stamp of one event. @returns physical lines written, ≥ 1 */
export function writeEvent(line: LineTemplate, out: ByteWriter, random: Random, state: LineState): number {
  writeParts(line.parts, out, random, state);
  if (line.trace.length === 0) return 1;
  // what is usual is often cut short; an exception that is new comes with its trace
  const isNew = line.source.weight === 0;
  if (random.unit() < 0.5 && !isNew) return 1;
  for (const parts of line.trace) writeParts(parts, out, random, state);
  return 1 + line.trace.length;
}

function writeParts(parts: readonly Part[], out: ByteWriter, random: Random, state: LineState): void {
  for (const part of parts) {
    if (typeof part === "function") part(out, random, state);
    else out.bytes(part);
  }
  out.byte(NEWLINE);
}
