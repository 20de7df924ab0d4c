import { joinFrames, limits, splitLogStretch } from "@tidetable/sync/protocol";
import { describe, expect, test } from "vitest";
import { boxes, entry, type TestDevice } from "./test-device.ts";
import { openTestRelay, openTestStore, said } from "./test-relay.ts";

const malformed = [400, { refused: "malformed" }] as const;
const tooLarge = [413, { refused: "too-large" }] as const;

async function read(device: TestDevice, after: number) {
  const answer = await device.send("GET", `/v1/log?after=${after}`);
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  return splitLogStretch(new Uint8Array(await answer.arrayBuffer()));
}

describe("rule 45: appending", () => {
  test("takes 1 to 64 envelopes of kind 1 or 3 and answers with the new head", async () => {
    const device = await (await openTestRelay()).entered("anna");
    expect(await said(device.append(0, entry("1"), boxes()))).toEqual([200, { head: 2 }]);
    const many = Array.from({ length: 64 }, (_, at) => entry(`many ${at}`));
    expect(await said(device.append(2, ...many))).toEqual([200, { head: 66 }]);
    expect(await said(device.append(66, ...many, entry("one more")))).toEqual(tooLarge);
    expect(await said(device.append(66))).toEqual(malformed);
    expect((await read(device, 0))?.envelopes).toHaveLength(66);
  });

  test("takes every size an envelope may have", async () => {
    const device = await (await openTestRelay()).entered("anna");
    const sizes = [1_024, 4_096, 16_384, 65_536].map((size) => entry(`${size}`, size));
    expect(await said(device.append(0, ...sizes))).toEqual([200, { head: 4 }]);
    expect((await read(device, 0))?.envelopes.map((one) => Buffer.from(one))).toEqual(sizes);
  });

  test.each([
    ["a part of a snapshot", Buffer.from([0x54, 0x44, 1, 2, 1, 0, 0, 0, 0, 0, 0, 1])],
    ["an unknown kind", Buffer.from([0x54, 0x44, 1, 4, 1, 0, 0, 0, 0, 0, 0, 1])],
    ["a later version", Buffer.from([0x54, 0x44, 2, 1, 1, 0, 0, 0, 0, 0, 0, 1])],
    ["another suite", Buffer.from([0x54, 0x44, 1, 1, 2, 0, 0, 0, 0, 0, 0, 1])],
    ["something where zeros belong", Buffer.from([0x54, 0x44, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1])],
    ["anything else", Buffer.from("hello, relay")],
  ])("of %s keeps nothing, not even the good ones with it", async (_name, head) => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const bad = Buffer.concat([head, Buffer.alloc(1_012)]);
    expect(await said(device.append(0, entry("good"), bad))).toEqual(malformed);
    expect(await said(device.append(0, entry("good"), entry("long").subarray(1)))).toEqual(malformed);
    expect(await read(device, 0)).toMatchObject({ head: 0, first: 1, envelopes: [] });
  });

  test("survives the process: another one on the same store hands it out", async () => {
    const { store } = await openTestStore();
    const [one, two] = [await openTestRelay({ store }), await openTestRelay({ store })];
    const device = await one.entered("anna");
    await device.append(0, entry("1"));
    const answer = await two.ask("GET", "/v1/log?after=0", undefined, {
      authorization: `Tidetable ${device.token}`,
    });
    expect(splitLogStretch(new Uint8Array(await answer.arrayBuffer()))?.envelopes).toHaveLength(1);
  });
});

test("rule 46: where the head is not N, the answer says where it is, and nothing was kept", async () => {
  const device = await (await openTestRelay()).entered("anna");
  await device.append(0, entry("1"), entry("2"));
  for (const expected of [0, 1, 3, 1_000]) {
    expect(await said(device.append(expected, entry("other")))).toEqual([
      409,
      { refused: "behind", head: 2 },
    ]);
  }
  expect(await read(device, 0)).toMatchObject({ head: 2 });
});

test("rule 47: sending twice is sending once, also after others have written on", async () => {
  const device = await (await openTestRelay()).entered("anna");
  const both = [entry("1"), entry("2")] as const;
  const first = await device.append(0, ...both);
  const again = await device.append(0, ...both);
  expect([again.status, await again.text()]).toEqual([first.status, await first.text()]);
  await device.append(2, entry("3"));
  expect(await said(device.append(0, ...both))).toEqual([200, { head: 2 }]);
  expect(await said(device.append(0, both[0], entry("not 2")))).toEqual([
    409,
    { refused: "behind", head: 3 },
  ]);
  expect((await read(device, 0))?.envelopes).toHaveLength(3);
});

describe("rule 48: reading", () => {
  test("gives what stands after N, in order and without gaps", async () => {
    const device = await (await openTestRelay()).entered("anna");
    const entries = ["1", "2", "3", "4", "5"].map((name) => entry(name));
    await device.append(0, ...entries);
    for (const after of [0, 3, 5]) {
      const stretch = await read(device, after);
      expect(stretch).toMatchObject({ head: 5, first: after + 1 });
      expect(stretch?.envelopes.map((one) => Buffer.from(one))).toEqual(entries.slice(after));
    }
  });

  test("gives at most 1 MiB at once, and all of it in turns", async () => {
    const device = await (await openTestRelay()).entered("anna");
    let head = 0;
    for (const size of [65_536, 65_536, 1_024, 16_384]) {
      const some = Array.from({ length: 15 }, (_, at) => entry(`${head} ${at}`, size));
      expect(await said(device.append(head, ...some))).toEqual([200, { head: head + 15 }]);
      head += 15;
    }
    let after = 0;
    let turns = 0;
    while (after < head) {
      const answer = await device.send("GET", `/v1/log?after=${after}`);
      const body = new Uint8Array(await answer.arrayBuffer());
      expect(body.length).toBeLessThanOrEqual(limits.answerBytes);
      const stretch = splitLogStretch(body);
      expect(stretch).toMatchObject({ head, first: after + 1 });
      after += stretch!.envelopes.length;
      turns += 1;
    }
    expect(turns).toBeGreaterThan(2);
  });

  test("of another vault's log is not possible with any token", async () => {
    const relay = await openTestRelay();
    const [anna, berta] = [await relay.entered("anna"), await relay.entered("berta")];
    await anna.append(0, entry("anna's"));
    expect(await read(berta, 0)).toMatchObject({ head: 0, envelopes: [] });
  });
});

describe("numbers", () => {
  test.each([
    "?expect=",
    "?expect=-1",
    "?expect=+1",
    "?expect=01",
    "?expect=1.0",
    "?expect=1e3",
    "?expect=0x1",
    "?expect=%31",
    "?expect=1&expect=1",
    "?expect=0&more=1",
    "?Expect=0",
    "?after=0",
    "?expect=9007199254740993",
    "?expect=99999999999999999999",
    "?expect=0%20",
    "?expect=٣",
    "",
  ])("%j is none that a request may hold", async (query) => {
    const device = await (await openTestRelay()).entered("anna");
    expect(await said(device.send("POST", `/v1/log${query}`, joinFrames([entry("1")])))).toEqual(malformed);
    expect(await read(device, 0)).toMatchObject({ head: 0 });
  });
});

describe("bodies", () => {
  test("of more than 1 MiB are cut off, whatever length they state", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const large = joinFrames(Array.from({ length: 17 }, (_, at) => entry(`${at}`, 65_536)));
    expect(await said(device.send("POST", "/v1/log?expect=0", large))).toEqual(tooLarge);

    const headers = { authorization: `Tidetable ${device.token}` };
    let given = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          given += 65_536;
          controller.enqueue(new Uint8Array(65_536));
        },
      });
    for (const stated of [{}, { "content-length": "1048576" }, { "content-length": "70000" }]) {
      given = 0;
      const answer = relay.relay.request(
        "http://relay.example:4800/v1/log?expect=0",
        // What undici asks for when a body is a stream, and the types do not know.
        {
          method: "POST",
          headers: { ...headers, ...stated },
          body: endless(),
          duplex: "half",
        } as RequestInit,
      );
      expect(await said(Promise.resolve(answer))).toEqual(tooLarge);
      expect(given).toBeLessThan(2 * 1_048_576);
    }
  });

  test("that are shorter or longer than they state are refused", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const body = joinFrames([entry("1")]);
    for (const stated of ["1027", "1029", "70000", "-1", "1e3", "0x404"]) {
      const headers = { authorization: `Tidetable ${device.token}`, "content-length": stated };
      expect(await said(relay.ask("POST", "/v1/log?expect=0", body, headers))).toEqual(malformed);
    }
  });

  test("are never unpacked", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    for (const encoding of ["gzip", "br", "deflate", "identity, gzip"]) {
      const headers = { authorization: `Tidetable ${device.token}`, "content-encoding": encoding };
      const body = joinFrames([entry("1")]);
      expect(await said(relay.ask("POST", "/v1/log?expect=0", body, headers))).toEqual(malformed);
    }
  });

  test("whose frames do not come out even are refused", async () => {
    const device = await (await openTestRelay()).entered("anna");
    const body = joinFrames([entry("1"), entry("2")]);
    for (const length of [1, 3, 4, 1_027, 1_029, 1_031, 1_032, body.length - 1]) {
      expect(await said(device.send("POST", "/v1/log?expect=0", body.subarray(0, length)))).toEqual(
        malformed,
      );
    }
    const empty = new Uint8Array(1_048_576);
    expect(await said(device.send("POST", "/v1/log?expect=0", empty))).toEqual(tooLarge);
  });
});

describe("rule 54: a vault may have", () => {
  test("60 writes a minute after a burst of 120, whoever else writes", async () => {
    const relay = await openTestRelay();
    const [anna, berta] = [await relay.entered("anna"), await relay.entered("berta")];
    for (let count = 0; count < 120; count += 1) {
      expect((await anna.append(0, entry("1"))).status).toBe(200);
    }
    const refused = await anna.append(0, entry("1"));
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await said(Promise.resolve(refused))).toEqual([429, { refused: "too-many" }]);
    expect((await berta.append(0, entry("1"))).status).toBe(200);
    relay.time.now += 1_000;
    expect((await anna.append(0, entry("1"))).status).toBe(200);
    expect((await anna.append(0, entry("1"))).status).toBe(429);
    // Reading is no writing.
    expect(await read(anna, 0)).toMatchObject({ head: 1 });
    // Nor is there a way around through another kind of write.
    expect((await anna.rotate(1, anna.access, [boxes()])).status).toBe(429);
  });

  test("32 MiB, and then it is full", async () => {
    const relay = await openTestRelay({ rates: { writes: { perMinute: 1, burst: 1_000 } } });
    const device = await relay.entered("anna");
    let head = 0;
    let last: readonly [number, unknown] = [0, null];
    for (let turn = 0; turn < 36 && last[0] !== 507; turn += 1) {
      const some = Array.from({ length: 15 }, (_, at) => entry(`${head} ${at}`, 65_536));
      last = await said(device.append(head, ...some));
      if (last[0] === 200) head += 15;
    }
    expect(last).toEqual([507, { refused: "full" }]);
    expect(head * 65_536).toBeLessThanOrEqual(limits.vaultBytes);
    expect((head + 15) * 65_536).toBeGreaterThan(limits.vaultBytes);
    expect(await read(device, head)).toMatchObject({ head });
  });
});
