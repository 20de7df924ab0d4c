import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { noticeFromFrame, splitFrames, splitLetter } from "../../src/protocol.ts";
import { base64urlFromBytes } from "../../src/seal/base64url.ts";
import { openPlaces } from "../../src/seal/letter.ts";
import { isSignedScope } from "../../src/share/grant.ts";
import { openLetter } from "../../src/share/letter.ts";
import { idBytes } from "../../src/share/write-key.ts";
import { realSuite } from "../household.ts";

const suite = realSuite(371);
const folder = new URL("../../vectors/", import.meta.url);
const vectorsOf = <Vector>(name: string): readonly Vector[] =>
  (JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as { vectors: Vector[] }).vectors;
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));
const base64url = (text: string): string => base64urlFromBytes(hex(text));

describe("what this code reads from the vectors", () => {
  test("rules 95, 96, 100: letters open for those they are for, and for nobody else", async () => {
    interface Vector extends Readonly<Record<"id" | "signer" | "signed" | "letter" | "name", string>> {
      readonly number: number;
      readonly opens: readonly string[];
      readonly not: readonly string[];
      readonly json?: string;
    }
    let opened = 0;
    for (const { id, signer, signed, letter, name, number, opens, not, json } of vectorsOf<Vector>(
      "letters",
    )) {
      for (const seed of [...opens, ...not]) {
        const device = { id, grantKey: base64url(signer), device: { sign: "", box: base64url(seed) } };
        const said = await openLetter(suite, device, hex(letter));
        if (signed === "tidetable/v1 letter\n")
          expect(said, name).toEqual(opens.includes(seed) ? JSON.parse(json!) : null);
        const box = await suite.boxKeyFromSeed(hex(seed));
        const content = (await openPlaces(suite, { id: idBytes(id), box, letter: hex(letter) }))?.content;
        if (!opens.includes(seed)) continue;
        expect(Buffer.from(content!.subarray(64)).toString()).toBe(json);
        expect((JSON.parse(json!) as { number: number }).number).toBe(number);
        opened++;
      }
    }
    expect(opened).toBe(1 + 4 + 2 + 1);
  });

  test("rules 93, 94, 101: bodies of letterboxes and queues come apart", () => {
    interface Vector extends Readonly<Record<"method" | "path" | "answer", string>> {
      readonly body: string | null;
    }
    let seen = 0;
    for (const { method, path, body, answer } of vectorsOf<Vector>("letterboxes")) {
      if (method === "PUT" && path.includes("/queue/")) {
        const notices = splitFrames(hex(body!))!.slice(1).map(noticeFromFrame);
        for (const notice of notices) expect(notice?.endpoint).toMatch(/^https:\/\/push\.example\//);
        seen += notices.length;
      }
      if (method === "GET" && path.includes("/letterbox/")) seen += splitLetter(hex(answer))!.number;
    }
    expect(seen).toBe(2 + 300);
  });

  test("rule 90: the scope of an invitation is signed by its grant", async () => {
    const [vector] = vectorsOf<Readonly<Record<"id" | "welcome" | "seed", string>>>("invitations");
    const { scope, signature } = JSON.parse(vector!.welcome) as Record<"scope" | "signature", string>;
    const { publicKey } = await suite.signingKeyFromSeed(hex(vector!.seed));
    const key = base64urlFromBytes(publicKey);
    expect(await isSignedScope(suite, key, vector!.id, scope, signature)).toBe(true);
    expect(await isSignedScope(suite, key, vector!.id, `${scope} `, signature)).toBe(false);
  });
});
