import { type HeadAnswer, limits } from "@tidetable/sync/protocol";
import { accepted, answerJson, answerRefusal, type Outcome, refused } from "./answers.ts";
import type { ApiContext, Desk } from "./desk.ts";
import { areEnvelopes, areSnapshotParts, maxSnapshotBytes, maxSnapshotFrames, readFrames } from "./frames.ts";
import { readQuery, writeBase64url } from "./parse.ts";
import { dayOf } from "./parts.ts";
import { checkProof, type ReadProof, readProof } from "./proof.ts";
import { sha256, u64 } from "./signatures.ts";
import { refusalOfStore } from "./store-refusal.ts";

/** `POST rotate?expect=N` (rule 51): appends, and replaces the access key, in one step. */
export async function answerRotation(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "challenges");
  if (tooOften) return tooOften;
  const query = readQuery(context.req.url, ["expect"]);
  if (query === null) return answerRefusal({ refused: "malformed" });
  const asked = await readProofAndFrames(desk, context, limits.requestBytes, limits.envelopesAtOnce);
  if (!asked.ok) return answerRefusal(asked.error);
  const { proof, frames } = asked.value;
  const access = proof.access;
  if (access === null || !areEnvelopes(frames, ["entry", "epoch"])) {
    return answerRefusal({ refused: "malformed" });
  }
  const [expect] = query as [number];
  const detail = writeBase64url(sha256(access, u64(expect), ...frames.map((frame) => sha256(frame))));
  const proven = await checkProof(desk, proof, { purpose: "rotate", host: desk.hostOf(context), detail });
  if (!proven.ok) return answerRefusal(proven.error);
  const { session } = proven.value;
  const tooMany = desk.refuseWrite(session.vault);
  if (tooMany) return tooMany;

  const append = { expect, envelopes: frames, day: dayOf(desk.clock()) };
  const rotated = await desk.store.rotate(session, append, access);
  if (rotated.kind !== "appended") return answerRefusal(refusalOfStore(rotated));
  desk.heads.endBefore(session.vault, session.generation + 1);
  return answerJson({ head: rotated.head } satisfies HeadAnswer);
}

/** `POST restart?expect=N&at=M` (rule 51): begins again at M with one snapshot. */
export async function answerRestart(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "challenges");
  if (tooOften) return tooOften;
  const query = readQuery(context.req.url, ["expect", "at"]);
  if (query === null) return answerRefusal({ refused: "malformed" });
  const [expect, at] = query as [number, number];
  if (at < expect) return answerRefusal({ refused: "malformed" });
  const asked = await readProofAndFrames(desk, context, maxSnapshotBytes, maxSnapshotFrames);
  if (!asked.ok) return answerRefusal(asked.error);
  const { proof, frames } = asked.value;
  if (!areSnapshotParts(frames)) return answerRefusal({ refused: "malformed" });
  const detail = writeBase64url(sha256(u64(expect), u64(at), ...frames.map((frame) => sha256(frame))));
  const proven = await checkProof(desk, proof, { purpose: "restart", host: desk.hostOf(context), detail });
  if (!proven.ok) return answerRefusal(proven.error);
  const { session } = proven.value;
  const tooMany = desk.refuseWrite(session.vault);
  if (tooMany) return tooMany;

  const snapshot = { at, parts: frames };
  const restarted = await desk.store.restart(session, expect, snapshot, dayOf(desk.clock()));
  if (restarted.kind !== "appended") return answerRefusal(refusalOfStore(restarted));
  desk.heads.move(session.vault, restarted.head);
  return answerJson({ head: restarted.head } satisfies HeadAnswer);
}

/** A body whose first frame is a proof, of at most as many bytes as other JSON, and whose others are envelopes. */
async function readProofAndFrames(
  desk: Desk,
  { req }: ApiContext,
  maxBytes: number,
  maxFrames: number,
): Promise<Outcome<{ readonly proof: ReadProof; readonly frames: readonly Uint8Array[] }>> {
  const body = await desk.bodies.read(req.raw, maxBytes);
  if (!body.ok) return body;
  const all = readFrames(body.value, 2, maxFrames + 1);
  if (!all.ok) return all;
  const [first, ...frames] = all.value;
  if (first!.length > limits.jsonBytes) return refused("too-large");
  const proof = readProof(first!);
  return proof === null ? refused("malformed") : accepted({ proof, frames });
}
