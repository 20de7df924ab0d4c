import { newPairingSecret } from "@tidetable/sync";
import { describe, expect, test } from "vitest";
import {
  pairingLinkFrom,
  pairingLinkFromText,
  relayAddressFrom,
  textOfPairingLink,
} from "../src/vault/pairing-link.ts";

const secret = "AAECAwQFBgcICQoLDA0ODw";

describe("rule 75: a pairing link", () => {
  test("comes back from its own text, with the relay where it is another one", () => {
    for (const relay of [null, "https://relay.example/tide", "http://localhost:4800"]) {
      const text = textOfPairingLink("https://diary.example", { secret, relay });
      expect(pairingLinkFromText(text)).toEqual({ secret, relay });
      expect(pairingLinkFromText(`  ${text}\n`)).toEqual({ secret, relay });
    }
  });

  test("has its secret behind the sign, which browsers send to nobody", () => {
    const url = new URL(textOfPairingLink("https://diary.example", { secret, relay: null }));
    expect(url.pathname + url.search).toBe("/");
    expect(url.hash).toBe(`#pair=${secret}`);
  });

  test("is nothing else: another screen, a secret of another length, text around it", () => {
    for (const text of [
      "today",
      "",
      "pair=",
      `pair=${secret}x`,
      `pair=${secret.slice(1)}`,
      `a&pair=${secret}`,
    ])
      expect(pairingLinkFrom(text), text).toBe(null);
  });

  test("has room for every secret there is", () => {
    const suite = { randomBytes: (length: number) => new Uint8Array(length).fill(255) };
    expect(pairingLinkFrom(`pair=${newPairingSecret(suite as never)}`)).not.toBe(null);
  });
});

describe("the address of a relay", () => {
  test("is taken as people type it", () => {
    expect(relayAddressFrom(" diary.example/ ")).toBe("https://diary.example");
    expect(relayAddressFrom("http://localhost:4800")).toBe("http://localhost:4800");
    expect(relayAddressFrom("https://diary.example/tide//")).toBe("https://diary.example/tide");
  });

  test("is none where it has a name, a password, a question or nothing in it", () => {
    for (const typed of [
      "",
      "  ",
      "https://a:b@diary.example",
      "https://diary.example/?x",
      "https://x/#y",
      "http://",
    ])
      expect(relayAddressFrom(typed), typed).toBe(null);
  });
});
