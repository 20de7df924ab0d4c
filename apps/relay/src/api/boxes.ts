import { createHmac } from "node:crypto";
import { envelopeHeadLength, envelopeKinds, protocolVersion } from "@tidetable/sync/protocol";
import { answerBytes, answerRefusal } from "./answers.ts";
import { type ApiContext, type Desk, readJsonBody } from "./desk.ts";
import { type Bytes, readBase64url, readJsonObject } from "./parse.ts";

/** Bytes of an envelope of boxes (rule 16). */
const boxesLength = 1_024;

/**
 * `POST boxes` (rule 57): the newest boxes of a vault, for a device that was away when its key changed.
 *
 * Asks for no proof, because whoever was away has none that is good any more; and gives nothing to whoever has no place
 * in them, who cannot even tell whether there is such a vault.
 */
export async function answerBoxes(desk: Desk, context: ApiContext): Promise<Response> {
  const tooOften = desk.refuseCaller(context, "challenges");
  if (tooOften) return tooOften;
  const body = await readJsonBody(desk, context);
  if (!body.ok) return answerRefusal(body.error);
  const vault = readBase64url(readJsonObject(body.value)?.vault, 16);
  if (vault === null) return answerRefusal({ refused: "malformed" });
  const likeness = likenessOf(await desk.secret("session"), vault);
  const boxes = await desk.store.readBoxes(vault);
  return answerBytes(boxes === null ? likeness : new Uint8Array(boxes));
}

/** What stands in for the boxes of a vault that is not here: always the same for one id, and like any other. */
function likenessOf(secret: Uint8Array, vault: Uint8Array): Bytes {
  const bytes = new Uint8Array(boxesLength);
  bytes.set([0x54, 0x44, protocolVersion, envelopeKinds.epoch, 1, 0, 0, 0, 0, 0, 0, 1]);
  for (let at = envelopeHeadLength, block = 0; at < boxesLength; at += 32, block++) {
    const drawn = createHmac("sha256", secret).update("boxes").update(vault).update(String(block)).digest();
    bytes.set(drawn.subarray(0, Math.min(32, boxesLength - at)), at);
  }
  return bytes;
}
