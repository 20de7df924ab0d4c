import { expect, test } from "vitest";
import { pairingLinkFrom, sharingLinkFrom, textOfSharingLink } from "../../src/vault/pairing-link.ts";

const secret = "AbCdEfGhIjKlMnOpQrStU_";
const fragmentOf = (relay: string | null) =>
  textOfSharingLink("https://diary.example", { secret, relay }).split("#")[1]!;

test("rule 99: a link by which somebody shares is none that lets a device in", () => {
  expect(sharingLinkFrom(fragmentOf(null))).toEqual({ secret, relay: null });
  expect(pairingLinkFrom(fragmentOf(null))).toBe(null);
  expect(sharingLinkFrom(`pair=${secret}`)).toBe(null);
});

test("it names the relay where that is not the one of the page", () => {
  const relay = "https://relay.example/here";
  expect(sharingLinkFrom(fragmentOf(relay))).toEqual({ secret, relay });
});

test.each(["with=", "with=short", `with=${secret}x`, `with=${secret}&more=1`, `x=${secret}`])(
  "%s is no such link",
  (fragment) => {
    expect(sharingLinkFrom(fragment)).toBe(null);
  },
);
