import { leaveNotices, type MakeLetterbox, queueAt, type Transport, type Vault } from "@tidetable/sync";
import type { Notice } from "@tidetable/sync/protocol";
import type { Published, Shareable } from "./letters.ts";
import { noticeText, type OwnQueue, type PublishingWorld } from "./publishing-world.ts";
import { nothingToReader, numberBefore, type SentToReader } from "./sent.ts";
import { lastTold, noticesFor } from "./waiting-notices.ts";

/** Fills one reader's queue. Null where that reader never wanted notices. */
export async function leaveQueue(
  world: PublishingWorld,
  vault: Vault,
  transport: Transport,
  make: MakeLetterbox,
  grant: Published,
  shareable: Shareable,
  sent: SentToReader = nothingToReader,
): Promise<{ readonly changes: Partial<SentToReader>; readonly isToTryAgain: boolean } | null> {
  const wants = grant.reply?.reply.kind === "accepted" ? grant.reply.reply : null;
  const { push, rhythm } = wants ?? { push: null, rhythm: null };
  // Whoever wanted them once and does no more has an empty queue.
  if ((push === null || rhythm === null) && sent.queue === 0) return null;
  const hourNow = Math.floor(world.clock() / 3_600);
  const checkIns = world.checkIns(vault, grant.id);
  const due = push && rhythm ? noticesFor(grant, shareable, rhythm, { sent, hourNow, checkIns }) : [];
  const missed = due.find(({ what }) => what.kind === "heads-up")?.date ?? null;
  const notices: Notice[] = [];
  for (const notice of due) {
    const message = push && (await world.seal(push, noticeText(notice.what.kind, world.say(notice.what))));
    if (!push || message === null) return { changes: { trouble: "gone", missed }, isToTryAgain: false };
    notices.push({ due: notice.due, endpoint: push.endpoint, message });
  }
  const number = Math.max(sent.queue, numberBefore(shareable.today));
  const { queue } = grant.secrets;
  const left = await leaveNotices({ suite: world.suite, transport, make, key: queue, number, notices });
  if (left.outcome !== "left") {
    // A push service that this relay does not know stays unknown: the owner is told, and nothing else waits for it.
    const isForGood = left.outcome === "malformed" || left.outcome === "too-large";
    return { changes: { trouble: left.outcome, missed }, isToTryAgain: !isForGood };
  }
  const status = await (await queueAt(world.suite, transport, queue.seed)).read();
  return {
    changes: {
      queue: left.number,
      told: lastTold(sent, hourNow),
      headsUps: due.flatMap(({ date, due: at, what }) =>
        what.kind === "heads-up" ? [{ date, due: at }] : [],
      ),
      trouble: status.ok && status.value.gone ? "gone" : null,
      missed: status.ok && status.value.gone ? missed : null,
    },
    isToTryAgain: false,
  };
}

/** Fills the owner's own queue (rule 105); false where it is to be tried again. */
export async function leaveOwnQueue(
  { suite, today, seal }: PublishingWorld,
  transport: Transport,
  make: MakeLetterbox,
  { seed, push, notices: planned }: OwnQueue,
): Promise<boolean> {
  const notices: Notice[] = [];
  for (const { due, words } of push === null ? [] : planned) {
    const message = push && (await seal(push, noticeText("reminder", words)));
    if (push && message) notices.push({ due, endpoint: push.endpoint, message });
  }
  const { id } = await queueAt(suite, transport, seed);
  const key = { id, seed };
  // Counted from the day, like all numbers: a clock's would be an instant that the relay keeps.
  const number = numberBefore(today());
  const left = await leaveNotices({ suite, transport, make, key, number, notices });
  return left.outcome === "left" || left.outcome === "malformed";
}
