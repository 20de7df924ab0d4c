import { base64urlFromBytes, bytesFromBase64url } from "../../src/seal/base64url.ts";
import type { Bytes, SigningKey, Suite, VaultId } from "../../src/seal/suite.ts";

/** What a later version needs of the installation it writes for. */
export interface LaterAuthor {
  readonly sign: SigningKey;
  /** Where its next entry would stand. */
  readonly index: number;
  readonly statements: number;
  readonly last: string;
}

/**
 * A suite whose entries are now and then a later version's: with a field and a statement of the roster that this
 * version does not know (rules 22, 71), signed as rules 21 and 70 say. `take` gives the author when it is time for one; `watch` sees
 * every key that seals.
 */
export function withLaterEntries(
  suite: Suite,
  take: () => LaterAuthor | null,
  watch: (epochKey: Uint8Array) => void,
): Suite {
  const replaced = new WeakMap<Uint8Array, Bytes>();
  return {
    ...suite,
    hash: (...pieces) => suite.hash(...pieces.map((piece) => replaced.get(piece) ?? piece)),
    async sealEnvelope(kind, epoch, epochKey, vault, content) {
      watch(epochKey);
      const entry = kind === "entry" ? JSON.parse(new TextDecoder().decode(content.subarray(64))) : null;
      const author = entry?.batch ? take() : null;
      if (author === null || entry.log[0] !== author.index)
        return suite.sealEnvelope(kind, epoch, epochKey, vault, content);
      const later = { ...entry, roster: [await laterStatement(suite, author, entry.device, vault)], weather: { wind: 3 } };
      const json = utf8(JSON.stringify(later));
      const number = Uint8Array.of(epoch >>> 24, epoch >>> 16, epoch >>> 8, epoch);
      const signature = await suite.sign(author.sign, utf8("tidetable/v1 entry\n"), bytesFromBase64url(vault)!, number, json);
      const whole = Uint8Array.from([...signature, ...json]);
      replaced.set(content, whole);
      return suite.sealEnvelope(kind, epoch, epochKey, vault, whole);
    },
  };
}

async function laterStatement(suite: Suite, author: LaterAuthor, by: string, vault: VaultId) {
  const text = JSON.stringify({ n: author.statements + 1, prev: author.last, by, action: { paint: "blue" } });
  const signature = await suite.sign(
    author.sign,
    utf8("tidetable/v1 roster\n"),
    bytesFromBase64url(vault)!,
    utf8(text),
  );
  return [text, base64urlFromBytes(signature)];
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
