import { beforeAll, describe, expect, test } from "vitest";
import { bytesFromJson } from "../src/bytes.ts";
import {
  joinFrames,
  joinLogStretch,
  joinSnapshotParts,
  proofText,
  relayPaths,
  splitFrames,
  statusOfRefusal,
} from "../src/protocol.ts";
import {
  type Answer,
  type Credentials,
  createRelayClient,
  createVaultAtRelay,
  mailAt,
  type RelayClient,
  type RelayRequest,
} from "../src/relay-client.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import type { Bytes } from "../src/seal/suite.ts";
import { realSuite } from "./household.ts";
import { someVault } from "./seal/suite-contract.ts";

const suite = realSuite(55);
let credentials: Credentials;
beforeAll(async () => {
  credentials = {
    vault: someVault,
    by: "access",
    key: await suite.signingKeyFromSeed(suite.randomBytes(32)),
  };
});

type Reply = { readonly status: number; readonly body: Uint8Array } | null;
const json = (value: unknown, status = 200): Reply => ({ status, body: bytesFromJson(value) });
const bytes = (body: Uint8Array): Reply => ({ status: 200, body });
const refusal = (refused: string, more: object = {}): Reply => json({ refused, ...more }, 400);

/** A relay that answers challenges and sessions, and everything else as it is told. */
function relayThat(
  answer: (request: RelayRequest) => Reply,
  session: () => Reply = () => json({ token: "T", head: 3, snapshot: 0 }),
) {
  const asked: RelayRequest[] = [];
  const transport = {
    host: "relay.example:4800",
    async send(request: RelayRequest): Promise<Reply> {
      asked.push(request);
      if (request.path === relayPaths.challenge) return json({ challenge: "once" });
      return request.path === relayPaths.session ? session() : answer(request);
    },
  };
  const paths = () => asked.map(({ method, path }) => `${method} ${path}`);
  return { transport, asked, paths, client: () => createRelayClient(suite, transport, credentials) };
}
const everyCall: Readonly<Record<string, (client: RelayClient) => Promise<Answer<unknown>>>> = {
  append: (client) => client.append(3, [new Uint8Array(5)]),
  log: (client) => client.log(3),
  putSnapshot: (client) => client.putSnapshot(3, [new Uint8Array(5)]),
  snapshot: (client) => client.snapshot(),
  rotate: (client) => client.rotate(3, [new Uint8Array(5)], new Uint8Array(32)),
  restart: (client) => client.restart(3, 4, [new Uint8Array(5)]),
  deleteVault: (client) => client.deleteVault(),
};

describe("rules 40 to 51: what a device asks a relay", () => {
  test("has the addresses, methods and bodies of the rules", async () => {
    const envelopes = [new Uint8Array([1, 2]), new Uint8Array([3])];
    const relay = relayThat(({ path, method }) => {
      if (path.startsWith(relayPaths.log) && method === "GET")
        return bytes(joinLogStretch({ head: 5, first: 4, envelopes }));
      return path.startsWith(relayPaths.snapshot) && method === "GET"
        ? bytes(joinSnapshotParts({ at: 2, parts: envelopes }))
        : json({ head: 5 });
    });
    const client = relay.client();
    expect(await client.append(3, envelopes)).toEqual({ ok: true, value: 5 });
    expect(await client.log(3)).toEqual({ ok: true, value: { head: 5, first: 4, envelopes } });
    expect(await client.snapshot()).toEqual({ ok: true, value: { at: 2, parts: envelopes } });
    expect(await client.putSnapshot(4, envelopes)).toEqual({ ok: true, value: null });
    expect(await client.rotate(5, envelopes, new Uint8Array(32))).toEqual({ ok: true, value: 5 });
    expect(await client.restart(5, 7, envelopes)).toEqual({ ok: true, value: 5 });
    expect(await client.deleteVault()).toEqual({ ok: true, value: null });
    const others = relay
      .paths()
      .filter((path) => path !== "GET /v1/challenge" && path !== "POST /v1/session");
    expect(others).toEqual([
      "POST /v1/log?expect=3",
      "GET /v1/log?after=3",
      "GET /v1/snapshot",
      "PUT /v1/snapshot?at=4",
      "POST /v1/rotate?expect=5",
      "POST /v1/restart?expect=5&at=7",
      "POST /v1/delete",
    ]);
    expect(relay.paths().filter((path) => path === "POST /v1/session")).toHaveLength(1);
    const append = relay.asked.find(({ path }) => path === "/v1/log?expect=3")!;
    expect(append.body).toEqual(joinFrames(envelopes));
    expect(append.headers).toEqual({
      authorization: "Tidetable T",
      "content-type": "application/octet-stream",
    });
  });

  test("rule 41: proves by a signature over purpose, host, challenge, vault and what it asks for", async () => {
    const relay = relayThat(() => json({ head: 5 }));
    const client = relay.client();
    const access = new Uint8Array(32).fill(7);
    const envelope = new Uint8Array([9]);
    await client.session();
    await client.rotate(5, [envelope], access);
    await client.restart(5, 7, [envelope]);
    await client.deleteVault();
    const u64 = (value: number): Uint8Array => Uint8Array.of(0, 0, 0, 0, 0, 0, 0, value);
    const hash = await suite.hash(envelope);
    const details: Readonly<Record<string, string>> = {
      session: "",
      rotate: base64urlFromBytes(await suite.hash(access, u64(5), hash)),
      restart: base64urlFromBytes(await suite.hash(u64(5), u64(7), hash)),
      delete: "",
    };
    for (const [purpose, detail] of Object.entries(details)) {
      const { body } = relay.asked.find(({ path }) => path.startsWith(`/v1/${purpose}`))!;
      const first = purpose === "session" || purpose === "delete" ? body! : splitFrames(body!)![0]!;
      const proof = JSON.parse(Buffer.from(first).toString()) as Record<string, string>;
      const text = proofText(purpose as "session", "relay.example:4800", "once", someVault, detail);
      const signature = Buffer.from(proof.signature!, "base64url");
      expect(await suite.verify(credentials.key.publicKey, signature, Buffer.from(text)), purpose).toBe(true);
      expect(proof).toMatchObject({ vault: someVault, by: "access", challenge: "once" });
      expect(proof.access).toBe(purpose === "rotate" ? base64urlFromBytes(access) : undefined);
    }
  });

  test("rule 42: by the root it says whose key it is", async () => {
    const relay = relayThat(() => json({}));
    const client = createRelayClient(suite, relay.transport, { ...credentials, by: "root" });
    await client.session();
    const proof = JSON.parse(Buffer.from(relay.asked.at(-1)!.body!).toString()) as Record<string, string>;
    expect(proof).toMatchObject({ by: "root", root: base64urlFromBytes(credentials.key.publicKey) });
  });

  test("rule 44: brings a vault with its invite, or without", async () => {
    const relay = relayThat(() => json({}, 201));
    const born = { root: new Uint8Array(32), charter: new Uint8Array(64), head: 9 };
    for (const invite of ["words", null]) {
      expect(await createVaultAtRelay(suite, relay.transport, credentials, { ...born, invite })).toEqual({
        ok: true,
        value: null,
      });
      const body = JSON.parse(Buffer.from(relay.asked.at(-1)!.body!).toString()) as Record<string, unknown>;
      expect(body).toMatchObject({ vault: someVault, head: 9, ...(invite && { invite }) });
      expect("invite" in body).toBe(invite !== null);
    }
  });
});

describe("what a relay may answer instead", () => {
  test("every refusal of the protocol is the same word here, for every call", async () => {
    for (const refused of Object.keys(statusOfRefusal).filter(
      (kind) => !["behind", "pruned", "session"].includes(kind),
    )) {
      for (const [name, call] of Object.entries(everyCall)) {
        expect(await call(relayThat(() => refusal(refused)).client()), name).toEqual({
          ok: false,
          error: { kind: refused },
        });
      }
    }
  });

  test("rules 46, 48: behind and pruned say where the relay stands, or are no answer", async () => {
    const log = async (reply: Reply) =>
      relayThat(() => reply)
        .client()
        .log(3);
    expect(await log(refusal("behind", { head: 9 }))).toEqual({
      ok: false,
      error: { kind: "behind", head: 9 },
    });
    expect(await log(refusal("behind", { snapshot: 8 }))).toEqual({
      ok: false,
      error: { kind: "behind", head: 8 },
    });
    expect(await log(refusal("pruned", { snapshot: 7 }))).toEqual({
      ok: false,
      error: { kind: "pruned", snapshot: 7 },
    });
    for (const wrong of [
      refusal("behind"),
      refusal("behind", { head: -1 }),
      refusal("pruned"),
      refusal("pruned", { snapshot: "7" }),
    ]) {
      expect(await log(wrong)).toEqual({ ok: false, error: { kind: "not-a-relay" } });
    }
  });

  test("what is no refusal of this protocol is not-a-relay, whatever it looks like", async () => {
    const others = ["", "teapot", "constructor", "toString", "__proto__", "hasOwnProperty"];
    const replies = others.map((refused) => refusal(refused));
    replies.push(
      json(null, 500),
      json([], 404),
      json({}, 400),
      { status: 502, body: Buffer.from("<html>") },
      { status: 302, body: new Uint8Array(0) },
    );
    for (const reply of replies) {
      for (const [name, call] of Object.entries(everyCall)) {
        expect(await call(relayThat(() => reply).client()), name).toEqual({
          ok: false,
          error: { kind: "not-a-relay" },
        });
      }
    }
  });

  test("what is no answer of its call is not-a-relay", async () => {
    const { log, snapshot, append, rotate, restart } = everyCall;
    const tooFar = new Uint8Array(16).fill(0xff);
    for (const body of [
      new Uint8Array(0),
      new Uint8Array(7),
      tooFar,
      Buffer.from("<html>"),
      new Uint8Array(17),
    ]) {
      for (const call of [log!, append!, rotate!, restart!]) {
        expect(await call(relayThat(() => bytes(body)).client())).toEqual({
          ok: false,
          error: { kind: "not-a-relay" },
        });
      }
    }
    for (const body of [new Uint8Array(7), tooFar, new Uint8Array(9)]) {
      expect(await snapshot!(relayThat(() => bytes(body)).client())).toEqual({
        ok: false,
        error: { kind: "not-a-relay" },
      });
    }
    for (const head of [undefined, null, -1, 1.5, "5"]) {
      expect(await append!(relayThat(() => json({ head })).client())).toEqual({
        ok: false,
        error: { kind: "not-a-relay" },
      });
    }
  });

  test("challenges and sessions that are none are not-a-relay", async () => {
    const sessions = [
      json({}),
      json({ token: 1, head: 0, snapshot: 0 }),
      json({ token: "T", head: -1, snapshot: 0 }),
      json({ token: "T", head: 0 }),
      bytes(new Uint8Array(3)),
    ];
    for (const session of sessions) {
      expect(
        await relayThat(
          () => json({}),
          () => session,
        )
          .client()
          .session(),
      ).toEqual({ ok: false, error: { kind: "not-a-relay" } });
    }
    const transport = { host: "h", send: async () => json({ challenge: 7 }) };
    expect(await createRelayClient(suite, transport, credentials).session()).toEqual({
      ok: false,
      error: { kind: "not-a-relay" },
    });
  });

  test("nothing at all is unreachable", async () => {
    for (const call of Object.values(everyCall)) {
      expect(await call(relayThat(() => null).client())).toEqual({
        ok: false,
        error: { kind: "unreachable" },
      });
      const silent = { host: "h", send: async () => null };
      expect(await call(createRelayClient(suite, silent, credentials))).toEqual({
        ok: false,
        error: { kind: "unreachable" },
      });
    }
  });

  test("rule 42: a session that ended is opened again once, and the call goes through", async () => {
    let ended = 1;
    const relay = relayThat(() => (ended-- > 0 ? refusal("session") : json({ head: 4 })));
    expect(await relay.client().append(3, [])).toEqual({ ok: true, value: 4 });
    expect(relay.paths().filter((path) => path === "POST /v1/session")).toHaveLength(2);
    const never = relayThat(() => refusal("session"));
    expect(await never.client().append(3, [])).toEqual({ ok: false, error: { kind: "session" } });
    expect(never.paths().filter((path) => path.startsWith("POST /v1/log"))).toHaveLength(2);
  });
});

describe("rule 55: mail", () => {
  test("asks for no session; an empty slot is null, and any refusal is said", async () => {
    const replies: Reply[] = [
      json({}, 201),
      refusal("unknown"),
      bytes(new Uint8Array([1])),
      refusal("taken"),
      null,
      json({}),
    ];
    const relay = relayThat(() => replies.shift()!);
    const mail = mailAt(relay.transport, new Uint8Array(16));
    expect(await mail.put(0, new Uint8Array([5]) as Bytes)).toEqual({ ok: true, value: null });
    expect(await mail.read(1)).toEqual({ ok: true, value: null });
    expect(await mail.read(1)).toEqual({ ok: true, value: new Uint8Array([1]) });
    expect(await mail.put(0, new Uint8Array([6]) as Bytes)).toEqual({ ok: false, error: { kind: "taken" } });
    expect(await mail.read(3)).toEqual({ ok: false, error: { kind: "unreachable" } });
    expect(await mail.empty()).toEqual({ ok: true, value: null });
    const id = "AAAAAAAAAAAAAAAAAAAAAA";
    expect(relay.paths()).toEqual([
      `PUT /v1/mail/${id}/0`,
      `GET /v1/mail/${id}/1`,
      `GET /v1/mail/${id}/1`,
      `PUT /v1/mail/${id}/0`,
      `GET /v1/mail/${id}/3`,
      `DELETE /v1/mail/${id}`,
    ]);
    for (const { headers } of relay.asked) expect(headers.authorization).toBeUndefined();
  });
});
