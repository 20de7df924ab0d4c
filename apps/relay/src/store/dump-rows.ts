import type { StoredRow } from "./store.ts";

// A row as a backup writes it: one line of JSON, then the sealed bytes as they are.

const lineEnd = 0x0a;
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/** @returns bytes; at most 65,536 and a line of a few hundred */
export function bytesOfRow(row: StoredRow): Uint8Array {
  switch (row.kind) {
    case "deletion":
      return lineAndBytes({ kind: row.kind, name: base64url(row.name) });
    case "vault": {
      const { kind, vault, access, generation, head, floor, snapshot } = row;
      const names = { vault: base64url(vault), access: base64url(access) };
      return lineAndBytes({ kind, ...names, generation, head, floor, snapshot });
    }
    case "part": {
      const { kind, vault, at, part, parts, bytes } = row;
      return lineAndBytes({ kind, vault: base64url(vault), at, part, parts }, bytes);
    }
    case "entry": {
      const { kind, vault, index, day, bytes } = row;
      return lineAndBytes({ kind, vault: base64url(vault), index, day }, bytes);
    }
  }
}

export function lineAndBytes(fields: object, bytes: Uint8Array = new Uint8Array()): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify(fields)}\n`, "utf8"), bytes]);
}

/** What a line says and what follows it; null for bytes that are neither. */
export function splitLine(
  payload: Uint8Array,
): { readonly fields: Fields; readonly bytes: Uint8Array } | null {
  const end = payload.indexOf(lineEnd);
  if (end < 0) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(payload.subarray(0, end)).toString("utf8"));
    if (typeof value !== "object" || value === null) return null;
    return { fields: { ...value }, bytes: payload.subarray(end + 1) };
  } catch {
    return null;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** The row that `bytesOfRow` wrote; null for anything else. */
export function rowOfLine(fields: Fields, bytes: Uint8Array): StoredRow | null {
  const id = (name: string, length: number): Uint8Array => {
    const found = fields[name];
    const decoded = typeof found === "string" ? Buffer.from(found, "base64url") : null;
    if (decoded?.length !== length) throw new NotARow();
    return new Uint8Array(decoded);
  };
  const count = (name: string): number => {
    const found = fields[name];
    if (typeof found !== "number" || !Number.isSafeInteger(found) || found < 0) throw new NotARow();
    return found;
  };
  try {
    switch (fields.kind) {
      case "deletion":
        return { kind: "deletion", name: id("name", 32) };
      case "vault": {
        const numbers = { head: count("head"), floor: count("floor"), snapshot: count("snapshot") };
        const generation = count("generation");
        return { kind: "vault", vault: id("vault", 16), access: id("access", 32), generation, ...numbers };
      }
      case "part": {
        const numbers = { at: count("at"), part: count("part"), parts: count("parts") };
        return { kind: "part", vault: id("vault", 16), ...numbers, bytes };
      }
      case "entry":
        return { kind: "entry", vault: id("vault", 16), index: count("index"), day: count("day"), bytes };
      default:
        return null;
    }
  } catch (error) {
    if (error instanceof NotARow) return null;
    throw error;
  }
}

class NotARow extends Error {}
