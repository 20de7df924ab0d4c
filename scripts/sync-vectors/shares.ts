import { createECDH } from "node:crypto";
import { limits } from "../../packages/sync/src/protocol.ts";
import type { RelayRequest, Transport } from "../../packages/sync/src/relay-client.ts";
import { sealToPlaces } from "../../packages/sync/src/seal/letter.ts";
import { type PushDraw, sealPush } from "../../packages/sync/src/seal/push.ts";
import type { Bytes, Suite } from "../../packages/sync/src/seal/suite.ts";
import { type GrantKeys, makeGrantKeys, signScope } from "../../packages/sync/src/share/grant.ts";
import { hostSharing, joinSharing } from "../../packages/sync/src/share/inviting.ts";
import { blankLetter, openLetter, sealLetter } from "../../packages/sync/src/share/letter.ts";
import { letterboxAt, readLetterbox } from "../../packages/sync/src/share/letterbox.ts";
import { queueAt } from "../../packages/sync/src/share/queue.ts";
import { openReply, sealReply } from "../../packages/sync/src/share/reply.ts";
import { writeKeyPublic } from "../../packages/sync/src/share/write-key.ts";
import { granted, readerOf } from "../../packages/sync/test/share/reader.ts";
import { ModelRelay } from "../../packages/sync/test/simulation/model-relay.ts";
import { base64url, counting, hashingSuite, hex } from "./bytes.ts";
import { worldOf } from "./states.ts";

const scope =
  '{"v":1,"called":"Ana","first":"2027-03-01","last":"2027-03-30","headsUp":{"days":3,"words":"ein ruhiger Tag ☂"}}';

const bytesOf = (text: string): Bytes => Uint8Array.from(Buffer.from(text, "base64url"));
const hexOf = (text: string): string => hex(bytesOf(text));

/** Rules 95, 96 and 100: letters, one that says nothing, a reply, and letters that must not open. */
export async function letters(): Promise<readonly object[]> {
  const suite = hashingSuite("letters");
  const { keys, key, device } = await granted(suite);
  const others = [
    await readerOf(suite, keys),
    await readerOf(suite, keys),
    await readerOf(suite, keys),
    await readerOf(suite, keys),
  ];
  const all = [key, ...others.map((other) => other.key)];
  const boxSeeds = [device, ...others.map((other) => other.device)].map((one) => hexOf(one.device.box));
  const common = { id: keys.id, signer: hexOf(device.grantKey), signed: "tidetable/v1 letter\n" };
  const projection = { v: 1, called: "Ana", from: "2027-03-04", days: [{ headsUp: true }, {}] };
  const made: object[] = [];
  for (const [name, count, number, relay] of [
    ["for one device", 1, 1, null],
    ["for four devices", 4, 70_000, null],
    ["of a letterbox that has moved", 2, 4_294_967_295, "https://other.example:4800"],
  ] as const) {
    const letter = await sealLetter(suite, keys, number, all.slice(0, count), { relay, projection });
    const said = await openLetter(suite, device, letter);
    if (said === null) throw new TypeError("letters expects letters that open");
    const json = JSON.stringify({ number, relay, projection });
    const [opens, not] = [boxSeeds.slice(0, count), boxSeeds.slice(count)];
    made.push({ name, ...common, number, opens, not, json, letter: hex(letter) });
  }
  const blank = await blankLetter(suite, keys, 3);
  made.push({ name: "nothing to say", ...common, number: 3, opens: [], not: boxSeeds, letter: hex(blank) });

  const reply = { kind: "left" } as const;
  const replying = {
    device: device.device,
    reply: {
      seed: keys.reply.seed,
      box: base64url((await suite.boxKeyFromSeed(bytesOf(keys.box))).publicKey),
    },
  };
  const replied = await sealReply(suite, replying, 2, reply);
  const opened = await openReply(suite, keys, [key], { number: 2, letter: replied });
  if (opened === null) throw new TypeError("letters expects a reply that opens");
  made.push({
    name: "a reply",
    id: keys.reply.id,
    signer: hexOf(key.sign),
    signed: "tidetable/v1 reply\n",
    number: 2,
    opens: [hexOf(keys.box)],
    not: boxSeeds,
    json: JSON.stringify({ number: 2, reply }),
    letter: hex(replied),
  });
  const wrong = await wrongLetters(suite, keys, key.box);
  for (const [name, number, letter] of wrong)
    made.push({
      name,
      ...common,
      number,
      opens: [],
      not: boxSeeds.slice(0, 1),
      refused: true,
      letter: hex(letter),
    });
  return made;
}

/** Letters that this reader must not take, although it has a place in each of them. */
async function wrongLetters(suite: Suite, keys: GrantKeys, box: string) {
  const reader = { sign: box, box };
  const content = { relay: null, projection: null };
  const good = await sealLetter(suite, keys, 9, [reader], content);
  const changed = (at: number): Bytes => {
    const copy = good.slice();
    copy[at] = copy[at]! ^ 1;
    return copy;
  };
  const other = await makeGrantKeys(suite);
  const json = Buffer.from(JSON.stringify({ number: 8, ...content }));
  const id = bytesOf(keys.id);
  const signing = await suite.signingKeyFromSeed(bytesOf(keys.seed));
  const signature = await suite.sign(signing, Buffer.from("tidetable/v1 letter\n"), id, json);
  const readers = [bytesOf(box)];
  const inside = await sealToPlaces(suite, {
    id,
    number: 9,
    readers,
    content: Buffer.concat([signature, json]),
  });
  const impostor = { id: keys.id, seed: other.seed };
  return [
    ["another number outside, under which the place does not open", 8, changed(11)],
    ["another commitment", 9, changed(12 + 4 * 80 + 32)],
    ["signed by another key", 9, await sealLetter(suite, impostor, 9, [reader], content)],
    ["another number inside", 9, inside],
  ] as const;
}

/** Rules 91 to 94, 101 and 103: whole requests to letterboxes and queues, and answers to them. */
export async function letterboxes(): Promise<readonly object[]> {
  const suite = hashingSuite("letterboxes");
  const seed = base64url(counting(0x50, 32));
  const key = hexOf(await writeKeyPublic(suite, { seed }));
  const made: object[] = [];
  let asked = { name: "", status: 200, answer: new Uint8Array(0) as Uint8Array };
  const transport: Transport = {
    host: "relay.example:4800",
    async send({ method, path, headers, body }: RelayRequest) {
      const { name, status, answer } = asked;
      const sent = body && hex(body);
      const common = { name, host: transport.host, seed: hexOf(seed), key };
      made.push({ ...common, method, path, headers, body: sent, status, answer: hex(answer) });
      return { status, body: answer };
    },
  };
  const letterbox = await letterboxAt(suite, transport, seed);
  const queue = await queueAt(suite, transport, seed);
  const say = async (name: string, status: number, answer: Uint8Array, act: () => Promise<unknown>) => {
    asked = { name, status, answer };
    await act();
  };
  const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
  const letter = counting(7, limits.letterBytes);
  const notice = (due: number, endpoint: string) => ({
    due,
    endpoint,
    message: counting(due, limits.noticeBytes),
  });
  const notices = [notice(501_000, "https://push.example/a"), notice(501_168, "https://push.example/b?c=1")];
  await say("a letter is left", 200, json({}), () => letterbox.put(300, letter));
  await say("another device came first", 409, json({ refused: "behind", head: 300 }), () =>
    letterbox.put(300, counting(8, limits.letterBytes)),
  );
  const held = Buffer.concat([Buffer.from("000000000000012c", "hex"), letter]);
  await say("a letter is read", 200, held, () => readLetterbox(transport, letterbox.id));
  await say("a letterbox is deleted", 200, json({}), () => letterbox.delete());
  await say("two notices are left", 200, json({}), () => queue.put(1, notices));
  await say("nothing is left to wait", 200, json({}), () => queue.put(2, []));
  await say("a queue is read", 200, json({ number: 2, waiting: 0, gone: false }), () => queue.read());
  await say("a queue is deleted", 200, json({}), () => queue.delete());
  return made;
}

/** Rules 90 and 99: all four messages of an invitation, as the two devices of this code write them. */
export async function invitations(): Promise<readonly object[]> {
  const suite = hashingSuite("invitations");
  const relay = new ModelRelay();
  const sent = new Map<string, Uint8Array>();
  const transport = (): Transport => ({
    host: "relay.example:4800",
    async send(request) {
      if (request.method === "PUT" && !sent.has(request.path))
        sent.set(request.path, Uint8Array.from(request.body!));
      return relay.answer(request);
    },
  });
  const world = worldOf(suite, transport);
  const keys = await makeGrantKeys(suite);
  const offer = { keys, scope, signature: await signScope(suite, keys, scope) };
  const secret = base64url(counting(0x70, 16));
  const hosting = await hostSharing(world, "r", secret, offer);
  const joining = await joinSharing(world, "r", secret);
  await joining.knock();
  await hosting.meet();
  await joining.meet();
  const met = await hosting.meet();
  if (!met.ok) throw new TypeError("invitations expects two that meet");
  await hosting.admit(met.value.reader);
  const entered = await joining.enter();
  if (!entered.ok) throw new TypeError("invitations expects the reader to enter");

  const shareKey = await suite.derive(bytesOf(secret), "tidetable/v1 share key", 32);
  const mailbox = base64url(await suite.derive(bytesOf(secret), "tidetable/v1 share id", 16));
  const messages: object[] = [];
  for (const [slot, is] of ["promise", "host", "reader", "welcome"].entries()) {
    const body = sent.get(`/v1/mail/${mailbox}/${slot}`)!;
    const data = Buffer.concat([Buffer.from("tidetable/v1 share\n"), Uint8Array.of(slot)]);
    const json = Buffer.from((await suite.openBytes(shareKey, data, body))!)
      .toString()
      .trimEnd();
    messages.push({ slot, is, json, sealed: hex(body) });
  }
  const { device, reply } = entered.value;
  return [
    {
      secret,
      mailbox,
      shareKey: hex(shareKey),
      seed: hexOf(keys.seed),
      id: keys.id,
      signSeed: hexOf(device.sign),
      boxSeed: hexOf(device.box),
      replySeed: hexOf(keys.reply.seed),
      replyBoxSeed: hexOf(keys.box),
      words: met.value.words.join(" "),
      welcome: JSON.stringify({
        scope,
        signature: offer.signature,
        reply: { box: reply.box, seed: reply.seed },
      }),
      messages,
    },
  ];
}

/** Rule 101: RFC 8291's own example, and notices of this protocol. */
export async function notices(): Promise<readonly object[]> {
  const unbase64url = (text: string) => Uint8Array.from(Buffer.from(text, "base64url"));
  const example = {
    receiver: unbase64url("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"),
    sender: unbase64url("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
    auth: unbase64url("BTBZMqHH6r4Tts7J_aSIgg"),
    salt: unbase64url("DGv6ra1nlYgDCS1FRnbzlw"),
    text: "When I grow up, I want to be a watermelon",
  };
  const ours = {
    receiver: counting(1, 32),
    sender: counting(33, 32),
    auth: counting(65, 16),
    salt: counting(81, 16),
  };
  const most = limits.noticeBytes - 86 - 16 - 1;
  const made = [
    { name: "the example of RFC 8291, 5", ...example, padTo: example.text.length },
    { name: "a notice", ...ours, text: '{"v":1,"words":"ein ruhiger Tag ☂"}', padTo: most },
    { name: "the longest text", ...ours, salt: counting(97, 16), text: "x".repeat(most), padTo: most },
  ];
  return Promise.all(
    made.map(async ({ name, receiver, sender, auth, salt, text, padTo }) => {
      const [to, from] = [pointOf(receiver), pointOf(sender)];
      const [x, y] = [from.subarray(1, 33), from.subarray(33)].map(base64url) as [string, string];
      const jwk = { kty: "EC", crv: "P-256", x, y, d: base64url(sender) };
      const curve = { name: "ECDH", namedCurve: "P-256" } as const;
      const privateKey = await crypto.subtle.importKey("jwk", jwk, curve, false, ["deriveBits"]);
      const draw: PushDraw<typeof privateKey> = { privateKey, publicKey: from, salt };
      const subscription = { p256dh: base64url(to), auth: base64url(auth) };
      const plain = Buffer.from(text);
      const message = await sealPush(crypto.subtle, subscription, draw, plain, padTo);
      if (message === null) throw new TypeError("notices expects subscriptions that are some");
      return {
        name,
        receiverSeed: hex(receiver),
        receiver: hex(to),
        senderSeed: hex(sender),
        auth: hex(auth),
        salt: hex(salt),
        text,
        padding: padTo - plain.length,
        message: hex(message),
      };
    }),
  );
}

/** The public key of a private one, uncompressed. */
function pointOf(seed: Uint8Array): Bytes {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(seed);
  return Uint8Array.from(pair.getPublicKey());
}
