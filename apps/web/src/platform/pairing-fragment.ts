import { type PairingLink, pairingLinkFrom, sharingLinkFrom } from "../vault/pairing-link.ts";

/** Who hears of the link that the page was opened with: one that joins two devices, or one that shares with somebody. */
interface LinkTakers {
  readonly pairing: (link: PairingLink) => void;
  readonly sharing: (link: PairingLink) => void;
}

/** Calls with the link the page was opened with, now or later, and takes its secret out of the address and its history. */
export function takeLinks(takers: LinkTakers): void {
  const take = (): boolean => {
    const fragment = location.hash.slice(1);
    const [pairing, sharing] = [pairingLinkFrom(fragment), sharingLinkFrom(fragment)];
    // What is left of a cut-off link has a piece of a secret in it, too.
    const isCutOff = fragment.startsWith("with=") && sharing === null;
    if (pairing === null && sharing === null && !isCutOff) return false;
    history.replaceState(null, "", pairing ? "#pairing" : "#accept");
    if (pairing) takers.pairing(pairing);
    else if (sharing) takers.sharing(sharing);
    return true;
  };
  take();
  // A link that is opened where the app is open already loads no page; what shows the screens hears where it is now.
  addEventListener("hashchange", () => {
    if (take()) dispatchEvent(new PopStateEvent("popstate"));
  });
}
