import { type CalendarDate, narrowest, parseScope, type Scope, type Told } from "@tidetable/diary";
import { isSignedScope, type Suite, shownValue, type Vault, writeKeyPublic } from "@tidetable/sync";
import { grantIdFrom, grantNames } from "./names.ts";
import {
  type StoredGrant,
  type StoredKeys,
  type StoredReply,
  storedGrantFrom,
  storedKeysFrom,
  storedReplyFrom,
  toldFrom,
  valuesOf,
} from "./stored.ts";

/** How a grant stands. Something is shared while it is `open`, and in no other case. */
export type Standing =
  /** Invited and let in; the reader has not accepted yet. */
  | "waiting"
  | "open"
  | "paused"
  | "ended"
  /** The reader does not want it any more. */
  | "left"
  /** The last day has passed. */
  | "lapsed"
  /** The text is none, or nobody signed it: it shares nothing. */
  | "unreadable";

/** One person's permission, as the vault has it now. */
export interface Grant {
  readonly id: string;
  /** What the owner calls the reader; nobody else sees it. */
  readonly nickname: string;
  /** What is shared; null where it cannot be told, and then nothing is. */
  readonly scope: Scope | null;
  /** Null once its last day has passed and everything at the relay is deleted. */
  readonly secrets: StoredKeys | null;
  readonly reply: StoredReply | null;
  readonly told: Told | null;
  readonly standing: Standing;
}

/** Whether it is still worth showing first: anything but what is over. */
export const isLive = ({ standing }: Grant): boolean =>
  standing === "waiting" || standing === "open" || standing === "paused";

/**
 * Every grant of a vault, by nickname. Where two devices wrote at the same time, the least counts: of several texts
 * what all of them share, of a pause and none the pause, of an end and anything the end.
 */
export async function readGrants(
  suite: Suite,
  vault: Pick<Vault, "records" | "fields">,
  today: CalendarDate,
): Promise<readonly Grant[]> {
  const ids = [...vault.records()].flatMap((name) => grantIdFrom(name) ?? []);
  const grants = await Promise.all(ids.map((id) => readGrant(suite, vault, id, today)));
  return grants.sort(
    (one, other) => one.nickname.localeCompare(other.nickname) || (one.id < other.id ? -1 : 1),
  );
}

async function readGrant(
  suite: Suite,
  vault: Pick<Vault, "fields">,
  id: string,
  today: CalendarDate,
): Promise<Grant> {
  const names = grantNames(id);
  const texts = valuesOf(vault, names.grant).map(storedGrantFrom);
  const secrets = storedKeysFrom(id, valuesOf(vault, names.keys));
  const reply = storedReplyFrom(valuesOf(vault, names.reply));
  const pauses = valuesOf(vault, names.pause);
  const scope = secrets === null ? unsignedScope(texts) : await signedScope(suite, secrets, texts);
  const standing = (): Standing => {
    if (valuesOf(vault, names.end).length > 0) return "ended";
    if (reply?.reply.kind === "left") return "left";
    if (scope === null) return "unreadable";
    if (today > scope.last || secrets === null) return "lapsed";
    if (pauses.length > 0) return "paused";
    return reply === null ? "waiting" : "open";
  };
  return {
    id,
    nickname: texts[0]?.nickname ?? "",
    scope,
    secrets,
    reply,
    told: toldFrom(shownValue(vault.fields(names.told).get("") ?? [])?.value),
    standing: standing(),
  };
}

/** What every text says that is there; null if only one of them is none, or not signed (rule 90). */
async function signedScope(
  suite: Suite,
  { keys }: StoredKeys,
  texts: readonly (StoredGrant | null)[],
): Promise<Scope | null> {
  const key = await writeKeyPublic(suite, keys);
  for (const text of texts) {
    if (text === null || !(await isSignedScope(suite, key, keys.id, text.scope, text.signature))) return null;
  }
  return unsignedScope(texts);
}

/** The same where no key is left to check it with: for the list of what was, as nothing is shared by it any more. */
function unsignedScope(texts: readonly (StoredGrant | null)[]): Scope | null {
  const scopes: Scope[] = [];
  for (const text of texts) {
    const scope = text && parseScope(text.scope);
    if (!scope?.ok) return null;
    scopes.push(scope.value);
  }
  return scopes.length === 0 ? null : narrowest(scopes);
}
