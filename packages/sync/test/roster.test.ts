import { beforeAll, describe, expect, test } from "vitest";
import { bytesFromText } from "../src/bytes.ts";
import {
  emptyRoster,
  maxMembers,
  maxNameLength,
  parseStatement,
  type Roster,
  type RosterOwner,
  type Statement,
  stateNext,
  takeStatement,
} from "../src/roster.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import { type Root, rootFromEntropy } from "../src/seal/root.ts";
import type { SigningKey } from "../src/seal/suite.ts";
import { type Device, memberFromDevice } from "../src/vault-core.ts";
import { realSuite } from "./household.ts";
import { newDevice } from "./log-writer.ts";
import { changedAt } from "./seal/suite-contract.ts";

const suite = realSuite(53);
let root: Root;
let owner: RosterOwner;
let devices: readonly Device[];
let phone: Device;
let laptop: Device;
let stranger: Device;

beforeAll(async () => {
  root = await rootFromEntropy(suite, suite.randomBytes(16));
  owner = { vault: root.vault, root: root.sign.publicKey };
  devices = await Promise.all(
    Array.from({ length: maxMembers + 1 }, (_, at) => newDevice(suite, `Device ${at}`)),
  );
  [phone, laptop] = devices as [Device, Device];
  stranger = devices.at(-1)!;
});

const add = (device: Device) => ({ kind: "add", member: memberFromDevice(device) }) as const;
async function rosterOf(...members: readonly Device[]): Promise<Roster> {
  let roster = emptyRoster;
  for (const member of members)
    ({ roster } = await stateNext(suite, owner, roster, "root", root.sign, add(member)));
  return roster;
}
const take = (roster: Roster, statement: Statement, by = owner) =>
  takeStatement(suite, by, roster, statement);

/** A statement of whatever text, signed rightly. */
async function signed(key: SigningKey, text: string, vault = root.vault): Promise<Statement> {
  const bytes = [
    bytesFromText("tidetable/v1 roster\n"),
    Buffer.from(vault, "base64url"),
    bytesFromText(text),
  ];
  return [text, base64urlFromBytes(await suite.sign(key, ...bytes))];
}
const stated = (roster: Roster, by: string, action: unknown, more: object = {}): string =>
  JSON.stringify({ n: roster.statements.length + 1, prev: roster.last, by, action, ...more });
const byRoot = async (roster: Roster, action: unknown) =>
  take(roster, await signed(root.sign, stated(roster, "root", action)));

describe("rule 70: statements form a chain of their own", () => {
  test("the first is the root's and adds the first device; nobody else can found a vault of this name", async () => {
    const { id, sign, box, name } = memberFromDevice(phone);
    const adds = { add: id, sign, box, name };
    expect((await byRoot(emptyRoster, adds))?.roster.members.size).toBe(1);
    for (const action of [{ remove: id }, { epoch: 1, boxes: sign }, { later: 1 }])
      expect(await byRoot(emptyRoster, action)).toBeNull();
    const own = stated(emptyRoster, id, adds);
    expect(await take(emptyRoster, await signed(phone.sign, own))).toBeNull();
    expect(await take(emptyRoster, await signed(phone.sign, stated(emptyRoster, "root", adds)))).toBeNull();
    const other = await rootFromEntropy(suite, suite.randomBytes(16));
    expect(
      await take(emptyRoster, await signed(other.sign, stated(emptyRoster, "root", adds), other.vault)),
    ).toBeNull();
  });

  test("read again from the beginning they give the same roster", async () => {
    const roster = await rosterOf(phone, laptop);
    let again = emptyRoster;
    for (const statement of roster.statements) again = (await take(again, statement))!.roster;
    expect(again).toEqual(roster);
    expect([...again.members.keys()]).toEqual([phone.id, laptop.id]);
  });

  test("left out, repeated, in another order or at another place, none is taken", async () => {
    const { statements } = await rosterOf(...devices.slice(0, 4));
    let roster = emptyRoster;
    for (let at = 0; at < statements.length; at++) {
      for (const [other, statement] of statements.entries()) {
        if (other !== at) expect(await take(roster, statement), `${other} at ${at}`).toBeNull();
      }
      roster = (await take(roster, statements[at]!))!.roster;
    }
  });

  test("after another statement than the last, none is taken, though its number and signature are right", async () => {
    const roster = await rosterOf(phone);
    const action = { rename: phone.id, name: "New" };
    for (const prev of [emptyRoster.last, base64urlFromBytes(suite.randomBytes(32))]) {
      expect(
        await take(roster, await signed(phone.sign, stated(roster, phone.id, action, { prev }))),
      ).toBeNull();
    }
    for (const n of [0, 1, 3]) {
      expect(
        await take(roster, await signed(phone.sign, stated(roster, phone.id, action, { n }))),
      ).toBeNull();
    }
    expect(await take(roster, await signed(phone.sign, stated(roster, phone.id, action)))).not.toBeNull();
  });

  test("no byte of one can change, and it holds in no other vault", async () => {
    const roster = await rosterOf(phone);
    const { statement } = await stateNext(suite, owner, roster, phone.id, phone.sign, add(laptop));
    const [text, signature] = statement;
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at++) {
      expect(
        await take(roster, [Buffer.from(changedAt(bytes, at)).toString(), signature]),
        `byte ${at}`,
      ).toBeNull();
    }
    const raw = Buffer.from(signature, "base64url");
    for (let at = 0; at < raw.length; at++) {
      expect(await take(roster, [text, base64urlFromBytes(changedAt(raw, at))]), `byte ${at}`).toBeNull();
    }
    for (const wrong of ["", "!", signature.slice(1), `${signature}AAAA`])
      expect(await take(roster, [text, wrong])).toBeNull();
    const other = await rootFromEntropy(suite, suite.randomBytes(16));
    expect(await take(roster, statement, { ...owner, vault: other.vault })).toBeNull();
    expect(await take(roster, statement)).not.toBeNull();
  });

  test("it is signed by whom it names, who is on the roster", async () => {
    const roster = await rosterOf(phone, laptop);
    const action = { rename: phone.id, name: "New" };
    const by = async (name: string, key: SigningKey) =>
      take(roster, await signed(key, stated(roster, name, action)));
    expect((await by(phone.id, phone.sign))?.by).toBe(phone.id);
    expect((await by(laptop.id, laptop.sign))?.by).toBe(laptop.id);
    expect((await by("root", root.sign))?.by).toBe("root");
    expect(await by(phone.id, laptop.sign)).toBeNull();
    expect(await by("root", phone.sign)).toBeNull();
    expect(await by(phone.id, root.sign)).toBeNull();
    expect(await by(stranger.id, stranger.sign)).toBeNull();
    for (const name of ["", "ROOT", "__proto__"]) expect(await by(name, root.sign)).toBeNull();
    const { roster: without } = await stateNext(suite, owner, roster, phone.id, phone.sign, {
      kind: "remove",
      id: laptop.id,
    });
    expect(await take(without, await signed(laptop.sign, stated(without, laptop.id, action)))).toBeNull();
  });
});

describe("rule 71: actions", () => {
  test("a device is added once, under the id of its own key", async () => {
    const roster = await rosterOf(phone);
    const { id, sign, box, name } = memberFromDevice(laptop);
    const right = { add: id, sign, box, name };
    expect(await byRoot(roster, right)).not.toBeNull();
    const other = memberFromDevice(phone);
    for (const wrong of [
      { ...right, add: stranger.id },
      { ...right, sign: other.sign },
      { ...right, add: other.id, sign: other.sign },
      { ...right, add: id.slice(1) },
      { ...right, sign: sign.slice(1) },
      { ...right, box: `${box}AA` },
      { ...right, name: 7 },
      { ...right, name: "x".repeat(maxNameLength + 1) },
      { add: id, sign, box },
    ]) {
      expect(await byRoot(roster, wrong), JSON.stringify(wrong)).toBeNull();
    }
  });

  test("a box key to which nothing can be sealed is refused: one on the roster would stop every rotation", async () => {
    // The points of low order of RFC 7748's curve, as far as they are canonical, and 2^255 - 20 beside them.
    const low = ["00".repeat(32), `01${"00".repeat(31)}`, `ec${"ff".repeat(30)}7f`];
    low.push("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
    low.push("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157");
    const roster = await rosterOf(phone);
    const { id, sign, name } = memberFromDevice(laptop);
    for (const key of low) {
      const box = base64urlFromBytes(Buffer.from(key, "hex"));
      expect(await byRoot(roster, { add: id, sign, box, name }), key).toBeNull();
    }
  });

  test("rule 7: at most 8 devices at a time", async () => {
    const full = await rosterOf(...devices.slice(0, maxMembers));
    await expect(stateNext(suite, owner, full, "root", root.sign, add(stranger))).rejects.toThrow(
      /stateNext/,
    );
    const { id, sign, box, name } = memberFromDevice(stranger);
    expect(await byRoot(full, { add: id, sign, box, name })).toBeNull();
    const left = await byRoot(full, { remove: phone.id });
    expect((await byRoot(left!.roster, { add: id, sign, box, name }))?.roster.members.size).toBe(maxMembers);
  });

  test("who is not there can be neither removed nor renamed", async () => {
    const roster = await rosterOf(phone);
    for (const action of [
      { remove: laptop.id },
      { rename: laptop.id, name: "X" },
      { remove: "" },
      { rename: phone.id },
      { remove: 1 },
    ]) {
      expect(await byRoot(roster, action)).toBeNull();
    }
    const renamed = await byRoot(roster, { rename: phone.id, name: "Ünï ☂" });
    expect(renamed?.roster.members.get(phone.id)).toEqual({ ...memberFromDevice(phone), name: "Ünï ☂" });
    expect((await byRoot(roster, { remove: phone.id }))?.roster.members.size).toBe(0);
    expect(roster.members.get(phone.id)?.name).toBe("Device 0");
  });

  test("an epoch is stated by its number and the hash of its boxes", async () => {
    const roster = await rosterOf(phone);
    const boxes = base64urlFromBytes(new Uint8Array(32));
    expect((await byRoot(roster, { epoch: 2, boxes }))?.action).toEqual({ kind: "epoch", epoch: 2, boxes });
    for (const wrong of [
      { epoch: -1, boxes },
      { epoch: "2", boxes },
      { epoch: 2 },
      { epoch: 2, boxes: "A" },
    ]) {
      expect(await byRoot(roster, wrong)).toBeNull();
    }
  });

  test("an action of a later version is kept in the chain and does nothing here", async () => {
    const roster = await rosterOf(phone);
    const taken = await byRoot(roster, { guest: "later", until: 9 });
    expect(taken?.action).toEqual({ kind: "unknown" });
    expect(taken?.roster.members).toEqual(roster.members);
    expect(taken?.roster.statements).toHaveLength(2);
    expect(await byRoot(roster, add(laptop))).not.toBeNull();
    expect((await byRoot(taken!.roster, { rename: phone.id, name: "On" }))?.roster.statements).toHaveLength(
      3,
    );
  });

  test("what is no statement is none, and never throws", async () => {
    for (const json of [null, 1, "text", {}, [], ["text"], ["text", 1], [1, "signature"]])
      expect(parseStatement(json)).toBeNull();
    const roster = await rosterOf(phone);
    for (const text of [
      "",
      "null",
      "[]",
      "{",
      '{"n":2}',
      stated(roster, "root", null),
      stated(roster, "root", {}, { n: "2" }),
    ]) {
      expect(await take(roster, await signed(root.sign, text))).toBeNull();
    }
  });
});
