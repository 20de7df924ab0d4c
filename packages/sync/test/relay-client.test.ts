import { describe, expect, test } from "vitest";
import {
  joinFrames,
  joinLogStretch,
  joinSnapshotParts,
  proofText,
  relayPaths,
  splitFrames,
} from "../src/protocol.ts";
import { createRelayClient, createVaultAtRelay, mailAt } from "../src/relay-client.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import type { Bytes } from "../src/seal/suite.ts";
import { bytes, credentials, json, type Reply, refusal, relayThat, suite } from "./scripted-relay.ts";
import { someVault } from "./seal/suite-contract.ts";

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
