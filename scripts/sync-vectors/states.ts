import { crc32, gunzipSync } from "node:zlib";
import { formatBackup } from "../../packages/sync/src/backup-file.ts";
import type { Transport } from "../../packages/sync/src/relay-client.ts";
import { emptyReplica, takeEnvelope } from "../../packages/sync/src/replica.ts";
import type { Bytes, Suite } from "../../packages/sync/src/seal/suite.ts";
import { wordsFromEntropy } from "../../packages/sync/src/seal/words.ts";
import { type Compression, sealParts, signState } from "../../packages/sync/src/snapshot.ts";
import { bytesFromState, stateOfReplica } from "../../packages/sync/src/snapshot-state.ts";
import { foundVault } from "../../packages/sync/src/vault-birth.ts";
import type { VaultWorld } from "../../packages/sync/src/vault-core.ts";
import { LogWriter, newDevice } from "../../packages/sync/test/log-writer.ts";
import { MemoryStore } from "../../packages/sync/test/simulation/memory-device.ts";
import { hashingSuite, hex } from "./bytes.ts";

/** gzip that compresses nothing (RFC 1951, 3.2.4), so that the vectors do not depend on a version of a library. */
const storing: Compression = {
  async gzip(bytes) {
    const pieces: Uint8Array[] = [Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)];
    for (let at = 0; at === 0 || at < bytes.length; at += 0xffff) {
      const block = bytes.subarray(at, at + 0xffff);
      const head = Buffer.alloc(5);
      head[0] = at + 0xffff >= bytes.length ? 1 : 0;
      head.writeUInt16LE(block.length, 1);
      head.writeUInt16LE(0xffff - block.length, 3);
      pieces.push(head, block);
    }
    const tail = Buffer.alloc(8);
    tail.writeUInt32LE(crc32(bytes), 0);
    tail.writeUInt32LE(bytes.length, 4);
    return new Uint8Array(Buffer.concat([...pieces, tail]));
  },
  gunzip: async (bytes) => new Uint8Array(gunzipSync(bytes)),
};

/** A device of the vectors: its store is in memory, and its clock stands still. */
export const worldOf = (suite: Suite, transport: () => Transport): VaultWorld => ({
  suite,
  compression: storing,
  clock: () => 1_800_000_000,
  store: new MemoryStore(),
  transport,
});

const noRelay = (): never => {
  throw new TypeError("noRelay expects not to be asked");
};

/** Rules 60, 61 and 64. */
export async function snapshots(): Promise<readonly object[]> {
  const suite = hashingSuite("snapshots");
  const phone = await newDevice(suite, "Phone");
  const laptop = await newDevice(suite, "Laptop");
  const log = await LogWriter.founded(suite, phone, laptop);
  const replica = await emptyReplica(suite, log.owner);
  const reader = { device: null, boxKey: phone.box, wrote: () => false };
  const made: object[] = [];
  for (const days of [0, 2, 90]) {
    const writes = Array.from({ length: days }, (_, at) => ({
      record: `day/2027-0${4 + Math.floor(at / 28)}-${String(1 + (at % 28)).padStart(2, "0")}`,
      field: at % 3 === 0 ? "bleeding" : "mood",
      value: at % 3 === 0 ? "light" : at,
      time: 1_800_000_000 + at,
      count: at % 2,
    }));
    await log.write(days === 2 ? laptop : phone, { batch: { base: 2, writes } });
    for (const envelope of log.envelopes.slice(replica.index))
      await takeEnvelope(suite, replica, reader, envelope);
    const state = stateOfReplica(replica);
    const signed = await signState(suite, storing, phone, state);
    const { vault, root } = log.owner;
    const { epoch, epochKey } = log;
    const parts = await sealParts(suite, { vault, epoch, epochKey }, signed);
    made.push({
      vault,
      root: hex(root),
      epoch,
      epochKey: hex(epochKey),
      by: phone.id,
      state: Buffer.from(bytesFromState(state)).toString(),
      parts: parts.map(hex),
    });
  }
  return made;
}

/** Rule 81. */
export async function backups(): Promise<readonly object[]> {
  const made: object[] = [];
  for (const edits of [[], [{ record: "day/2027-03-04", field: "bleeding", value: "light" }]]) {
    const { vault, entropy } = await foundVault(
      worldOf(hashingSuite(`backups ${edits.length}`), noRelay),
      "Phone",
    );
    await vault.edit(edits);
    await vault.sync();
    const file: Bytes = await formatBackup(vault);
    made.push({
      words: (await wordsFromEntropy(entropy)).join(" "),
      entropy: hex(entropy),
      vault: vault.id,
      state: Buffer.from(bytesFromState(stateOfReplica(vault.core().replica))).toString(),
      file: Buffer.from(file).toString(),
    });
  }
  return made;
}
