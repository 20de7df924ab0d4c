import { joinLetter, limits } from "@tidetable/sync/protocol";
import type { LetterboxDone, WriterKind } from "../store/store.ts";
import { answerBytes, answerDone, answerRefusal } from "./answers.ts";
import { type ApiContext, type Desk, readJsonBody } from "./desk.ts";
import { readId, readSignedFrames, refuseUnsigned } from "./letterbox-proof.ts";
import { likenessOfLetter } from "./likeness.ts";
import { readBase64url, readJsonObject, readQuery } from "./parse.ts";
import { dayOf } from "./parts.ts";
import { letterboxIdOf } from "./signatures.ts";

/** The greatest number a letter may have: it stands in the letter as 32 bits (rule 95); a feed's goes as far. */
export const maxLetterNumber = 2 ** 32 - 1;

/** `POST letterboxes` (rule 92). */
export const answerLetterboxCreation = (desk: Desk, context: ApiContext): Promise<Response> =>
  answerNew(desk, context, "letterbox");

/** `POST queues` (rule 101). */
export const answerQueueCreation = (desk: Desk, context: ApiContext): Promise<Response> =>
  answerNew(desk, context, "queue");

/** `POST feeds` (rule 109). */
export const answerFeedCreation = (desk: Desk, context: ApiContext): Promise<Response> =>
  answerNew(desk, context, "feed");

/** For whoever has a session here; which vault's it is, is counted in memory, and written nowhere. */
async function answerNew(desk: Desk, context: ApiContext, kind: WriterKind): Promise<Response> {
  const token = await desk.tokenOf(context);
  if (!token.ok) return answerRefusal(token.error);
  const { vault, generation } = token.value.session;
  if (readQuery(context.req.url, []) === null) return answerRefusal({ refused: "malformed" });
  const body = await readJsonBody(desk, context);
  if (!body.ok) return answerRefusal(body.error);
  const asked = readJsonObject(body.value);
  const writer = readBase64url(asked?.key, 32);
  const feed = kind === "feed" ? readBase64url(asked?.feed, 16) : null;
  if (writer === null || (kind === "feed" && feed === null)) return answerRefusal({ refused: "malformed" });
  const row = await desk.store.readVault(vault);
  if (row === null || row.generation !== generation) return answerRefusal({ refused: "unknown" });
  const id = feed ?? letterboxIdOf(writer);
  if ((await desk.store.readWriter(kind, id)) !== null) return answerDone();
  const tooMany = desk.refuseNewLetterbox(vault);
  if (tooMany) return tooMany;
  const day = dayOf(desk.clock());
  switch (kind) {
    case "letterbox": {
      const { letter } = likenessOfLetter(await desk.secret("session"), id, day);
      await desk.store.createLetterbox(id, writer, letter, day);
      break;
    }
    case "queue":
      await desk.store.createQueue(id, writer, day);
      break;
    case "feed":
      await desk.store.createFeed(id, writer, day);
  }
  return answerDone();
}

/** `PUT letterbox/ID` (rule 93). */
export async function answerLetterPut(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "letterboxes");
  if (tooOften) return tooOften;
  const id = readId(context);
  if (id === null || readQuery(context.req.url, []) === null) return answerRefusal({ refused: "malformed" });
  const asked = await readSignedFrames(desk, context, { bytes: 4 + limits.letterBytes, frames: 1 });
  if (!asked.ok) return answerRefusal(asked.error);
  const { number, frames } = asked.value;
  const [letter] = frames;
  if (letter?.length !== limits.letterBytes || number < 1 || number > maxLetterNumber)
    return answerRefusal({ refused: "malformed" });
  const unsigned = await refuseUnsigned(desk, context, asked.value, {
    purpose: "letterbox put",
    id,
    content: letter,
  });
  const tooMany = unsigned ?? desk.refuseWrite(id);
  if (tooMany) return tooMany;
  return answerLetterboxDone(await desk.store.putLetter(id, { number, letter }, dayOf(desk.clock())));
}

/**
 * `GET letterbox/ID` (rule 94). For a letterbox that is not here, and one without a letter yet, there is a likeness: it is
 * made for the others, too, so that the answer takes as long.
 */
export async function answerLetter(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "letterboxes");
  if (tooOften) return tooOften;
  const id = readId(context);
  if (id === null || readQuery(context.req.url, []) === null) return answerRefusal({ refused: "malformed" });
  const likeness = likenessOfLetter(await desk.secret("session"), id, dayOf(desk.clock()));
  const kept = await desk.store.readLetter(id);
  const { number, letter } = kept === null || kept.number === 0 ? likeness : kept;
  return answerBytes(joinLetter(number, letter));
}

/** `DELETE letterbox/ID` (rule 93); whatever number was signed. */
export const answerLetterboxDelete = (desk: Desk, context: ApiContext): Promise<Response> =>
  answerDeletion(desk, context, "letterbox");

/** `DELETE queue/ID` (rule 101). */
export const answerQueueDelete = (desk: Desk, context: ApiContext): Promise<Response> =>
  answerDeletion(desk, context, "queue");

/** `DELETE feed/ID` (rule 110). */
export const answerFeedDelete = (desk: Desk, context: ApiContext): Promise<Response> =>
  answerDeletion(desk, context, "feed");

async function answerDeletion(desk: Desk, context: ApiContext, kind: WriterKind): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "letterboxes");
  if (tooOften) return tooOften;
  const id = readId(context);
  if (id === null || readQuery(context.req.url, []) === null) return answerRefusal({ refused: "malformed" });
  const asked = await readSignedFrames(desk, context, { bytes: 0, frames: 0 });
  if (!asked.ok) return answerRefusal(asked.error);
  const unsigned = await refuseUnsigned(desk, context, asked.value, {
    purpose: `${kind} delete`,
    id,
    content: new Uint8Array(),
  });
  if (unsigned) return unsigned;
  switch (kind) {
    case "letterbox":
      await desk.store.deleteLetterbox(id);
      break;
    case "queue":
      await desk.store.deleteQueue(id);
      break;
    case "feed":
      await desk.store.deleteFeed(id);
  }
  return answerDone();
}

/** What putting came to, in the words of the protocol. */
export function answerLetterboxDone(done: LetterboxDone): Response {
  switch (done.kind) {
    case "done":
      return answerDone();
    case "behind":
      return answerRefusal({ refused: "behind", head: done.head });
    case "unknown":
      return answerRefusal({ refused: "unknown" });
  }
}
