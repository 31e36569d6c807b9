/**
 * From a file on disk to the logs in it: itself, what it unpacks to, or the members of an archive. A compressed tar counts
 * as one archive; members may be compressed once more; an archive in an archive is left out.
 */
import { TimberlineError } from "../../model/analysis.ts";
import { distinctName } from "../../model/distinct-name.ts";
import type { ByteSource } from "../source.ts";
import { DecodedSource } from "./decoded-source.ts";
import { Damage } from "./decoder.ts";
import { archiveOf, codecOf, gzipTime } from "./formats.ts";
import { Lookback } from "./lookback.ts";
import { Ledger, type SharedLimits } from "./shared.ts";
import { SliceSource } from "./slice-source.ts";
import { tarEntries } from "./tar.ts";
import { type ZipEntry, zipEntries } from "./zip.ts";

/** Bytes at the start of a source that are looked at. */
export const HEAD_BYTES = 256 * 1024;
/** Members of one archive that are read. */
const MOST_MEMBERS = 4000;
const MOST_PATH = 400;

/** Something that is not read, and why, in a sentence. */
export interface LeftOut {
  name: string;
  reason: string;
  /** whether it may have held lines of the log that are missing now */
  isLoss: boolean;
}

/** A source with its first HEAD_BYTES + 1 bytes, or all that it has. */
export type Found = { source: ByteSource; head: Uint8Array; leftOut?: undefined } | { leftOut: LeftOut };

interface Member {
  source: ByteSource | null;
  name: string;
  /** why there is no source */
  reason: string;
  isLoss: boolean;
}

/**
 * All sources in files on disk, in their order. One of several files that cannot be read is left out.
 * @throws what a file on disk throws when it alone is asked for and cannot be read
 */
export async function* findSources(disks: readonly ByteSource[], limits: SharedLimits): AsyncGenerator<Found> {
  for (const disk of disks) {
    try {
      yield* unpack(disk, limits);
    } catch (error) {
      if (disks.length === 1 || !(error instanceof TimberlineError)) throw error;
      yield leftOut(disk.name, error.message);
    }
  }
}

/** @throws what the file on disk throws when it cannot be read */
async function* unpack(disk: ByteSource, limits: SharedLimits): AsyncGenerator<Found> {
  const ledger = new Ledger(disk.bytes);
  const inside = await contentOf(disk, ledger, limits);
  const archive = archiveOf(inside.head);
  if (!archive) {
    yield inside;
    return;
  }
  if (archive === "zip" && inside.source !== disk) {
    yield leftOut(disk.name, `${disk.name} is a zip archive that was compressed again: unpack it first.`);
    return;
  }
  const source = inside.source === disk ? disk : new Lookback(inside.source);
  const members = archive === "tar" ? tarMembers(source) : zipMembers(source, ledger, limits);
  let count = 0;
  try {
    for await (const member of members) {
      if (++count > MOST_MEMBERS) {
        yield leftOut(disk.name, `${disk.name} holds more than ${MOST_MEMBERS} files; the others were left out.`);
        return;
      }
      if (member.source) yield await inMember(member.source, ledger, limits);
      else yield leftOut(member.name, `${member.name} ${member.reason}`, member.isLoss);
    }
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    // what the archive says of itself hides why its bytes end
    const why = (await failureOf(inside.source, disk)) ?? `${disk.name} is damaged: ${error.message}.`;
    yield leftOut(disk.name, `${why} What comes after that in the archive is missing.`);
  }
  if (count === 0)
    yield leftOut(disk.name, `${disk.name} is an archive without files: there is nothing to read.`, false);
}

/** @returns the source itself, or what it unpacks to */
async function contentOf(source: ByteSource, ledger: Ledger, limits: SharedLimits) {
  const head = await source.slice(0, HEAD_BYTES + 1);
  const codec = codecOf(head);
  if (!codec) return { source, head };
  const decoded = new DecodedSource({
    inner: source,
    codec,
    name: source.name,
    lastModified: gzipTime(head) ?? source.lastModified,
    bytes: null,
    ledger,
    limits,
  });
  return { source: decoded, head: await decoded.slice(0, HEAD_BYTES + 1) };
}

async function inMember(member: ByteSource, ledger: Ledger, limits: SharedLimits): Promise<Found> {
  const content = await contentOf(member, ledger, limits);
  if (!archiveOf(content.head)) return content;
  return leftOut(member.name, `${member.name} is an archive in an archive: unpack it and open what is inside.`);
}

function leftOut(name: string, reason: string, isLoss = true): Found {
  return { leftOut: { name, reason, isLoss } };
}

async function* tarMembers(source: ByteSource): AsyncGenerator<Member> {
  const taken = new Set<string>();
  for await (const { kind, path, start, bytes, modifiedMs } of tarEntries(source)) {
    if (kind === "folder") continue;
    const name = distinctName(`${source.name}/${plainPath(path)}`, taken);
    if (kind === "file") {
      const member = new SliceSource(source, start, bytes, name, modifiedMs || source.lastModified);
      yield { source: member, name, reason: "", isLoss: false };
    } else yield { source: null, name, reason: "is a link or a device, not a file.", isLoss: false };
  }
}

async function* zipMembers(source: ByteSource, ledger: Ledger, limits: SharedLimits): AsyncGenerator<Member> {
  const taken = new Set<string>();
  for await (const entry of zipEntries(source)) {
    if (entry.isFolder) continue;
    const name = distinctName(`${source.name}/${plainPath(entry.path)}`, taken);
    const reason = unreadable(entry);
    if (reason) yield { source: null, name, reason, isLoss: true };
    else yield { source: zipMember(source, entry, name, ledger, limits), name, reason: "", isLoss: false };
  }
}

function unreadable({ isEncrypted, method }: ZipEntry): string | null {
  if (isEncrypted) return "is encrypted: unpack it with its password and open what is inside.";
  if (method !== 0 && method !== 8)
    return `is packed in a way that is not read (zip method ${method}): unpack it first.`;
  return null;
}

function zipMember(zip: ByteSource, entry: ZipEntry, name: string, ledger: Ledger, limits: SharedLimits): ByteSource {
  const { start, packedBytes, bytes, crc, method, modifiedMs } = entry;
  return new DecodedSource({
    inner: new SliceSource(zip, start, packedBytes, name, modifiedMs),
    codec: {
      label: "zip",
      start: async () => new (await import("./zip-data.ts")).ZipDataDecoder(method === 8, { crc, bytes }),
    },
    name,
    lastModified: modifiedMs || zip.lastModified,
    bytes,
    ledger,
    limits,
  });
}

/** A path as a name: no way up, no root, no endless length, no control characters. */
function plainPath(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== "" && part !== "." && part !== "..");
  const plain = parts.join("/").replace(/\p{Cc}/gu, "\ufffd");
  if (plain === "") return "(no name)";
  return plain.length > MOST_PATH ? `…${plain.slice(-MOST_PATH)}` : plain;
}

/** @returns why a source cannot be read to its end, in a sentence; null when it can, or is the disk's own */
async function failureOf(source: ByteSource, disk: ByteSource): Promise<string | null> {
  if (source === disk) return null;
  try {
    for await (const _ of source.stream(Number.MAX_SAFE_INTEGER));
    return null;
  } catch (error) {
    if (error instanceof TimberlineError) return error.message;
    throw error;
  }
}
