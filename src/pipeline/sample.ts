/**
 * The bytes that the sniffer looks at: the first 256 KiB and pieces further in, at fixed places, so that a file and its
 * compressed form have the same sample and none has to be unpacked to its end before it is read.
 */
import type { FilePlan } from "../model/plan.ts";
import { type Encoding, encodingOf } from "./encoding.ts";
import { blankEscapes, hasEscapes } from "./escapes.ts";
import { lineEndOf, withLf } from "./line-ends.ts";
import type { ByteSource } from "./source.ts";
import { originalOf } from "./text-source.ts";
import { joined } from "./unpack/decoder.ts";
import { transcoder } from "./unpack/transcode.ts";
import { HEAD_BYTES } from "./unpack/unpack.ts";

const PIECE_BYTES = 64 * 1024;
const PIECE_STARTS = [1, 4, 16].map((mib) => mib * 1024 * 1024);

export interface Sample {
  /** the first bytes as they lie in the file */
  start: Uint8Array;
  /** from the start, the byte-order mark left out, as UTF-8 */
  head: Uint8Array;
  /** text of the head with LF line ends; the last line may be cut unless `complete` */
  text: string;
  /** whole lines of the head and of pieces further in; at most 3500, none empty */
  lines: string[];
  /** last lines of the file; those of the head until `takeTail` has looked */
  tailLines: string[];
  encoding: FilePlan["encoding"];
  bomBytes: number;
  lineEnd: FilePlan["lineEnd"];
  /** whether there are escape sequences: blanks in `text` and lines */
  ansi: boolean;
  /** whether the head is the whole file */
  complete: boolean;
}

/** Why a file cannot be read as text, in a sentence; null when it can. */
export function notText({ start, head, encoding }: Sample, name: string): string | null {
  const signature = SIGNATURES.find(({ bytes }) => bytes.every((byte, i) => start[i] === byte));
  if (signature) return `${name} is ${signature.what}, not a log: ${signature.advice}`;
  const looked = withoutHoles(head.subarray(0, PIECE_BYTES));
  let controls = 0;
  let nuls = 0;
  for (const byte of looked) {
    if (byte === 0) nuls++;
    else if (byte < 9 || (byte > 13 && byte < 27)) controls++;
  }
  // text in no encoding that is known: bytes of all values, few of them letters
  const high = encoding === "latin-1" ? start.filter((byte) => byte >= 0x80).length : 0;
  const random = high > start.length * 0.3 && nuls + controls > looked.length * 0.02;
  if (looked.length === 0 && head.length > 0)
    return `${name} is not text: it begins with NUL bytes only. Open the log that it was made from.`;
  if (random || nuls > looked.length * 0.3 || controls > looked.length * 0.1)
    return `${name} is not text: ${nuls + controls} of its first ${start.length} bytes are control bytes. Open the log that it was made from.`;
  return null;
}

/** So many NULs in a row are no text of two bytes a character, but a hole. */
const LEAST_HOLE_BYTES = 64;

/** Leaves out the holes that a crash or a log that was cut while it was open leaves in a file. */
function withoutHoles(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    let end = at;
    while (end < bytes.length && bytes[end] === 0) end++;
    if (end - at < LEAST_HOLE_BYTES) {
      end = Math.max(end, at + 1);
      kept.set(bytes.subarray(at, end), length);
      length += end - at;
    }
    at = end;
  }
  return kept.subarray(0, length);
}

const UNPACK = "unpack it and open what is inside.";
const SIGNATURES = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: "a PNG picture", advice: "open the log it belongs to." },
  { bytes: [0xff, 0xd8, 0xff], what: "a JPEG picture", advice: "open the log it belongs to." },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF document", advice: "open the log it was made from." },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], what: "a 7-Zip archive", advice: UNPACK },
  { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], what: "a RAR archive", advice: UNPACK },
  { bytes: [0x04, 0x22, 0x4d, 0x18], what: "LZ4-compressed", advice: UNPACK },
  { bytes: [0x1f, 0x8b], what: "gzip-compressed", advice: UNPACK },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: "a zip archive", advice: UNPACK },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: "zstd-compressed", advice: UNPACK },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: "xz-compressed", advice: UNPACK },
  { bytes: [0x42, 0x5a, 0x68], what: "bzip2-compressed", advice: UNPACK },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], what: "a program", advice: "open the log that it writes." },
];

/**
 * @param known.head the first HEAD_BYTES + 1 bytes of the source, or all there are, when they were read already
 * @param known.encoding that of an edited or stored plan
 */
export async function takeSample(
  source: ByteSource,
  known: { head?: Uint8Array; encoding?: FilePlan["encoding"] } = {},
): Promise<Sample> {
  const raw = known.head ?? (await source.slice(0, HEAD_BYTES + 1));
  const complete = raw.length <= HEAD_BYTES;
  const start = raw.subarray(0, HEAD_BYTES);
  const encoding: Encoding = known.encoding ? { name: known.encoding, bomBytes: 0 } : encodingOf(start);
  const utf8 = await toUtf8(start, encoding.name, complete);
  const bomBytes = utf8[0] === 0xef && utf8[1] === 0xbb && utf8[2] === 0xbf ? 3 : 0;
  const head = utf8.subarray(bomBytes);
  const decoder = new TextDecoder("utf-8");
  const asWritten = decoder.decode(head);
  const lineEnd = lineEndOf(asWritten);
  const ansi = hasEscapes(asWritten);
  const unify = (text: string) => withLf(ansi ? blankEscapes(text) : text, lineEnd);
  const text = unify(asWritten);
  const headLines = text.split("\n");
  if (!complete && headLines.length > 1) headLines.pop();
  const pieces: string[][] = [];
  for (const from of complete ? [] : PIECE_STARTS) {
    const piece = await source.slice(from, from + PIECE_BYTES);
    if (piece.length === 0) break;
    pieces.push(
      unify(decoder.decode(await toUtf8(piece, encoding.name, false)))
        .split("\n")
        .slice(1, -1),
    );
  }
  const lines = [headLines.slice(0, 2000), ...pieces.map((piece) => piece.slice(0, 500))].flat().filter(notBlank);
  return {
    start: start.subarray(0, PIECE_BYTES),
    head,
    text,
    lines,
    tailLines: headLines.filter(notBlank).slice(-TAIL_LINES),
    encoding: encoding.name,
    bomBytes,
    lineEnd,
    ansi,
    complete,
  };
}

const TAIL_LINES = 50;

/**
 * Fills in the last lines of the file: a packed one is unpacked to its end for them.
 *
 * @param source as UTF-8
 */
export async function takeTail(sample: Sample, source: ByteSource): Promise<void> {
  if (sample.complete) return;
  const original = originalOf(source);
  // at an even place, for UTF-16
  const start = 2 * Math.floor(Math.max(0, original.bytes - PIECE_BYTES) / 2);
  const bytes =
    original.exact === false
      ? await endOf(source)
      : await toUtf8(await original.slice(start, original.bytes), sample.encoding, true);
  const text = new TextDecoder().decode(bytes);
  const lines = withLf(sample.ansi ? blankEscapes(text) : text, sample.lineEnd).split("\n");
  sample.tailLines = lines.slice(1).filter(notBlank).slice(-TAIL_LINES);
}

/** The last PIECE_BYTES of a source whose length nobody tells; of a damaged one, the last that can be unpacked. */
async function endOf(source: ByteSource): Promise<Uint8Array> {
  let end: Uint8Array = new Uint8Array(0);
  try {
    for await (const chunk of source.stream()) {
      end = chunk.length >= PIECE_BYTES ? chunk.slice(-PIECE_BYTES) : joined(end, chunk).slice(-PIECE_BYTES);
    }
  } catch {
    // told when the source is read
  }
  return end;
}

function notBlank(line: string): boolean {
  return line.trim() !== "";
}

/** A piece of a file as UTF-8; pieces of UTF-16 must begin at an even place. */
async function toUtf8(bytes: Uint8Array, encoding: FilePlan["encoding"], complete: boolean): Promise<Uint8Array> {
  const decoder = await transcoder(encoding)?.start();
  if (!decoder) return bytes;
  const parts = [...decoder.push(bytes)];
  if (complete) parts.push(...decoder.finish());
  return parts.reduce(joined, new Uint8Array(0));
}
