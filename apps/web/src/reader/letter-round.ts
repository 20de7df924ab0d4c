import {
  leaveReply,
  type Reply,
  readLetterbox,
  type Suite,
  type Transport,
  takeLetter,
} from "@tidetable/sync";
import { relayAddressFrom } from "../vault/pairing-link.ts";
import type { SharedGrant } from "./shared-grant.ts";

/** For how long a letter may be kept without contact, in seconds: 48 hours (rule 98). */
const contactSeconds = 172_800;

/** What a round needs of this device. */
export interface RoundWorld {
  readonly suite: Suite;
  readonly transport: (relay: string) => Transport;
  /** Whole seconds since 1970. */
  readonly now: () => number;
}

/**
 * Reads a grant's letterbox once (rules 94, 98) and answers what is to be kept of it now. Where the letter says that the
 * letterbox has moved, reads there as well.
 *
 * What does not open drops what was kept before, and so do 48 hours without contact: neither leaves a trace of which it was.
 */
export async function afterReading(world: RoundWorld, grant: SharedGrant): Promise<SharedGrant> {
  const next = await readOnce(world, grant);
  return next.accepted.relay === grant.accepted.relay ? next : readOnce(world, next);
}

async function readOnce({ suite, transport, now }: RoundWorld, grant: SharedGrant): Promise<SharedGrant> {
  const { accepted, kept } = grant;
  const answer = await readLetterbox(transport(accepted.relay), accepted.id);
  const taking = answer.ok ? await takeLetter(suite, accepted, kept, answer.value) : null;
  if (taking === null || taking.kind === "old") {
    const isStale = now() - grant.contact > contactSeconds;
    return isStale ? { ...grant, kept: { ...kept, letter: "" } } : grant;
  }
  const moved = taking.kind === "letter" ? relayAddressFrom(taking.content.relay ?? "") : null;
  return {
    ...grant,
    accepted: moved === null ? accepted : { ...accepted, relay: moved },
    kept: taking.kept,
    contact: now(),
  };
}

/**
 * Tells the owner what is still to be told (rule 100): that the reader left, or what is `wanted` now. Null when there is
 * nothing to keep any more, because the reader left and the owner was told, or her letterbox is gone.
 */
export async function afterReplying(
  { suite, transport }: RoundWorld,
  grant: SharedGrant,
  wanted: Reply,
): Promise<SharedGrant | null> {
  const reply = grant.reply.kind === "left" ? grant.reply : wanted;
  if (grant.isReplyLeft && isSame(reply, grant.reply)) return grant;
  const { accepted, replyNumber: number } = grant;
  const left = await leaveReply({ suite, transport: transport(accepted.relay), accepted, number, reply });
  const isLeft = left.outcome === "left";
  if (reply.kind === "left" && (isLeft || left.outcome === "unknown")) return null;
  return { ...grant, reply, replyNumber: left.number, isReplyLeft: isLeft };
}

const isSame = (one: Reply, other: Reply): boolean => JSON.stringify(one) === JSON.stringify(other);
