import { hostname, networkInterfaces } from "node:os";

/**
 * Whether a Host header names this machine: a loopback name, one of its addresses, or its own name, with any port.
 *
 * What a proof is signed for must be this relay (rule 41). A name that somebody else's machine could have is none of
 * these; a relay that is reached by such a name is told so (`publicHost`).
 */
export function isOwnHost(host: string): boolean {
  const name = nameOf(host);
  if (name === null) return false;
  const own = hostname().toLowerCase();
  if (name === "localhost" || name.endsWith(".localhost") || name === own || name === `${own}.local`)
    return true;
  return addressesHere().has(name);
}

/** A host without its port, and an IPv6 address without its brackets. */
function nameOf(host: string): string | null {
  try {
    return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "").toLowerCase();
  } catch {
    return null;
  }
}

const addressesHere = (): ReadonlySet<string> =>
  new Set([
    "127.0.0.1",
    "::1",
    ...Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).map(({ address }) => address.replace(/%.*$/, "").toLowerCase()),
    ),
  ]);
