import type { StoredRow } from "./store.ts";

/**
 * Tells whether rows come as `StoredRow` says: deletions, then each vault with whole snapshots up to its newest, then
 * its entries from its floor to its head without a gap.
 */
export function createOrderCheck(): { next(row: StoredRow): boolean; end(): boolean } {
  let vault: Extract<StoredRow, { kind: "vault" }> | null = null;
  let index = 0;
  /** The last part read; its snapshot is whole when `part` is the last of `parts`. */
  let last = { at: 0, part: 0, parts: 1 };
  let hasEntries = false;

  const isWhole = (): boolean => last.part === last.parts - 1;
  const isVaultWhole = (): boolean =>
    !vault || (isWhole() && last.at === vault.snapshot && index === vault.head);
  const isOfVault = (row: { readonly vault: Uint8Array }): boolean =>
    vault !== null && Buffer.compare(vault.vault, row.vault) === 0;

  return {
    next(row) {
      switch (row.kind) {
        case "deletion":
          return vault === null;
        case "vault":
          if (!isVaultWhole() || row.floor > row.head || row.snapshot > row.head) return false;
          vault = row;
          index = row.floor;
          last = { at: 0, part: 0, parts: 1 };
          hasEntries = false;
          return true;
        case "part": {
          if (!isOfVault(row) || hasEntries) return false;
          const goesOn = row.at === last.at && row.parts === last.parts && row.part === last.part + 1;
          const begins = row.at > last.at && row.part === 0 && isWhole();
          last = row;
          return (goesOn || begins) && row.part < row.parts;
        }
        case "entry":
          hasEntries = true;
          index += 1;
          return isOfVault(row) && isWhole() && row.index === index;
      }
    },
    end: isVaultWhole,
  };
}
