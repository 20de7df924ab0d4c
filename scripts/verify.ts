// `npm run verify -- NAME [arguments]` runs one proof and says what it counted; without a name it lists them.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A proof says line by line what it counts, and answers whether what it is named after holds. */
type Proof = (proofArguments: readonly string[], say: (line: string) => void) => Promise<boolean>;

/** The proofs there are or will be; each is `test/verify/NAME.ts`, loaded only when it is asked for. */
const names = [
  "converge",
  "malicious-relay",
  "no-ack-lost",
  "blind-relay",
  "seized-phone",
  "lost-phone",
  "really-deleted",
  "quiet-revoke",
  "operator-is-abuser",
  "scope-never-widens",
  "feed",
] as const;
type Name = (typeof names)[number];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const fileOf = (name: Name): URL => new URL(`../test/verify/${name}.ts`, import.meta.url);
const written = names.filter((name) => existsSync(fileURLToPath(fileOf(name))));

const [asked, ...proofArguments] = process.argv.slice(2);
const name = written.find((known) => known === asked);
if (name !== undefined) process.exitCode = await run(name, proofArguments);
else if (asked === undefined || asked === "--help") await list();
else {
  process.stderr.write(`There is no proof named "${asked}"; \`npm run verify\` lists those there are.\n`);
  process.exitCode = 2;
}

/** 0 where it holds, 1 where it does not, 2 where the arguments are not its own. */
async function run(name: Name, proofArguments: readonly string[]): Promise<number> {
  const { proof } = await load(name);
  try {
    const holds = await proof(proofArguments, say);
    // A question about its arguments is no proof, and has no verdict.
    if (proofArguments.includes("--help")) return 0;
    say(holds ? "holds" : "does not hold");
    return holds ? 0 : 1;
  } catch (error) {
    if (!isArgumentMistake(error)) throw error;
    process.stderr.write(`${error.message.split("\n", 1)[0]}\n`);
    return 2;
  }
}

async function list(): Promise<void> {
  say("npm run verify -- NAME [--help | arguments], where NAME is one of:");
  const width = Math.max(...written.map((name) => name.length));
  for (const name of written) say(`  ${name.padEnd(width)}  ${(await load(name)).about}`);
}

async function load(name: Name): Promise<{ proof: Proof; about: string }> {
  const module: Record<string, unknown> = await import(fileOf(name).href);
  const proof = module[name.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase())];
  if (typeof proof !== "function" || typeof module.about !== "string")
    throw new TypeError(`test/verify/${name}.ts does not export its proof and "about"`);
  return { proof: proof as Proof, about: module.about };
}

/** What `parseArgs` of node:util throws for a word it does not know. */
function isArgumentMistake(error: unknown): error is Error {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("ERR_PARSE_ARGS")
  );
}
