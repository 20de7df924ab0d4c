import type { VaultCore } from "./vault-core.ts";
import { keep } from "./vault-reading.ts";
import { putState, readVault } from "./vault-records.ts";

/** The state of an open vault, and whose turn it is to change it. */
export interface Turns {
  readonly core: () => VaultCore;
  /** Runs what changes the vault, one at a time, on what the store holds. */
  exclusive<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Keeps what `putState` holds; within a turn. */
  saveState(): Promise<void>;
}

export function takeTurns(first: VaultCore): Turns {
  let core = first;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    core: () => core,
    exclusive(work) {
      const mine = turn.then(async () => {
        if (core.isStale) core = await reread(core);
        return work();
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
    async saveState() {
      const records = new Map<string, unknown>();
      putState(records, core);
      await keep(core, records);
    },
  };
}

/** Reads a vault again whose memory went further than its store. @throws the store's failure when it still refuses */
async function reread(core: VaultCore): Promise<VaultCore> {
  const read = await readVault(core.world);
  if (!read.ok || read.value === null) throw new TypeError("reread expects the records of an open vault");
  return read.value;
}
