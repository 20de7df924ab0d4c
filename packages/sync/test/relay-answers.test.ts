import { describe, expect, test } from "vitest";
import { statusOfRefusal } from "../src/protocol.ts";
import { type Answer, createRelayClient, type RelayClient } from "../src/relay-client.ts";
import { bytes, credentials, json, type Reply, refusal, relayThat, suite } from "./scripted-relay.ts";

const everyCall: Readonly<Record<string, (client: RelayClient) => Promise<Answer<unknown>>>> = {
  append: (client) => client.append(3, [new Uint8Array(5)]),
  log: (client) => client.log(3),
  putSnapshot: (client) => client.putSnapshot(3, [new Uint8Array(5)]),
  snapshot: (client) => client.snapshot(),
  rotate: (client) => client.rotate(3, [new Uint8Array(5)], new Uint8Array(32)),
  restart: (client) => client.restart(3, 4, [new Uint8Array(5)]),
  deleteVault: (client) => client.deleteVault(),
};

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
