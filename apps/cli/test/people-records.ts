import { calendarDate, formatScope, type Scope } from "@tidetable/diary";
import { makeGrantKeys, type Suite, signScope } from "@tidetable/sync";

/** A scope from 1 February 2027 for 60 days that shares nothing, but for what is given. */
export const scopeSharing = (shared: Partial<Scope> = {}): Scope => ({
  called: "R.",
  first: calendarDate("2027-02-01"),
  last: calendarDate("2027-04-01"),
  headsUp: null,
  nextStart: null,
  bleeding: null,
  plans: [],
  today: false,
  care: [],
  pastStarts: false,
  ...shared,
});

/** A grant's records as the app writes them into a vault, by name; more of them, or others, where given. */
export async function grantRecords(
  suite: Suite,
  nickname: string,
  scope: Scope | string,
  more: (id: string) => Readonly<Record<string, unknown>> = () => ({}),
): Promise<ReadonlyMap<string, unknown>> {
  const keys = await makeGrantKeys(suite);
  const text = typeof scope === "string" ? scope : formatScope(scope);
  const signature = await signScope(suite, keys, text);
  const { id, seed, box, reply } = keys;
  return new Map<string, unknown>(
    Object.entries({
      [`share/${id}`]: { form: 1, nickname, scope: text, signature },
      [`share-keys/${id}`]: { seed, box, reply, queue: reply, readers: [{ sign: seed, box }] },
      [`share-reply/${id}`]: { number: 1, reply: { kind: "accepted", push: null, rhythm: null } },
      ...more(id),
    }).filter(([, value]) => value !== null),
  );
}
