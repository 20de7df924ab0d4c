import { createHmac } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import type { Clock, RandomBytes } from "./parts.ts";
import { createRateLimit, type Rate, type RateLimit } from "./rate.ts";

/** What is counted by where it comes from. */
export type CountedByCaller = "challenges" | "creations" | "mail" | "letterboxes" | "feeds";

export interface Callers {
  /** As `RateLimit.take`; `address` null is this machine itself, which is not counted. */
  take(what: CountedByCaller, address: string | null): number;
}

const dayMs = 86_400_000;

/**
 * Counts by a keyed hash of the network an address belongs to, in memory only. The key is drawn anew each day and
 * the counts with it, so that nothing here says who was here yesterday (rule 52).
 */
export function createCallers(
  rates: Readonly<Record<CountedByCaller, Rate>>,
  clock: Clock,
  randomBytes: RandomBytes,
): Callers {
  const limits: Readonly<Record<CountedByCaller, RateLimit>> = {
    challenges: createRateLimit(rates.challenges, clock),
    creations: createRateLimit(rates.creations, clock),
    mail: createRateLimit(rates.mail, clock),
    letterboxes: createRateLimit(rates.letterboxes, clock),
    feeds: createRateLimit(rates.feeds, clock),
  };
  let day = Number.NaN;
  let key = new Uint8Array();

  return {
    take(what, address) {
      const network = address === null ? null : networkOf(address);
      if (network === null) return 0;
      const today = Math.floor(clock() / dayMs);
      if (today !== day) {
        day = today;
        key = randomBytes(32);
        for (const limit of Object.values(limits)) limit.clear();
      }
      return limits[what].take(createHmac("sha256", key).update(network).digest("base64url"));
    },
  };
}

/**
 * The network of an address: the first 24 bits of IPv4, the first 48 of IPv6, which is about what one subscriber or
 * one small provider has. Our choice. Null for the loopback: whoever is on this machine needs no relay to harm it.
 */
export function networkOf(address: string): string | null {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  const plain = mapped ?? address.replace(/%.*$/, "");
  if (isIPv4(plain)) return plain.startsWith("127.") ? null : plain.split(".", 3).join(".");
  if (!isIPv6(plain)) return "elsewhere";
  if (plain === "::1") return null;
  const [before = "", after] = plain.split("::");
  const groups = before === "" ? [] : before.split(":");
  const later = after === undefined || after === "" ? [] : after.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - later.length) }, () => "0");
  const all = after === undefined ? groups : [...groups, ...zeros, ...later];
  return all
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

/**
 * Whose request this is: the socket's address or, where a proxy on this machine passes it on, the last one that the
 * proxy wrote. Null for this machine itself.
 */
export function callerOf(socketAddress: string | undefined, forwardedFor: string | undefined): string | null {
  const isHere = socketAddress === undefined || networkOf(socketAddress) === null;
  if (!isHere) return socketAddress;
  const last = forwardedFor?.split(",").at(-1)?.trim();
  return last === undefined || last === "" ? null : last;
}
