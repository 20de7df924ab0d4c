import { addDays, calendarDate, formatScope, headsUpOnly, type Scope } from "@tidetable/diary";
import { makeGrantKeys, makeWriteKey, signScope } from "@tidetable/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { readGrants } from "../../src/sharing/grants.ts";
import { grantNames } from "../../src/sharing/names.ts";
import { valueFromKeys } from "../../src/sharing/stored.ts";
import { suite } from "./owner-in-node.ts";

const today = calendarDate("2027-03-04");
const scope: Scope = { ...headsUpOnly("A.", today), nextStart: "distribution", today: true };
let keys: Awaited<ReturnType<typeof makeGrantKeys>>;
let secrets: unknown;
beforeAll(async () => {
  keys = await makeGrantKeys(suite);
  secrets = valueFromKeys({ keys, queue: await makeWriteKey(suite), readers: [{ sign: "s", box: "b" }] });
});

const text = async (value: Scope, nickname = "Robin", signed = value) => ({
  form: 1,
  nickname,
  scope: formatScope(value),
  signature: await signScope(suite, keys, formatScope(signed)),
});
const accepted = { number: 1, reply: { kind: "accepted", push: null, rhythm: null } };

/** A vault's registers, several values of one of them where devices wrote without knowing of each other. */
function registers(values: Readonly<Record<string, readonly unknown[]>>) {
  const kept = (all: readonly unknown[]) =>
    all.map((value, count) => ({ value, time: 1_800_000_000, count, device: "AAAAAAAAAAA", index: 1 }));
  const records = new Map(
    Object.entries(values).map(([name, all]) => [name, new Map([["", kept(all)]])] as const),
  );
  return { records: () => records.keys(), fields: (name: string) => records.get(name) ?? new Map() };
}

async function read(values: (names: ReturnType<typeof grantNames>) => Record<string, readonly unknown[]>) {
  const names = grantNames(keys.id);
  const base = { [names.keys]: [secrets], [names.reply]: [accepted] };
  const [grant] = await readGrants(suite, registers({ ...base, ...values(names) }) as never, today);
  if (!grant) throw new Error("there should be a grant");
  return grant;
}

describe("rule 90: a permission is what its owner signed", () => {
  test("and shares that from then on", async () => {
    const signed = await text(scope);
    expect(await read(({ grant }) => ({ [grant]: [signed] }))).toMatchObject({ scope, standing: "open" });
  });

  test("a text that somebody changed shares nothing, whatever else holds", async () => {
    const changed = await text({ ...scope, pastStarts: true }, "Robin", scope);
    const good = await text(scope);
    for (const values of [[changed], [good, changed], [{ ...good, form: 2 }], ["none"]]) {
      const grant = await read((names) => ({ [names.grant]: values }));
      expect(grant).toMatchObject({ scope: null, standing: "unreadable" });
    }
  });

  test("a text that was signed by another grant's key shares nothing", async () => {
    const other = await makeGrantKeys(suite);
    const stolen = { ...(await text(scope)), signature: await signScope(suite, other, formatScope(scope)) };
    expect(await read(({ grant }) => ({ [grant]: [stolen] }))).toMatchObject({ standing: "unreadable" });
  });

  test("two texts written at the same time share what both share", async () => {
    const one = await text({ ...scope, today: false });
    const other = await text({ ...scope, nextStart: "week", care: ["helps"] });
    const grant = await read((names) => ({ [names.grant]: [one, other] }));
    expect(grant.standing).toBe("open");
    expect(grant.scope).toMatchObject({ today: false, nextStart: "week", care: ["helps"] });
  });
});

describe("whatever two devices write at the same time, the least counts", () => {
  const with_ = async (
    more: (names: ReturnType<typeof grantNames>) => Record<string, readonly unknown[]>,
  ) => {
    const signed = await text(scope);
    return (await read((names) => ({ [names.grant]: [signed], ...more(names) }))).standing;
  };
  test("an end over everything else", async () => {
    expect(await with_(({ end, pause }) => ({ [end]: [true], [pause]: [true] }))).toBe("ended");
  });
  test("a reader's leaving, although an older reply says otherwise", async () => {
    const left = { number: 2, reply: { kind: "left" } };
    expect(await with_(({ reply }) => ({ [reply]: [accepted, left] }))).toBe("left");
  });
  test("a pause", async () => {
    expect(await with_(({ pause }) => ({ [pause]: [true] }))).toBe("paused");
  });
  test("without a reply nothing is shared yet", async () => {
    expect(await with_(({ reply }) => ({ [reply]: [] }))).toBe("waiting");
  });
});

test("I4: after its last day a permission is over by itself", async () => {
  const signed = await text({ ...scope, first: addDays(today, -9), last: addDays(today, -1) });
  expect(await read(({ grant }) => ({ [grant]: [signed] }))).toMatchObject({ standing: "lapsed" });
});
