import { type Proof, type ProofPurpose, proofText } from "@tidetable/sync/protocol";
import type { Session, VaultRow } from "../store/store.ts";
import { accepted, type Outcome, refused } from "./answers.ts";
import { claimChallenge, readChallenge } from "./challenge.ts";
import type { Desk } from "./desk.ts";
import { type Bytes, readBase64url, readJsonObject } from "./parse.ts";
import { isSignedBy, nobodysKey, vaultIdOf } from "./signatures.ts";

/** A proof whose fields are what they must be; whether it holds is another question. */
export interface ReadProof extends Pick<Proof, "by" | "challenge"> {
  readonly vault: Bytes;
  readonly vaultText: string;
  /** With `by: "root"`, and only then. */
  readonly root: Bytes | null;
  readonly signature: Bytes;
  /** In `rotate`. */
  readonly access: Bytes | null;
}

/** A proof from JSON; null for anything else. Fields that no rule names are passed over. */
export function readProof(body: Uint8Array): ReadProof | null {
  const fields = readJsonObject(body);
  if (fields === null) return null;
  const { by, challenge } = fields;
  const vault = readBase64url(fields.vault, 16);
  const signature = readBase64url(fields.signature, 64);
  if (vault === null || signature === null || typeof challenge !== "string") return null;
  if (by !== "access" && by !== "root") return null;
  const root = by === "root" ? readBase64url(fields.root, 32) : null;
  if (by === "root" && root === null) return null;
  const access = fields.access === undefined ? null : readBase64url(fields.access, 32);
  if (fields.access !== undefined && access === null) return null;
  return { vault, vaultText: String(fields.vault), by, root, challenge, signature, access };
}

/** Whom a proof speaks for. */
export interface Proven {
  readonly row: VaultRow;
  readonly session: Session;
}

/** What a proof is to prove. `detail` as rule 41 says. */
export interface ProofCase {
  readonly purpose: ProofPurpose;
  readonly host: string;
  readonly detail: string;
}

/**
 * Whose proof this is: `unknown` where the vault is none of ours or the key none of its (rule 43), `session` for a
 * challenge that was answered before, ran out, or is not from here.
 *
 * An unknown vault takes the same reading and the same verifying as a known one. The challenge is claimed last, so that
 * whoever has no key writes nothing here.
 */
export async function checkProof(
  desk: Desk,
  proof: ReadProof,
  { purpose, host, detail }: ProofCase,
): Promise<Outcome<Proven>> {
  const until = readChallenge(await desk.secret("session"), desk.clock, proof.challenge);
  if (until === null) return refused("session");
  const row = await desk.store.readVault(proof.vault);
  const key = keyOf(proof, row);
  const text = proofText(purpose, host, proof.challenge, proof.vaultText, detail);
  const holds = await isSignedBy(key ?? nobodysKey, text, proof.signature);
  if (row === null || key === null || !holds) return refused("unknown");
  if (!(await claimChallenge(desk.store, proof.challenge, until))) return refused("session");
  return accepted({ row, session: { vault: proof.vault, generation: row.generation } });
}

/** The key this proof has to be signed with: the vault's access key, or the root's, whose hash the vault's id is. */
function keyOf({ vault, root }: ReadProof, row: VaultRow | null): Uint8Array | null {
  if (root === null) return row?.access ?? null;
  return Buffer.compare(vaultIdOf(root), vault) === 0 ? root : null;
}
