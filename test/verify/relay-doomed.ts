import { joinFrames, relayPaths } from "@tidetable/sync/protocol";
import type { ServerProcess } from "./relay-launch.ts";
import {
  appendBytes,
  askForSession,
  createVault,
  deleteVault,
  envelopeOfSeed,
  headOf,
  openSession,
  readLog,
  type TestVault,
  vaultOfSeed,
} from "./relay-vault.ts";
import { openWire } from "./relay-wire.ts";

/** A vault that is to go, its neighbour that is to stay, and all bytes that are to go. */
export interface Doomed {
  readonly vault: TestVault;
  readonly neighbour: TestVault;
  readonly envelopes: readonly Buffer[];
}

const doomedCount = 50;
const neighbourCount = 5;

/** Fills two vaults: 50 envelopes of two sizes and a snapshot in the one, 5 envelopes in the other. */
export async function fillDoomed({ port }: ServerProcess, seed: string): Promise<Doomed> {
  const [vault, neighbour] = [vaultOfSeed(`${seed} doomed`), vaultOfSeed(`${seed} neighbour`)];
  const entries = Array.from({ length: doomedCount }, (_, index) =>
    envelopeOfSeed(`${seed} doomed ${index}`, index % 10 === 9 ? 4_096 : 1_024),
  );
  // The boxes of the epoch come first (rule 61).
  const parts = [
    envelopeOfSeed(`${seed} boxes`, 1_024, "epoch"),
    ...[0, 1].map((index) => envelopeOfSeed(`${seed} part ${index}`, 16_384, "snapshot")),
  ];
  const wire = await openWire(port);
  for (const one of [vault, neighbour]) await createVault(wire, one);
  const session = await openSession(wire, vault);
  for (const [index, entry] of entries.entries())
    if (headOf(await wire.send(appendBytes(wire, session.token, index, [entry]))) !== index + 1)
      throw new Error("an envelope that is to be deleted was not taken");
  const path = `${relayPaths.snapshot}?at=${doomedCount}`;
  const { status } = await wire.request("PUT", path, joinFrames(parts), session.token);
  if (status > 299) throw new Error(`a snapshot that is to be deleted was not taken: ${status}`);
  const { token } = await openSession(wire, neighbour);
  const others = Array.from({ length: neighbourCount }, (_, index) =>
    envelopeOfSeed(`${seed} other ${index}`),
  );
  await wire.send(appendBytes(wire, token, 0, others));
  wire.close();
  return { vault, neighbour, envelopes: [...entries, ...parts] };
}

/** Deletes it as its owner does. */
export async function deleteDoomed({ port }: ServerProcess, { vault }: Doomed): Promise<void> {
  const wire = await openWire(port);
  const { status } = await deleteVault(wire, vault);
  wire.close();
  if (status > 299) throw new Error(`the vault was not deleted: ${status}`);
}

export interface Whereabouts {
  /** Whether the vault cannot be told from one that never was (rule 43). */
  readonly isUnknown: boolean;
  /** Whether a vault of this name is refused for good (rule 44). */
  readonly isTaken: boolean;
  /** Whether all of the neighbour's envelopes are there. */
  readonly neighbourIsThere: boolean;
}

export async function findDoomed({ port }: ServerProcess, doomed: Doomed): Promise<Whereabouts> {
  const wire = await openWire(port);
  const gone = await askForSession(wire, doomed.vault);
  const never = await askForSession(wire, vaultOfSeed("a vault that never was"));
  const again = gone.status === 200 ? null : await createVault(wire, doomed.vault);
  const { token } = await openSession(wire, doomed.neighbour);
  const neighbours = await readLog(wire, token);
  wire.close();
  return {
    isUnknown: gone.status !== 200 && gone.status === never.status && gone.body.equals(never.body),
    isTaken: again?.status === 409,
    neighbourIsThere: neighbours.length === neighbourCount,
  };
}

/** In words; null where all is as it should be. */
export function complaintOf({ isUnknown, isTaken, neighbourIsThere }: Whereabouts): string | null {
  const complaints = [
    ...(isUnknown ? [] : ["it can be told that the vault was there"]),
    ...(isTaken ? [] : ["a vault of its name can be made again"]),
    ...(neighbourIsThere ? [] : ["another vault lost entries"]),
  ];
  return complaints.length === 0 ? null : complaints.join(", ");
}
