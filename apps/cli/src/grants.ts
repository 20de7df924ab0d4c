import {
  type CalendarDate,
  type CareWords,
  narrowest,
  parseCalendarDate,
  parseScope,
  type Scope,
  type Told,
} from "@tidetable/diary";
import {
  base64urlFromBytes,
  bytesFromBase64url,
  type Fields,
  isSignedScope,
  type Suite,
  shownValue,
  writeKeyPublic,
} from "@tidetable/sync";

/** A vault's registers, as far as they say who may see what. */
interface GrantSource {
  readonly suite: Suite;
  /** Every value that a register has, by record and field. */
  readonly fieldsByRecord: ReadonlyMap<string, Fields>;
}

/** Where a grant stands on a day; whatever ends it comes before whatever merely holds it up. */
export type GrantState =
  | "ended"
  /** That person did not want it any more. */
  | "left"
  /** No text is there whose signature holds (rule 90): nothing was agreed to that this version can check. */
  | "unsigned"
  | "lapsed"
  | "paused"
  | "not-accepted"
  | "not-begun"
  | "in-force";

/** What one person may see. */
export interface Grant {
  /** What its owner calls that person; null where no version of this program wrote it. */
  readonly nickname: string | null;
  readonly state: GrantState;
  /** What was agreed to; of texts agreed to at the same time, what all of them share. Null where a signature does not hold. */
  readonly scope: Scope | null;
  /** "How I am today", where she said it. */
  readonly told: Told | null;
}

const grantPrefix = "share/";
/** Records that begin so, or are called so, concern people; a diary file has no place for any. */
const sharingRecord = /^(share[/-].*|feed(-end|-memory)?\/.*|check-in|reminders)$/s;

/** Whether a record of a vault is about people and notices, and not about a body. */
export const isSharingRecord = (record: string): boolean => sharingRecord.test(record);

/** Every grant of a vault as it stands on `today`, in no order. */
export function readGrants(source: GrantSource, today: CalendarDate): Promise<readonly Grant[]> {
  const ids = [...source.fieldsByRecord.keys()]
    .filter((record) => record.startsWith(grantPrefix))
    .map((record) => record.slice(grantPrefix.length));
  return Promise.all(ids.map((id) => readGrant(source, id, today)));
}

/** What helps and what to bring, in her words; null before she wrote any. */
export function careWordsIn(source: GrantSource): CareWords | null {
  const value = shown(source, "share-care");
  if (!isObject(value)) return null;
  return { helps: textOr(value.helps, ""), brings: textOr(value.brings, "") };
}

async function readGrant(source: GrantSource, id: string, today: CalendarDate): Promise<Grant> {
  const scope = await agreedScope(source, id, today);
  const value = shown(source, grantPrefix + id);
  const nickname = isObject(value) && typeof value.nickname === "string" ? value.nickname : null;
  return { nickname, scope, state: stateOf(source, id, scope, today), told: toldTo(source, id) };
}

function stateOf(source: GrantSource, id: string, scope: Scope | null, today: CalendarDate): GrantState {
  // Once there, it is over, whatever else is written: also what one device wrote that did not know of the end.
  if (values(source, `share-end/${id}`).length > 0) return "ended";
  const replies = repliesIn(source, id);
  if (replies.includes("left")) return "left";
  if (scope === null) return "unsigned";
  if (scope.last < today) return "lapsed";
  if (values(source, `share-pause/${id}`).length > 0) return "paused";
  if (!replies.includes("accepted")) return "not-accepted";
  return today < scope.first ? "not-begun" : "in-force";
}

/** What is shared: nothing where one text's signature does not hold, for then nobody knows what was agreed to. */
async function agreedScope(source: GrantSource, id: string, today: CalendarDate): Promise<Scope | null> {
  const key = await publicKeyOf(source, id);
  const scopes: Scope[] = [];
  for (const value of values(source, grantPrefix + id)) {
    if (!isObject(value) || value.form !== 1) return null;
    if (typeof value.scope !== "string" || typeof value.signature !== "string") return null;
    const isSigned =
      key !== null && (await isSignedScope(source.suite, key, id, value.scope, value.signature));
    const parsed = parseScope(value.scope);
    if (!parsed.ok) return null;
    // When a grant's last day has passed its keys go; then its text only says what was.
    const isPast = key === null && parsed.value.last < today;
    if (!isSigned && !isPast) return null;
    scopes.push(parsed.value);
  }
  return scopes.length > 0 ? narrowest(scopes) : null;
}

async function publicKeyOf(source: GrantSource, id: string): Promise<string | null> {
  const keys = shown(source, `share-keys/${id}`);
  const seed = isObject(keys) && typeof keys.seed === "string" ? bytesFromBase64url(keys.seed) : null;
  return seed?.length === 32 ? writeKeyPublic(source.suite, { seed: base64urlFromBytes(seed) }) : null;
}

/** Kinds of what that person answered: `accepted`, `left`. */
const repliesIn = (source: GrantSource, id: string): readonly unknown[] =>
  values(source, `share-reply/${id}`).map((value) =>
    isObject(value) && isObject(value.reply) ? value.reply.kind : null,
  );

function toldTo(source: GrantSource, id: string): Told | null {
  const value = shown(source, `share-told/${id}`);
  const date = isObject(value) ? parseCalendarDate(value.date) : null;
  return isObject(value) && date !== null ? { date, words: textOr(value.words, "") } : null;
}

/** All values of a record that is one register, and the one that is shown of them. */
const kept = ({ fieldsByRecord }: GrantSource, record: string) => fieldsByRecord.get(record)?.get("") ?? [];
const values = (source: GrantSource, record: string): readonly unknown[] =>
  kept(source, record).map(({ value }) => value);
const shown = (source: GrantSource, record: string): unknown => shownValue(kept(source, record))?.value;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOr = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);
