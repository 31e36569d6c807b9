/**
 * What a tar archive holds: ustar (POSIX.1-1988), pax headers (POSIX.1-2001), GNU long names and base-256 sizes, and the
 * old form without a magic. Only headers are read; what lies between is passed over.
 */
import type { ByteSource } from "../source.ts";
import { Damage } from "./decoder.ts";

const BLOCK = 512;
/** pax headers and long names are read up to this */
const MOST_HEADER_BYTES = 1 << 20;

export interface TarEntry {
  path: string;
  kind: "file" | "folder" | "link" | "other";
  /** of its data in the archive */
  start: number;
  bytes: number;
  modifiedMs: number;
}

/** @returns whether a block of 512 bytes is a tar header: by its checksum */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < BLOCK) return false;
  const told = octal(block, 148, 8);
  let sum = 8 * 0x20;
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += block[i] as number;
  return told === sum && sum > 8 * 0x20;
}

/** Every member in order. @throws Damage at what is no header, or when the archive ends without saying so */
export async function* tarEntries(source: ByteSource): AsyncGenerator<TarEntry> {
  let at = 0;
  let path: string | null = null;
  let size: number | null = null;
  let modified: number | null = null;
  while (true) {
    const block = await source.slice(at, at + BLOCK);
    if (block.length < BLOCK) throw new Damage("it ends in the middle");
    if (block.every((byte) => byte === 0)) return;
    if (!isTarHeader(block)) throw new Damage(`at byte ${at} is no header of a file`);
    const type = String.fromCharCode(block[156] as number);
    const bytes = size ?? number(block, 124, 12);
    const start = at + BLOCK;
    at = start + Math.ceil(bytes / BLOCK) * BLOCK;
    if (!Number.isSafeInteger(at)) throw new Damage("the length of a file in it is absurd");
    if (type === "x" || type === "g" || type === "L" || type === "K") {
      if (bytes > MOST_HEADER_BYTES) throw new Damage("the header of a file in it is absurdly long");
      const data = await source.slice(start, start + bytes);
      if (data.length < bytes) throw new Damage("it ends in the middle");
      if (type === "L") path = text(data, 0, data.length);
      if (type === "x") {
        const fields = paxFields(data);
        path = fields.get("path") ?? path;
        size = fields.has("size") ? Number(fields.get("size")) : size;
        modified = fields.has("mtime") ? Number(fields.get("mtime")) : modified;
        if (size !== null && !(Number.isSafeInteger(size) && size >= 0))
          throw new Damage("the length of a file in it is absurd");
      }
      continue;
    }
    const seconds = modified !== null && Number.isFinite(modified) ? modified : number(block, 136, 12);
    yield {
      path: path ?? ustarPath(block),
      kind: kindOf(type),
      start,
      bytes,
      modifiedMs: Math.floor(seconds * 1000),
    };
    path = size = modified = null;
  }
}

function kindOf(type: string): TarEntry["kind"] {
  if (type === "0" || type === "\0" || type === "7") return "file";
  if (type === "5") return "folder";
  return type === "1" || type === "2" ? "link" : "other";
}

function ustarPath(block: Uint8Array): string {
  const name = text(block, 0, 100);
  const isUstar = text(block, 257, 5) === "ustar" && block[262] === 0;
  const prefix = isUstar ? text(block, 345, 155) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

function octal(bytes: Uint8Array, start: number, length: number): number {
  const digits = text(bytes, start, length).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : 0;
}

/** Octal digits, or with the first bit set a number of base 256. */
function number(bytes: Uint8Array, start: number, length: number): number {
  const first = bytes[start] as number;
  if (first < 0x80) return octal(bytes, start, length);
  let value = first & 0x3f;
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[start + i] as number);
  return first & 0x40 ? 0 : value;
}

/** Records of "LENGTH KEY=VALUE\n"; what is not of this form ends the reading. */
function paxFields(data: Uint8Array): Map<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at < data.length; ) {
    const blank = data.indexOf(0x20, at);
    const length = blank < 0 ? 0 : Number(text(data, at, blank - at));
    if (!Number.isSafeInteger(length) || length <= blank - at + 1) break;
    const record = text(data, blank + 1, length - (blank - at) - 2);
    const equal = record.indexOf("=");
    if (equal > 0) fields.set(record.slice(0, equal), record.slice(equal + 1));
    at += length;
  }
  return fields;
}
