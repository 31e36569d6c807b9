/**
 * Which blocks may hold lines of a filter, by what is known of them: times, a bloom filter over signatures, and the stored cells.
 * A block that goes on with an event of an earlier one may hold what that one may.
 */
import type { CoreBlock } from "../core/line-index.ts";
import type { EventLeaf, LineFilter } from "../model/line-filter.ts";
import type { HexId } from "../model/units.ts";
import type { Presence } from "./presence.ts";

/** Where in time some signatures are; null where that is not known. */
type PresenceOf = (signatures: readonly HexId[]) => Presence | null;
type May = (block: CoreBlock) => boolean;

/** @returns by block whether it has to be read */
export function mayHoldLines(
  blocks: readonly CoreBlock[],
  filter: LineFilter,
  signaturesOf: (template: HexId) => readonly HexId[],
  presenceOf: PresenceOf = () => null,
): boolean[] {
  const may = mayOf(filter, signaturesOf, presenceOf);
  // of the event that is open at the end of a block
  let open = true;
  return blocks.map((block) => {
    const own = may(block);
    const wanted = own || (block.continues && open);
    if (block.events > 0) open = own;
    else if (!block.continues) open = true;
    return wanted;
  });
}

function mayOf(filter: LineFilter, signaturesOf: (template: HexId) => readonly HexId[], presenceOf: PresenceOf): May {
  switch (filter.kind) {
    case "and": {
      const parts = filter.of.map((part) => mayOf(part, signaturesOf, presenceOf));
      return (block) => parts.every((part) => part(block));
    }
    case "or": {
      const parts = filter.of.map((part) => mayOf(part, signaturesOf, presenceOf));
      return (block) => parts.some((part) => part(block));
    }
    case "time":
      return (block) => touches(block, filter);
    case "template": {
      return maybeHasAny(filter.ids.flatMap(signaturesOf), presenceOf);
    }
    // what is denied, and what the index knows nothing of
    default:
      return () => true;
  }
}

/** Whether a block may hold an event of a time. */
export function touches(block: CoreBlock, { startMs, endMs }: Omit<EventLeaf & { kind: "time" }, "kind">): boolean {
  if (block.minMs === null || block.maxMs === null) return false;
  return block.maxMs >= (startMs ?? -Infinity) && block.minMs < (endMs ?? Infinity);
}

/** By the bloom filter over the signatures of a block, and by where in time they are. */
export function maybeHasAny(signatures: readonly HexId[], presenceOf: PresenceOf): May {
  const numbers = signatures.map((signature) => BigInt(`0x${signature}`));
  const isThere = presenceOf(signatures);
  return (block) => numbers.some((number) => maybeHas(block, number)) && (isThere?.(block) ?? true);
}

function maybeHas(block: CoreBlock, signature: bigint): boolean {
  const bit = Number((signature >> 32n) & 511n);
  return (((block.bloom[bit >> 6] ?? 0n) >> BigInt(bit & 63)) & 1n) === 1n;
}
