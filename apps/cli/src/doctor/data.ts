import { dumpStore, inviteText, type Store, StoreFailure } from "@tidetable/relay";
import { databasePath, type FoundPlace } from "../data-place.ts";
import { inspectSqlite, openStore } from "../relay-store.ts";
import { sizeText } from "../size-text.ts";
import { sayTrouble } from "../store-words.ts";
import type { World } from "../world.ts";
import { type Finding, fine, look } from "./finding.ts";
import { lookAtPostgres } from "./postgres.ts";

/** What was found out about a relay's data, and whether its database was reached at all. */
export interface DataFindings {
  readonly findings: readonly Finding[];
  readonly isReached: boolean;
}

/** Opens what a relay keeps and reads all of it; totals only, nothing by vault. */
export async function lookAtData(place: FoundPlace, world: World): Promise<DataFindings> {
  const findings: Finding[] = [];
  let store: Store | null = null;
  try {
    if (place.database !== null) findings.push(...(await lookAtPostgres(place.database)));
    store = await openStore(place);
    findings.push(place.database === null ? await lookAtSqlite(place) : fine("database", "opens"));
    findings.push(await lookAtRows(store));
    const { vaults, bytes, letterboxes, queues, feeds } = await store.totals();
    findings.push(fine("totals", "are", { vaults, bytes, size: sizeText(bytes, world.words.locale) }));
    findings.push(fine("letterboxes", "are", { letterboxes, queues, feeds }));
    const invite = inviteText(await store.secret("invite", randomSecret()));
    findings.push(fine("invite", "is", { invite }));
    return { findings, isReached: true };
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    const { trouble } = error;
    const said = sayTrouble(trouble, { ...place, folderSaid: place.folder }, world);
    findings.push(look("database", "trouble", { trouble, said }));
    return { findings, isReached: place.database === null || trouble !== "unreachable" };
  } finally {
    await store?.close();
  }
}

async function lookAtSqlite({ folder }: FoundPlace): Promise<Finding> {
  const { version, isInsideNode, isWhole } = await inspectSqlite(databasePath(folder));
  const values = { version, driver: isInsideNode ? "node" : "package" };
  return isWhole ? fine("sqlite", "fine", values) : look("sqlite", "damaged", values);
}

/** Every stored row against its hash, and every vault for gaps. */
async function lookAtRows(store: Store): Promise<Finding> {
  try {
    for await (const _ of dumpStore(store));
    return fine("rows", "fine");
  } catch (error) {
    if (error instanceof StoreFailure && error.trouble === "corrupt") return look("rows", "damaged");
    throw error;
  }
}

const randomSecret = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32));
