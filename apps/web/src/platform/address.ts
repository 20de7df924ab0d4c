import type { Address } from "../navigation.ts";

/** The address of the open page. Only its fragment changes, and a server never sees that. */
export const pageAddress: Address = {
  read: () => location.hash.slice(1),
  push: (fragment) => history.pushState(null, "", `#${fragment}`),
  replace: (fragment) => history.replaceState(null, "", `#${fragment}`),
  back: () => history.back(),
  onMove: (moved) => addEventListener("popstate", moved),
};
