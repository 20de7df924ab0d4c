import pg from "pg";
import { type Finding, fine, look } from "./finding.ts";

/** Milliseconds to wait for a connection. Our choice. */
const patienceMs = 5_000;
const settings = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "data_checksums",
] as const;

/** What a server says of itself; nothing where it does not answer, which opening the store then says. */
export async function lookAtPostgres(address: string): Promise<readonly Finding[]> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: patienceMs });
  client.on("error", () => {});
  try {
    await client.connect();
    const select = settings.map((name) => `current_setting('${name}') AS ${name}`).join(", ");
    const { rows } = await client.query<Record<(typeof settings)[number], string>>(`SELECT ${select}`);
    return rows.flatMap(findingsFrom);
  } catch {
    return [];
  } finally {
    await client.end().catch(() => {});
  }
}

function findingsFrom(found: Record<(typeof settings)[number], string>): readonly Finding[] {
  const { server_version, fsync, synchronous_commit, full_page_writes, data_checksums } = found;
  const version = server_version.split(" ")[0]!;
  const isSynced = fsync === "on" && synchronous_commit !== "off";
  const isTornSafe = full_page_writes === "on";
  return [
    isSynced
      ? fine("postgres", "fine", { version, commit: synchronous_commit })
      : look("postgres", "unsynced", { version, fsync, commit: synchronous_commit }),
    ...(isTornSafe ? [] : [look("pages", "torn")]),
    fine("checksums", data_checksums === "on" ? "on" : "off"),
  ];
}
