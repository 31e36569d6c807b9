/** Writes ASCII text straight into chunks of fixed size; no strings are made on the way. Knows nothing of logs. */

/** Size of a full chunk in bytes. */
export const CHUNK_BYTES = 65536;

/** Room kept free at the end of a chunk, so that one event is written without asking for room. */
const EVENT_ROOM = 4096;

const HEX = new TextEncoder().encode("0123456789abcdef");
const encoder = new TextEncoder();

/** @returns the bytes of a literal, to be written many times */
export function ascii(text: string): Uint8Array {
  return encoder.encode(text);
}

export class ByteWriter {
  private buffer = new Uint8Array(CHUNK_BYTES + EVENT_ROOM);
  private length = 0;

  /** bytes written so far that have not been taken */
  get pending(): number {
    return this.length;
  }

  get full(): boolean {
    return this.length >= CHUNK_BYTES;
  }

  bytes(source: Uint8Array): void {
    const { buffer } = this;
    let at = this.length;
    for (let i = 0; i < source.length; i++) buffer[at++] = source[i] as number;
    this.length = at;
  }

  byte(value: number): void {
    this.buffer[this.length++] = value;
  }

  /** @param value an integer in [0, 2^53) */
  integer(value: number): void {
    if (value < 10) {
      this.buffer[this.length++] = 48 + value;
      return;
    }
    let digits = 1;
    for (let limit = 10; value >= limit; limit *= 10) digits++;
    this.padded(value, digits);
  }

  /** Writes the last `digits` decimal digits of a value, zeros in front. */
  padded(value: number, digits: number): void {
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      const tens = Math.floor(rest / 10);
      this.buffer[at] = 48 + (rest - tens * 10);
      rest = tens;
    }
    this.length += digits;
  }

  /** Writes the lowest `digits` (1…8) hexadecimal digits of an unsigned 32-bit value. */
  hex(value: number, digits: number): void {
    for (let shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      this.buffer[this.length++] = HEX[(value >>> shift) & 15] as number;
    }
  }

  /** @returns everything written so far, in a buffer of its own; the writer starts again empty */
  take(): Uint8Array {
    const taken = this.buffer.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}
