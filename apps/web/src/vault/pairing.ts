import type { Changed, NotPaired } from "@tidetable/sync";

/** Why two devices did not come together. */
export type PairingFailure =
  | NotPaired["kind"]
  | Extract<Changed, { ok: false }>["error"]["kind"]
  /** The link's hour is over (rule 79). */
  | "expired"
  /** This device's owner said that the words differ. */
  | "refused"
  /** The diary is at another relay than the link names. */
  | "other-relay"
  /** This browser has not the cipher. */
  | "unsupported"
  /** The browser did not keep it. */
  | "store";

/** How long a link is good for, in seconds (rule 79). */
export const linkSeconds = 3_600;

/** Of what is thrown: the cipher that an older browser does not have, or the store. */
export const kindOfThrown = (error: unknown): "unsupported" | "store" =>
  error instanceof DOMException && error.name === "NotSupportedError" ? "unsupported" : "store";

/** Between two looks into the mailbox, in milliseconds. Our choice: two people look at two screens. */
const askMilliseconds = 1_200;

export const askEvery = (): Promise<void> => new Promise((later) => setTimeout(later, askMilliseconds));
