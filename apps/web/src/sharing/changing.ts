import { type CalendarDate, formatScope, narrowest, type Scope } from "@tidetable/diary";
import {
  type Edit,
  type GrantKeys,
  makeGrantKeys,
  makeWriteKey,
  type ReaderKey,
  type Suite,
  signScope,
  type Vault,
} from "@tidetable/sync";
import { eventEdits } from "./event-log.ts";
import type { Grant } from "./grants.ts";
import { grantNames } from "./names.ts";
import { type StoredKeys, valueFromKeys } from "./stored.ts";

// Everything an owner does to a permission, as edits of her vault: kept together or not at all, online or not.

/** What an owner agreed to, with keys of its own; in memory until somebody was let in. */
export interface Agreement {
  readonly nickname: string;
  readonly scope: Scope;
  readonly text: string;
  readonly signature: string;
  readonly keys: GrantKeys;
}

export async function agreeTo(suite: Suite, nickname: string, scope: Scope): Promise<Agreement> {
  const keys = await makeGrantKeys(suite);
  const text = formatScope(scope);
  return { nickname, scope, text, signature: await signScope(suite, keys, text), keys };
}

interface Changing {
  readonly suite: Suite;
  readonly vault: Pick<Vault, "records" | "fields" | "device">;
  readonly today: CalendarDate;
}

/** A new grant, for the reader whose words were compared. Nothing is shared until that reader accepts. */
export async function editsToShare(
  { suite, vault, today }: Changing,
  { nickname, text, signature, keys }: Agreement,
  reader: ReaderKey,
): Promise<readonly Edit[]> {
  const names = grantNames(keys.id);
  const secrets: StoredKeys = { keys, queue: await makeWriteKey(suite), readers: [reader] };
  return [
    whole(names.grant, { form: 1, nickname, scope: text, signature }),
    whole(names.keys, valueFromKeys(secrets)),
    ...(await eventEdits(suite, vault, today, [{ kind: "shared", who: nickname }])),
  ];
}

/** Whether a text shares nothing that another does not: showing less needs nobody's yes, anything else an invitation. */
const isWithin = (less: Scope, scope: Scope): boolean =>
  formatScope(narrowest([less, scope])) === formatScope(less);

/** A new text in place of the old one. @throws RangeError for one that shares more, or a grant without keys */
export async function editsToShowLess(
  { suite, vault, today }: Changing,
  { id, nickname, scope, secrets }: Grant,
  less: Scope,
): Promise<readonly Edit[]> {
  if (scope === null || secrets === null || !isWithin(less, scope))
    throw new RangeError("less should share nothing that the grant does not");
  const text = formatScope(less);
  const signature = await signScope(suite, secrets.keys, text);
  return [
    whole(grantNames(id).grant, { form: 1, nickname, scope: text, signature }),
    ...(await eventEdits(suite, vault, today, [{ kind: "shown-less", who: nickname }])),
  ];
}

/** Another name for the reader. Signed anew, as it is the whole of the permission that is written. */
export async function editsToRename(
  suite: Suite,
  { id, scope, secrets }: Grant,
  nickname: string,
): Promise<readonly Edit[]> {
  if (scope === null || secrets === null) return [];
  const text = formatScope(scope);
  const signature = await signScope(suite, secrets.keys, text);
  return [whole(grantNames(id).grant, { form: 1, nickname, scope: text, signature })];
}

export const editToPause = (id: string): Edit => whole(grantNames(id).pause, true);
export const editToResume = (id: string): Edit => whole(grantNames(id).pause, null);

/** Over: nothing is shared by these grants, whatever else is written. */
export const editsToEnd = (ids: readonly string[]): readonly Edit[] =>
  ids.map((id) => whole(grantNames(id).end, true));

/** Takes this device's own end back, moments later; another device's, which it had not read, stays. */
export const editToUndoEnd = (id: string): Edit => whole(grantNames(id).end, null);

/** Takes a grant that is over, and that nothing is published of any more, off the list. */
export function editsToForget(id: string): readonly Edit[] {
  const { grant, pause, end, reply, told } = grantNames(id);
  return [grant, pause, end, reply, told].map((record) => whole(record, null));
}

const whole = (record: string, value: unknown): Edit => ({ record, field: "", value });
