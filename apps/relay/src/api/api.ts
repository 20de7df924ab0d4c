import { relayPaths } from "@tidetable/sync/protocol";
import { Hono } from "hono";
import { StoreFailure } from "../store/store.ts";
import { answerRefusal } from "./answers.ts";
import { answerBoxes } from "./boxes.ts";
import { type ApiContext, createDesk, type Desk } from "./desk.ts";
import { answerEvents } from "./events.ts";
import { answerFeed, answerFeedPut } from "./feeds.ts";
import {
  answerFeedCreation,
  answerFeedDelete,
  answerLetter,
  answerLetterboxCreation,
  answerLetterboxDelete,
  answerLetterPut,
  answerQueueCreation,
  answerQueueDelete,
} from "./letterboxes.ts";
import { answerAppend, answerLog } from "./log.ts";
import { answerMail, answerMailDelete, answerMailPut } from "./mail.ts";
import type { ApiParts, RequestWorld } from "./parts.ts";
import { answerPushKey, answerQueue, answerQueuePut } from "./queues.ts";
import { answerRestart, answerRotation } from "./rotate.ts";
import { answerChallenge, answerDelete, answerSession } from "./session.ts";
import { answerSnapshot, answerSnapshotPut } from "./snapshot.ts";
import { answerCreation } from "./vaults.ts";

/** All addresses of the API begin with this. */
export const apiPrefix = "/v1/";

/**
 * What any page may know of an answer, and send: the app may be served from elsewhere than its relay. No credentials: a
 * browser holds nothing that speaks for anyone here.
 */
export const corsHeaders: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "retry-after",
};
const preflightHeaders: Readonly<Record<string, string>> = {
  "access-control-allow-headers": "authorization, content-type",
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  // Two hours: more than that no Chromium remembers.
  "access-control-max-age": "7200",
};

type Handler = (desk: Desk, context: ApiContext) => Promise<Response>;

const mailPath = `${relayPaths.mail}/:mailbox`;
const letterboxPath = `${relayPaths.letterbox}/:id`;
const queuePath = `${relayPaths.queue}/:id`;
const feedWritePath = `${relayPaths.feed}/:id`;
const routes: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ["GET", relayPaths.challenge, answerChallenge],
  ["POST", relayPaths.vaults, answerCreation],
  ["POST", relayPaths.session, answerSession],
  ["GET", relayPaths.log, answerLog],
  ["POST", relayPaths.log, answerAppend],
  ["GET", relayPaths.events, answerEvents],
  ["GET", relayPaths.snapshot, answerSnapshot],
  ["PUT", relayPaths.snapshot, answerSnapshotPut],
  ["POST", relayPaths.rotate, answerRotation],
  ["POST", relayPaths.restart, answerRestart],
  ["POST", relayPaths.delete, answerDelete],
  ["POST", relayPaths.boxes, answerBoxes],
  ["GET", `${mailPath}/:slot`, answerMail],
  ["PUT", `${mailPath}/:slot`, answerMailPut],
  ["DELETE", mailPath, answerMailDelete],
  ["POST", relayPaths.letterboxes, answerLetterboxCreation],
  ["GET", letterboxPath, answerLetter],
  ["PUT", letterboxPath, answerLetterPut],
  ["DELETE", letterboxPath, answerLetterboxDelete],
  ["POST", relayPaths.queues, answerQueueCreation],
  ["GET", queuePath, answerQueue],
  ["PUT", queuePath, answerQueuePut],
  ["DELETE", queuePath, answerQueueDelete],
  ["GET", relayPaths.pushKey, answerPushKey],
  ["POST", relayPaths.feeds, answerFeedCreation],
  ["PUT", feedWritePath, answerFeedPut],
  ["DELETE", feedWritePath, answerFeedDelete],
];

/** What calendar programs ask for (rule 111); under the headers of the app's files, as if there were nothing. */
const feedPrefix = "/feed/";

/** Answers everything below `apiPrefix` and `feedPrefix` by the rules 40 to 57 and 92 to 111 of docs/protocol.md. */
export function createApi(parts: ApiParts): Hono<{ Bindings: RequestWorld }> {
  const desk = createDesk(parts);
  const { log, onFatal } = parts;
  const api = new Hono<{ Bindings: RequestWorld }>();
  let hasFailedToSync = false;

  // What failed to sync may be gone although it was read back: nothing is acknowledged any more (rule 53).
  const answer = async (handler: Handler, context: ApiContext): Promise<Response> => {
    if (hasFailedToSync) return answerRefusal({ refused: "storage" });
    try {
      const response = await handler(desk, context);
      return hasFailedToSync ? answerRefusal({ refused: "storage" }) : response;
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      log({ event: "storage", trouble: error.trouble });
      if (error.trouble === "sync-failed" && !hasFailedToSync) {
        hasFailedToSync = true;
        desk.heads.endAll();
        onFatal?.();
      }
      return answerRefusal({ refused: "storage" });
    }
  };

  for (const [method, path, handler] of routes) {
    api.on(method, path, (context) =>
      // A HEAD would be answered by what answers GET, and nobody needs it: an `events` without a reader would stay open.
      context.req.method === method ? answer(handler, context) : answerRefusal({ refused: "malformed" }),
    );
  }
  // A HEAD comes as a GET, and leaves without its body.
  api.get(`${feedPrefix}*`, (context) => answer(answerFeed, context));
  api.options(`${apiPrefix}*`, () => new Response(null, { status: 204, headers: preflightHeaders }));
  api.all(`${apiPrefix}*`, () => answerRefusal({ refused: "malformed" }));
  return api;
}
