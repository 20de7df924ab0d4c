import { type Refused, statusOfRefusal } from "@tidetable/sync/protocol";

/** What a request came to: what it asked for, or why not. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Refused };

export const accepted = <Value>(value: Value): Outcome<Value> => ({ ok: true, value });

/** A refusal as a value, for whoever cannot answer yet. */
export const refused = (
  kind: Refused["refused"],
  details: Omit<Refused, "refused"> = {},
): { readonly ok: false; readonly error: Refused } => ({ ok: false, error: { refused: kind, ...details } });

// Nothing from here may be kept by anybody on the way: what is true of a log now is not true later.
const unkept = { "cache-control": "no-store" } as const;

/** Every refusal of one kind and the same details is the same bytes under the same headers (rule 43). */
export const answerRefusal = (refusal: Refused, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(refusal), {
    status: statusOfRefusal[refusal.refused],
    headers: { ...unkept, "content-type": "application/json", ...headers },
  });

export const answerJson = (value: object): Response =>
  new Response(JSON.stringify(value), { headers: { ...unkept, "content-type": "application/json" } });

export const answerBytes = (bytes: Uint8Array<ArrayBuffer>): Response =>
  new Response(bytes, { headers: { ...unkept, "content-type": "application/octet-stream" } });

/** Done, and nothing to say about it: an object without fields, so that every answer that is not bytes is JSON. */
export const answerDone = (): Response => answerJson({});
