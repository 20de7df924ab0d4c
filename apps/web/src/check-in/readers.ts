import type { CheckIn } from "@tidetable/diary";
import type { Grant } from "../sharing/grants.ts";

/** Whether a notice can reach this reader: something is shared now, and it was said where notices may be sent. */
export const getsNotices = ({ standing, reply }: Grant): boolean =>
  standing === "open" && reply?.reply.kind === "accepted" && reply.reply.push !== null;

/** Who a check-in is for, and whether the message would reach anybody. */
export function readerOf(
  checkIn: CheckIn,
  grants: readonly Grant[] | null,
): { readonly name: string; readonly isReached: boolean } {
  const grant = grants?.find(({ id }) => id === checkIn.grant);
  // Until grants were read, nothing is said against one.
  return { name: grant?.nickname ?? "", isReached: grants === null || (grant ? getsNotices(grant) : false) };
}
