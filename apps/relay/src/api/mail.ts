import { limits } from "@tidetable/sync/protocol";
import { answerBytes, answerDone, answerRefusal } from "./answers.ts";
import type { ApiContext, Desk } from "./desk.ts";
import { type Bytes, readBase64url, readIndex } from "./parse.ts";
import { dayOf } from "./parts.ts";

// Mail needs no key: a mailbox's id is known to two devices only, and says nothing of whom it is for (rule 55).

interface Place {
  readonly mailbox: Bytes;
  readonly slot: number;
}

function placeOf({ req }: ApiContext): Place | null {
  const mailbox = readBase64url(req.param("mailbox"), 16);
  const slot = readIndex(req.param("slot"));
  return mailbox === null || slot === null || slot >= limits.mailSlots ? null : { mailbox, slot };
}

/** `PUT mail/ID/SLOT`. The same bytes again are the same mail. */
export async function answerMailPut(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "mail");
  if (tooOften) return tooOften;
  const place = placeOf(context);
  if (place === null) return answerRefusal({ refused: "malformed" });
  const body = await desk.bodies.read(context.req.raw, limits.mailBytes);
  if (!body.ok) return answerRefusal(body.error);
  if (body.value.length === 0) return answerRefusal({ refused: "malformed" });
  const day = dayOf(desk.clock());
  const isKept = await desk.store.putMail(place.mailbox, place.slot, body.value, day);
  return isKept ? answerDone() : answerRefusal({ refused: "taken" });
}

/** `GET mail/ID/SLOT`. */
export async function answerMail(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "mail");
  if (tooOften) return tooOften;
  const place = placeOf(context);
  if (place === null) return answerRefusal({ refused: "malformed" });
  const body = await desk.store.readMail(place.mailbox, place.slot);
  return body === null ? answerRefusal({ refused: "unknown" }) : answerBytes(new Uint8Array(body));
}

/** `DELETE mail/ID`: done whether or not there was any. */
export async function answerMailDelete(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "mail");
  if (tooOften) return tooOften;
  const mailbox = readBase64url(context.req.param("mailbox"), 16);
  if (mailbox === null) return answerRefusal({ refused: "malformed" });
  await desk.store.deleteMail(mailbox);
  return answerDone();
}
