import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../postgres.ts";
import { type FeedPlace, feedAtRelay } from "./feed-at-relay.ts";
import { feedPlaceOnPostgres, feedPlaceOnSqlite } from "./feed-places.ts";

export const about =
  "a calendar feed is nowhere at a relay, and one that was ended answers like one that never was";

type Say = (line: string) => void;

/** Segments of PostgreSQL's log that are not needed any more go, as SECURITY.md advises. */
const advised = { wal_recycle: "off", min_wal_size: "32MB", autovacuum: "off" };

/** The engines by the names with which one of them can be asked for alone. */
const engines: Readonly<
  Record<string, (scratch: string, work: (place: FeedPlace) => Promise<boolean>) => Promise<boolean>>
> = {
  sqlite: (scratch, work) => work(feedPlaceOnSqlite(scratch)),
  async postgres(scratch, work) {
    const server = await startPostgres(advised);
    try {
      return await work(await feedPlaceOnPostgres(scratch, server));
    } finally {
      await server.stop();
    }
  },
};

/** Rules 107 to 112: everything a relay has is searched, and every way not to be there is compared. */
export async function feed(words: readonly string[], say: Say): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      seed: { type: "string", default: randomBytes(4).toString("hex") },
      help: { type: "boolean", default: false },
    },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(engines);
  const chosen = names.map((name) => engines[name]);
  if (values.help || chosen.includes(undefined)) {
    say(
      `npm run verify -- feed [--seed TEXT] [PART …], where PART is one of: ${Object.keys(engines).join(", ")}`,
    );
    return values.help;
  }
  say(`seed ${values.seed}`);
  const scratch = await mkdtemp(join(tmpdir(), "tidetable-feed-"));
  const verdicts: boolean[] = [];
  try {
    for (const engine of chosen)
      verdicts.push(await engine!(scratch, (place) => feedAtRelay(place, values.seed, say)));
  } finally {
    await rm(scratch, { recursive: true });
  }
  return verdicts.every((holds) => holds);
}
