import type { ReadonlySignal } from "@preact/signals";
import type { CalendarDate, Forecaster } from "@tidetable/diary";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { DiarySession } from "./diary-session.ts";
import type { Keeping } from "./keeping.ts";
import type { Navigation } from "./navigation.ts";
import type { Outlook } from "./outlook.ts";
import type { StoragePromise } from "./platform/storage-promise.ts";
import type { Words } from "./strings/words.ts";

/** Everything a screen may use. Made in main.tsx, once. */
export interface App {
  readonly session: DiarySession;
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
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new TypeError("useApp expects to be called below AppContext");
  return app;
}
