/** A person who is told, without a browser: the app's own rounds of a reader. */
import { type CalendarDate, type Face, faceOn, parseProjection } from "@tidetable/diary";
import {
  type Accepted,
  base64urlFromBytes,
  bytesFromBase64url,
  openLetter,
  type ReaderKey,
  type Reply,
  type Transport,
  writeKeyPublic,
} from "@tidetable/sync";
import { afterReading, afterReplying } from "../../apps/web/src/reader/letter-round.ts";
import { newSharedGrant, type SharedGrant } from "../../apps/web/src/reader/shared-grant.ts";
import type { Grant } from "../../apps/web/src/sharing/grants.ts";
import { suite } from "../../apps/web/test/sharing/owner-in-node.ts";

export interface ReaderInNode {
  readonly key: ReaderKey;
  /** Keeps a grant as the welcome would have told it, and replies. */
  accept(grant: Grant, relay: string, wanted: Reply): Promise<void>;
  /** The app is opened: the letterbox is read. */
  open(): Promise<void>;
  /** What the card shows on a day. */
  face(day: CalendarDate): Promise<Face>;
  kept(): SharedGrant;
}

/** @param clock seconds since 1970 */
export async function makeReader(
  transport: (relay: string) => Transport,
  clock: () => number,
): Promise<ReaderInNode> {
  const [sign, box] = [suite.randomBytes(32), suite.randomBytes(32)];
  const key: ReaderKey = {
    sign: base64urlFromBytes((await suite.signingKeyFromSeed(sign)).publicKey),
    box: base64urlFromBytes((await suite.boxKeyFromSeed(box)).publicKey),
  };
  const world = { suite, transport, now: () => Math.floor(clock()) };
  let kept: SharedGrant | null = null;
  const mine = (): SharedGrant => {
    if (kept === null) throw new Error("the reader should have accepted");
    return kept;
  };
  return {
    key,
    kept: mine,
    async accept({ id, secrets }, relay, wanted) {
      if (secrets === null) throw new Error("a new grant should have its keys");
      const { keys } = secrets;
      const replyBox = (await suite.boxKeyFromSeed(bytesFromBase64url(keys.box)!)).publicKey;
      const accepted: Accepted = {
        id,
        grantKey: await writeKeyPublic(suite, keys),
        scope: "",
        signature: "",
        relay,
        device: { sign: base64urlFromBytes(sign), box: base64urlFromBytes(box) },
        reply: { seed: keys.reply.seed, box: base64urlFromBytes(replyBox) },
      };
      kept = await afterReplying(world, newSharedGrant(accepted, world.now()), wanted);
      if (!kept?.isReplyLeft) throw new Error("the reply should be left");
    },
    async open() {
      kept = await afterReading(world, mine());
    },
    async face(day) {
      const { accepted, kept: letter, contact } = mine();
      const content =
        letter.letter && (await openLetter(suite, accepted, bytesFromBase64url(letter.letter)!));
      const projection = content ? parseProjection(content.projection) : null;
      return faceOn(projection?.ok ? projection.value : null, day, (clock() - contact) / 86_400);
    },
  };
}

/** A subscription whose messages nobody opens here: a point of the curve and a secret, as a browser would make them. */
export async function makeSubscription(): Promise<{ endpoint: string; p256dh: string; auth: string }> {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const auth = base64urlFromBytes(suite.randomBytes(16));
  return { endpoint: "https://push.example/of-a-reader", p256dh: base64urlFromBytes(point), auth };
}
