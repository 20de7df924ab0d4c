import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import type { InviteRule } from "./invite.ts";
import type { Rate } from "./rate.ts";

/** Milliseconds since 1970-01-01. */
export type Clock = () => number;

/** So many random bytes. */
export type RandomBytes = (count: number) => Uint8Array<ArrayBuffer>;

/** Runs `act` once after `ms`; what it gives back stops that. */
export type Later = (ms: number, act: () => void) => () => void;

/**
 * How often what may happen. Writes are counted by vault, letterbox, queue or feed, new letterboxes, queues and feeds by vault, all
 * else by the caller's network.
 */
export interface Rates {
  readonly writes: Rate;
  /** Challenges, and proofs that answer them. */
  readonly challenges: Rate;
  readonly creations: Rate;
  readonly mail: Rate;
  /** What is put into letterboxes, queues and feeds, read by devices there and deleted. */
  readonly letterboxes: Rate;
  /** What calendar programs ask for: counted apart, because a provider's machines ask for very many people. */
  readonly feeds: Rate;
  readonly newLetterboxes: Rate;
}

/** Writes as rule 54 says; the others are our choice: a network may be a whole town's (rule 15). */
export const usualRates: Rates = {
  writes: { perMinute: 60, burst: 120 },
  challenges: { perMinute: 600, burst: 1_200 },
  creations: { perMinute: 1, burst: 30 },
  mail: { perMinute: 240, burst: 480 },
  letterboxes: { perMinute: 600, burst: 1_200 },
  feeds: { perMinute: 600, burst: 1_200 },
  // 64 a day: a grant makes three, and each move to another relay all of them.
  newLetterboxes: { perMinute: 64 / 1_440, burst: 64 },
};

/** Streams of `events` at once. */
export interface StreamLimits {
  readonly perVault: number;
  readonly inAll: number;
}

/** A device has one stream; a vault has 8 devices (rule 7). In all: our choice, at about 20 kB a connection. */
export const usualStreams: StreamLimits = { perVault: 8, inAll: 5_000 };

/** What the relay's API needs from the world. */
export interface ApiParts {
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly later: Later;
  /**
   * Host and port by which devices address this relay. Without it the request's own Host counts, and then a relay
   * that a device is tricked into addressing could pass that device's proof on to this one (rule 41).
   */
  readonly publicHost?: string | undefined;
  /** Whether the request's own Host can be this relay; asked where there is no `publicHost`. */
  readonly isOwnHost?: ((host: string) => boolean) | undefined;
  /** Origins of push services beside those of the common browsers; to others nothing is posted (rule 101). */
  readonly pushServices?: readonly string[] | undefined;
  /** "first" where nothing is said. */
  readonly invite?: InviteRule | undefined;
  readonly rates?: Partial<Rates> | undefined;
  readonly streams?: StreamLimits | undefined;
  /** Milliseconds between two looks at the heads that other processes may have moved; 2,000 where nothing is said. */
  readonly pollMs?: number | undefined;
  /** Called once, when the store could not sync: this process must end (rule 53). */
  readonly onFatal?: (() => void) | undefined;
}

/** What a request brings beside itself; `listen` fills it in. */
export interface RequestWorld {
  /** The socket's address; undefined is this machine itself. */
  readonly address?: string | undefined;
  /** Aborts when no request is answered any more. */
  readonly stopping?: AbortSignal;
}

const dayMs = 86_400_000;

/** Today, counted in days since 1970-01-01. */
export const dayOf = (ms: number): number => Math.floor(ms / dayMs);
