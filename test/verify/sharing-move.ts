import { createHash } from "node:crypto";
import { recoverVault, type Transport, type Vault } from "@tidetable/sync";
import { openOwner, suite } from "../../apps/web/test/sharing/owner-in-node.ts";
import { columnsFromRegisters } from "../../packages/sync/src/register-columns.ts";
import { MemoryStore, worldOf } from "../../packages/sync/test/simulation/memory-device.ts";
import { openOperatorRelay, simulatedClock } from "./sharing-operator.ts";
import { makeReader } from "./sharing-reader.ts";
import { pastEdits, wideScope } from "./sharing-traces.ts";

type Say = (line: string) => void;

/** Source: security.md I15. */
const mostSeconds = 120;

/** What a diary says, whoever holds it. */
const hashOf = (vault: Vault): string =>
  createHash("sha256")
    .update(JSON.stringify(columnsFromRegisters(vault.core().replica.registers)))
    .digest("hex")
    .slice(0, 16);

/** A vault with two readers goes to another relay: nothing is lost, the readers go on reading, and the old relay has nothing to open. */
export async function movesAway(say: Say): Promise<boolean> {
  const clock = simulatedClock(Date.UTC(2027, 2, 4, 9));
  const [old, next] = [
    await openOperatorRelay("old.example", clock),
    await openOperatorRelay("new.example", clock),
  ];
  const relays = new Map([old, next].map((relay) => [relay.origin, relay]));
  const transport = (origin: string): Transport => relays.get(origin)!.transport;
  try {
    const seconds = () => clock.now() / 1000;
    const owner = await openOwner(old.origin, transport, seconds, (more) =>
      clock.goTo(clock.now() + more * 1000),
    );
    await owner.record(pastEdits(owner.today()));
    const readers = [await makeReader(transport, seconds), await makeReader(transport, seconds)];
    for (const [place, reader] of readers.entries()) {
      const id = await owner.letIn(`Reader ${place}`, wideScope("Rike", owner.today()), reader.key);
      const grant = owner.sharing.grants.peek()?.find((one) => one.id === id);
      if (grant === undefined) throw new Error("the grant should be there");
      await reader.accept(grant, old.origin, { kind: "accepted", push: null, rhythm: null });
      await owner.open();
      await reader.open();
    }
    const faces = async () =>
      JSON.stringify(await Promise.all(readers.map((one) => one.face(owner.today()))));
    const [before, shown] = [hashOf(owner.vault), await faces()];
    const isShown = shown.includes('"card"');

    const began = performance.now();
    const moved = await owner.vault.move(next.origin, null);
    if (!moved.ok) throw new Error(`the new relay should take the vault, says ${moved.error.kind}`);
    await owner.open();
    const took = (performance.now() - began) / 1000;
    const hashThere = hashOf(owner.vault);
    for (const reader of readers) await reader.open();
    const isRead =
      (await faces()) === shown && readers.every((one) => one.kept().accepted.relay === next.origin);

    const left = await owner.vault.leaveFormer();
    const isGone = left.ok;
    // What is written from now on is at the new relay alone.
    const newest = await readsOn(owner, readers);
    const byWords = await recoverVault(
      worldOf(suite, new MemoryStore(), () => Math.floor(seconds()), transport),
      owner.entropy,
      { name: "New phone", relay: next.origin, alone: false },
    );
    const hashByWords = byWords.ok ? hashOf(byWords.value) : "none";
    const isWhole = hashByWords === hashOf(owner.vault);
    say("moving to another relay, with two readers");
    say(
      `  ${took.toFixed(2)} s; state ${before} before, ${hashThere} after; by the words at the new relay the same: ${yes(isWhole)}`,
    );
    say(
      `  the readers were shown a card: ${yes(isShown)}; the same one by way of the letter's address: ${yes(isRead)}; what came later, too: ${yes(newest)}`,
    );
    say(
      `  the old relay was asked to delete the vault: ${yes(isGone)}; it keeps a hash of the deletion and, until 190 days have passed, sealed letters that say where`,
    );
    return isShown && isRead && newest && isGone && isWhole && before === hashThere && took < mostSeconds;
  } finally {
    await old.close();
    await next.close();
  }
}

const yes = (does: boolean): string => (does ? "yes" : "no");

/** Whether both readers see what is told after the move. */
async function readsOn(
  owner: Awaited<ReturnType<typeof openOwner>>,
  readers: readonly Awaited<ReturnType<typeof makeReader>>[],
): Promise<boolean> {
  for (const { id } of owner.sharing.grants.peek() ?? []) await owner.sharing.tell(id, "a good day");
  for (const reader of readers) await reader.open();
  const faces = await Promise.all(readers.map((one) => one.face(owner.today())));
  return faces.every((face) => JSON.stringify(face).includes("a good day"));
}
