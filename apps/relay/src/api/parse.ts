// What a request may hold, read strictly: every value has one way to be written, and any other is refused.

/** Bytes that own their memory, as the platform's ciphers want them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The greatest index a request may name: 2^52, half of what a number holds exactly, so that adding to it stays exact.
 * A vault that appends an entry every millisecond gets there in 142,000 years.
 */
export const maxIndex = 2 ** 52;

const decimal = /^(?:0|[1-9]\d{0,15})$/;

/** A whole number from 0 to `maxIndex`, written in decimal digits without a sign or leading zeros; else null. */
export function readIndex(text: string | null | undefined): number | null {
  if (text === null || text === undefined || !decimal.test(text)) return null;
  const index = Number(text);
  return index <= maxIndex ? index : null;
}

// Nothing that a decoder would turn into something else.
const plainQuery = /^[\w=&]*$/;

/** The numbers of an address's query, in the order of `names`; null unless it has exactly these names, once each. */
export function readQuery(address: string, names: readonly string[]): readonly number[] | null {
  const start = address.indexOf("?");
  const text = start < 0 ? "" : address.slice(start + 1);
  if (!plainQuery.test(text)) return null;
  const query = new URLSearchParams(text);
  if ([...query.keys()].length !== names.length) return null;
  const indices = names.map((name) => readIndex(query.get(name)));
  return indices.every((index) => index !== null) ? indices : null;
}

const base64urlText = /^[\w-]+$/;

/** Bytes from unpadded base64url; null for another length than `length`, or bits that no encoder would leave. */
export function readBase64url(text: unknown, length: number): Bytes | null {
  if (typeof text !== "string" || text.length !== Math.ceil((length * 4) / 3)) return null;
  if (!base64urlText.test(text)) return null;
  const bytes = Buffer.from(text, "base64url");
  return bytes.length === length && bytes.toString("base64url") === text ? new Uint8Array(bytes) : null;
}

export const writeBase64url = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64url");

/** The fields of a JSON object in UTF-8; null for anything else. */
export function readJsonObject(body: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body),
    );
    return isFields(value) ? value : null;
  } catch {
    // Not UTF-8, or not JSON: the caller's mistake, whichever it is.
    return null;
  }
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
