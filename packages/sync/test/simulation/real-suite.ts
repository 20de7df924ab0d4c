import { createPublicKey, verify, webcrypto } from "node:crypto";
import type { Suite } from "../../src/seal/suite.ts";
import { createSuite } from "../../src/seal/suite-webcrypto.ts";
import type { SimulatedSuite } from "./home.ts";
import { Dice } from "./random.ts";

/**
 * The real ciphers in a simulation. They answer from other threads, so that a step is over only when none is at work;
 * and HPKE draws its own randomness, so that bytes differ from run to run where what is shown does not.
 */
export function realSuite(seed: number): SimulatedSuite {
  let atWork = 0;
  const counted = <Given extends readonly unknown[], Value>(work: (...given: Given) => Promise<Value>) => {
    return async (...given: Given): Promise<Value> => {
      atWork++;
      try {
        return await work(...given);
      } finally {
        atWork--;
      }
    };
  };
  const suite = createSuite({ subtle: webcrypto.subtle, randomBytes: new Dice(seed, 2).bytes });
  const watched: Suite = {
    randomBytes: suite.randomBytes,
    hash: counted(suite.hash),
    derive: counted(suite.derive),
    signingKeyFromSeed: counted(suite.signingKeyFromSeed),
    boxKeyFromSeed: counted(suite.boxKeyFromSeed),
    sign: counted(suite.sign),
    verify: counted(suite.verify),
    sealEnvelope: counted(suite.sealEnvelope),
    openEnvelope: counted(suite.openEnvelope),
    sealBody: counted(suite.sealBody),
    openBody: counted(suite.openBody),
    sealBox: counted(suite.sealBox),
    openBox: counted(suite.openBox),
    sealBytes: counted(suite.sealBytes),
    openBytes: counted(suite.openBytes),
  };
  return {
    suite: watched,
    quiet: () => atWork === 0,
    prover: (publicKey, signature, text) =>
      verify(
        null,
        Buffer.from(text),
        createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" }),
        Buffer.from(signature, "base64url"),
      ),
  };
}
