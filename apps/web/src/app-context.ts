import type { ReadonlySignal, Signal } from "@preact/signals";
import type { CalendarDate, Forecaster } from "@tidetable/diary";
import { createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";
import type { DiarySession } from "./diary-session.ts";
import type { Keeping } from "./keeping.ts";
import type { LockControl } from "./lock/lock-control.ts";
import type { Navigation } from "./navigation.ts";
import type { Outlook } from "./outlook.ts";
import type { StoragePromise } from "./platform/storage-promise.ts";
import type { Sharing } from "./sharing/sharing.ts";
import type { Words } from "./strings/words.ts";
import type { DiaryPlace } from "./vault/diary-place.ts";
import type { PairingLink } from "./vault/pairing-link.ts";

/** Everything a screen may use. Made in main.tsx, once. */
export interface App {
  readonly session: DiarySession;
  /** Where the diary lies: on this device alone, or in a vault. */
  readonly place: DiaryPlace;
  /** The pairing link that the page was opened with; whoever begins with it empties this. */
  readonly pairingLink: Signal<PairingLink | null>;
  /** The same of a link by which somebody shares with the person at this device. */
  readonly sharingLink: Signal<PairingLink | null>;
  /** The owner's side of sharing; null until it is loaded, which `loadSharing` begins. */
  readonly sharing: ReadonlySignal<Sharing | null>;
  readonly loadSharing: () => void;
  readonly lock: LockControl;
  readonly keeping: Keeping;
  readonly outlook: Outlook;
  /** The one that the outlook asks: its tables take a moment to build. */
  readonly forecaster: Forecaster;
  readonly navigation: Navigation;
  readonly today: ReadonlySignal<CalendarDate>;
  readonly words: Words;
  /** 1 Monday to 7 Sunday. */
  readonly weekStart: number;
  /** BCP 47 tag of the reader's own first language, for defaults that go by region. */
  readonly region: string;
  /** Typed readings that were not kept, by day, so that leaving the day does not lose them. In memory only. */
  readonly temperatureDrafts: Map<CalendarDate, string>;
  readonly updateWaits: ReadonlySignal<boolean>;
  readonly readStoragePromise: () => Promise<StoragePromise>;
  /** Shows this and nothing else from now on: no diary is open any more. */
  readonly replacePage: (page: JSX.Element) => void;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new TypeError("useApp expects to be called below AppContext");
  return app;
}
