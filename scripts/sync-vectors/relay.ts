import { hostPairing, joinPairing } from "../../packages/sync/src/pairing.ts";
import {
  joinLogStretch,
  joinSnapshotParts,
  type Refusal,
  statusOfRefusal,
} from "../../packages/sync/src/protocol.ts";
import {
  askBoxes,
  createRelayClient,
  createVaultAtRelay,
  type RelayClient,
  type RelayRequest,
  type Transport,
} from "../../packages/sync/src/relay-client.ts";
import { accessKey } from "../../packages/sync/src/seal/epoch.ts";
import { charter, rootFromEntropy } from "../../packages/sync/src/seal/root.ts";
import type { SigningKey } from "../../packages/sync/src/seal/suite.ts";
import { foundVault } from "../../packages/sync/src/vault-birth.ts";
import { ModelRelay } from "../../packages/sync/test/simulation/model-relay.ts";
import { base64url, counting, hashingSuite, hex } from "./bytes.ts";
import { worldOf } from "./states.ts";

/** Rules 76 to 78: all four messages of a pairing, as the two devices of this code write them. */
export async function mails(): Promise<readonly object[]> {
  const suite = hashingSuite("mails");
  const relay = new ModelRelay();
  const sent: Uint8Array[] = [];
  const transport = (): Transport => ({
    host: "relay.example:4800",
    async send(request) {
      if (request.method === "PUT" && request.path.startsWith("/v1/mail/"))
        sent.push(Uint8Array.from(request.body!));
      return relay.answer(request);
    },
  });
  const world = worldOf(suite, transport);
  const { vault } = await foundVault(world, "Phone");
  await vault.connect("r", null);
  const newcomer = worldOf(suite, transport);
  const secret = base64url(counting(0x30, 16));
  const hosting = await hostPairing(world, vault, "r", secret);
  const joining = await joinPairing(newcomer, "r", secret, "Laptop");
  await joining.knock();
  await hosting.meet();
  await joining.meet();
  const met = await hosting.meet();
  if (!met.ok) throw new TypeError("mails expects two that meet");
  await hosting.admit(met.value.newcomer);
  const entered = await joining.enter();
  if (!entered.ok) throw new TypeError("mails expects the newcomer to enter");

  const bytes = Buffer.from(secret, "base64url");
  const mailKey = await suite.derive(bytes, "tidetable/v1 mail key", 32);
  const { box, sign } = entered.value.device();
  const slots = ["promise", "host", "newcomer", "welcome"];
  const messages: object[] = [];
  let welcomeText = "";
  // What a device sends again is what lies there already.
  const once = [...new Map(sent.map((body) => [hex(body), body])).values()];
  const bySlot = new Map<number, Uint8Array>();
  for (const body of once) {
    for (const slot of slots.keys()) {
      const data = Buffer.concat([Buffer.from("tidetable/v1 mail\n"), Uint8Array.of(slot)]);
      const opened = await suite.openBytes(mailKey, data, body);
      if (opened && !bySlot.has(slot)) {
        bySlot.set(slot, body);
        const json = Buffer.from(opened).toString().trimEnd();
        if (slots[slot] === "welcome") welcomeText = json;
        messages.push({ slot, is: slots[slot], json, sealed: hex(body) });
      }
    }
  }
  const { identity } = vault.core();
  const { box: welcome } = JSON.parse(welcomeText) as { box: string };
  const info = Buffer.concat([Buffer.from("tidetable/v1 welcome\n"), Buffer.from(vault.id, "base64url")]);
  const opened = await suite.openBox(box, info, Buffer.from(welcome, "base64url"));
  return [
    {
      secret,
      mailbox: base64url(await suite.derive(bytes, "tidetable/v1 mail id", 16)),
      mailKey: hex(mailKey),
      vault: vault.id,
      hostSign: hex(identity.device.sign.publicKey),
      signSeed: hex(sign.seed),
      boxSeed: hex(box.seed),
      words: met.value.words.join(" "),
      welcome: Buffer.from(opened!).toString(),
      messages,
    },
  ];
}

/** Rules 40 to 51 and 57: whole requests, and answers to them. */
export async function requests(): Promise<readonly object[]> {
  const suite = hashingSuite("requests");
  const root = await rootFromEntropy(suite, counting(0, 16));
  const key = await accessKey(suite, counting(0x40, 32));
  const next = await accessKey(suite, counting(0x60, 32));
  const common = { host: "relay.example:4800", vault: root.vault };
  const challenge = base64url(counting(0x20, 32));
  const token = base64url(counting(0x80, 32));
  const made: object[] = [];
  let asked = { name: "", signer: "", status: 200, answer: new Uint8Array(0) as Uint8Array };
  const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
  const transport: Transport = {
    host: common.host,
    async send({ method, path, headers, body }: RelayRequest) {
      const isChallenge = path === "/v1/challenge";
      const isSession = path === "/v1/session";
      const { name, signer, status } = isChallenge || isSession ? { ...asked, status: 200 } : asked;
      const answer = isChallenge
        ? json({ challenge })
        : isSession
          ? json({ token, head: 2, snapshot: 0 })
          : asked.answer;
      const said = isChallenge ? "a challenge" : isSession ? "a session" : name;
      made.push({
        name: said,
        ...common,
        signer,
        method,
        path,
        headers,
        body: body && hex(body),
        status,
        answer: hex(answer),
      });
      return { status, body: answer };
    },
  };
  // Short stand-ins for envelopes: nothing here reads them.
  const [one, two, three] = [counting(0, 5), counting(5, 9), counting(14, 1)];
  const clients = new Map<SigningKey, RelayClient>();
  const say = async (
    name: string,
    signing: SigningKey,
    status: number,
    answer: Uint8Array,
    act: (client: RelayClient) => Promise<unknown>,
    by: "access" | "root" = "access",
  ) => {
    asked = { name, signer: hex(signing.publicKey), status, answer };
    const known = clients.get(signing);
    const client = known ?? createRelayClient(suite, transport, { vault: root.vault, by, key: signing });
    clients.set(signing, client);
    await act(client);
  };
  const born = {
    root: root.sign.publicKey,
    charter: await charter(suite, root),
    head: 0,
    invite: "three old words",
  };
  const credentials = { vault: root.vault, by: "access", key } as const;
  const refused = (refusal: Refusal, more: object = {}) =>
    [statusOfRefusal[refusal], json({ refused: refusal, ...more })] as const;
  const stretch = joinLogStretch({ head: 2, first: 1, envelopes: [one, two] });
  await say("a vault is made, with an invite", key, 201, json({}), () =>
    createVaultAtRelay(suite, transport, credentials, born),
  );
  await say("two envelopes are appended", key, 200, json({ head: 2 }), (client) =>
    client.append(0, [one, two]),
  );
  await say("others came first", key, ...refused("behind", { head: 2 }), (client) =>
    client.append(1, [three]),
  );
  await say("all of the log", key, 200, stretch, (client) => client.log(0));
  await say(
    "nothing new in the log",
    key,
    200,
    joinLogStretch({ head: 2, first: 3, envelopes: [] }),
    (client) => client.log(2),
  );
  await say("entries that are gone", key, ...refused("pruned", { snapshot: 9 }), (client) => client.log(3));
  await say("no snapshot", key, ...refused("no-snapshot"), (client) => client.snapshot());
  await say("a snapshot is left", key, 200, json({}), (client) => client.putSnapshot(2, [one, two, three]));
  await say(
    "a snapshot is read",
    key,
    200,
    joinSnapshotParts({ at: 2, parts: [one, two, three] }),
    (client) => client.snapshot(),
  );
  await say("a rotation", key, 200, json({ head: 4 }), (client) =>
    client.rotate(2, [two, three], next.publicKey),
  );
  await say("begun again", next, 200, json({ head: 9 }), (client) => client.restart(4, 9, [one]));
  await say("a vault that is not there", root.sign, ...refused("unknown"), (client) => client.log(0), "root");
  await say("the newest boxes", next, 200, one, () => askBoxes(transport, root.vault));
  await say("deleted", next, 200, json({}), (client) => client.deleteVault());
  // A challenge is asked for before each proof; once shows it.
  return made.filter((vector, at) => at === 0 || (vector as { path: string }).path !== "/v1/challenge");
}
