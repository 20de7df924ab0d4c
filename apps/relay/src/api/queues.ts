import { joinFrames, limits, type Notice, noticeFromFrame, type QueueAnswer } from "@tidetable/sync/protocol";
import { answerBytes, answerJson, answerRefusal } from "./answers.ts";
import type { ApiContext, Desk } from "./desk.ts";
import { readId, readSignedFrames, readSignedHeader, refuseUnsigned } from "./letterbox-proof.ts";
import { answerLetterboxDone } from "./letterboxes.ts";
import { readQuery } from "./parse.ts";
import { dayOf } from "./parts.ts";

/** Bytes of the greatest notice, and of its length before it. */
const noticeFrameBytes = 4 + 6 + limits.endpointBytes + limits.noticeBytes;

/** `PUT queue/ID` (rule 101): replaces everything that waits. */
export async function answerQueuePut(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "letterboxes");
  if (tooOften) return tooOften;
  const id = readId(context);
  if (id === null || readQuery(context.req.url, []) === null) return answerRefusal({ refused: "malformed" });
  const asked = await readSignedFrames(desk, context, {
    bytes: limits.noticesAtOnce * noticeFrameBytes,
    frames: limits.noticesAtOnce,
  });
  if (!asked.ok) return answerRefusal(asked.error);
  const { number, frames } = asked.value;
  const notices = readNotices(desk, frames);
  if (notices === null || number < 1) return answerRefusal({ refused: "malformed" });
  const unsigned = await refuseUnsigned(desk, context, asked.value, {
    purpose: "queue put",
    id,
    content: joinFrames(frames),
  });
  const tooMany = unsigned ?? desk.refuseWrite(id);
  if (tooMany) return tooMany;
  return answerLetterboxDone(await desk.store.putQueue(id, number, notices, dayOf(desk.clock())));
}

/**
 * The notices of these frames; null where one is none, goes to where this relay posts nothing, or is due when its queue
 * may be forgotten already (rule 104).
 */
function readNotices(desk: Desk, frames: readonly Uint8Array[]): readonly Notice[] | null {
  const lastHour = (dayOf(desk.clock()) + limits.letterboxDays) * 24 - 1;
  const notices = frames.map(noticeFromFrame);
  const mayWait = (notice: Notice | null): notice is Notice =>
    notice !== null && notice.due <= lastHour && desk.isPushService(notice.endpoint);
  return notices.every(mayWait) ? notices : null;
}

/** `GET queue/ID` (rule 103), for whoever writes it. */
export async function answerQueue(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "letterboxes");
  if (tooOften) return tooOften;
  const id = readId(context);
  const signed = readSignedHeader(context);
  if (id === null || signed === null || readQuery(context.req.url, []) === null)
    return answerRefusal({ refused: "malformed" });
  const content = new Uint8Array();
  const unsigned = await refuseUnsigned(desk, context, signed, { purpose: "queue read", id, content });
  if (unsigned) return unsigned;
  const state = await desk.store.readQueue(id);
  if (state === null) return answerRefusal({ refused: "unknown" });
  const { number, waiting, isGone } = state;
  return answerJson({ number, waiting, gone: isGone } satisfies QueueAnswer);
}

/** `GET push-key`: by which a push service knows this relay (RFC 8292), for whoever subscribes there. */
export async function answerPushKey(desk: Desk): Promise<Response> {
  return answerBytes(await desk.pushKey());
}
