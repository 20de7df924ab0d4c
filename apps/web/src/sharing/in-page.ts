import type { ReadonlySignal } from "@preact/signals";
import { type CalendarDate, type Forecaster, type NoticeWhat, wordsOfNotice } from "@tidetable/diary";
import { sealNotice, shownValue, type Vault } from "@tidetable/sync";
import { checkInNotices } from "../check-in/check-in-notices.ts";
import type { DiarySession } from "../diary-session.ts";
import { sayCalendar } from "../feeds/calendar-words.ts";
import { pageAttention } from "../platform/attention.ts";
import { secondsNow } from "../platform/clock.ts";
import { doseHours } from "../reminders/dose-hours.ts";
import { ownQueue } from "../reminders/own-queue.ts";
import { addSharingWords } from "../screens/shared-with-me/sharing-words.ts";
import type { Words } from "../strings/words.ts";
import type { DiaryPlace } from "../vault/diary-place.ts";
import { browserWorld, memoryStore } from "../vault/world.ts";
import { shareableOf } from "./publishing.ts";
import { openSharing, type Sharing } from "./sharing.ts";

interface PageParts {
  readonly place: DiaryPlace;
  readonly session: DiarySession;
  readonly today: ReadonlySignal<CalendarDate>;
  readonly forecaster: Forecaster;
  readonly words: Words;
}

/** The owner's side of sharing, in this browser. */
export function openSharingInPage({ place, session, today, forecaster, words }: PageParts): Sharing {
  const environment = {
    subtle: crypto.subtle,
    randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  };
  const record = (vault: Vault, name: string) => shownValue(vault.fields(name).get("") ?? [])?.value;
  addSharingWords(words);
  return openSharing({
    place,
    session,
    today,
    world: {
      suite: browserWorld(memoryStore()).suite,
      forecaster,
      clock: secondsNow,
      say: (what: NoticeWhat) => words.saySentence(wordsOfNotice(what)),
      seal: (to, text) => sealNotice(environment, to, text),
      sayCalendar: (style) => sayCalendar(words, style),
      checkIns: (vault, grant) => checkInNotices(record(vault, "check-in"), grant, secondsNow()),
      ownQueue: (vault) =>
        ownQueue(
          record(vault, "reminders"),
          record(vault, "check-in"),
          secondsNow(),
          words.say("check-in-question"),
          () => {
            const { diary, forecast, today: day } = shareableOf(vault, today.peek(), forecaster);
            return doseHours(diary, forecast, day);
          },
        ),
    },
    after: pageAttention.after,
    onHidden(hidden) {
      pageAttention.onChange(() => {
        if (pageAttention.isHidden()) hidden();
      });
      addEventListener("pagehide", hidden);
    },
  });
}
