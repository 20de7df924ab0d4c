import { parseRhythm, type Rhythm } from "@tidetable/diary";
import type { Accepted, KeptLetter, Reply } from "@tidetable/sync";

/** What this device keeps of one grant that somebody gave to the person here: `setting/shared/<id>`, never in the vault. */
export interface SharedGrant {
  readonly accepted: Accepted;
  /** As sealed as it came. */
  readonly kept: KeptLetter;
  /** When a letter was last taken, in whole seconds since 1970; rule 98 counts from it. */
  readonly contact: number;
  /** When notices are wanted, on this device's own clock; null for none. */
  readonly notices: Rhythm | null;
  /** The newest reply to the owner (rule 100), the number it has, and whether it lies in its letterbox. */
  readonly reply: Reply;
  readonly replyNumber: number;
  readonly isReplyLeft: boolean;
}

/** A grant as it is kept at the moment of accepting: the owner is still to be told, and nothing has come. */
export const newSharedGrant = (accepted: Accepted, now: number): SharedGrant => ({
  accepted,
  kept: { number: 0, letter: "" },
  contact: now,
  notices: null,
  reply: { kind: "accepted", push: null, rhythm: null },
  replyNumber: 0,
  isReplyLeft: false,
});

/** What is left of a grant that its reader stops seeing, until the owner was told: no letter, and no word of its scope. */
export const endedGrant = (grant: SharedGrant): SharedGrant => ({
  ...grant,
  accepted: { ...grant.accepted, scope: "", signature: "" },
  kept: { number: 0, letter: "" },
  notices: null,
  reply: { kind: "left" },
  isReplyLeft: false,
});

/** A grant from a stored setting; null for what another version wrote and this one cannot read. */
export function parseSharedGrant(json: unknown): SharedGrant | null {
  if (!isObject(json) || !isObject(json.accepted) || !isObject(json.kept) || !isObject(json.reply))
    return null;
  const { accepted, kept, contact, notices, reply, replyNumber, isReplyLeft } = json;
  const { id, grantKey, scope, signature, relay, device, reply: replyBox } = accepted;
  if (![id, grantKey, scope, signature, relay].every(isText)) return null;
  if (!isObject(device) || !isText(device.sign) || !isText(device.box)) return null;
  if (!isObject(replyBox) || !isText(replyBox.seed) || !isText(replyBox.box)) return null;
  if (!isCount(kept.number) || !isText(kept.letter) || !isCount(contact) || !isCount(replyNumber))
    return null;
  if (typeof isReplyLeft !== "boolean" || (reply.kind !== "accepted" && reply.kind !== "left")) return null;
  const rhythm = notices === null ? null : parseRhythm(notices);
  return {
    // Every field was looked at; a reply is this device's own and is compared, never read.
    accepted: accepted as unknown as Accepted,
    kept: { number: kept.number, letter: kept.letter },
    contact,
    notices: rhythm?.ok ? rhythm.value : null,
    reply: reply as unknown as Reply,
    replyNumber,
    isReplyLeft,
  };
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null && !Array.isArray(json);
const isText = (json: unknown): json is string => typeof json === "string";
const isCount = (json: unknown): json is number => Number.isSafeInteger(json) && Number(json) >= 0;
