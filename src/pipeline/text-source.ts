/** A source of text in another encoding as a source of UTF-8, which is all that the core reads. */
import type { FilePlan } from "../model/plan.ts";
import { type ByteSource, diskOf } from "./source.ts";
import { DecodedSource } from "./unpack/decoded-source.ts";
import { Ledger, SharedLimits } from "./unpack/shared.ts";
import { transcoder } from "./unpack/transcode.ts";

const originals = new WeakMap<ByteSource, ByteSource>();

/** @returns the source itself for UTF-8 */
export function asUtf8(source: ByteSource, encoding: FilePlan["encoding"], limits = new SharedLimits()): ByteSource {
  const codec = transcoder(encoding);
  if (!codec) return source;
  const { name, lastModified } = source;
  const ledger = new Ledger(diskOf(source).bytes);
  const text = new DecodedSource({ inner: source, codec, name, lastModified, bytes: null, ledger, limits });
  originals.set(text, source);
  return text;
}

/** @returns the source that `asUtf8` was given; any other is its own */
export function originalOf(source: ByteSource): ByteSource {
  return originals.get(source) ?? source;
}
