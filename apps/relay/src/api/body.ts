import { accepted, type Outcome, refused } from "./answers.ts";

/** Below this a body whose length is known is read in one piece. Our choice: the greatest envelope and its frame. */
const readAtOnceBytes = 65_540;

export interface Bodies {
  /** The body of a request: `too-large` above `maxBytes`, `malformed` where it ends early or is encoded. */
  read(request: Request, maxBytes: number): Promise<Outcome<Uint8Array>>;
}

/**
 * Reads bodies, counting: by the length a request states, and again by what comes, which is cut off at the limit.
 * All long bodies under way share `maxBytesAtOnce`; whoever would go beyond it is told `too-many`.
 */
export function createBodies(maxBytesAtOnce: number): Bodies {
  let bytesUnderWay = 0;

  async function readInPieces(stream: ReadableStream<Uint8Array>, maxBytes: number) {
    const reader = stream.getReader();
    const pieces: Uint8Array[] = [];
    let length = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return accepted<Uint8Array>(joined(pieces, length));
        length += value.length;
        bytesUnderWay += value.length;
        if (length > maxBytes) return refused("too-large");
        if (bytesUnderWay > maxBytesAtOnce) return refused("too-many");
        pieces.push(value);
      }
    } finally {
      bytesUnderWay -= length;
      reader.cancel().catch(() => {});
    }
  }

  return {
    async read(request, maxBytes) {
      // Nothing is ever unpacked here: a small body could become a large one.
      if ((request.headers.get("content-encoding") ?? "identity") !== "identity") return refused("malformed");
      const stated = request.headers.get("content-length");
      if (stated !== null && !/^\d{1,15}$/.test(stated)) return refused("malformed");
      if (stated !== null && Number(stated) > maxBytes) return refused("too-large");
      try {
        // A socket gives no more bytes than were stated; what a caller without one gives is compared below.
        const isShort = stated !== null && Number(stated) <= readAtOnceBytes;
        const read =
          isShort || request.body === null
            ? accepted(new Uint8Array(await request.arrayBuffer()))
            : await readInPieces(request.body, maxBytes);
        if (!read.ok) return read;
        if (read.value.length > maxBytes) return refused("too-large");
        return stated === null || read.value.length === Number(stated) ? read : refused("malformed");
      } catch {
        // Whoever asked has gone; nobody will read this.
        return refused("malformed");
      }
    },
  };
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
