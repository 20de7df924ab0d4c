import { createHash } from "node:crypto";
import type { Appended, Session, Store } from "../../src/store/store.ts";

/** The same bytes for the same name, as random to look at as sealed ones. */
export function sampleBytes(name: string, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) =>
    createHash("sha256").update(`${name} ${block}`).digest(),
  );
  const bytes = Uint8Array.from(Buffer.concat(blocks).subarray(0, length));
  bytes[0] = 0x54;
  return bytes;
}

export const sampleId = (name: string): Uint8Array => sampleBytes(`id ${name}`, 16);
export const sampleKey = (name: string): Uint8Array => sampleBytes(`key ${name}`, 32);
export const envelope = (name: string, length = 1_024): Uint8Array => sampleBytes(`envelope ${name}`, length);

/** 1 July 2027, in days since 1970-01-01. */
export const someDay = 21_000;

/** A vault that is there, at generation 1. */
export async function newVault(store: Store, name: string, head = 0): Promise<Session> {
  const vault = sampleId(name);
  if (!(await store.createVault(vault, sampleKey(name), head))) throw new Error(`${name} was there already`);
  return { vault, generation: 1 };
}

/** Appends one entry of 1 KiB per name, one at a time. */
export async function appendAll(
  store: Store,
  session: Session,
  names: readonly string[],
  { day = someDay, expect = 0 } = {},
): Promise<void> {
  for (const [place, name] of names.entries()) {
    const answer = await store.append(session, { expect: expect + place, envelopes: [envelope(name)], day });
    if (answer.kind !== "appended") throw new Error(`${name} was answered ${answer.kind}`);
  }
}

export const appended = (head: number): Appended => ({ kind: "appended", head });

/** Every envelope after `after`, asked for in stretches of `maxBytes`. */
export async function readAll(
  store: Store,
  session: Session,
  after = 0,
  maxBytes = 65_536,
): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (;;) {
    const stretch = await store.readLog(session, after + all.length, maxBytes);
    if (stretch.kind !== "log") throw new Error(`the log was answered ${stretch.kind}`);
    if (stretch.envelopes.length === 0) return all;
    all.push(...stretch.envelopes);
  }
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** The bytes as a file is read, so many at a time. */
export async function* chunksOf(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
