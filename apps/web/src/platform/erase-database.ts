import { deleteDB, openDB } from "idb";

// [Note: deleted is not gone]
//
// Browsers keep IndexedDB in a log: what is deleted is marked, and its bytes stay in the file until the log is rewritten.
// In Chromium 156 the bytes of a deleted key were still in the profile after a restart, and after deleting its database.
// There a database that is deleted has its part of the log rewritten, but what was written and deleted since the log's
// last page came to the disk survives that together. So more than a page (4 MB) of noise is written first: it pushes the
// old bytes out into a page of their own, and the deletion that follows rewrites that page without them. A few small
// databases made and deleted afterwards let the rewriting come to its end. Held by test/verify/seized-phone.ts, which
// tries every 32 bytes of the profile as the old key. What other browsers do, and what flash memory keeps, is unknown.

const noiseRecords = 160;
/** Below the 64 KiB from which Chromium keeps a value in a file of its own; 160 of them are 9.6 MB. */
const noiseLength = 60_000;
const sweeps = 4;

/** Deletes a database, and does what can be done from a page for its bytes to leave the disk. Never fails. */
export async function eraseDatabase(name: string): Promise<void> {
  await fillWithNoise(name).catch(() => undefined);
  await deleteDB(name).catch(() => undefined);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const scratch = [`${name}-sweep-1`, `${name}-sweep-2`];
    for (const one of scratch) await writeOne(one).catch(() => undefined);
    for (const one of scratch) await deleteDB(one).catch(() => undefined);
  }
}

async function fillWithNoise(name: string): Promise<void> {
  const database = await openDB(name);
  try {
    for (const store of database.objectStoreNames) {
      for (let at = 0; at < noiseRecords; at += 16) {
        const transaction = database.transaction(store, "readwrite", { durability: "strict" });
        // Names on both sides of whatever is there, so that the pages overlap.
        for (let one = at; one < at + 16; one++) {
          transaction.store
            .put(crypto.getRandomValues(new Uint8Array(noiseLength)), `${one % 2 ? "~" : " "}${one}`)
            .catch(() => undefined);
        }
        await transaction.done;
      }
    }
  } finally {
    database.close();
  }
}

async function writeOne(name: string): Promise<void> {
  const database = await openDB(name, 1, { upgrade: (made) => void made.createObjectStore("sweep") });
  await database.put("sweep", 1, "sweep");
  database.close();
}
