import { limits } from "../protocol.ts";
import { bytesFromBase64url } from "../seal/base64url.ts";
import { isObject } from "../shapes.ts";

/** Where a push service takes messages for one installation, and the keys they are sealed to (RFC 8291); base64url. */
export interface NoticeSubscription {
  /** An https address of up to 1,024 characters, or an http address on this very machine. */
  readonly endpoint: string;
  /** P-256 public key, uncompressed: 65 bytes. */
  readonly p256dh: string;
  /** 16 bytes. */
  readonly auth: string;
}

/**
 * When a reader wants notices: hours from 0 to 23, weekdays from 1 (Monday) to 7, both in UTC (rule 102). Which zone a reader
 * lives in is nobody's business; a device whose clock changes tells its rhythm anew.
 */
export type ReplyRhythm =
  | { readonly kind: "weekly"; readonly weekday: number; readonly hour: number }
  | { readonly kind: "daily"; readonly hour: number }
  | { readonly kind: "day-itself"; readonly hour: number };

/** All that a reader can say (rule 100). There is no way to ask for anything. */
export type Reply =
  | {
      readonly kind: "accepted";
      /** Null: no notices wanted. */
      readonly push: NoticeSubscription | null;
      readonly rhythm: ReplyRhythm | null;
    }
  | { readonly kind: "left" };

/** Null unless it is one of the closed list, with its own fields and no others. */
export function parseReply(json: unknown): Reply | null {
  if (!isObject(json)) return null;
  if (json.kind === "left") return hasOnly(json, ["kind"]) ? { kind: "left" } : null;
  if (json.kind !== "accepted" || !hasOnly(json, ["kind", "push", "rhythm"])) return null;
  const push = json.push === null ? null : parseSubscription(json.push);
  const rhythm = json.rhythm === null ? null : parseRhythm(json.rhythm);
  if ((push === null) !== (json.push === null) || (rhythm === null) !== (json.rhythm === null)) return null;
  return { kind: "accepted", push, rhythm };
}

/**
 * ASCII, so that it can stand in a notice (`noticeFromFrame`). Which services are posted to is the relay's to say; without
 * TLS there is only a machine's own, for those who try things out there.
 */
const endpointShape = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?\/)[\x21-\x7e]+$/;

function parseSubscription(json: unknown): NoticeSubscription | null {
  if (!isObject(json) || !hasOnly(json, ["endpoint", "p256dh", "auth"])) return null;
  const { endpoint, p256dh, auth } = json;
  if (typeof endpoint !== "string" || typeof p256dh !== "string" || typeof auth !== "string") return null;
  if (endpoint.length > limits.endpointBytes || !endpointShape.test(endpoint)) return null;
  const point = bytesFromBase64url(p256dh);
  if (point?.length !== 65 || point[0] !== 4 || bytesFromBase64url(auth)?.length !== 16) return null;
  return { endpoint, p256dh, auth };
}

function parseRhythm(json: unknown): ReplyRhythm | null {
  if (!isObject(json) || !isWithin(json.hour, 0, 23)) return null;
  const { kind, hour, weekday } = json;
  if (kind === "weekly")
    return isWithin(weekday, 1, 7) && hasOnly(json, ["kind", "weekday", "hour"])
      ? { kind, weekday, hour }
      : null;
  if (kind !== "daily" && kind !== "day-itself") return null;
  return hasOnly(json, ["kind", "hour"]) ? { kind, hour } : null;
}

const isWithin = (json: unknown, least: number, most: number): json is number =>
  Number.isInteger(json) && Number(json) >= least && Number(json) <= most;

const hasOnly = (json: Readonly<Record<string, unknown>>, names: readonly string[]): boolean =>
  Object.keys(json).length === names.length && names.every((name) => Object.hasOwn(json, name));
