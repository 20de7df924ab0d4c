import { effect, type ReadonlySignal, untracked } from "@preact/signals";
import type { CalendarDate } from "@tidetable/diary";
import type { DiarySession } from "../diary-session.ts";
import { pageAttention } from "../platform/attention.ts";
import { minutesAheadOfUtc } from "../platform/zone.ts";
import { browserWorld, memoryStore } from "../vault/world.ts";
import { createReader, type Reader } from "./reader.ts";
import { pushFrom } from "./turning-notices-on.ts";

// Milliseconds; each is our choice.
/** Between two rounds while a reply to the owner still waits, and while the first letter of a new grant does. */
const againMilliseconds = 30_000;
const firstLetterMilliseconds = 10_000;
/** How often an open page looks at its clock, so that a card goes when its 48 hours are over. */
const tickMilliseconds = 600_000;
/** For how long after accepting the first letter is looked for so often. */
const beginningMilliseconds = 900_000;

const readers = new WeakMap<DiarySession, Reader>();

/**
 * The reader of a session, made once. It reads at once, whenever the page is seen again or the network is back, and on
 * each new day: never when something is tapped, so that a relay does not learn which cards are looked at.
 */
export function readerOf(session: DiarySession, today: ReadonlySignal<CalendarDate>): Reader {
  const known = readers.get(session);
  if (known) return known;
  const { suite, transport, clock } = browserWorld(memoryStore());
  let acceptedAt = Number.NEGATIVE_INFINITY;
  const made = createReader({
    suite,
    transport,
    now: clock,
    session,
    today,
    minutesAheadOfUtc,
    pushFrom,
  });
  const thenTell = async (keeping: Promise<boolean>): Promise<boolean> => {
    const isKept = await keeping;
    if (isKept) round();
    return isKept;
  };
  const reader: Reader = {
    ...made,
    accept(accepted) {
      acceptedAt = pageAttention.now();
      return thenTell(made.accept(accepted));
    },
    wantNotices: (id, notices) => thenTell(made.wantNotices(id, notices)),
    stopSeeing: (id) => thenTell(made.stopSeeing(id)),
  };
  readers.set(session, reader);

  let stopTimer: () => void = () => undefined;
  let isHere = false;
  /** One tab at a time: what another finds comes from there. A round of this tab is asked to go on. */
  const roundOfOneTab = async (): Promise<void> => {
    if (isHere || !navigator.locks) return reader.round();
    await navigator.locks.request("tidetable-reading", { ifAvailable: true }, async (turn) => {
      if (!turn) return;
      isHere = true;
      await reader.round().finally(() => {
        isHere = false;
      });
    });
  };
  const round = (): void => {
    roundOfOneTab()
      .catch(() => undefined)
      .then(() => {
        if (!pageAttention.isHidden()) plan();
      });
  };
  const plan = (): void => {
    stopTimer();
    const isBeginning = pageAttention.now() - acceptedAt < beginningMilliseconds;
    if (isBeginning && reader.shared.peek().some(({ face }) => face?.kind === "nothing")) {
      stopTimer = pageAttention.after(firstLetterMilliseconds, round);
    } else if (reader.hasToTell()) {
      stopTimer = pageAttention.after(againMilliseconds, round);
    }
  };
  pageAttention.onChange(() => {
    if (!pageAttention.isHidden()) round();
  });
  addEventListener("online", round);
  const tick = (): void => {
    reader.tick();
    pageAttention.after(tickMilliseconds, tick);
  };
  tick();
  effect(() => {
    // Read for its change alone.
    today.value;
    untracked(round);
  });
  return reader;
}
