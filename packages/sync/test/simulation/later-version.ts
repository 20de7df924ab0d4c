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

/** An entry that somebody sealed, with the key it was sealed under. */
export interface SealedHere {
  readonly epochKey: Uint8Array;
  readonly content: Uint8Array;
  readonly envelope: Uint8Array;
}

/**
 * A suite whose entries are now and then a later version's: with a field and a statement of the roster that this
 * version does not know (rules 22, 71), signed as rules 21 and 70 say. `take` gives the author when it is time for one; `watch` sees
 * every key that seals.
 */
export function withLaterEntries(
  suite: Suite,
  take: () => LaterAuthor | null,
  watch: (sealed: SealedHere) => void,
): Suite {
  const replaced = new WeakMap<Uint8Array, Bytes>();

  async function asLater(content: Uint8Array, epoch: number, vault: VaultId): Promise<Uint8Array> {
    const author = take();
    if (author === null) return content;
    const entry = JSON.parse(new TextDecoder().decode(content.subarray(64)));
    if (!entry.batch || entry.log[0] !== author.index) return content;
    const roster = [await laterStatement(suite, author, entry.device, vault)];
    const json = utf8(JSON.stringify({ ...entry, roster, weather: { wind: 3 } }));
    const number = Uint8Array.of(epoch >>> 24, epoch >>> 16, epoch >>> 8, epoch);
    const signature = await suite.sign(
      author.sign,
      utf8("tidetable/v1 entry\n"),
      bytesFromBase64url(vault)!,
      number,
      json,
    );
    const whole = Uint8Array.from([...signature, ...json]);
    replaced.set(content, whole);
    return whole;
  }

  return {
    ...suite,
    hash: (...pieces) => suite.hash(...pieces.map((piece) => replaced.get(piece) ?? piece)),
    async sealEnvelope(kind, epoch, epochKey, vault, given) {
      const content = kind === "entry" ? await asLater(given, epoch, vault) : given;
      const envelope = await suite.sealEnvelope(kind, epoch, epochKey, vault, content);
      if (kind === "entry") watch({ epochKey, content, envelope });
      return envelope;
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
