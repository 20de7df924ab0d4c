/** Content codings this relay can make; `identity` is the bytes as they are. */
export type Encoding = "br" | "gzip" | "identity";

const item = /^\s*([\w*-]+)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/**
 * The first of `offered` among those the header rates highest; `identity` where it accepts none of them.
 *
 * Answering 406 is allowed when even `identity` is refused, and helps nobody. Source: RFC 9110, section 12.5.3.
 */
export function encodingFromAccepted(header: string | undefined, offered: readonly Encoding[]): Encoding {
  const weightByName = new Map<string, number>();
  for (const part of header?.split(",") ?? []) {
    const match = item.exec(part);
    if (match) weightByName.set(match[1]!.toLowerCase(), Number(match[2] ?? 1));
  }
  const weightOf = (name: Encoding): number => weightByName.get(name) ?? weightByName.get("*") ?? 0;
  const [best] = offered
    .filter((encoding) => encoding !== "identity" && weightOf(encoding) > 0)
    .toSorted((a, b) => weightOf(b) - weightOf(a));
  // `identity` need not be named to be acceptable, and then any other accepted one goes first.
  return best !== undefined && weightOf(best) >= (weightByName.get("identity") ?? 0) ? best : "identity";
}
