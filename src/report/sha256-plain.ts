/**
 * SHA-256 in plain JavaScript (FIPS 180-4), for pages without Web Crypto: plain http from another machine. About 100
 * times slower than the browser's own, and only used where there is none.
 */

const ROUND_CONSTANTS = new Uint32Array(64);
const START = new Uint32Array(8);

/** The constants are the first 32 bits of the fractions of cube and square roots of the first primes. */
function fillConstants(): void {
  let found = 0;
  for (let candidate = 2; found < 64; candidate++) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) prime = false;
    if (!prime) continue;
    if (found < 8) START[found] = (Math.sqrt(candidate) % 1) * 2 ** 32;
    ROUND_CONSTANTS[found++] = (Math.cbrt(candidate) % 1) * 2 ** 32;
  }
}

fillConstants();

function rotated(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits));
}

/** Mixes one 64-byte block at `offset` into `state`. */
function mixBlock(state: Uint32Array, words: Uint32Array, view: DataView, offset: number): void {
  for (let t = 0; t < 16; t++) words[t] = view.getUint32(offset + t * 4);
  for (let t = 16; t < 64; t++) {
    const a = words[t - 15]!;
    const b = words[t - 2]!;
    const small0 = rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3);
    const small1 = rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10);
    words[t] = words[t - 16]! + small0 + words[t - 7]! + small1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[t]! + words[t]!) | 0;
    const big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = state[index]! + value;
}

/** @returns the digest's 32 bytes */
export function sha256Plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = START.slice();
  const words = new Uint32Array(64);
  const wholeBytes = bytes.length - (bytes.length % 64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let offset = 0; offset < wholeBytes; offset += 64) mixBlock(state, words, view, offset);
  // the rest, a 1 bit, zeros, and the length in bits as 64 bits: one block or two
  const restBytes = bytes.length - wholeBytes;
  const tail = new Uint8Array(restBytes < 56 ? 64 : 128);
  tail.set(bytes.subarray(wholeBytes));
  tail[restBytes] = 0x80;
  const tailView = new DataView(tail.buffer);
  tailView.setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n);
  for (let offset = 0; offset < tail.length; offset += 64) mixBlock(state, words, tailView, offset);
  const digest = new Uint8Array(32);
  const digestView = new DataView(digest.buffer);
  for (const [index, word] of state.entries()) digestView.setUint32(index * 4, word);
  return digest;
}
