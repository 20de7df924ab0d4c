import type { DeletionLedger } from "./deletion-ledger.ts";
import { importRows, type RowSink, RowsFailed } from "./import-rows.ts";
import { pagesFrom } from "./paging.ts";
import type { Asking, PostgresPool } from "./postgres-pool.ts";
import type { VaultRecord } from "./postgres-vault.ts";
import { checkedBytes, rowHash } from "./row-hash.ts";
import type { StoredRow } from "./store.ts";

/** Rows fetched or sent in one statement; of the longest envelopes, 4 MiB. Our choice. */
const pageRows = 64;
/** The same for names of 32 bytes. */
const namesPage = 1_000;

interface Sealed {
  readonly hash: Uint8Array;
  readonly envelope: Uint8Array;
}

/** Reads in one transaction, which sees the moment it began. */
export async function* exportPostgres(pool: PostgresPool): AsyncGenerator<StoredRow> {
  const reading = await pool.beginReading();
  try {
    for await (const names of deletionPages(reading))
      for (const { name } of names) yield { kind: "deletion", name };
    const vaultPages = pagesFrom(
      new Uint8Array(),
      ({ vault }: VaultRecord) => vault,
      (after) => reading.ask<VaultRecord>("vaultsPage", after, pageRows),
    );
    for await (const vaults of vaultPages) for (const vault of vaults) yield* exportVault(reading, vault);
  } finally {
    await reading.end();
  }
}

/** The names of the deleted, in their order. */
export const deletionPages = (asking: Asking): AsyncGenerator<readonly { readonly name: Uint8Array }[]> =>
  pagesFrom(
    new Uint8Array(),
    ({ name }: { readonly name: Uint8Array }) => name,
    (after) => asking.ask<{ name: Uint8Array }>("deletionsPage", after, namesPage),
  );

async function* exportVault(reading: Asking, record: VaultRecord): AsyncGenerator<StoredRow> {
  const { vault, access, generation, head, floor, snapshot } = record;
  yield { kind: "vault", vault, access, generation, head, floor, snapshot };
  type Part = Sealed & { readonly at: number; readonly part: number; readonly parts: number };
  const partPages = pagesFrom(
    { at: -1, part: -1 },
    ({ at, part }: Part) => ({ at, part }),
    ({ at, part }) => reading.ask<Part>("partsPage", vault, at, part, pageRows),
  );
  for await (const page of partPages)
    for (const { at, part, parts, hash, envelope } of page)
      yield { kind: "part", vault, at, part, parts, bytes: checkedBytes(envelope, hash) };
  type Entry = Sealed & { readonly idx: number; readonly day: number };
  const entryPages = pagesFrom(
    floor,
    ({ idx }: Entry) => idx,
    (after) => reading.ask<Entry>("entriesPage", vault, after, pageRows),
  );
  for await (const page of entryPages)
    for (const { idx, day, hash, envelope } of page)
      yield { kind: "entry", vault, index: idx, day, bytes: checkedBytes(envelope, hash) };
}

/** Takes everything in within one transaction, so that a broken backup leaves nothing. */
export async function importPostgres(
  pool: PostgresPool,
  ledger: DeletionLedger,
  rows: AsyncIterable<StoredRow>,
): Promise<"imported" | "not-empty"> {
  try {
    return await pool.transactionOnce(async (asking) => {
      const { rows: counted } = await asking.ask<{ vaults: number }>("countVaults");
      if (counted[0]!.vaults > 0) return "not-empty";
      const deleted: Uint8Array[] = [];
      await importRows(rows, sinkInto(asking, deleted));
      if (deleted.length > 0) ledger.add(deleted);
      return "imported";
    });
  } catch (error) {
    throw error instanceof RowsFailed ? error.reason : error;
  }
}

/** Sends entries of one vault that follow each other in one statement; everything else as it comes. */
function sinkInto(asking: Asking, deleted: Uint8Array[]): RowSink {
  type Entry = Parameters<RowSink["entry"]>[0];
  let waiting: Entry[] = [];
  const flush = async (): Promise<void> => {
    const [first] = waiting;
    if (!first) return;
    const envelopes = waiting.map(({ bytes }) => bytes);
    const days = waiting.map(({ day }) => day);
    await asking.ask("importEntries", first.vault, first.index - 1, envelopes.map(rowHash), envelopes, days);
    waiting = [];
  };
  return {
    async deletion(name) {
      if ((await asking.ask("insertDeletion", name)).count > 0) deleted.push(name);
    },
    isDeleted: async (name) => (await asking.ask("deletion", name)).count > 0,
    async vault({ vault, access, generation, head, floor, snapshot }, { covered, bytes }) {
      await flush();
      await asking.ask("insertVault", vault, access, generation, head, floor, snapshot, covered, bytes);
    },
    async part({ vault, at, part, parts, bytes }) {
      await asking.ask("importParts", vault, at, parts, [rowHash(bytes)], [bytes], part);
    },
    async entry(row) {
      const last = waiting.at(-1);
      if (waiting.length === pageRows || (last && last.index + 1 !== row.index)) await flush();
      waiting.push(row);
    },
  };
}
