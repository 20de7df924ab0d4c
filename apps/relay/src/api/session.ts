import { type ChallengeAnswer, limits, type SessionAnswer } from "@tidetable/sync/protocol";
import { accepted, answerDone, answerJson, answerRefusal, type Outcome, refused } from "./answers.ts";
import { writeChallenge } from "./challenge.ts";
import { type ApiContext, type Desk, readJsonBody } from "./desk.ts";
import { checkProof, type Proven, type ReadProof, readProof } from "./proof.ts";
import { refusalOfStore } from "./store-refusal.ts";
import { writeToken } from "./token.ts";

/** `GET challenge` (rule 41). Nothing is kept: the text carries its own end. */
export async function answerChallenge(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "challenges");
  if (tooOften) return tooOften;
  const challenge = writeChallenge(await desk.secret("session"), desk.clock, desk.randomBytes);
  return answerJson({ challenge } satisfies ChallengeAnswer);
}

/** `POST session` (rule 42). */
export async function answerSession(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "challenges");
  if (tooOften) return tooOften;
  const asked = await readPlainProof(desk, context, "session");
  if (!asked.ok) return answerRefusal(asked.error);
  const { proof, proven } = asked.value;
  const { row, session } = proven;
  const until = desk.clock() + limits.sessionSeconds * 1_000;
  const token = writeToken(await desk.secret("session"), { session, by: proof.by, until });
  return answerJson({ token, head: row.head, snapshot: row.snapshot } satisfies SessionAnswer);
}

/** `POST delete` (rule 51). */
export async function answerDelete(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "challenges");
  if (tooOften) return tooOften;
  const asked = await readPlainProof(desk, context, "delete");
  if (!asked.ok) return answerRefusal(asked.error);
  const { session } = asked.value.proven;
  const deleted = await desk.store.deleteVault(session);
  if (deleted.kind !== "done") return answerRefusal(refusalOfStore(deleted));
  desk.heads.endBefore(session.vault, Number.POSITIVE_INFINITY);
  return answerDone();
}

/** A body that is a proof and nothing else. */
async function readPlainProof(
  desk: Desk,
  context: ApiContext,
  purpose: "session" | "delete",
): Promise<Outcome<{ readonly proof: ReadProof; readonly proven: Proven }>> {
  const body = await readJsonBody(desk, context);
  if (!body.ok) return body;
  const proof = readProof(body.value);
  if (proof === null) return refused("malformed");
  const proven = await checkProof(desk, proof, { purpose, host: desk.hostOf(context), detail: "" });
  return proven.ok ? accepted({ proof, proven: proven.value }) : proven;
}
