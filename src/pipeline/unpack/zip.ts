/**
 * What a zip archive holds, by its central directory (PKWARE APPNOTE 6.3), also with zip64 and data descriptors. A file
 * that lost its directory is looked through from the start, by the headers before each member.
 */
import type { ByteSource } from "../source.ts";
import { Damage } from "./decoder.ts";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const MOST_DIRECTORY_BYTES = 64 * 1024 * 1024;
const NEEDS_64 = 0xffffffff;

export interface ZipEntry {
  path: string;
  isFolder: boolean;
  isEncrypted: boolean;
  /** 0 stored, 8 deflated; others are not read */
  method: number;
  crc: number;
  /** of its data in the archive */
  start: number;
  packedBytes: number;
  bytes: number;
  modifiedMs: number;
}

/** Every member in the order of the directory. @throws Damage after those that could be told */
export async function* zipEntries(source: ByteSource): AsyncGenerator<ZipEntry> {
  const directory = await findDirectory(source);
  if (!directory) {
    yield* entriesWithoutDirectory(source);
    throw new Damage("it ends in the middle: its list of files is missing");
  }
  if (directory.bytes > MOST_DIRECTORY_BYTES) throw new Damage("its list of files is absurdly long");
  const list = await source.slice(directory.start, directory.start + directory.bytes);
  for (let at = 0, i = 0; i < directory.count; i++) {
    const head = list.subarray(at, at + CENTRAL_BYTES);
    const view = viewOf(head);
    if (head.length < CENTRAL_BYTES || view.getUint32(0, true) !== CENTRAL)
      throw new Damage("its list of files is damaged");
    const nameBytes = view.getUint16(28, true);
    const extraBytes = view.getUint16(30, true);
    const names = list.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes + extraBytes);
    at += CENTRAL_BYTES + nameBytes + extraBytes + view.getUint16(32, true);
    const entry = entryOf(view, names.subarray(0, nameBytes), CENTRAL_FIELDS);
    const wide = zip64Fields(names.subarray(nameBytes), [entry.bytes, entry.packedBytes, view.getUint32(42, true)]);
    const localAt = wide[2] + directory.shift;
    const local = await source.slice(localAt, localAt + LOCAL_BYTES);
    if (local.length < LOCAL_BYTES || viewOf(local).getUint32(0, true) !== LOCAL)
      throw new Damage(`${entry.path} is not where its list of files says`);
    const start = localAt + LOCAL_BYTES + viewOf(local).getUint16(26, true) + viewOf(local).getUint16(28, true);
    yield { ...entry, bytes: wide[0], packedBytes: wide[1], start };
  }
}

/** Places of the fields that both kinds of header have. */
const CENTRAL_FIELDS = { flags: 8, method: 10, time: 12, date: 14, crc: 16, packed: 20, bytes: 24 };
const LOCAL_FIELDS = { flags: 6, method: 8, time: 10, date: 12, crc: 14, packed: 18, bytes: 22 };

function entryOf(view: DataView, name: Uint8Array, at: typeof CENTRAL_FIELDS): Omit<ZipEntry, "start"> {
  const flags = view.getUint16(at.flags, true);
  const path = new TextDecoder(flags & 0x800 ? "utf-8" : isUtf8(name) ? "utf-8" : "latin1").decode(name);
  return {
    path,
    isFolder: path.endsWith("/"),
    isEncrypted: (flags & 1) === 1,
    method: view.getUint16(at.method, true),
    crc: view.getUint32(at.crc, true),
    packedBytes: view.getUint32(at.packed, true),
    bytes: view.getUint32(at.bytes, true),
    modifiedMs: dosTime(view.getUint16(at.date, true), view.getUint16(at.time, true)),
  };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Clock time without a zone, taken as UTC. */
function dosTime(date: number, time: number): number {
  return Date.UTC(1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2);
}

/** The numbers given, those that are all ones replaced by those of the zip64 extra field, which holds them in this order. */
function zip64Fields(extra: Uint8Array, narrow: [number, number, number]): [number, number, number] {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let place = at + 4;
    const end = Math.min(extra.length, place + view.getUint16(at + 2, true));
    return narrow.map((value) => {
      if (value !== NEEDS_64 || place + 8 > end) return value;
      place += 8;
      return Number(view.getBigUint64(place - 8, true));
    }) as [number, number, number];
  }
  return narrow;
}

interface Directory {
  start: number;
  bytes: number;
  count: number;
  /** what stands before the archive in the file, as in self-extracting ones */
  shift: number;
}

async function findDirectory(source: ByteSource): Promise<Directory | null> {
  const tailStart = Math.max(0, source.bytes - END_BYTES - 0xffff);
  const tail = await source.slice(tailStart, source.bytes);
  const view = viewOf(tail);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== END || at + END_BYTES + view.getUint16(at + 20, true) > tail.length) continue;
    const end = tailStart + at;
    const wide = await findEnd64(source, end);
    const count = wide?.count ?? view.getUint16(at + 10, true);
    const bytes = wide?.bytes ?? view.getUint32(at + 12, true);
    const told = wide?.start ?? view.getUint32(at + 16, true);
    const start = (wide?.at ?? end) - bytes;
    if (start < told) continue;
    return { start, bytes, count, shift: start - told };
  }
  return null;
}

async function findEnd64(source: ByteSource, end: number) {
  const locator = await source.slice(Math.max(0, end - 20), end);
  if (locator.length < 20 || viewOf(locator).getUint32(0, true) !== LOCATOR_64) return null;
  // the record lies before its locator, whatever stands before the archive
  for (const at of [end - 20 - 56, Number(viewOf(locator).getBigUint64(8, true))]) {
    if (!Number.isSafeInteger(at) || at < 0) continue;
    const record = await source.slice(at, at + 56);
    const view = viewOf(record);
    if (record.length < 56 || view.getUint32(0, true) !== END_64) continue;
    const [count, bytes, start] = [32, 40, 48].map((field) => Number(view.getBigUint64(field, true))) as [
      number,
      number,
      number,
    ];
    return { at, count, bytes, start };
  }
  return null;
}

/** Members by the headers before them, as long as these tell their length. */
async function* entriesWithoutDirectory(source: ByteSource): AsyncGenerator<ZipEntry> {
  for (let at = 0; ; ) {
    const head = await source.slice(at, at + LOCAL_BYTES);
    const view = viewOf(head);
    if (head.length < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL) return;
    const nameBytes = view.getUint16(26, true);
    const extraBytes = view.getUint16(28, true);
    const names = await source.slice(at + LOCAL_BYTES, at + LOCAL_BYTES + nameBytes + extraBytes);
    const entry = entryOf(view, names.subarray(0, nameBytes), LOCAL_FIELDS);
    const wide = zip64Fields(names.subarray(nameBytes), [entry.bytes, entry.packedBytes, 0]);
    const start = at + LOCAL_BYTES + nameBytes + extraBytes;
    // with a data descriptor the lengths come after the data, where nobody finds them
    const isOpen = (view.getUint16(6, true) & 8) !== 0 && wide[1] === 0;
    if (isOpen) throw new Damage(`its list of files is missing, and ${entry.path} does not tell its length`);
    yield { ...entry, bytes: wide[0], packedBytes: wide[1], start };
    at = start + wide[1];
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
