/**
 * Hashes of words and the signature made of them.
 *
 * A signature is the sum over the constant words of `placed(word, index)`, a word after variable ones being changed by
 * MASK: being a sum, the signature with one word replaced follows from the other in one step, which is what the template
 * step asks for at every word.
 * Multiplication constants: 64-bit odd numbers from the fractional parts of √2, √3, √5, √7 and the golden ratio.
 */
const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0x6a09e667f3bcc909;
const K3: u64 = 0xbb67ae8584caa73b;
const K4: u64 = 0x3c6ef372fe94f82b;

/** Stands for a run of variable words. */
export const MASK: u64 = 0xa54ff53a5f1d36f1;

/** Hash of `length` bytes at `p`; reads up to 8 bytes further. The empty text gives K1. */
export function hashBytes(p: usize, length: u32): u64 {
  let h: u64 = K1 ^ length;
  while (length > 8) {
    h = rotl<u64>((h ^ load<u64>(p)) * K2, 29);
    p += 8;
    length -= 8;
  }
  if (length == 0) return (h ^ (h >> 32)) * K3;
  h = (h ^ (load<u64>(p) << ((8 - length) << 3))) * K2;
  return h ^ (h >> 32);
}

/** 16 set bytes, then 16 clear ones: from 16 − n on they are the mask of n bytes */
const MASKS = memory.data<u64>([~0, ~0, 0, 0]);

/**
 * Hash of a run of constant words. Up to 16 bytes it takes no branch, as lengths cannot be foretold; reads up to 16 bytes
 * further.
 */
export function hashRun(p: usize, length: u32): u64 {
  let h: u64 = length;
  while (length > 16) {
    h = rotl<u64>(h ^ (load<u64>(p) * K1) ^ rotl<u64>(load<u64>(p, 8) * K2, 31), 17) * K4;
    p += 16;
    length -= 16;
  }
  const masks = MASKS + 16 - length;
  h = (h ^ ((load<u64>(p) & load<u64>(masks)) * K1) ^ rotl<u64>((load<u64>(p, 8) & load<u64>(masks, 8)) * K2, 31)) * K3;
  return h ^ (h >> 32);
}

/** The share in its signature of a word that is number `index` of the constant ones. */
export function placed(word: u64, index: u32): u64 {
  const h = (word ^ (<u64>index * K3)) * K4;
  return h ^ (h >> 29);
}

/** Two hashes to one; order matters. */
export function combine(a: u64, b: u64): u64 {
  const h = (a ^ rotl<u64>(b, 23)) * K2 + b;
  return h ^ (h >> 31);
}

/** Spreads all bits of a hash over all bits. Source: the finaliser of SplitMix64 (Steele, Lea & Flood 2014). */
export function finish(h: u64): u64 {
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9;
  h = (h ^ (h >> 27)) * 0x94d049bb133111eb;
  return h ^ (h >> 31);
}
