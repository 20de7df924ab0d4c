/** One plain line, for whoever asked for something that is not served; never the address they asked for. */
export function refuse(
  status: number,
  line: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(`${line}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}

/** What every address gets at which there is nothing, and at which nothing is any more: always the same bytes (rule 111). */
export const refuseUnknown = (): Response => refuse(404, "There is nothing at this address.");
