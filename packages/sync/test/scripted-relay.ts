import { bytesFromJson } from "../src/bytes.ts";
import { relayPaths } from "../src/protocol.ts";
import { type Credentials, createRelayClient, type RelayRequest } from "../src/relay-client.ts";
import { realSuite } from "./household.ts";
import { someVault } from "./seal/suite-contract.ts";

export const suite = realSuite(55);
/** Whom the relay below is asked by. */
export const credentials: Credentials = {
  vault: someVault,
  by: "access",
  key: await suite.signingKeyFromSeed(suite.randomBytes(32)),
};

/** What comes back; null is silence. */
export type Reply = { readonly status: number; readonly body: Uint8Array } | null;
export const json = (value: unknown, status = 200): Reply => ({ status, body: bytesFromJson(value) });
export const bytes = (body: Uint8Array): Reply => ({ status: 200, body });
export const refusal = (refused: string, more: object = {}): Reply => json({ refused, ...more }, 400);

/** A relay that answers challenges and sessions, and everything else as it is told. */
export function relayThat(
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
