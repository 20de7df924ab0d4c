import { type Edit, openReply, readLetterbox, type Transport, type Vault } from "@tidetable/sync";
import { eventEdits, type SharingEvent } from "./event-log.ts";
import type { Published } from "./letters.ts";
import { grantNames } from "./names.ts";
import type { PublishingWorld } from "./publishing-world.ts";

/** Reads what readers have left, ended grants' too: a relay cannot tell them apart. False where one could not be read. */
export async function takeReplies(
  { suite, today }: Pick<PublishingWorld, "suite" | "today">,
  vault: Vault,
  transport: Transport,
  grants: readonly Published[],
): Promise<boolean> {
  const edits: Edit[] = [];
  const events: { readonly kind: SharingEvent; readonly who: string }[] = [];
  let isWhole = true;
  for (const { id, secrets, reply: known, nickname, standing } of grants) {
    const answer = await readLetterbox(transport, secrets.keys.reply.id);
    if (!answer.ok) {
      isWhole = false;
      if (answer.error.kind === "unreachable") return false;
      continue;
    }
    const taken = await openReply(suite, secrets.keys, secrets.readers, answer.value);
    if (taken === null || taken.number <= (known?.number ?? 0) || standing === "ended") continue;
    edits.push({ record: grantNames(id).reply, field: "", value: taken });
    if (taken.reply.kind === "left") events.push({ kind: "left", who: nickname });
    else if (known === null) events.push({ kind: "accepted", who: nickname });
  }
  if (edits.length === 0) return isWhole;
  await vault.edit([...edits, ...(await eventEdits(suite, vault, today(), events))]);
  return isWhole;
}
