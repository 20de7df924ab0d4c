import { joinSnapshotParts } from "@tidetable/sync/protocol";
import { answerBytes, answerDone, answerRefusal } from "./answers.ts";
import type { ApiContext, Desk } from "./desk.ts";
import { areSnapshotParts, maxSnapshotBytes, maxSnapshotFrames, readFrames } from "./frames.ts";
import { readQuery } from "./parse.ts";
import { dayOf } from "./parts.ts";
import { refusalOfStore } from "./store-refusal.ts";

/** `PUT snapshot?at=N` (rule 50). */
export async function answerSnapshotPut(desk: Desk, context: ApiContext): Promise<Response> {
  const token = await desk.tokenOf(context);
  if (!token.ok) return answerRefusal(token.error);
  const { session } = token.value;
  const tooOften = desk.refuseWrite(session.vault);
  if (tooOften) return tooOften;
  const query = readQuery(context.req.url, ["at"]);
  if (query === null) return answerRefusal({ refused: "malformed" });
  const body = await desk.bodies.read(context.req.raw, maxSnapshotBytes);
  if (!body.ok) return answerRefusal(body.error);
  const frames = readFrames(body.value, 1, maxSnapshotFrames);
  if (!frames.ok) return answerRefusal(frames.error);
  if (!areSnapshotParts(frames.value)) return answerRefusal({ refused: "malformed" });

  const snapshot = { at: query[0]!, parts: frames.value };
  const kept = await desk.store.putSnapshot(session, snapshot, dayOf(desk.clock()));
  return kept.kind === "done" ? answerDone() : answerRefusal(refusalOfStore(kept));
}

/** `GET snapshot`: the newest there is. */
export async function answerSnapshot(desk: Desk, context: ApiContext): Promise<Response> {
  const token = await desk.tokenOf(context);
  if (!token.ok) return answerRefusal(token.error);
  if (readQuery(context.req.url, []) === null) return answerRefusal({ refused: "malformed" });
  const { session } = token.value;
  const snapshot = await desk.store.readSnapshot(session);
  if (snapshot !== null) return answerBytes(joinSnapshotParts(snapshot));
  const row = await desk.store.readVault(session.vault);
  const isCurrent = row !== null && row.generation === session.generation;
  return answerRefusal({ refused: isCurrent ? "no-snapshot" : "unknown" });
}
