import { beforeAll, describe, expect, test } from "vitest";
import { bytesFromJson, bytesFromText, joinBytes } from "../../src/bytes.ts";
import { limits } from "../../src/protocol.ts";
import { base64urlFromBytes } from "../../src/seal/base64url.ts";
import { sealToPlaces } from "../../src/seal/letter.ts";
import { readLetterbox } from "../../src/share/letterbox.ts";
import { leaveReply, openReply, sealReply } from "../../src/share/reply.ts";
import { parseReply, type Reply } from "../../src/share/reply-content.ts";
import { idBytes, keyBytes, signingKeyOf, writeKeyPublic } from "../../src/share/write-key.ts";
import { founded, realSuite } from "../household.ts";
import { accepted } from "./invitation.ts";

const suite = realSuite(351);
let home: Awaited<ReturnType<typeof founded>>;
let ours: Awaited<ReturnType<typeof accepted>>;
beforeAll(async () => {
  home = await founded(suite);
  ours = await accepted(home);
});

const push = {
  endpoint: "https://push.example/send/abc?x=1",
  p256dh: base64urlFromBytes(Uint8Array.of(4, ...new Uint8Array(64).fill(9))),
  auth: base64urlFromBytes(new Uint8Array(16)),
};
const replies: readonly Reply[] = [
  { kind: "left" },
  { kind: "accepted", push: null, rhythm: null },
  { kind: "accepted", push, rhythm: { kind: "weekly", weekday: 7, hour: 23 } },
  { kind: "accepted", push, rhythm: { kind: "daily", hour: 0 } },
  { kind: "accepted", push, rhythm: { kind: "day-itself", hour: 8 } },
];
const read = (letter: Uint8Array, number: number) =>
  openReply(suite, ours.keys, [ours.here.reader], { number, letter });

describe("rule 100: a reply", () => {
  test("comes to the owner's devices as it was said, in a letter like all others", async () => {
    for (const [at, reply] of replies.entries()) {
      const letter = await sealReply(suite, ours.accepted, at + 1, reply);
      expect(letter.length).toBe(limits.letterBytes);
      expect(Buffer.from(letter.subarray(0, 8)).toString("hex")).toBe("5444010401000000");
      expect(await read(letter, at + 1)).toEqual({ number: at + 1, reply });
    }
  });

  test("is left in the second letterbox, once the owner's session has made it", async () => {
    const leaving = (number: number) =>
      leaveReply({
        suite,
        transport: home.relay.transport(),
        accepted: ours.accepted,
        number,
        reply: { kind: "left" },
      });
    expect(await leaving(0)).toEqual({ outcome: "unknown", number: 0 });
    await home.vault.makeLetterbox("letterboxes", await writeKeyPublic(suite, ours.keys.reply));
    expect(await leaving(0)).toEqual({ outcome: "left", number: 1 });
    expect(await leaving(0)).toEqual({ outcome: "left", number: 2 });
    const found = await readLetterbox(home.relay.transport(), ours.keys.reply.id);
    if (!found.ok) throw new Error(found.error.kind);
    expect(await openReply(suite, ours.keys, [ours.here.reader], found.value)).toEqual({
      number: 2,
      reply: { kind: "left" },
    });
  });

  test("opens for the grant alone, by a reader it admitted, under its own number", async () => {
    const other = await accepted(home);
    const letter = await sealReply(suite, ours.accepted, 3, { kind: "left" });
    expect(await read(letter, 3)).not.toBeNull();
    expect(await read(letter, 4)).toBeNull();
    const answer = { number: 3, letter };
    expect(await openReply(suite, ours.keys, [], answer)).toBeNull();
    expect(await openReply(suite, ours.keys, [other.here.reader], answer)).toBeNull();
    expect(await openReply(suite, other.keys, [ours.here.reader], answer)).toBeNull();
    expect(
      await openReply(suite, { ...ours.keys, box: other.keys.box }, [ours.here.reader], answer),
    ).toBeNull();
    const both = [other.here.reader, ours.here.reader];
    expect(await openReply(suite, ours.keys, both, answer)).toMatchObject({ number: 3 });
  });

  test("is forged by nobody who has the letterbox's seed and not the reader's own key", async () => {
    const id = idBytes(ours.keys.reply.id);
    const make = async (seed: string, json: unknown, text = "tidetable/v1 reply\n") => {
      const said = bytesFromJson(json);
      const signature = await suite.sign(await signingKeyOf(suite, seed), bytesFromText(text), id, said);
      const readers = [keyBytes("box", ours.accepted.reply.box)];
      return sealToPlaces(suite, { id, number: 3, readers, content: joinBytes(signature, said) });
    };
    const { sign } = ours.accepted.device;
    const json = { number: 3, reply: { kind: "left" } };
    expect(await read(await make(sign, json), 3)).toEqual(json);
    const wrong = [
      await make(ours.keys.reply.seed, json),
      await make(ours.keys.seed, json),
      await make(sign, json, "tidetable/v1 letter\n"),
      await make(sign, { ...json, number: 2 }),
      await make(sign, { number: 3, reply: { kind: "more, please" } }),
      await make(sign, { number: 3 }),
      await make(sign, []),
      suite.randomBytes(limits.letterBytes),
    ];
    for (const letter of wrong) expect(await read(letter, 3)).toBeNull();
  });

  test("is one of a closed list: whatever asks for more, or says more, is none (I8)", () => {
    for (const reply of replies) expect(parseReply(JSON.parse(JSON.stringify(reply)))).toEqual(reply);
    const accepting = { kind: "accepted", push: null, rhythm: null };
    const wrong: readonly unknown[] = [
      null,
      "left",
      [],
      {},
      { kind: "ask" },
      { kind: "accepted" },
      { kind: "left", why: "…" },
      { ...accepting, note: "more, please" },
      { ...accepting, push: undefined },
      { ...accepting, push: {} },
      { ...accepting, push: { ...push, endpoint: "http://push.example/" } },
      { ...accepting, push: { ...push, endpoint: "http://localhost.example/" } },
      { ...accepting, push: { ...push, endpoint: "http://127.0.0.1@push.example/" } },
      { ...accepting, push: { ...push, endpoint: "https://" } },
      { ...accepting, push: { ...push, endpoint: "https://push.example/a b" } },
      { ...accepting, push: { ...push, endpoint: "https://push.example/ü" } },
      { ...accepting, push: { ...push, endpoint: `https://${"a".repeat(1_017)}` } },
      { ...accepting, push: { ...push, p256dh: push.auth } },
      { ...accepting, push: { ...push, p256dh: base64urlFromBytes(new Uint8Array(65)) } },
      { ...accepting, push: { ...push, auth: "" } },
      { ...accepting, push: { ...push, auth: 7 } },
      { ...accepting, push: { ...push, more: true } },
      { ...accepting, rhythm: "daily" },
      { ...accepting, rhythm: { kind: "hourly", hour: 3 } },
      { ...accepting, rhythm: { kind: "daily", hour: 24 } },
      { ...accepting, rhythm: { kind: "daily", hour: 7.5 } },
      { ...accepting, rhythm: { kind: "daily", weekday: 1, hour: 7 } },
      { ...accepting, rhythm: { kind: "weekly", hour: 7 } },
      { ...accepting, rhythm: { kind: "weekly", weekday: 0, hour: 7 } },
      { ...accepting, rhythm: { kind: "weekly", weekday: 1, hour: 7, note: "" } },
    ];
    for (const json of wrong) expect(parseReply(json), JSON.stringify(json)).toBeNull();
    for (const endpoint of [
      `https://${"a".repeat(1_016)}`,
      "http://localhost:4801/send/1",
      "http://127.0.0.1/send/1",
      "http://[::1]:9/send/1",
    ])
      expect(parseReply({ ...accepting, push: { ...push, endpoint } }), endpoint).not.toBeNull();
  });
});
