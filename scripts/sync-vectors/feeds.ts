import { feedIdText, feedKeyText, feedPath, feedSizes } from "../../packages/sync/src/protocol.ts";
import type { RelayRequest, Transport } from "../../packages/sync/src/relay-client.ts";
import { feedTextLength } from "../../packages/sync/src/seal/feed.ts";
import type { Bytes } from "../../packages/sync/src/seal/suite.ts";
import { feedAt, feedIdOf, sealFeed } from "../../packages/sync/src/share/feed.ts";
import { writeKeyPublic } from "../../packages/sync/src/share/write-key.ts";
import { base64url, counting, countingSuite, hashingSuite, hex, sha256 } from "./bytes.ts";

const token = base64url(counting(0x90, 32));
const seed = base64url(counting(0x30, 32));
const hexOf = (text: string): string => hex(Uint8Array.from(Buffer.from(text, "base64url")));

/** A calendar with one entry, as short as they come. */
const calendar = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//Tidetable//EN",
  "BEGIN:VEVENT",
  "UID:6f1c@tidetable",
  "DTSTAMP:20270301T000000Z",
  "DTSTART;VALUE=DATE:20270304",
  "SUMMARY:ein ruhiger Tag ☂",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");

/** Rules 107 to 111: sealed feeds, some that must not open, and whole requests with their answers. */
export const feeds = async (): Promise<readonly object[]> => [...(await sealed()), ...(await requests())];

async function sealed(): Promise<readonly object[]> {
  const id = await feedIdOf(countingSuite(), token);
  const common = { token: hexOf(token), idText: feedIdText, keyText: feedKeyText, id };
  const texts = [
    ["a calendar", calendar, 0],
    ["nothing", "", 0],
    ["as much as the smallest holds", "x".repeat(4_000), 0],
    ["one byte more", "x".repeat(4_001), 0],
    ["a short one that once was longer", calendar, feedSizes[1]],
    ["as much as a feed holds", "x".repeat(feedTextLength), 0],
  ] as const;
  const good = await Promise.all(
    texts.map(async ([name, text, least]) => {
      const suite = countingSuite();
      const bytes = await sealFeed(suite, token, text, least);
      const says = text === calendar ? { text } : { textLength: text.length };
      const shown =
        bytes.length === feedSizes[0] && text === calendar
          ? { sealed: hex(bytes) }
          : { begins: hex(bytes.subarray(0, 160)), sha256: hex(sha256(bytes)) };
      return { name, ...common, ...says, salt: hex(suite.drawn[0]!), length: bytes.length, ...shown };
    }),
  );
  const whole = await sealFeed(countingSuite(), token, calendar);
  const changed = (at: number): Bytes => {
    const copy = whole.slice();
    copy[at] = copy[at]! ^ 1;
    return copy;
  };
  const bad: readonly (readonly [string, Bytes])[] = [
    ["another feed's", await sealFeed(countingSuite(), base64url(counting(0x91, 32)), calendar)],
    ["another kind in its head", changed(3)],
    ["another commitment", changed(12 + 32)],
    ["a changed byte in the tag", changed(whole.length - 1)],
    ["a byte short of a size", whole.slice(0, -1)],
  ];
  return [
    ...good,
    ...bad.map(([name, bytes]) => ({ name, ...common, unopenable: true, sealed: hex(bytes) })),
  ];
}

async function requests(): Promise<readonly object[]> {
  const suite = hashingSuite("feeds");
  const key = hexOf(await writeKeyPublic(suite, { seed }));
  const made: object[] = [];
  let asked = { name: "", status: 200, answer: "" };
  const common = { host: "relay.example:4800", token: hexOf(token), seed: hexOf(seed), key };
  const transport: Transport = {
    host: common.host,
    async send({ method, path, headers, body }: RelayRequest) {
      const { name, status, answer } = asked;
      made.push({ name, ...common, method, path, headers, body: body && hex(body), status, answer });
      return { status, body: Buffer.from(answer) };
    },
  };
  const feed = await feedAt(suite, transport, { token, seed });
  const say = async (name: string, status: number, answer: string, act: () => Promise<unknown>) => {
    asked = { name, status, answer };
    await act();
  };
  const read = { ...common, method: "GET", path: feedPath(token), headers: {}, body: null };
  const none = "There is nothing at this address.\n";
  // 1 March 2027 is day 20,878: of the requests of these vectors, and of the relay that is to answer them.
  const last = 20_968;
  const bytes = await sealFeed(suite, token, calendar);
  made.push({ name: "what nobody has filled", ...read, status: 404, answer: none });
  await say("a feed is left", 200, "{}", () => feed.put(300, bytes, last));
  await say("another device came first", 409, JSON.stringify({ refused: "behind", head: 300 }), async () =>
    feed.put(300, await sealFeed(suite, token, ""), last),
  );
  made.push({ name: "a feed is read", ...read, status: 200, answer: calendar });
  await say("a feed is deleted", 200, "{}", () => feed.delete());
  made.push({ name: "what was deleted", ...read, status: 404, answer: none });
  return made;
}
