/** Writers of small archives for tests: tar and zip with the twists that real ones have. */
import { crc32, deflateRawSync } from "node:zlib";

export interface TarFile {
  path: string;
  content?: Uint8Array;
  /** type flag; "0" a file, "5" a folder, "2" a link */
  type?: string;
  modifiedSeconds?: number;
}

const BLOCK = 512;

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}

function tarHeader({
  path,
  content = new Uint8Array(0),
  type = "0",
  modifiedSeconds = 1_772_000_000,
}: TarFile): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(path.slice(0, 100), 0);
  block.write("0000644\0", 100);
  block.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  block.write(`${modifiedSeconds.toString(8).padStart(11, "0")}\0`, 136);
  block.write("        ", 148);
  block.write(type, 156);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** @param longNames how paths over 100 characters are written */
export function tarOf(files: readonly TarFile[], longNames: "pax" | "gnu" = "pax"): Buffer {
  const parts: Buffer[] = [];
  for (const file of files) {
    if (file.path.length > 100) {
      const record = ` path=${file.path}\n`;
      let length = record.length + 1;
      while (`${length}${record}`.length !== length) length = `${length}${record}`.length;
      const content = Buffer.from(longNames === "pax" ? `${length}${record}` : `${file.path}\0`);
      parts.push(tarHeader({ path: "@long", content, type: longNames === "pax" ? "x" : "L" }), padded(content));
    }
    parts.push(tarHeader(file), padded(file.content ?? new Uint8Array(0)));
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

export interface ZipFile {
  path: string;
  content?: Uint8Array;
  stored?: boolean;
  /** lengths after the data, as streaming writers do */
  descriptor?: boolean;
  encrypted?: boolean;
  /** lengths and place in a zip64 field */
  wide?: boolean;
  method?: number;
  /** a checksum that is not that of the content */
  wrongCrc?: boolean;
}

/** Modified at 2026-02-03 04:05:06. */
const DOS_DATE = ((2026 - 1980) << 9) | (2 << 5) | 3;
const DOS_TIME = (4 << 11) | (5 << 5) | 3;

export function zipOf(files: readonly ZipFile[], before: Uint8Array = new Uint8Array(0)): Buffer {
  const parts: Buffer[] = [Buffer.from(before)];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const content = file.content ?? new Uint8Array(0);
    const data = file.stored ? Buffer.from(content) : deflateRawSync(content);
    const crc = (crc32(content) ^ (file.wrongCrc ? 1 : 0)) >>> 0;
    const name = Buffer.from(file.path);
    const flags = (file.descriptor ? 8 : 0) | (file.encrypted ? 1 : 0) | 0x800;
    const common = Buffer.alloc(22);
    common.writeUInt16LE(45, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(file.method ?? (file.stored ? 0 : 8), 4);
    common.writeUInt16LE(DOS_TIME, 6);
    common.writeUInt16LE(DOS_DATE, 8);
    const local = Buffer.from(common);
    const wide = file.wide ? 0xffffffff : null;
    for (const [header, hidden] of [
      [common, false],
      [local, file.descriptor === true],
    ] as const) {
      header.writeUInt32LE(hidden ? 0 : crc, 10);
      header.writeUInt32LE(hidden ? 0 : (wide ?? data.length), 14);
      header.writeUInt32LE(hidden ? 0 : (wide ?? content.length), 18);
    }
    const extra = file.wide ? zip64([content.length, data.length, at]) : Buffer.alloc(0);
    const localExtra = file.wide && !file.descriptor ? zip64([content.length, data.length]) : Buffer.alloc(0);
    const tail = Buffer.alloc(file.descriptor ? 16 : 0);
    if (file.descriptor) {
      tail.writeUInt32LE(0x08074b50, 0);
      tail.writeUInt32LE(crc, 4);
      tail.writeUInt32LE(data.length, 8);
      tail.writeUInt32LE(content.length, 12);
    }
    const localBytes = Buffer.concat([
      u32(0x04034b50),
      local,
      u16(name.length),
      u16(localExtra.length),
      name,
      localExtra,
      data,
      tail,
    ]);
    parts.push(localBytes);
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(45),
        common,
        u16(name.length),
        u16(extra.length),
        Buffer.alloc(10),
        u32(wide ?? at),
        name,
        extra,
      ]),
    );
    at += localBytes.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.concat([
    u32(0x06054b50),
    u16(0),
    u16(0),
    u16(files.length),
    u16(files.length),
    u32(list.length),
    u32(at),
    u16(0),
  ]);
  return Buffer.concat([...parts, list, end]);
}

function zip64(values: readonly number[]): Buffer {
  const body = Buffer.alloc(4 + values.length * 8);
  body.writeUInt16LE(1, 0);
  body.writeUInt16LE(values.length * 8, 2);
  values.forEach((value, i) => void body.writeBigUInt64LE(BigInt(value), 4 + i * 8));
  return body;
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
