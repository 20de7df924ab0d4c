import { type PairingLink, pairingLinkFrom } from "../vault/pairing-link.ts";

/** Calls with the link the page was opened with, now or later, and takes its secret out of the address and its history. */
export function takePairingLinks(taken: (link: PairingLink) => void): void {
  const take = (): boolean => {
    const link = pairingLinkFrom(location.hash.slice(1));
    if (!link) return false;
    history.replaceState(null, "", "#pairing");
    taken(link);
    return true;
  };
  take();
  // A link that is opened where the app is open already loads no page; what shows the screens hears where it is now.
  addEventListener("hashchange", () => {
    if (take()) dispatchEvent(new PopStateEvent("popstate"));
  });
}
