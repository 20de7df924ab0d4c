import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

// The rival in a process of its own: Hocuspocus with its SQLite extension, each change stored at once. Its file is the
// argument; a database that is in WAL mode already stays so.

const server = new Server({
  address: "127.0.0.1",
  port: 0,
  quiet: true,
  // Not after two quiet seconds, as it comes: without a delay every change is stored, as an append of ours is.
  debounce: 0,
  extensions: [new SQLite({ database: process.argv[2]! })],
});
// A port of 0 counts as none for `listen(0)`.
await server.listen();
process.stdout.write(`relay ${server.address.port} ${process.pid}\n`);
