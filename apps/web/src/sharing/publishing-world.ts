import type { CalendarDate, Forecaster, NoticeWhat, PlannedNotice } from "@tidetable/diary";
import type { NoticeSubscription, Suite, Vault } from "@tidetable/sync";
import type { SayCalendar } from "../feeds/feed-text.ts";

/** What a round of letters needs from outside. */
export interface PublishingWorld {
  readonly suite: Suite;
  readonly forecaster: Forecaster;
  readonly today: () => CalendarDate;
  /** Whole seconds since 1970. */
  readonly clock: () => number;
  /** What a notice says, in words a person reads. */
  readonly say: (what: NoticeWhat) => string;
  /** Seals a notice's text for a subscription; null for one that is none. */
  readonly seal: (to: NoticeSubscription, text: string) => Promise<Uint8Array | null>;
  /** What a calendar feed and its entries are called. */
  readonly sayCalendar: SayCalendar;
  /** The owner's check-ins that this reader gets where she does not call them off; hours of UTC. */
  readonly checkIns: (vault: Vault, grant: string) => readonly PlannedNotice[];
  /** The owner's notices to herself (rule 105); null where she never wanted any. */
  readonly ownQueue: (vault: Vault) => OwnQueue | null;
}

/** A queue whose reader is its owner. */
export interface OwnQueue {
  readonly seed: string;
  /** Null, and no notices: what waits is taken out. */
  readonly push: NoticeSubscription | null;
  /** Hours since 1970. */
  readonly notices: readonly { readonly due: number; readonly words: string }[];
}

/** A notice's text as the other side's worker reads it: it has no words of its own, and no grant to look into. */
export const noticeText = (kind: NoticeWhat["kind"], words: string): string =>
  JSON.stringify({ v: 1, kind, words });
