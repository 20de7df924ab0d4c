import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { syncVectorTexts } from "../../../../scripts/make-sync-vectors.ts";
import { readEnvelopeHead } from "../../src/protocol.ts";
import { openEpoch } from "../../src/seal/epoch.ts";
import { isCharter } from "../../src/seal/root.ts";
import type { VaultId } from "../../src/seal/suite.ts";
import { createSuite } from "../../src/seal/suite-webcrypto.ts";
import { entropyFromWords } from "../../src/seal/words.ts";
import { countingBytes } from "./suite-contract.ts";

const folder = "packages/sync/vectors";
const suite = createSuite({ subtle: crypto.subtle, randomBytes: countingBytes(41) });
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

type Vector = Readonly<Record<string, string>> & { readonly vault: VaultId };
const vectorsOf = <Shape = Vector>(name: string): readonly Shape[] =>
  (JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8")) as { vectors: readonly Shape[] }).vectors;

test("the vectors are what this code makes, byte for byte", async () => {
  const texts = await syncVectorTexts();
  expect(readdirSync(folder).sort()).toEqual([...texts.keys(), "README.md"].sort());
  for (const [name, text] of texts) expect(readFileSync(`${folder}/${name}`, "utf8"), name).toBe(text);
});

test("the README says how every file is to be read", () => {
  const readme = readFileSync(`${folder}/README.md`, "utf8");
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    expect(readme).toContain(`## \`${name}\``);
  }
});

describe("what this code reads from the vectors", () => {
  test("rules 1 to 3: words give their entropy, charters hold", async () => {
    for (const { words, entropy, vault, sign, charter } of vectorsOf("words")) {
      expect(await entropyFromWords(words!)).toEqual({ ok: true, value: hex(entropy!) });
      expect(await isCharter(suite, vault, hex(sign!), hex(charter!))).toBe(true);
    }
  });

  test("rule 14: every envelope opens that should, and no other", async () => {
    interface Sealed extends Readonly<Record<"envelope" | "epochKey", string>> {
      readonly vault: VaultId;
      readonly name: string;
      readonly unopenable?: true;
      readonly contentLength: number;
    }
    const vectors = vectorsOf<Sealed>("envelopes").filter(({ envelope }) => envelope !== undefined);
    expect(vectors.filter(({ unopenable }) => unopenable).length).toBeGreaterThan(10);
    for (const { name, vault, epochKey, envelope, unopenable, contentLength } of vectors) {
      const opened = await suite.openEnvelope(hex(envelope), hex(epochKey), vault);
      const content = Uint8Array.from({ length: contentLength }, (_, index) => index);
      expect(opened, name).toEqual(unopenable ? null : content);
    }
  });

  test("rule 16: every epoch opens for those it is for, and for nobody else", async () => {
    interface Epoch extends Readonly<Record<"envelope" | "key", string>> {
      readonly vault: VaultId;
      readonly epoch: number;
      readonly boxSeeds: readonly string[];
      readonly strangers: readonly string[];
    }
    for (const { vault, epoch, key, envelope, boxSeeds, strangers } of vectorsOf<Epoch>("epochs")) {
      const bytes = hex(envelope);
      expect(readEnvelopeHead(bytes)).toEqual({ kind: "epoch", epoch });
      const open = async (seed: string) =>
        openEpoch(suite, { vault, envelope: bytes, boxKey: await suite.boxKeyFromSeed(hex(seed)) });
      const expected = { epoch, key: hex(key) };
      for (const seed of boxSeeds) expect(await open(seed)).toEqual(expected);
      for (const seed of strangers) expect(await open(seed)).toBeNull();
    }
  });

  test("boxes that another implementation sealed open, and proofs it signed hold", async () => {
    for (const { recipientSeed, info, content, box } of vectorsOf("boxes")) {
      const key = await suite.boxKeyFromSeed(hex(recipientSeed!));
      expect(await suite.openBox(key, hex(info!), hex(box!))).toEqual(hex(content!));
    }
    for (const { key, signature, text } of vectorsOf("proofs")) {
      expect(await suite.verify(hex(key!), hex(signature!), Buffer.from(text!))).toBe(true);
    }
  });
});
