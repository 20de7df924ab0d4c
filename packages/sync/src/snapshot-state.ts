import { bytesFromJson } from "./bytes.ts";
import { columnsFromRegisters, registersFromColumns } from "./register-columns.ts";
import type { Registers } from "./registers.ts";
import type { Author, Replica } from "./replica.ts";
import { parseStatement, type Statement } from "./roster.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import type { Bytes, DeviceId, VaultId } from "./seal/suite.ts";
import { isCount, isDeviceId, isHash, isObject, isVaultId, listOf } from "./shapes.ts";

/** What a snapshot says (rule 60): all that a replica holds but its keys. */
export interface SnapshotState {
  readonly vault: VaultId;
  readonly index: number;
  readonly chain: Bytes;
  readonly epoch: number;
  readonly statements: readonly Statement[];
  readonly authors: ReadonlyMap<DeviceId, Author>;
  readonly registers: Registers;
}

/** The one text of a state: two replicas are equal exactly if theirs are the same bytes (rule 63). */
export function bytesFromState(state: SnapshotState): Bytes {
  return bytesFromJson({
    vault: state.vault,
    index: state.index,
    chain: base64urlFromBytes(state.chain),
    epoch: state.epoch,
    statements: state.statements,
    authors: [...state.authors]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([device, { seq, prev, time, index }]) => [device, seq, prev, time, index]),
    registers: columnsFromRegisters(state.registers),
  });
}

export const stateOfReplica = (replica: Replica): SnapshotState => ({
  vault: replica.owner.vault,
  index: replica.index,
  chain: replica.chain,
  epoch: replica.epoch,
  statements: replica.roster.statements,
  authors: replica.authors,
  registers: replica.registers,
});

/** Null for JSON that is no state. */
export function stateFromJson(json: unknown): SnapshotState | null {
  if (!isObject(json)) return null;
  const { vault, index, chain, epoch } = json;
  if (!isVaultId(vault) || !isCount(index) || !isHash(chain) || !isCount(epoch)) return null;
  const statements = listOf(json.statements, parseStatement);
  const authors = listOf(json.authors, parseAuthor);
  const registers = registersFromColumns(json.registers);
  if (!statements || !authors || !registers) return null;
  return {
    vault,
    index,
    chain: bytesFromBase64url(chain)!,
    epoch,
    statements,
    authors: new Map(authors),
    registers,
  };
}

function parseAuthor(json: unknown): readonly [DeviceId, Author] | null {
  if (!Array.isArray(json)) return null;
  const [device, seq, prev, time, index] = json;
  if (!isDeviceId(device) || !isCount(seq) || !isHash(prev)) return null;
  return isCount(time) && isCount(index) ? [device, { seq, prev, time, index }] : null;
}
