import { describe, expect, test } from "vitest";
import { collect, corrupt, type SetUp, same } from "./contract-place.ts";
import {
  appendAll,
  appended,
  envelope,
  newVault,
  readAll,
  sampleBytes,
  sampleId,
  sampleKey,
  someDay,
} from "./sample.ts";

/** Vaults, logs and who may write to them: rules 41 to 48 and 54. */
export function describeLog(engine: string, setUp: SetUp): void {
  describe(`${engine}: vaults`, () => {
    test("a vault that was made is known, and its name is taken", async () => {
      const { store } = await setUp();
      expect(await store.createVault(sampleId("a"), sampleKey("a"), 0)).toBe(true);
      expect(await store.createVault(sampleId("a"), sampleKey("b"), 0)).toBe(false);
      const row = await store.readVault(sampleId("a"));
      expect(row).toMatchObject({ generation: 1, head: 0, snapshot: 0, bytes: 0 });
      expect(Buffer.from(row!.access)).toEqual(Buffer.from(sampleKey("a")));
      expect(await store.readVault(sampleId("b"))).toBeNull();
      expect(await store.countVaults()).toBe(1);
    });

    test("one of eight who make the same vault at once makes it", async () => {
      const { store, open } = await setUp();
      const stores = [store, await open()];
      const made = await Promise.all(
        Array.from({ length: 8 }, (_, n) => stores[n % 2]!.createVault(sampleId("a"), sampleKey(`${n}`), 0)),
      );
      expect(made.filter(Boolean)).toHaveLength(1);
    });

    test("rule 57: a vault's boxes are the last that came, in an entry or with a snapshot", async () => {
      const { where, store } = await setUp();
      const session = await newVault(store, "boxed");
      const boxes = (name: string): Uint8Array => {
        const bytes = envelope(name);
        bytes[3] = 3;
        return bytes;
      };
      expect(await store.readBoxes(session.vault)).toBeNull();
      expect(await store.readBoxes(sampleId("nobody"))).toBeNull();
      const plain = envelope("plain");
      plain[3] = 1;
      const add = (expect: number, ...envelopes: readonly Uint8Array[]) =>
        store.append(session, { expect, envelopes, day: someDay });
      await add(0, boxes("1"), plain);
      expect(await store.readBoxes(session.vault)).toEqual(same(boxes("1")));
      await store.putSnapshot(session, { at: 2, parts: [boxes("1"), envelope("s")] }, someDay);
      await add(2, plain, boxes("2"), plain);
      expect(await store.readBoxes(session.vault)).toEqual(same(boxes("2")));
      await store.restart(session, 5, { at: 9, parts: [boxes("3"), envelope("s")] }, someDay);
      expect(await store.readBoxes(session.vault)).toEqual(same(boxes("3")));
      await where.sql(`UPDATE part SET envelope = ${where.spoilt("envelope")}`);
      await expect(store.readBoxes(session.vault)).rejects.toThrow(corrupt);
    });

    test("a vault that comes from elsewhere begins at its head", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "moved", 100);
      expect(await store.readLog(session, 0, 65_536)).toEqual({ kind: "pruned", snapshot: 0 });
      expect(await store.putSnapshot(session, { at: 100, parts: [envelope("s")] }, someDay)).toEqual({
        kind: "done",
      });
      expect(await store.readLog(session, 99, 65_536)).toEqual({ kind: "pruned", snapshot: 100 });
      expect(await store.append(session, { expect: 100, envelopes: [envelope("e")], day: someDay })).toEqual(
        appended(101),
      );
      expect(await readAll(store, session, 100)).toHaveLength(1);
    });

    test("everything is there when the store is opened again", async () => {
      const { store, open } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1", "2", "3"]);
      await store.putSnapshot(session, { at: 2, parts: [envelope("s1"), envelope("s2")] }, someDay);
      await store.putMail(sampleId("box"), 1, sampleBytes("mail", 500), someDay);
      const before = await store.readVault(session.vault);
      await store.close();
      const again = await open();
      expect(await again.readVault(session.vault)).toEqual(before);
      expect(await readAll(again, session)).toEqual(["1", "2", "3"].map((name) => same(envelope(name))));
      expect((await again.readSnapshot(session))?.parts).toHaveLength(2);
      expect(await again.readMail(sampleId("box"), 1)).toEqual(same(sampleBytes("mail", 500)));
    });

    test("totals say how many vaults with how many bytes, how many letterboxes, queues and feeds, and nothing else", async () => {
      const { store } = await setUp();
      expect(await store.totals()).toEqual({ vaults: 0, bytes: 0, letterboxes: 0, queues: 0, feeds: 0 });
      await appendAll(store, await newVault(store, "a"), ["1", "2"]);
      const b = await newVault(store, "b");
      await appendAll(store, b, ["1"]);
      await store.putSnapshot(b, { at: 1, parts: [envelope("s", 4_096)] }, someDay);
      await store.createLetterbox(sampleId("c"), sampleKey("c"), envelope("filling", 4_096), someDay);
      for (const name of ["d", "e"]) await store.createQueue(sampleId(name), sampleKey(name), someDay);
      await store.createFeed(sampleId("f"), sampleKey("f"), someDay);
      const totals = { vaults: 2, bytes: 3 * 1_024 + 4_096, letterboxes: 1, queues: 2, feeds: 1 };
      expect(await store.totals()).toEqual(totals);
    });
  });

  describe(`${engine}: the log`, () => {
    test("rule 45: envelopes are appended after the head, all of them, and the answer is the new head", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      const envelopes = ["1", "2", "3"].map((name) => envelope(name));
      expect(await store.append(session, { expect: 0, envelopes, day: someDay })).toEqual(appended(3));
      expect(await store.readLog(session, 0, 65_536)).toEqual({
        kind: "log",
        head: 3,
        first: 1,
        envelopes: envelopes.map(same),
      });
      expect(await store.readVault(session.vault)).toMatchObject({ head: 3, bytes: 3_072 });
    });

    test("rule 46: whoever expects another head is behind, and nothing is kept", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1", "2"]);
      for (const expected of [0, 1, 3]) {
        const answer = await store.append(session, {
          expect: expected,
          envelopes: [envelope("else")],
          day: someDay,
        });
        expect(answer).toEqual({ kind: "behind", head: 2 });
      }
      expect(await readAll(store, session)).toHaveLength(2);
      expect(await store.readVault(session.vault)).toMatchObject({ head: 2, bytes: 2_048 });
    });

    test("rule 47: sending twice is sending once, also when others went on meanwhile", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      const first = { expect: 0, envelopes: [envelope("1"), envelope("2")], day: someDay };
      expect(await store.append(session, first)).toEqual(appended(2));
      expect(await store.append(session, { ...first, day: someDay + 1 })).toEqual(appended(2));
      await appendAll(store, session, ["3"], { expect: 2 });
      expect(await store.append(session, first)).toEqual(appended(2));
      const changed = { ...first, envelopes: [envelope("1"), envelope("2 changed")] };
      expect(await store.append(session, changed)).toEqual({ kind: "behind", head: 3 });
      const longer = { ...first, envelopes: ["1", "2", "3", "4"].map((name) => envelope(name)) };
      expect(await store.append(session, longer)).toEqual({ kind: "behind", head: 3 });
      expect(await readAll(store, session)).toHaveLength(3);
    });

    test("rule 47: the same append from two handles at once is one append", async () => {
      const { store, open } = await setUp();
      const session = await newVault(store, "a");
      const other = await open();
      const append = { expect: 0, envelopes: [envelope("1")], day: someDay };
      const answers = await Promise.all(
        [store, other, store, other].map((one) => one.append(session, append)),
      );
      expect(answers).toEqual(Array(4).fill(appended(1)));
      expect(await readAll(store, session)).toHaveLength(1);
    });

    test("eight writers through two stores: everything accepted stands once, in order, without a gap", async () => {
      const { store, open } = await setUp();
      const session = await newVault(store, "a");
      const stores = [store, await open()];
      const accepted = new Map<number, string>();
      const perWriter = 6;
      await Promise.all(
        Array.from({ length: 8 }, async (_, writer) => {
          let head = 0;
          for (let n = 0; n < perWriter; ) {
            const name = `writer ${writer}, ${n}`;
            const answer = await stores[writer % 2]!.append(session, {
              expect: head,
              envelopes: [envelope(name)],
              day: someDay,
            });
            if (answer.kind === "appended") {
              expect(accepted.has(answer.head)).toBe(false);
              accepted.set(answer.head, name);
              n += 1;
            } else expect(answer.kind).toBe("behind");
            head = answer.kind === "appended" || answer.kind === "behind" ? answer.head : head;
          }
        }),
      );
      expect([...accepted.keys()].toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 8 * perWriter }, (_, index) => index + 1),
      );
      const log = await readAll(stores[1]!, session);
      expect(log).toEqual(log.map((_, place) => same(envelope(accepted.get(place + 1)!))));
      expect(await store.readVault(session.vault)).toMatchObject({ head: 48, bytes: 48 * 1_024 });
    });

    test("rule 48: a stretch is at most as long as asked, in order, and at least one envelope", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      const lengths = [1_024, 4_096, 1_024, 65_536, 1_024];
      const envelopes = lengths.map((length, place) => envelope(`${place}`, length));
      await store.append(session, { expect: 0, envelopes, day: someDay });
      const stretch = async (after: number, maxBytes: number) => {
        const read = await store.readLog(session, after, maxBytes);
        return read.kind === "log" ? [read.first, read.envelopes.map(({ length }) => length)] : read.kind;
      };
      expect(await stretch(0, 1_048_576)).toEqual([1, lengths]);
      expect(await stretch(0, 6_144)).toEqual([1, [1_024, 4_096, 1_024]]);
      expect(await stretch(0, 6_143)).toEqual([1, [1_024, 4_096]]);
      expect(await stretch(3, 1_024)).toEqual([4, [65_536]]);
      expect(await stretch(4, 1)).toEqual([5, [1_024]]);
      expect(await stretch(5, 1_048_576)).toEqual([6, []]);
      expect(await stretch(9, 1_048_576)).toEqual([6, []]);
    });

    test("rule 54: a vault has so much room and no more, whatever asks for it", async () => {
      const { store } = await setUp({ vaultBytes: 10_240 });
      const session = await newVault(store, "a");
      const ten = Array.from({ length: 10 }, (_, n) => envelope(`${n}`));
      const append = { expect: 0, envelopes: ten, day: someDay };
      const eleven = [...ten, envelope("10")];
      expect(await store.append(session, { ...append, envelopes: eleven })).toEqual({ kind: "full" });
      expect(await store.readVault(session.vault)).toMatchObject({ head: 0, bytes: 0 });
      expect(await store.append(session, append)).toEqual(appended(10));
      expect(await store.append(session, append)).toEqual(appended(10));
      const more = { expect: 10, envelopes: [envelope("more")], day: someDay };
      expect(await store.append(session, more)).toEqual({ kind: "full" });
      expect(await store.rotate(session, more, sampleKey("new"))).toEqual({ kind: "full" });
      expect(await store.putSnapshot(session, { at: 9, parts: [envelope("s")] }, someDay)).toEqual({
        kind: "full",
      });
      expect(await store.readVault(session.vault)).toMatchObject({ generation: 1, head: 10, snapshot: 0 });
    });

    test("rule 48: bytes that do not match their hash are never handed out", async () => {
      const { where, store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1", "2", "3"]);
      await where.sql(`UPDATE entry SET envelope = ${where.spoilt("envelope")} WHERE idx = 2`);
      await expect(store.readLog(session, 0, 65_536)).rejects.toThrow(corrupt);
      await expect(store.readLog(session, 1, 65_536)).rejects.toThrow(corrupt);
      expect(await readAll(store, session, 2)).toEqual([same(envelope("3"))]);
      await expect(collect(store.export())).rejects.toThrow(corrupt);
    });

    test.each([1, 2, 3])("rule 48: a log without its entry %i is not handed out as whole", async (index) => {
      const { where, store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1", "2", "3"]);
      await where.sql(`DELETE FROM entry WHERE idx = ${index}`);
      await expect(readAll(store, session)).rejects.toThrow(corrupt);
    });
  });

  describe(`${engine}: access`, () => {
    test("rule 51: a rotation appends and ends the generation before it", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1"]);
      const rotation = { expect: 1, envelopes: [envelope("boxes"), envelope("epoch")], day: someDay };
      expect(await store.rotate(session, rotation, sampleKey("new"))).toEqual(appended(3));
      const row = await store.readVault(session.vault);
      expect(row).toMatchObject({ generation: 2, head: 3 });
      expect(row!.access).toEqual(same(sampleKey("new")));
      const late = { expect: 3, envelopes: [envelope("late")], day: someDay };
      const unknown = { kind: "unknown" };
      expect(await store.append(session, late)).toEqual(unknown);
      expect(await store.readLog(session, 0, 65_536)).toEqual(unknown);
      expect(await store.rotate(session, late, sampleKey("other"))).toEqual(unknown);
      const snapshot = { at: 3, parts: [envelope("s")] };
      expect(await store.putSnapshot(session, snapshot, someDay)).toEqual(unknown);
      expect(await store.restart(session, 3, snapshot, someDay)).toEqual(unknown);
      expect(await store.deleteVault(session)).toEqual(unknown);
      expect(await store.readSnapshot(session)).toBeNull();
      expect(await store.append({ ...session, generation: 2 }, late)).toEqual(appended(4));
    });

    test("rule 47: a rotation sent again is answered as the first time and rotates once", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      const rotation = { expect: 0, envelopes: [envelope("boxes"), envelope("epoch")], day: someDay };
      for (const generation of [1, 1, 2])
        expect(await store.rotate({ ...session, generation }, rotation, sampleKey("new"))).toEqual(
          appended(2),
        );
      expect(await store.readVault(session.vault)).toMatchObject({ generation: 2, head: 2 });
    });

    test("of two rotations at once one wins", async () => {
      const { store, open } = await setUp();
      const session = await newVault(store, "a");
      const other = await open();
      const answers = await Promise.all(
        [store, other].map((one, n) =>
          one.rotate(session, { expect: 0, envelopes: [envelope(`${n}`)], day: someDay }, sampleKey(`${n}`)),
        ),
      );
      expect(answers.filter(({ kind }) => kind === "appended")).toHaveLength(1);
      expect(await store.readVault(session.vault)).toMatchObject({ generation: 2, head: 1 });
    });

    test("a rotation that is behind changes no key", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1"]);
      const rotation = { expect: 0, envelopes: [envelope("x")], day: someDay };
      expect(await store.rotate(session, rotation, sampleKey("new"))).toEqual({ kind: "behind", head: 1 });
      expect(await store.readVault(session.vault)).toMatchObject({ generation: 1, head: 1 });
    });

    test("rule 41: a challenge is claimed once, by one of all who try, and two midnights later forgotten", async () => {
      const { store, open } = await setUp();
      const stores = [store, await open()];
      const claims = Array.from({ length: 8 }, (_, n) =>
        stores[n % 2]!.claimChallenge(sampleBytes("challenge", 32), someDay),
      );
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
      await store.sweep(someDay + 1);
      expect(await store.claimChallenge(sampleBytes("challenge", 32), someDay + 1)).toBe(false);
      expect(await store.claimChallenge(sampleBytes("another", 32), someDay + 1)).toBe(true);
      await store.sweep(someDay + 2);
      expect(await store.claimChallenge(sampleBytes("challenge", 32), someDay + 2)).toBe(true);
    });

    test("a secret is drawn once for all processes of a relay", async () => {
      const { store, open } = await setUp();
      const other = await open();
      const drawn = await Promise.all(
        [store, other, store].map((one, n) => one.secret("session", sampleKey(`${n}`))),
      );
      expect(drawn).toEqual(Array(3).fill(drawn[0]));
      expect(drawn[0]).toHaveLength(32);
      const invite = await store.secret("invite", sampleKey("invite"));
      expect(invite).toEqual(same(sampleKey("invite")));
    });
  });
}
