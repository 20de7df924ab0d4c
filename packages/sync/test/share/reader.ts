import { base64urlFromBytes } from "../../src/seal/base64url.ts";
import type { Suite } from "../../src/seal/suite.ts";
import { type GrantKeys, makeGrantKeys, type ReaderKey } from "../../src/share/grant.ts";
import type { ReaderDevice } from "../../src/share/letter.ts";
import { writeKeyPublic } from "../../src/share/write-key.ts";

/** A device of a reader, as it stands after an invitation: its own seeds, and what the owner knows of it. */
export async function readerOf(
  suite: Suite,
  keys: GrantKeys,
): Promise<{ readonly key: ReaderKey; readonly device: ReaderDevice }> {
  const sign = await suite.signingKeyFromSeed(suite.randomBytes(32));
  const box = await suite.boxKeyFromSeed(suite.randomBytes(32));
  return {
    key: { sign: base64urlFromBytes(sign.publicKey), box: base64urlFromBytes(box.publicKey) },
    device: {
      id: keys.id,
      grantKey: await writeKeyPublic(suite, keys),
      device: { sign: base64urlFromBytes(sign.seed), box: base64urlFromBytes(box.seed) },
    },
  };
}

/** A grant with one reader. */
export async function granted(suite: Suite) {
  const keys = await makeGrantKeys(suite);
  return { keys, ...(await readerOf(suite, keys)) };
}
