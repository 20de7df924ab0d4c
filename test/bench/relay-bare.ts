import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { openSqliteFile } from "../../apps/relay/src/store/sqlite-driver.ts";
import { prepareSqlite } from "../../apps/relay/src/store/sqlite-schema.ts";

// What the disk and SQLite's driver can do without a relay: the relay's own tables and settings, the two statements by which
// an append is kept, and nothing asked, checked or answered. Its argument is a `BareOrder` as JSON.

export interface BareOrder {
  readonly folder: string;
  readonly rowsPerTransaction: number;
  readonly seconds: number;
  readonly vaults: number;
  readonly changeBytes: number;
}

const order: BareOrder = JSON.parse(process.argv[2]!);
const database = await openSqliteFile(join(order.folder, `bare-${process.pid}.db`));
await prepareSqlite(database, false);
// The relay moves the log into the file after about as much.
database.prepare("PRAGMA wal_autocheckpoint = 1000").all();
const insertVault = database.prepare("INSERT INTO vault VALUES (?, ?, 1, 0, 0, 0, 0, 0)");
const insertEntry = database.prepare(
  "INSERT INTO entry (vault, idx, day, hash, envelope) VALUES (?, ?, ?, ?, ?)",
);
const grow = database.prepare("UPDATE vault SET head = ?, bytes = ? WHERE vault = ?");
const vaults = Array.from({ length: order.vaults }, () => randomBytes(16));
for (const vault of vaults) insertVault.run(vault, randomBytes(32));

const envelope = randomBytes(order.changeBytes);
const hash = createHash("sha256").update(envelope).digest();
let rows = 0;
const start = performance.now();
const end = start + 1_000 * order.seconds;
while (performance.now() < end) {
  database.exec("BEGIN IMMEDIATE");
  for (let place = 0; place < order.rowsPerTransaction; place++) {
    const vault = vaults[rows % vaults.length]!;
    const head = 1 + Math.floor(rows / vaults.length);
    insertEntry.run(vault, head, 20_000, hash, envelope);
    grow.run(head, head * order.changeBytes, vault);
    rows++;
  }
  database.exec("COMMIT");
}
const perSecond = rows / ((performance.now() - start) / 1_000);
database.close();
process.stdout.write(`${JSON.stringify({ perSecond })}\n`);
