/** Bytes of a file as text, the same in every engine. */

/** What 0x80 to 0x9f are in windows-1252, which browsers read for Latin-1; the five that it leaves open stay controls. */
const WINDOWS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/**
 * A mark at the start is text like any other. Node's own decoder for Latin-1 leaves out a first 0xff and reads
 * 0x80 to 0x9f otherwise than browsers do, so that one file had two digests; hence this one.
 */
export function textDecoder(latin1: boolean): (bytes: Uint8Array) => string {
  if (latin1) return decodeLatin1;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return (bytes) => decoder.decode(bytes);
}

const PIECE = 8192;

function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  // only so many arguments fit into one call
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return text.replace(/[\x80-\x9f]/g, (c) => WINDOWS_1252.charAt(c.charCodeAt(0) - 0x80));
}
