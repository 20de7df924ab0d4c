import type { Compression } from "@tidetable/sync";

type Bytes = Uint8Array<ArrayBuffer>;

/** gzip as browsers have it. */
export const browserCompression: Compression = {
  gzip: async (bytes) => (await through(bytes, new CompressionStream("gzip"), Number.POSITIVE_INFINITY))!,
  gunzip: (bytes, maxBytes) => through(bytes, new DecompressionStream("gzip"), maxBytes).catch(() => null),
};

/** What comes out at the other end; null when it is more than `maxBytes`, of which no more than a piece is held. */
async function through(
  bytes: Uint8Array,
  stream: GenericTransformStream,
  maxBytes: number,
): Promise<Bytes | null> {
  const source = new Blob([bytes.slice()])
    .stream()
    .pipeThrough<Uint8Array>(stream as ReadableWritablePair<Uint8Array, Bytes>);
  const reader = source.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > maxBytes) {
      await reader.cancel();
      return null;
    }
    pieces.push(read.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
