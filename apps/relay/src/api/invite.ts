import { createHmac, timingSafeEqual } from "node:crypto";

/** Who may make a vault here: anybody; anybody the first and holders of the invite the others; or holders only. */
export type InviteRule = "open" | "first" | "always";

// 32 letters and digits that no eye takes for each other. Source: Douglas Crockford's base 32.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The invite of a relay with this secret: 80 bits in four groups of four, such as `4R2K-9TQX-0VAB-MM3C`. */
export function inviteText(secret: Uint8Array): string {
  const bits = createHmac("sha256", secret).update("tidetable/v1 relay invite\n").digest();
  const value = BigInt(`0x${bits.subarray(0, 10).toString("hex")}`);
  const digits = Array.from(
    { length: 16 },
    (_, place) => alphabet[Number((value >> BigInt(75 - 5 * place)) & 31n)],
  );
  return [0, 4, 8, 12].map((start) => digits.slice(start, start + 4).join("")).join("-");
}

/** Whether somebody typed this relay's invite: in any case, with or without dashes and spaces, O for 0, I or L for 1. */
export function isInvite(typed: string | undefined, secret: Uint8Array): boolean {
  const plain = (typed ?? "")
    .toUpperCase()
    .replaceAll(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  const expected = Buffer.from(inviteText(secret).replaceAll("-", ""));
  const given = Buffer.from(plain);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
