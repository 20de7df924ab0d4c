import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { appForgets } from "./app-deleted.ts";
import { postgresForgets } from "./relay-deleted-postgres.ts";
import { sqliteForgets } from "./relay-deleted-sqlite.ts";

export const about = "a deleted vault leaves no byte, and stays deleted when yesterday's copy is restored";

/** One holder of a vault's bytes: says what it counts, and answers whether none was left. */
type Part = (scratch: string, seed: string, say: (line: string) => void) => Promise<boolean>;

/** Everybody who holds bytes of a vault, by the name with which it can be asked for alone. */
const parts: Readonly<Record<string, Part>> = {
  sqlite: sqliteForgets,
  postgres: postgresForgets,
  app: appForgets,
};

/** Rules 51 and 56: after deleting, the bytes are looked for wherever they were. */
export async function reallyDeleted(words: readonly string[], say: (line: string) => void): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      seed: { type: "string", default: randomBytes(4).toString("hex") },
      help: { type: "boolean", default: false },
    },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(parts);
  const chosen = names.map((name) => parts[name]);
  if (values.help || chosen.includes(undefined)) {
    say(
      `npm run verify -- really-deleted [--seed TEXT] [PART …], where PART is one of: ${Object.keys(parts).join(", ")}`,
    );
    return values.help;
  }
  say(`seed ${values.seed}`);
  const scratch = await mkdtemp(join(tmpdir(), "tidetable-really-deleted-"));
  const verdicts: boolean[] = [];
  try {
    for (const part of chosen) verdicts.push(await part!(scratch, values.seed, say));
  } finally {
    await rm(scratch, { recursive: true });
  }
  return verdicts.every((holds) => holds);
}
