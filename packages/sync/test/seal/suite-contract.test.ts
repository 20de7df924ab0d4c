import { createSuite } from "../../src/seal/suite-webcrypto.ts";
import { createPlainSuite } from "../simulation/plain-suite.ts";
import { describeSuite } from "./suite-contract.ts";

describeSuite("real", (randomBytes) => createSuite({ subtle: crypto.subtle, randomBytes }));
describeSuite("plain", createPlainSuite);
