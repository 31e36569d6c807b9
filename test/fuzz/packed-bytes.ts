/** Files packed in the ways that are read, as they should be and damaged. Made here, so that it is known what is in them. */
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import type { Choice } from "./choice.ts";

export interface Packed {
  content: Uint8Array;
  /** what is in it, where that is one file and nothing is damaged */
  plain: Uint8Array | null;
}

/** @param plain a log, which may be hostile itself */
export function packed(choice: Choice, plain: Uint8Array): Packed {
  const kind = choice.below(5);
  const made = [gzip, zstd, zip, tar, (c: Choice, p: Uint8Array) => gzipSync(tar(c, p))][kind] as typeof gzip;
  const content = made(choice, plain);
  if (choice.chance(0.5)) return { content: damaged(choice, content), plain: null };
  return { content, plain: kind < 2 ? plain : null };
}

/** One member or several, as tools that rotate logs append them. */
function gzip(choice: Choice, plain: Uint8Array): Buffer {
  const cuts = choice.times(choice.below(4), () => choice.below(plain.length + 1)).sort((a, b) => a - b);
  const places = [0, ...cuts, plain.length];
  const members = places.slice(1).map((to, i) => gzipSync(plain.subarray(places[i], to), { level: choice.int(0, 9) }));
  return Buffer.concat(members);
}

/** Frames of raw blocks and of blocks of one byte repeated (RFC 8878 §3.1.1). */
function zstd(choice: Choice, plain: Uint8Array): Buffer {
  const parts: Uint8Array[] = [Buffer.from("28b52ffd0050", "hex")];
  for (let at = 0; at < plain.length || at === 0; ) {
    const size = Math.min(plain.length - at, choice.size(100_000));
    const block = plain.subarray(at, at + size);
    at += size;
    const last = at >= plain.length ? 1 : 0;
    const isRun = size > 0 && block.every((byte) => byte === block[0]);
    const header = Buffer.alloc(3);
    header.writeUIntLE(last | (isRun ? 2 : 0) | (size << 3), 0, 3);
    parts.push(header, isRun ? block.subarray(0, 1) : block);
    if (last) break;
  }
  return Buffer.concat(parts);
}

function zip(choice: Choice, plain: Uint8Array): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  const count = choice.int(0, 4);
  for (let i = 0; i < count; i++) {
    const own = i === 0 ? plain : plain.subarray(0, choice.below(plain.length + 1));
    const stored = choice.chance(0.3);
    const data = stored ? Buffer.from(own) : deflateRawSync(own);
    const name = Buffer.from(choice.of(["a.log", `logs/${i}.log`, "../up.log", "", "é.txt", "folder/"]));
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(0x5a21_0000, 6);
    common.writeUInt32LE(crc32(own), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(own.length, 18);
    common.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from("504b0304", "hex"), common, name, data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    central.push(Buffer.from("504b01021400", "hex"), common, rest, name);
    at += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

function tar(choice: Choice, plain: Uint8Array): Buffer {
  const parts: Uint8Array[] = [];
  for (let i = choice.int(0, 3); i > 0; i--) {
    const own = plain.subarray(0, choice.chance(0.5) ? plain.length : choice.below(plain.length + 1));
    const header = Buffer.alloc(512);
    header.write(choice.of(["app.log", "var/log/syslog", "../../etc", `${i}.log`]), 0, "latin1");
    header.write("0000644\x000000000\x000000000\0", 100, "latin1");
    header.write(`${own.length.toString(8).padStart(11, "0")}\0`, 124, "latin1");
    header.write("15000000000\0        ", 136, "latin1");
    header.write(choice.of(["0", "0", "0", "5", "2", "x", "L"]), 156, "latin1");
    header.write("ustar\x0000", 257, "latin1");
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    parts.push(header, own, Buffer.alloc((512 - (own.length % 512)) % 512));
  }
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

/** Cut, flipped, or followed by something else. */
function damaged(choice: Choice, content: Buffer): Buffer {
  const at = choice.below(content.length + 1);
  switch (choice.below(4)) {
    case 0:
      return content.subarray(0, at);
    case 1:
      return Buffer.concat([content, Buffer.from(choice.times(choice.size(700), () => choice.of([0, 0, 65, 255])))]);
    case 2:
      return Buffer.concat([
        content.subarray(0, at),
        content.subarray(Math.min(content.length, at + choice.size(300))),
      ]);
    default: {
      const flipped = Buffer.from(content);
      for (let i = choice.size(8); i > 0; i--) {
        const place = choice.below(content.length);
        flipped[place] = (flipped[place] as number) ^ (1 << choice.below(8));
      }
      return flipped;
    }
  }
}
