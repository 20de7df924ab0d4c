import { feedSizes, joinFrames, lastDayFromFrame, limits } from "@tidetable/sync/protocol";
import { openFeed } from "../feeds/open-feed.ts";
import { refuseUnknown } from "../plain-refusal.ts";
import { answerRefusal } from "./answers.ts";
import type { ApiContext, Desk } from "./desk.ts";
import { readId, readSignedFrames, refuseUnsigned } from "./letterbox-proof.ts";
import { answerLetterboxDone, maxLetterNumber } from "./letterboxes.ts";
import { readBase64url, readQuery } from "./parse.ts";
import { dayOf } from "./parts.ts";
import { feedIdOf, sha256 } from "./signatures.ts";

/** `PUT feed/ID` (rule 110). */
export async function answerFeedPut(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "letterboxes");
  if (tooOften) return tooOften;
  const id = readId(context);
  if (id === null || readQuery(context.req.url, []) === null) return answerRefusal({ refused: "malformed" });
  const bytes = 4 + 4 + 4 + Math.max(...feedSizes);
  const asked = await readSignedFrames(desk, context, { bytes, frames: 2 });
  if (!asked.ok) return answerRefusal(asked.error);
  const { number, frames } = asked.value;
  const [lastFrame, sealed] = frames;
  const last = lastFrame ? lastDayFromFrame(lastFrame) : null;
  const today = dayOf(desk.clock());
  if (
    last === null ||
    !feedSizes.some((size) => size === sealed?.length) ||
    number < 1 ||
    number > maxLetterNumber ||
    // Yesterday is still today where a day begins later.
    last < today - 1 ||
    last > today + limits.feedDays
  )
    return answerRefusal({ refused: "malformed" });
  const content = joinFrames(frames);
  const unsigned = await refuseUnsigned(desk, context, asked.value, { purpose: "feed put", id, content });
  const tooMany = unsigned ?? desk.refuseWrite(id);
  if (tooMany) return tooMany;
  return answerLetterboxDone(await desk.store.putFeed(id, { number, sealed: sealed!, last }, today));
}

/** What an address is looked up by that has no secret in it; the same steps follow. */
const noSecret = (text: string): Uint8Array => sha256(Buffer.from(text));

/**
 * `GET /feed/TOKEN.ics` (rule 111), for whoever has the address: the one thing a relay opens.
 *
 * Never made, revoked, over, not filled yet and no address of a feed at all: the answer of any address at which there is
 * nothing, after the same steps. There is no tag of an entity and no 304, because both would say when something changed.
 */
export async function answerFeed(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "feeds");
  if (tooOften) return tooOften;
  const named = /^\/feed\/([\w-]{43})\.ics$/.exec(context.req.path)?.[1];
  const token = readBase64url(named, 32);
  const secret = token ?? noSecret(context.req.path);
  const id = feedIdOf(secret);
  const sealed = await desk.store.readFeed(id, dayOf(desk.clock()));
  const text = openFeed(secret, id, sealed);
  if (token === null || text === null) return refuseUnknown();
  return new Response(text, {
    headers: {
      "cache-control": "no-store",
      "content-disposition": 'attachment; filename="calendar.ics"',
      "content-length": String(text.length),
      "content-type": "text/calendar; charset=utf-8",
      "x-robots-tag": "noindex, nofollow, noarchive",
    },
  });
}
