import { type HeadAnswer, joinLogStretch, limits } from "@tidetable/sync/protocol";
import { answerBytes, answerJson, answerRefusal } from "./answers.ts";
import type { ApiContext, Desk } from "./desk.ts";
import { areEnvelopes, readFrames } from "./frames.ts";
import { readQuery } from "./parse.ts";
import { dayOf } from "./parts.ts";
import { refusalOfStore } from "./store-refusal.ts";

/** Bytes of a stretch that are not envelopes: two indices, and a length for each of the most that fit. */
const stretchOverheadBytes = 16 + 4 * (limits.answerBytes / 1_024);

/** `POST log?expect=N` (rules 45 to 47). */
export async function answerAppend(desk: Desk, context: ApiContext): Promise<Response> {
  const token = await desk.tokenOf(context);
  if (!token.ok) return answerRefusal(token.error);
  const { session } = token.value;
  const tooOften = desk.refuseWrite(session.vault);
  if (tooOften) return tooOften;
  const query = readQuery(context.req.url, ["expect"]);
  if (query === null) return answerRefusal({ refused: "malformed" });
  const body = await desk.bodies.read(context.req.raw, limits.requestBytes);
  if (!body.ok) return answerRefusal(body.error);
  const frames = readFrames(body.value, 1, limits.envelopesAtOnce);
  if (!frames.ok) return answerRefusal(frames.error);
  if (!areEnvelopes(frames.value, ["entry", "epoch"])) return answerRefusal({ refused: "malformed" });

  const appended = await desk.store.append(session, {
    expect: query[0]!,
    envelopes: frames.value,
    day: dayOf(desk.clock()),
  });
  if (appended.kind !== "appended") return answerRefusal(refusalOfStore(appended));
  desk.heads.move(session.vault, appended.head);
  return answerJson({ head: appended.head } satisfies HeadAnswer);
}

/** `GET log?after=N` (rule 48). */
export async function answerLog(desk: Desk, context: ApiContext): Promise<Response> {
  const token = await desk.tokenOf(context);
  if (!token.ok) return answerRefusal(token.error);
  const query = readQuery(context.req.url, ["after"]);
  if (query === null) return answerRefusal({ refused: "malformed" });
  const read = await desk.store.readLog(
    token.value.session,
    query[0]!,
    limits.answerBytes - stretchOverheadBytes,
  );
  switch (read.kind) {
    case "log":
      return answerBytes(joinLogStretch(read));
    case "pruned":
      return answerRefusal({ refused: "pruned", snapshot: read.snapshot });
    case "unknown":
      return answerRefusal({ refused: "unknown" });
  }
}
