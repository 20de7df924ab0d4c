import { answerBytes, answerRefusal } from "./answers.ts";
import { type ApiContext, type Desk, readJsonBody } from "./desk.ts";
import { likenessOfBoxes } from "./likeness.ts";
import { readBase64url, readJsonObject } from "./parse.ts";

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
  const likeness = likenessOfBoxes(await desk.secret("session"), vault);
  const boxes = await desk.store.readBoxes(vault);
  return answerBytes(boxes === null ? likeness : new Uint8Array(boxes));
}
