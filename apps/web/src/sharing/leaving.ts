import {
  letterboxAt,
  publishLetters,
  queueAt,
  type Suite,
  type Transport,
  type Vault,
} from "@tidetable/sync";
import { deleteAllFeeds } from "../feeds/leaving-feeds.ts";
import { eventEdits } from "./event-log.ts";
import type { Grant } from "./grants.ts";
import { forwardingLetterFor, type Published, type Shareable } from "./letters.ts";
import { grantIdFrom, grantNames } from "./names.ts";
import type { PublishingWorld } from "./publishing-world.ts";
import { type StoredKeys, storedKeysFrom, valuesOf } from "./stored.ts";

/** Where the vault has moved from: the way on. It is tried with every round until that relay is left for good. */
export async function leaveForwarding(
  { suite }: Pick<PublishingWorld, "suite">,
  vault: Vault,
  grants: readonly Published[],
  shareable: Shareable,
  numberOf: (id: string) => number,
): Promise<void> {
  const [former, relay] = [vault.formerRelay(), vault.relay()];
  if (former === null || relay === null || former === relay) return;
  const letters = grants.map((grant) => forwardingLetterFor(grant, shareable, relay, numberOf(grant.id) - 1));
  await publishLetters({ suite, transport: vault.core().world.transport(former), make: null, letters });
}

/** Deletes what a relay has of grants whose last day has passed, and then their keys (rule 97). */
export async function deleteLapsed(
  { suite, today }: Pick<PublishingWorld, "suite" | "today">,
  vault: Vault,
  transport: Transport,
  grants: readonly Grant[],
): Promise<boolean> {
  const over = grants.filter(
    ({ scope, secrets }) => secrets !== null && scope !== null && today() > scope.last,
  );
  let isWhole = true;
  for (const { id, secrets, nickname, standing } of over) {
    if (secrets === null) continue;
    if (!(await deleteAtRelay(suite, transport, secrets))) {
      isWhole = false;
      continue;
    }
    const events = standing === "lapsed" ? [{ kind: "lapsed", who: nickname } as const] : [];
    const ended = { record: grantNames(id).keys, field: "", value: null };
    await vault.edit([ended, ...(await eventEdits(suite, vault, today(), events))]);
  }
  return isWhole;
}

/** Deletes a grant's letterboxes and queue; false where the relay did not do it. What is not there is deleted. */
async function deleteAtRelay(
  suite: Suite,
  transport: Transport,
  { keys, queue }: StoredKeys,
): Promise<boolean> {
  const boxes = [
    await letterboxAt(suite, transport, keys.seed),
    await letterboxAt(suite, transport, keys.reply.seed),
    await queueAt(suite, transport, queue.seed),
  ];
  let isDeleted = true;
  for (const box of boxes) {
    const answer = await box.delete();
    if (!answer.ok && answer.error.kind !== "unknown") isDeleted = false;
  }
  return isDeleted;
}

/**
 * Deletes every letterbox, queue and calendar feed that a vault has at its relay; false where the relay did not do it.
 *
 * @param ownQueue the seed of the queue with the owner's notices to herself (rule 105); null where there is none
 */
export async function deleteAllShared(vault: Vault, ownQueue: string | null): Promise<boolean> {
  const relay = vault.relay();
  if (relay === null) return true;
  const { suite, transport } = vault.core().world;
  let isDeleted = await deleteAllFeeds(suite, vault);
  for (const name of vault.records()) {
    const id = grantIdFrom(name);
    const secrets = id && storedKeysFrom(id, valuesOf(vault, grantNames(id).keys));
    if (secrets && !(await deleteAtRelay(suite, transport(relay), secrets))) isDeleted = false;
  }
  if (ownQueue === null) return isDeleted;
  const answer = await (await queueAt(suite, transport(relay), ownQueue)).delete();
  return isDeleted && (answer.ok || answer.error.kind === "unknown");
}
