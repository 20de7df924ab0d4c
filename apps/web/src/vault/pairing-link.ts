/** What a link holds behind its `#`: the secret, and the relay where it is not the one of the page. */
export interface PairingLink {
  readonly secret: string;
  readonly relay: string | null;
}

const pattern = /^(pair|with)=([\w-]{22})(?:&relay=([^&]+))?$/;

function linkFrom(wanted: "pair" | "with", fragment: string): PairingLink | null {
  const [, kind, secret, relay] = pattern.exec(fragment) ?? [];
  if (secret === undefined || kind !== wanted) return null;
  const address = relay === undefined ? null : relayAddressFrom(decodeOr(relay));
  return { secret, relay: address };
}

/** The link between two devices in a fragment, without its sign; null where there is none. */
export const pairingLinkFrom = (fragment: string): PairingLink | null => linkFrom("pair", fragment);

/** The link by which somebody shares (rule 99) in a fragment, without its sign; null where there is none. */
export const sharingLinkFrom = (fragment: string): PairingLink | null => linkFrom("with", fragment);

/** The fragment for a link that was pasted: whatever stands before its sign does not matter. */
export const pairingLinkFromText = (text: string): PairingLink | null =>
  pairingLinkFrom(text.trim().slice(text.trim().indexOf("#") + 1));

export const textOfPairingLink = (page: string, { secret, relay }: PairingLink): string =>
  textOfLink(page, "pair", secret, relay);

export const textOfSharingLink = (page: string, { secret, relay }: PairingLink): string =>
  textOfLink(page, "with", secret, relay);

const textOfLink = (page: string, kind: "pair" | "with", secret: string, relay: string | null): string =>
  `${page}/#${kind}=${secret}${relay === null ? "" : `&relay=${encodeURIComponent(relay)}`}`;

/** The address of a relay as somebody typed it, without a slash at the end; null for what is none. */
export function relayAddressFrom(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return null;
  try {
    const url = new URL(/^https?:\/\//i.test(text) ? text : `https://${text}`);
    if (url.username || url.password || url.search || url.hash) return null;
    return (url.origin + url.pathname).replace(/\/+$/, "");
  } catch {
    return null;
  }
}

function decodeOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
