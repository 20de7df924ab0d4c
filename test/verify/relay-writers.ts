import type { Refused, SessionAnswer } from "@tidetable/sync/protocol";
import type { Acknowledged } from "./relay-order.ts";
import {
  appendBytes,
  askForSession,
  createVault,
  envelopeOfSeed,
  headOf,
  json,
  openSession,
  readLog,
  seededFraction,
  sha256,
  type TestVault,
  vaultOfSeed,
} from "./relay-vault.ts";
import { type Answer, Hung, openWire } from "./relay-wire.ts";

/** One vault and all that was ever acknowledged for it: by index, the SHA-256 of the envelope. */
export interface WrittenVault {
  readonly vault: TestVault;
  readonly hashByIndex: Map<number, string>;
}

/** Someone who appends to one vault, one request after the other, over one connection. */
export interface Writer {
  readonly name: string;
  readonly written: WrittenVault;
  /** Index up to which it has been told. */
  expect: number;
  /** What it sent and was not answered: it sends that again, byte for byte (rules 26 and 47). */
  unanswered: readonly Buffer[] | null;
  requests: number;
}

/** What one sitting with a relay came to. */
export interface Sitting {
  readonly acknowledged: readonly Acknowledged[];
  /** Answers that were neither an acknowledgement nor `behind`: the refusal, or a status where it was none. */
  readonly refusals: readonly string[];
  /** Acknowledgements that came after a refusal `storage` on any connection. */
  readonly acknowledgedAfterStorage: number;
}

/** `count` writers on `vaults` vaults in turn: where there are more of them than vaults, some compete. */
export function writersOn(seed: string, count: number, vaults: number): readonly Writer[] {
  const written = Array.from({ length: vaults }, (_, index) => ({
    vault: vaultOfSeed(`${seed} vault ${index}`),
    hashByIndex: new Map<number, string>(),
  }));
  return Array.from({ length: count }, (_, index) => ({
    name: `${seed} writer ${index}`,
    written: written[index % vaults]!,
    expect: 0,
    unanswered: null,
    requests: 0,
  }));
}

export const vaultsOf = (writers: readonly Writer[]): readonly WrittenVault[] => [
  ...new Set(writers.map(({ written }) => written)),
];

/** Brings the writers' vaults to a relay that does not have them. */
export async function bringVaults(port: number, writers: readonly Writer[]): Promise<void> {
  const wire = await openWire(port);
  for (const { vault } of vaultsOf(writers)) {
    const { status, body } = await createVault(wire, vault);
    if (status !== 201 && status !== 200) throw new Error(`no vault was made: ${status} ${body.toString()}`);
  }
  wire.close();
}

/**
 * Lets every writer append until the connection ends, the relay refuses, or `isOver`. Each acknowledgement is on record
 * before the next request is made.
 */
export async function sit(
  port: number,
  writers: readonly Writer[],
  isOver: (acknowledged: number) => boolean = () => false,
): Promise<Sitting> {
  const acknowledged: Acknowledged[] = [];
  const refusals: string[] = [];
  let acknowledgedAfterStorage = 0;
  const one = async (writer: Writer): Promise<void> => {
    const wire = await openWire(port);
    try {
      const { vault, hashByIndex } = writer.written;
      const session = await askForSession(wire, vault);
      if (session.status !== 200) {
        refusals.push(refusalOf(session).refused);
        return;
      }
      const { token } = json<SessionAnswer>(session);
      while (!isOver(acknowledged.length)) {
        const envelopes = writer.unanswered ?? nextEnvelopes(writer);
        writer.unanswered = envelopes;
        const answer = await wire.send(appendBytes(wire, token, writer.expect, envelopes));
        const head = headOf(answer);
        if (head !== null) {
          const first = head - envelopes.length + 1;
          acknowledged.push({ localPort: wire.localPort, vault, first, envelopes });
          if (refusals.includes("storage")) acknowledgedAfterStorage++;
          for (const [index, envelope] of envelopes.entries())
            hashByIndex.set(first + index, sha256(envelope).toString("hex"));
          writer.expect = head;
          writer.unanswered = null;
          continue;
        }
        const refused = refusalOf(answer);
        if (refused.refused !== "behind" || refused.head === undefined) {
          refusals.push(refused.refused);
          return;
        }
        writer.expect = refused.head;
      }
    } finally {
      wire.close();
    }
  };
  const outcomes = await Promise.allSettled(writers.map(one));
  for (const outcome of outcomes)
    if (outcome.status === "rejected" && !(outcome.reason instanceof Hung)) throw outcome.reason;
  return { acknowledged, refusals, acknowledgedAfterStorage };
}

/** What a relay refuses with; a bare status where its answer is none of the protocol's. */
function refusalOf({ status, body }: Answer): {
  refused: Refused["refused"] | `status ${number}`;
  head?: number;
} {
  try {
    return JSON.parse(body.toString()) as Refused;
  } catch {
    return { refused: `status ${status}` };
  }
}

/** One to four envelopes, one in eight of the second size; all from the writer's name and how often it wrote. */
function nextEnvelopes(writer: Writer): readonly Buffer[] {
  const text = `${writer.name} request ${writer.requests++}`;
  const count = 1 + Math.floor(4 * seededFraction(`${text} count`));
  return Array.from({ length: count }, (_, index) =>
    envelopeOfSeed(
      `${text} envelope ${index}`,
      seededFraction(`${text} size ${index}`) < 1 / 8 ? 4_096 : 1_024,
    ),
  );
}

export interface ReadBack {
  readonly acknowledged: number;
  /** Acknowledged, and not there or other bytes. */
  readonly lost: number;
  /** There more than once, though sent again after a connection ended (rule 47). */
  readonly doubled: number;
  /** There without having been acknowledged: committed, and its answer cut off. */
  readonly beyond: number;
}

/** Reads every vault from its first entry on and holds it against what was acknowledged. */
export async function readBack(port: number, writers: readonly Writer[]): Promise<ReadBack> {
  const wire = await openWire(port);
  const counts = { acknowledged: 0, lost: 0, doubled: 0, beyond: 0 };
  for (const { vault, hashByIndex } of vaultsOf(writers)) {
    const { token } = await openSession(wire, vault);
    const hashes = (await readLog(wire, token)).map((envelope) => sha256(envelope).toString("hex"));
    addTo(counts, compare(hashes, hashByIndex));
  }
  wire.close();
  return counts;
}

/** Holds a log, its hashes in order from index 1, against what was acknowledged of it. */
export function compare(hashes: readonly string[], hashByIndex: ReadonlyMap<number, string>): ReadBack {
  const lost = [...hashByIndex].filter(([index, hash]) => hashes[index - 1] !== hash).length;
  return {
    acknowledged: hashByIndex.size,
    lost,
    doubled: hashes.length - new Set(hashes).size,
    beyond: hashes.filter((_hash, at) => !hashByIndex.has(at + 1)).length,
  };
}

export function addTo(sum: { -readonly [Key in keyof ReadBack]: number }, more: ReadBack): void {
  for (const key of ["acknowledged", "lost", "doubled", "beyond"] as const) sum[key] += more[key];
}
