import { type CreateVault, charterText, type HeadAnswer, proofText } from "@tidetable/sync/protocol";
import { answerJson, answerRefusal } from "./answers.ts";
import { claimChallenge, readChallenge } from "./challenge.ts";
import { type ApiContext, type Desk, readJsonBody } from "./desk.ts";
import { isInvite } from "./invite.ts";
import { type Bytes, maxIndex, readBase64url, readJsonObject, writeBase64url } from "./parse.ts";
import { isSignedBy, sha256, u64, vaultIdOf } from "./signatures.ts";

interface ReadCreation extends Pick<CreateVault, "head" | "challenge"> {
  readonly vault: Bytes;
  readonly root: Bytes;
  readonly charter: Bytes;
  readonly access: Bytes;
  readonly signature: Bytes;
  readonly invite: string | undefined;
}

function readCreation(body: Uint8Array): ReadCreation | null {
  const fields = readJsonObject(body);
  if (fields === null) return null;
  const { head, challenge, invite } = fields;
  const vault = readBase64url(fields.vault, 16);
  const root = readBase64url(fields.root, 32);
  const charter = readBase64url(fields.charter, 64);
  const access = readBase64url(fields.access, 32);
  const signature = readBase64url(fields.signature, 64);
  if (!vault || !root || !charter || !access || !signature || typeof challenge !== "string") return null;
  if (typeof head !== "number" || !Number.isInteger(head) || head < 0 || head > maxIndex) return null;
  if (invite !== undefined && typeof invite !== "string") return null;
  return { vault, root, charter, access, signature, head, challenge, invite };
}

/** `POST vaults` (rule 44). Rules 2 and 3 hold of every vault there is. */
export async function answerCreation(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "challenges");
  if (tooOften) return tooOften;
  const body = await readJsonBody(desk, context);
  if (!body.ok) return answerRefusal(body.error);
  const asked = readCreation(body.value);
  if (asked === null || Buffer.compare(vaultIdOf(asked.root), asked.vault) !== 0) {
    return answerRefusal({ refused: "malformed" });
  }
  const until = readChallenge(await desk.secret("session"), desk.clock, asked.challenge);
  if (until === null) return answerRefusal({ refused: "session" });
  if (!(await isSigned(asked, desk.hostOf(context)))) return answerRefusal({ refused: "unknown" });
  const tooMany = desk.refuseCaller(context, "creations");
  return tooMany ?? desk.inTurn(() => create(desk, asked, until));
}

/** One creation after the other, so that of two that come at once to an empty relay only one is the first. */
async function create(desk: Desk, asked: ReadCreation, until: number): Promise<Response> {
  const mayEnter =
    desk.invite === "open" ||
    (desk.invite === "first" && (await desk.store.countVaults()) === 0) ||
    isInvite(asked.invite, await desk.secret("invite"));
  if (!mayEnter) return answerRefusal({ refused: "invite" });
  if (!(await claimChallenge(desk.store, asked.challenge, until)))
    return answerRefusal({ refused: "session" });
  const isNew = await desk.store.createVault(asked.vault, asked.access, asked.head);
  return isNew ? answerJson({ head: asked.head } satisfies HeadAnswer) : answerRefusal({ refused: "taken" });
}

async function isSigned(asked: ReadCreation, host: string): Promise<boolean> {
  const { root, access, head, challenge, charter, signature } = asked;
  const vault = writeBase64url(asked.vault);
  const detail = writeBase64url(sha256(access, u64(head)));
  const [isChartered, isProven] = await Promise.all([
    isSignedBy(root, charterText(vault), charter),
    isSignedBy(access, proofText("create", host, challenge, vault, detail), signature),
  ]);
  return isChartered && isProven;
}
