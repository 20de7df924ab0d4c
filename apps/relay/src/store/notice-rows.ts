import { frameFromNotice, joinFrames, type Notice, noticeFromFrame } from "@tidetable/sync/protocol";
import { checkedBytes, rowHash } from "./row-hash.ts";
import { type NoticePlace, StoreFailure, type TakenNotice } from "./store.ts";

/** A notice as both engines keep it: the frame it came as, and its hash. */
export interface NoticeRow {
  readonly due: number;
  readonly hash: Uint8Array;
  readonly body: Uint8Array;
}

export interface TakenRow extends Pick<NoticeRow, "hash" | "body"> {
  readonly number: number;
}

export function rowOfNotice(notice: Notice): NoticeRow {
  const body = frameFromNotice(notice);
  return { due: notice.due, hash: rowHash(body), body };
}

/** By which what was put twice is known again: the hash of what stood in the request. */
export const hashOfNotices = (notices: readonly Notice[]): Uint8Array =>
  rowHash(joinFrames(notices.map(frameFromNotice)));

export const addressHash = ({ endpoint }: Notice): Uint8Array => rowHash(Buffer.from(endpoint, "latin1"));

/** @throws StoreFailure "corrupt" for bytes that are not what was stored */
export function takenFromRow({ queue, place }: NoticePlace, { number, hash, body }: TakenRow): TakenNotice {
  const notice = noticeFromFrame(checkedBytes(body, hash));
  if (notice === null) throw new StoreFailure("corrupt");
  return { queue, place, number, notice };
}
