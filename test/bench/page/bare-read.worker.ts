/** Reads a File to its end with a BYOB reader and one 1 MiB buffer, and does nothing with the bytes. */

const BUFFER_BYTES = 2 ** 20;

// Chromium may collect a stream that only its own pending read refers to; then the read never settles
const inUse = new Set<ReadableStreamBYOBReader>();

async function read(file: File): Promise<{ ms: number; bytes: number }> {
  const start = performance.now();
  const reader = file.stream().getReader({ mode: "byob" });
  inUse.add(reader);
  let buffer = new ArrayBuffer(BUFFER_BYTES);
  let bytes = 0;
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(buffer));
    if (done || !value) break;
    bytes += value.byteLength;
    buffer = value.buffer;
  }
  inUse.delete(reader);
  return { ms: performance.now() - start, bytes };
}

self.onmessage = async ({ data }: MessageEvent<File>) => {
  try {
    self.postMessage(await read(data));
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
