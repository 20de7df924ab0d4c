import type { ReadonlySignal } from "@preact/signals";
import type { CalendarDate } from "@tidetable/diary";
import type { DiarySession } from "../diary-session.ts";
import type { Address } from "../navigation.ts";
import { isReaderOnly, sharedNamesIn } from "./shared-names.ts";

/**
 * For whoever others share something with: letterboxes are read from now on, and without a diary of one's own the app
 * opens at what is shared. Nothing of this is loaded where nobody shares anything.
 */
export function openForReader(
  session: DiarySession,
  today: ReadonlySignal<CalendarDate>,
  address: Address,
): void {
  const settings = session.settings.peek();
  if (sharedNamesIn(settings).length === 0) return;
  if (isReaderOnly(session.diary.peek(), settings) && ["", "today"].includes(address.read())) {
    address.replace("shared");
  }
  import("./reading.ts").then(({ readerOf }) => readerOf(session, today)).catch(() => undefined);
}
