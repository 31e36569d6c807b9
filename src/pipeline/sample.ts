/** The bytes that the sniffer looks at: the first 256 KiB, a piece from the middle and one from the end. */
import type { FilePlan } from "../model/plan.ts";
import type { ByteSource } from "./source.ts";

const HEAD_BYTES = 256 * 1024;
const PIECE_BYTES = 64 * 1024;

export interface Sample {
  /** the first bytes as they lie in the file */
  start: Uint8Array;
  /** from the start, the byte-order mark left out */
  head: Uint8Array;
  /** text of the head with LF line ends; the last line may be cut unless `complete` */
  text: string;
  /** whole lines of head, middle and end; at most 3000, none empty */
  lines: string[];
  /** last whole lines of the file */
  tailLines: string[];
  encoding: FilePlan["encoding"];
  bomBytes: number;
  lineEnd: FilePlan["lineEnd"];
  /** whether the head is the whole file */
  complete: boolean;
}

/** Why a file cannot be read as text, in a sentence; null when it can. */
export function notText(head: Uint8Array, name: string): string | null {
  const encoding = encodingOf(head);
  if (encoding.name === "utf-16le" || encoding.name === "utf-16be")
    return `${name} is UTF-16 text, which this version does not read yet: save it as UTF-8 and open it again.`;
  const signature = SIGNATURES.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  if (signature) return `${name} is ${signature.what}, not a log: ${signature.advice}`;
  let controls = 0;
  let nuls = 0;
  for (const byte of head) {
    if (byte === 0) nuls++;
    else if (byte < 9 || (byte > 13 && byte < 27)) controls++;
  }
  // text in no encoding that is known: bytes of all values, few of them letters
  const high = encoding.name === "latin-1" ? head.filter((byte) => byte >= 0x80).length : 0;
  const random = high > head.length * 0.3 && nuls + controls > head.length * 0.02;
  if (random || nuls > head.length * 0.3 || controls > head.length * 0.1)
    return `${name} is not text: ${nuls + controls} of its first ${head.length} bytes are control bytes. Open the log that it was made from.`;
  return null;
}

const UNPACK = "unpack it and open what is inside.";
const SIGNATURES = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: "a PNG picture", advice: "open the log it belongs to." },
  { bytes: [0xff, 0xd8, 0xff], what: "a JPEG picture", advice: "open the log it belongs to." },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF document", advice: "open the log it was made from." },
  { bytes: [0x1f, 0x8b], what: "gzip-compressed", advice: UNPACK },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: "a zip archive", advice: UNPACK },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: "zstd-compressed", advice: UNPACK },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: "xz-compressed", advice: UNPACK },
  { bytes: [0x42, 0x5a, 0x68], what: "bzip2-compressed", advice: UNPACK },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], what: "a program", advice: "open the log that it writes." },
];

function encodingOf(head: Uint8Array): { name: FilePlan["encoding"]; bom: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: "utf-8", bom: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: "utf-16le", bom: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: "utf-16be", bom: 2 };
  try {
    // cut at a character's start, as the last one may be torn
    let end = head.length;
    while (end > 0 && end > head.length - 4 && (head[end - 1] ?? 0) >= 0x80) end--;
    new TextDecoder("utf-8", { fatal: true }).decode(head.subarray(0, end));
    return { name: "utf-8", bom: 0 };
  } catch {
    return { name: "latin-1", bom: 0 };
  }
}

export async function takeSample(source: ByteSource): Promise<Sample> {
  const all = await source.slice(0, HEAD_BYTES);
  const encoding = encodingOf(all);
  const head = all.subarray(encoding.bom);
  const complete = source.bytes <= all.length;
  const decoder = new TextDecoder(encoding.name === "latin-1" ? "latin1" : encoding.name);
  const raw = decoder.decode(head);
  const lineEnd = !raw.includes("\n") && raw.includes("\r") ? "cr" : "lf";
  const unify = (text: string) => (lineEnd === "cr" ? text.replaceAll("\r", "\n") : text.replaceAll("\r\n", "\n"));
  const text = unify(raw);
  const headLines = text.split("\n");
  if (!complete && headLines.length > 1) headLines.pop();
  const pieces: string[][] = [];
  if (!complete) {
    const middle = Math.floor(source.bytes / 2);
    for (const start of [middle, source.bytes - PIECE_BYTES]) {
      const from = Math.max(all.length, start);
      const piece = unify(decoder.decode(await source.slice(from, from + PIECE_BYTES))).split("\n");
      pieces.push(piece.slice(1, start === middle ? -1 : undefined));
    }
  }
  const tailLines = (pieces.at(-1) ?? headLines).filter((line) => line.trim() !== "").slice(-50);
  const lines = [headLines.slice(0, 2000), ...pieces.map((piece) => piece.slice(0, 500))]
    .flat()
    .filter((line) => line.trim() !== "");
  return {
    start: all.subarray(0, PIECE_BYTES),
    head,
    text,
    lines,
    tailLines,
    encoding: encoding.name,
    bomBytes: encoding.bom,
    lineEnd,
    complete,
  };
}
