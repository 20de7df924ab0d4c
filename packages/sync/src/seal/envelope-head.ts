import { joinBytes, u32 } from "../bytes.ts";
import { protocolVersion } from "../protocol.ts";
import type { Bytes } from "./suite.ts";

/** Suite 1 of rule 10. */
const suiteNumber = 1;

/** The 12 bytes that everybody sees of an envelope (rule 10); `kind` as `envelopeKinds` numbers it. */
export const envelopeHead = (kind: number, epoch: number): Bytes =>
  joinBytes(new Uint8Array([0x54, 0x44, protocolVersion, kind, suiteNumber, 0, 0, 0]), u32(epoch));
