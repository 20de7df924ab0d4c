import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createScenes, currentBuild } from "./scopes/build.ts";
import { narrowestNeverWidens } from "./scopes/lattice.ts";
import { listedAsAgreed } from "./scopes/listed.ts";
import {
  type Found,
  lapsesInSilence,
  projectedAsAgreed,
  readAsAgreed,
  refusedIfTampered,
  type Scenes,
  unknownIsNotShared,
} from "./scopes/parts.ts";
import { watchedFields } from "./scopes/projected-fields.ts";
import { drawGrants, type StoredGrant, signedAgain } from "./scopes/version-1.ts";
import { wideners } from "./scopes/wideners.ts";

export const about =
  "grants of every earlier format share what their owner signed and nothing more, and end on their last day";

type Say = (line: string) => void;

/** The stored grants are the first of these; the others are drawn and signed again each time. */
const seed = 5;
const storedCount = 200;
const drawnCount = 2_000;
/** Grants that a later version's texts are made from. Our choice: three dozen texts each. */
const laterCount = 150;
/** Grants that a planted widening is shown. Our choice: enough for each kind to be among them many times. */
const plantedCount = 60;

const storedFile = new URL("./fixtures/scopes/version-1.json", import.meta.url);
const goldenFolder = new URL("../../packages/diary/test/fixtures/scopes/", import.meta.url);

/** `npm run verify -- scope-never-widens`: see `about`. */
export async function scopeNeverWidens(words: readonly string[], say: Say): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: { write: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    say("npm run verify -- scope-never-widens [--write]");
    say("  --write   writes the stored grants where there are none; those that are there stay for good");
    return true;
  }
  const drawn = drawGrants(seed, storedCount + drawnCount);
  if (values.write) {
    const isThere = existsSync(storedFile);
    if (isThere) say("They are there, and stay as they are.");
    else writeFileSync(storedFile, storedText(drawn.slice(0, storedCount)));
    return !isThere;
  }
  const stored = readStored();
  const golden = goldenGrants(drawn);
  const isFrozen = readFileSync(storedFile, "utf8") === storedText(drawn.slice(0, storedCount));
  say(
    `version 1: ${stored.length} stored grants, as they were written: ${isFrozen}; ${golden.length} golden texts, ${drawnCount} drawn`,
  );
  const grants = [...stored, ...golden, ...drawn.slice(storedCount)];
  const scenes = createScenes();
  const seen = new Map<string, number>();
  const parts: readonly (readonly [string, () => Promise<Found> | Found])[] = [
    ["read as agreed", () => readAsAgreed(currentBuild, grants)],
    [
      "projected, shown and told as agreed (days)",
      () => projectedAsAgreed(currentBuild, grants, scenes, seen),
    ],
    ["changed without a signature: nothing is shared", () => refusedIfTampered(currentBuild, grants)],
    [
      "of later versions: the unknown is not shared",
      () => unknownIsNotShared(currentBuild, grants.slice(0, laterCount), scenes),
    ],
    ["two at the same time: never wider than either", () => narrowestNeverWidens(currentBuild)],
    ["after the last day: nothing, and no word of it", () => lapsesInSilence(currentBuild, grants, scenes)],
    ["in the command line's list", () => listedAsAgreed(stored)],
  ];
  let holds = isFrozen;
  for (const [name, part] of parts) {
    const { cases, wrong } = await part();
    const isRight = cases > 0 && wrong.length === 0;
    holds &&= isRight;
    say(`  ${name}: ${cases} cases, ${wrong.length} wrong, ${isRight}${firstOf(wrong)}`);
  }
  const areSeen = saySeen(seen, say);
  const areNoticed = await noticeWideners(drawn.slice(0, plantedCount), scenes, say);
  return holds && areSeen && areNoticed;
}

/** One grant a line: id, seed, text, signature. */
function storedText(grants: readonly StoredGrant[]): string {
  const lines = grants.map(({ id, seed, key, text, signature }) =>
    JSON.stringify([id, seed, key, text, signature]),
  );
  return `{"schema":"tidetable.scopes/1","grants":[\n${lines.join(",\n")}\n]}\n`;
}

function readStored(): readonly StoredGrant[] {
  const { grants } = JSON.parse(readFileSync(storedFile, "utf8"));
  return grants.map(([id, seed, key, text, signature]: readonly string[]) => ({
    id,
    seed,
    key,
    text,
    signature,
  }));
}

/** The golden texts of version 1, signed by keys of drawn ones. */
function goldenGrants(keys: readonly StoredGrant[]): readonly StoredGrant[] {
  const names = readdirSync(goldenFolder).filter((name) => name.startsWith("1-"));
  return names
    .toSorted()
    .map((name, index) =>
      signedAgain(keys[index]!, readFileSync(new URL(name, goldenFolder), "utf8").trimEnd()),
    );
}

const firstOf = (wrong: readonly string[]): string =>
  wrong.length === 0 ? "" : `; ${[...new Set(wrong)].slice(0, 5).join("; ")}`;

/** How often each field was there to be looked at: one that never was proves nothing. */
function saySeen(seen: ReadonlyMap<string, number>, say: Say): boolean {
  const never = watchedFields.filter((place) => !seen.has(place));
  const counted = watchedFields
    .filter((place) => !place.includes("[") && !place.includes("."))
    .map((place) => `${place} ${seen.get(place) ?? 0}`);
  say(`  fields that were there: ${counted.join(", ")}; never: ${never.join(", ") || "none"}`);
  return never.length === 0;
}

/** Each planted widening has to be noticed by the part of the proof that is there for it. */
async function noticeWideners(grants: readonly StoredGrant[], scenes: Scenes, say: Say): Promise<boolean> {
  let noticed = 0;
  for (const { name, look } of wideners) {
    const { wrong } = await look(grants, scenes);
    if (wrong.length > 0) noticed += 1;
    else say(`  planted and not noticed: ${name}`);
  }
  say(`  planted widenings: ${wideners.length}, noticed ${noticed}, ${noticed === wideners.length}`);
  return noticed === wideners.length;
}
