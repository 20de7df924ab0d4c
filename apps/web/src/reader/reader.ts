import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import {
  type CalendarDate,
  type Face,
  faceOn,
  type Projection,
  parseProjection,
  parseScope,
  type Rhythm,
} from "@tidetable/diary";
import { type Accepted, bytesFromBase64url, openLetter, type Reply } from "@tidetable/sync";
import type { DiarySession } from "../diary-session.ts";
import type { PushAddress } from "../platform/push.ts";
import { afterReading, afterReplying, type RoundWorld } from "./letter-round.ts";
import { rhythmInUtc } from "./notice-rhythm.ts";
import { endedGrant, newSharedGrant, parseSharedGrant, type SharedGrant } from "./shared-grant.ts";
import { sharedNamesIn, sharedPrefix } from "./shared-names.ts";

/** One grant as its reader's screens show it. */
export interface SharedView {
  readonly id: string;
  /** Her name, as she wants to be called here. */
  readonly called: string;
  /** Null until what is kept was opened: that takes a moment, and says nothing either way. */
  readonly face: Face | null;
  /** Whether notices can come at all: the grant has a heads-up. */
  readonly hasHeadsUp: boolean;
  /** When notices are wanted, on this device's clock; null for none. */
  readonly notices: Rhythm | null;
  /** Whether the owner's device still has to be told of what was chosen here. */
  readonly isWaiting: boolean;
}

/** What others share with the person at this device. */
export interface Reader {
  /** Oldest grant first. */
  readonly shared: ReadonlySignal<readonly SharedView[]>;
  /** Reads every letterbox now, and tells what is to be told; one round at a time. */
  round(): Promise<void>;
  /** Works faces out anew, because time has passed. Nothing is sent. */
  tick(): void;
  /** Whether an owner's devices are still to be told something. */
  hasToTell(): boolean;
  // What follows is told to the owner's devices in the next round; false where the browser did not store it.
  /** Keeps a grant that its reader agreed to. */
  accept(accepted: Accepted): Promise<boolean>;
  /** Keeps when notices are wanted. */
  wantNotices(id: string, notices: Rhythm | null): Promise<boolean>;
  /** Removes what is shared by a grant from this device at once. */
  stopSeeing(id: string): Promise<boolean>;
  /** Where a grant's letterboxes are. */
  relayOf(id: string): string | null;
}

/** What a reader has around it. */
export interface ReaderParts extends RoundWorld {
  readonly session: Pick<DiarySession, "settings" | "keepSetting">;
  readonly today: ReadonlySignal<CalendarDate>;
  readonly minutesAheadOfUtc: () => number;
  /** Where notices for grants at a relay come; `isOnly`: no grant at another relay has any. Null where they cannot. */
  readonly pushFrom: (relay: string, isOnly: boolean) => Promise<PushAddress | null>;
}

const secondsOfDay = 86_400;

export function createReader(parts: ReaderParts): Reader {
  const { session, today, now, suite } = parts;
  /** What the letters say that were opened, by their sealed text; null for what does not open. */
  const opened = signal<ReadonlyMap<string, Projection | null>>(new Map());
  /** When faces were last worked out, so that 48 hours pass in an open page as well. */
  const moment = signal(now());

  const grants = computed(() =>
    sharedNamesIn(session.settings.value).flatMap((name) => {
      const grant = parseSharedGrant(session.settings.value.get(name));
      return grant ? [grant] : [];
    }),
  );
  const grantOf = (id: string): SharedGrant | null =>
    grants.peek().find(({ accepted }) => accepted.id === id) ?? null;

  const keep = async (id: string, grant: SharedGrant | null): Promise<boolean> =>
    (await session.keepSetting(sharedPrefix + id, grant)).ok;

  /** Opens a kept letter that was not opened yet. */
  const open = async ({ accepted, kept }: SharedGrant): Promise<void> => {
    if (opened.peek().has(kept.letter)) return;
    const projection = await projectionIn(accepted, kept.letter);
    opened.value = new Map([...opened.peek(), [kept.letter, projection]]);
  };
  const forgetReplaced = (): void => {
    const kept = new Set(grants.peek().map((grant) => grant.kept.letter));
    opened.value = new Map([...opened.peek()].filter(([letter]) => kept.has(letter)));
  };

  const projectionIn = async (accepted: Accepted, letter: string): Promise<Projection | null> => {
    const bytes = bytesFromBase64url(letter);
    const content = bytes && bytes.length > 0 ? await openLetter(suite, accepted, bytes) : null;
    const projection = content && parseProjection(content.projection);
    return projection?.ok ? projection.value : null;
  };

  const faceOf = ({ kept, contact }: SharedGrant): Face | null => {
    const projection = opened.value.get(kept.letter);
    if (projection === undefined) return null;
    // A clock that was put back has no bearing: it is not less than no time since the contact.
    const days = Math.max(0, moment.value - contact) / secondsOfDay;
    return faceOn(projection, today.value, days);
  };

  const shared = computed(() =>
    grants.value
      .filter(({ reply }) => reply.kind !== "left")
      .map((grant): SharedView => {
        const scope = parseScope(grant.accepted.scope);
        return {
          id: grant.accepted.id,
          called: scope.ok ? scope.value.called : "",
          face: faceOf(grant),
          hasHeadsUp: scope.ok && scope.value.headsUp !== null,
          notices: grant.notices,
          isWaiting: !grant.isReplyLeft,
        };
      }),
  );

  const wantedReply = async ({ accepted: { relay }, notices }: SharedGrant): Promise<Reply> => {
    if (notices === null) return { kind: "accepted", push: null, rhythm: null };
    const isOnly = grants.peek().every((grant) => grant.notices === null || grant.accepted.relay === relay);
    const push = await parts.pushFrom(relay, isOnly);
    return { kind: "accepted", push, rhythm: push && rhythmInUtc(notices, parts.minutesAheadOfUtc()) };
  };

  const roundOf = async (id: string): Promise<void> => {
    const before = grantOf(id);
    if (before === null) return;
    const isEnding = before.reply.kind === "left";
    const read = isEnding ? before : await afterReading(parts, before);
    // Before it is kept, so that the card never stands empty in between.
    await open(read);
    if (!isEnding) await merge(id, before, read);
    const current = grantOf(id);
    if (current === null) return;
    const told = await afterReplying(parts, current, await wantedReply(current));
    if (told === null) await keep(id, null);
    else await merge(id, current, told);
  };

  /** Keeps what a round changed of a grant, over whatever its reader changed meanwhile. */
  const merge = async (id: string, from: SharedGrant, to: SharedGrant): Promise<void> => {
    const current = grantOf(id);
    if (current === null || to === from) return;
    const hasEnded = current.reply.kind === "left" && from.reply.kind !== "left";
    if (hasEnded) return;
    await keep(id, { ...to, notices: current.notices });
  };

  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  const runRound = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      const ids = grants.peek().map(({ accepted }) => accepted.id);
      // One that fails is not in the way of the others.
      await Promise.all(ids.map((id) => roundOf(id).catch(() => undefined)));
      forgetReplaced();
      moment.value = now();
    } while (isAskedAgain);
  };
  const round = (): Promise<void> => {
    if (running) isAskedAgain = true;
    running ??= runRound().finally(() => {
      running = null;
    });
    return running;
  };

  const change = async (id: string, changed: (grant: SharedGrant) => SharedGrant): Promise<boolean> => {
    const grant = grantOf(id);
    return grant !== null && keep(id, changed(grant));
  };

  // What was stored, and what another tab stores.
  effect(() => {
    for (const grant of grants.value) untracked(() => open(grant)).catch(() => undefined);
  });

  return {
    shared,
    round,
    tick() {
      moment.value = now();
    },
    hasToTell: () => grants.peek().some(({ isReplyLeft }) => !isReplyLeft),
    accept: (accepted) => keep(accepted.id, newSharedGrant(accepted, now())),
    wantNotices: (id, notices) => change(id, (grant) => ({ ...grant, notices })),
    stopSeeing: (id) => change(id, endedGrant),
    relayOf: (id) => grantOf(id)?.accepted.relay ?? null,
  };
}
