/** Milliseconds since 1970-01-01T00:00:00Z; for stamps without a zone, as if they were UTC. */
export type EpochMs = number;

/** Length of time in milliseconds. */
export type DurationMs = number;

/** Offset in the decompressed stream of one file, in bytes; exact up to 2^53. */
export type ByteOffset = number;

/** Line number as people count: 1-based. */
export type LineNumber = number;

/** 64-bit identifier as 16 lower-case hex digits. */
export type HexId = string;
