import { limits } from "@tidetable/sync/protocol";
import type { Context } from "hono";
import { createPushServices } from "../push/push-services.ts";
import { pushKeyOf } from "../push/vapid.ts";
import type { SecretName } from "../store/store.ts";
import { accepted, answerRefusal, type Outcome, refused } from "./answers.ts";
import { type Bodies, createBodies } from "./body.ts";
import { type Callers, type CountedByCaller, callerOf, createCallers } from "./callers.ts";
import { createHeads, type Heads } from "./heads.ts";
import { type Bytes, writeBase64url } from "./parse.ts";
import { type ApiParts, type RequestWorld, usualRates, usualStreams } from "./parts.ts";
import { createRateLimit } from "./rate.ts";
import { createTokenReader, type Token } from "./token.ts";

/** A request as the handlers get it; without a socket there may be no `env`. */
export type ApiContext = Context<{ Bindings: RequestWorld }>;

/** What the handlers of all routes share. */
export interface Desk extends Pick<ApiParts, "store" | "clock" | "randomBytes" | "later"> {
  readonly bodies: Bodies;
  readonly heads: Heads;
  readonly invite: NonNullable<ApiParts["invite"]>;
  /** 32 bytes that all processes of this relay share. */
  secret(name: SecretName): Promise<Uint8Array>;
  /** By which push services know this relay: 65 bytes. */
  pushKey(): Promise<Bytes>;
  /** Whether this relay posts to this address. */
  isPushService(endpoint: string): boolean;
  /** The relay's host and port as the device addresses it (rule 41). */
  hostOf(context: ApiContext): string;
  /** The session whose token the request carries; `session` where there is none. */
  tokenOf(context: ApiContext): Promise<Outcome<Token>>;
  /** Runs one after the other. */
  inTurn<Value>(act: () => Promise<Value>): Promise<Value>;
  /** Takes one of the writes of a vault, letterbox, queue or feed; null where there was one (rule 54). */
  refuseWrite(id: Uint8Array): Response | null;
  /** Takes one of the letterboxes, queues and feeds that a vault may make; null where there was one. */
  refuseNewLetterbox(vault: Uint8Array): Response | null;
  /** Takes one turn of the caller's network; null where there was one. */
  refuseCaller(context: ApiContext, what: CountedByCaller): Response | null;
}

/** Bytes of long bodies read at once, in all. Our choice: 32 of the longest. */
const bodyBytesAtOnce = 134_217_728;
const usualPollMs = 2_000;

export function createDesk(parts: ApiParts): Desk {
  const { store, clock, randomBytes, later, publicHost, isOwnHost } = parts;
  const rates = { ...usualRates, ...parts.rates };
  const writes = createRateLimit(rates.writes, clock);
  const newLetterboxes = createRateLimit(rates.newLetterboxes, clock);
  const callers: Callers = createCallers(rates, clock, randomBytes);
  const readToken = createTokenReader(clock);
  const secretByName = new Map<SecretName, Promise<Uint8Array>>();

  let lastTurn: Promise<unknown> = Promise.resolve();

  const secret: Desk["secret"] = (name) => {
    const known = secretByName.get(name);
    if (known) return known;
    const asked = store.secret(name, randomBytes(32));
    secretByName.set(name, asked);
    // What failed once is asked for again.
    asked.catch(() => secretByName.delete(name));
    return asked;
  };

  return {
    store,
    clock,
    randomBytes,
    later,
    secret,
    pushKey: async () => pushKeyOf(await secret("push")).publicKey,
    isPushService: createPushServices(parts.pushServices ?? []),
    bodies: createBodies(bodyBytesAtOnce),
    heads: createHeads({
      store,
      later,
      limits: parts.streams ?? usualStreams,
      pollMs: parts.pollMs ?? usualPollMs,
    }),
    invite: parts.invite ?? "first",
    hostOf({ req }) {
      const { host } = new URL(req.url);
      // No device signs for a relay without a name: a proof for somebody else's host holds for none.
      return publicHost ?? (isOwnHost?.(host) === false ? "" : host);
    },
    async tokenOf({ req }) {
      const token = readToken(await secret("session"), req.header("authorization"));
      return token === null ? refused("session") : accepted(token);
    },
    inTurn(act) {
      const turn = lastTurn.then(act);
      // Whoever is next does not care how this one ended.
      lastTurn = turn.catch(() => {});
      return turn;
    },
    refuseWrite: (id) => tooMany(writes.take(writeBase64url(id))),
    refuseNewLetterbox: (vault) => tooMany(newLetterboxes.take(writeBase64url(vault))),
    refuseCaller({ env, req }, what) {
      return tooMany(callers.take(what, callerOf(env?.address, req.header("x-forwarded-for"))));
    },
  };
}

/** The answer to whoever has to wait so many milliseconds; null for none. */
function tooMany(waitMs: number): Response | null {
  if (waitMs <= 0) return null;
  return answerRefusal({ refused: "too-many" }, { "retry-after": String(Math.ceil(waitMs / 1_000)) });
}

/** The body of a request whose body is JSON (rule 40). */
export const readJsonBody = ({ bodies }: Desk, { req }: ApiContext): Promise<Outcome<Uint8Array>> =>
  bodies.read(req.raw, limits.jsonBytes);
