import { bytesFromBase64url } from "./seal/base64url.ts";
import type { DeviceId, VaultId } from "./seal/suite.ts";

// What JSON from outside has to look like, in the small.

/** Every item parsed; null where it is no list, or one item is not what it should be. */
export function listOf<Item>(json: unknown, parse: (item: unknown) => Item | null): readonly Item[] | null {
  if (!Array.isArray(json)) return null;
  const items: Item[] = [];
  for (const item of json) {
    const parsed = parse(item);
    if (parsed === null) return null;
    items.push(parsed);
  }
  return items;
}

export const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null && !Array.isArray(json);

/** A whole number from 0 on. */
export const isCount = (json: unknown): json is number => Number.isSafeInteger(json) && Number(json) >= 0;

const hasLength = (json: unknown, bytes: number): boolean =>
  typeof json === "string" && bytesFromBase64url(json)?.length === bytes;

/** 32 bytes as base64url: a hash or a key. */
export const isHash = (json: unknown): json is string => hasLength(json, 32);
export const isDeviceId = (json: unknown): json is DeviceId => hasLength(json, 8);
export const isVaultId = (json: unknown): json is VaultId => hasLength(json, 16);
