import { deletionName } from "./row-hash.ts";
import type { StoredRow } from "./store.ts";

type RowOf<K extends StoredRow["kind"]> = Extract<StoredRow, { kind: K }>;

/** Where imported rows go; one engine's inserts, all within one transaction. */
export interface RowSink {
  deletion(name: Uint8Array): Promise<void>;
  isDeleted(name: Uint8Array): Promise<boolean>;
  /** Comes after the vault's parts and entries, when what they come to is known. */
  vault(row: RowOf<"vault">, sums: { readonly covered: number; readonly bytes: number }): Promise<void>;
  part(row: RowOf<"part">): Promise<void>;
  entry(row: RowOf<"entry">): Promise<void>;
}

/** The rows themselves failed, not the store that was to take them. */
export class RowsFailed extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super("the rows to import ended too early");
    this.reason = reason;
  }
}

async function* marked(rows: AsyncIterable<StoredRow>): AsyncGenerator<StoredRow> {
  try {
    yield* rows;
  } catch (error) {
    throw new RowsFailed(error);
  }
}

/** Passes rows on, without vaults that were deleted, and adds up what a vault's row says of the rest. */
export async function importRows(rows: AsyncIterable<StoredRow>, sink: RowSink): Promise<void> {
  let vault: RowOf<"vault"> | null = null;
  let bytes = 0;
  let snapshots: number[] = [];
  const finish = async (): Promise<void> => {
    if (vault) await sink.vault(vault, { covered: snapshots.at(-2) ?? 0, bytes });
    bytes = 0;
    snapshots = [];
  };
  for await (const row of marked(rows)) {
    switch (row.kind) {
      case "deletion":
        await sink.deletion(row.name);
        break;
      case "vault":
        await finish();
        vault = (await sink.isDeleted(deletionName(row.vault))) ? null : row;
        break;
      case "part":
        if (!vault) break;
        if (snapshots.at(-1) !== row.at) snapshots.push(row.at);
        bytes += row.bytes.length;
        await sink.part(row);
        break;
      case "entry":
        if (!vault) break;
        bytes += row.bytes.length;
        await sink.entry(row);
        break;
    }
  }
  await finish();
}
