import {
  type InviteRule,
  isHost,
  isOrigin,
  isPushContact,
  isPushServiceOrigin,
  type LogEntry,
  listen,
  type OpenRelay,
  openRelay,
  readAppFiles,
  type StoreFailure,
} from "@tidetable/relay";
import { type FoundPlace, findPlace } from "../data-place.ts";
import type { DataPlace } from "../invocation.ts";
import { addressOf, sayTrouble, tellStoreFailure } from "../store-words.ts";
import { takeDataFolder } from "../take-data-folder.ts";
import { reportUsage } from "../usage.ts";
import { type ExitCode, exitCodes, type FolderLock, type World } from "../world.ts";

interface ServeInput {
  readonly port: number;
  readonly host: string | null;
  readonly place: DataPlace;
  readonly invite: InviteRule;
  readonly connectTo: readonly string[];
  readonly publicHost: string | null;
  readonly pushServices: readonly string[];
  readonly pushContact: string | null;
}

/** Milliseconds for those who still wait, once nothing can be acknowledged any more (rule 53). Our choice. */
const lastWordsMs = 200;

/** Serves app and relay until the caller asks it to stop. */
export async function serve(input: ServeInput, world: World): Promise<ExitCode> {
  const place = findPlace(input.place, world);
  if (place === null) return reportUsage({ kind: "database-invalid", topic: "serve" }, world);
  if (!input.connectTo.every(isOrigin))
    return reportUsage({ kind: "connect-invalid", topic: "serve" }, world);
  if (input.publicHost !== null && !isHost(input.publicHost))
    return reportUsage({ kind: "public-host-invalid", topic: "serve" }, world);
  if (!input.pushServices.every(isPushServiceOrigin))
    return reportUsage({ kind: "push-service-invalid", topic: "serve" }, world);
  if (input.pushContact !== null && !isPushContact(input.pushContact))
    return reportUsage({ kind: "push-contact-invalid", topic: "serve" }, world);
  const files = await readAppFiles(world.appFolder);
  if (files === null) {
    world.stderr(`${world.words.say("serve-app-missing")}\n`);
    return exitCodes.failure;
  }
  const taken = await takeDataFolder(place, world, input.port);
  if (taken === null) return exitCodes.failure;
  try {
    return await serveFrom(input, place, { files, lock: taken.lock }, world);
  } finally {
    await taken.lock?.release();
  }
}

async function serveFrom(
  input: ServeInput,
  place: FoundPlace,
  {
    files,
    lock,
  }: { readonly files: Parameters<typeof openRelay>[0]["files"]; readonly lock: FolderLock | null },
  world: World,
): Promise<ExitCode> {
  const { words, program } = world;
  const tell = (sentence: string): void => world.stderr(`${sentence}\n`);
  // Before listening, so that a signal that comes at once is not lost.
  const stopAsked = world.stopAsked().then(() => "asked" as const);
  let fail = (): void => {};
  const failed = new Promise<"failed">((resolve) => {
    fail = () => resolve("failed");
  });
  let opened: OpenRelay | null = null;

  // A log may be kept for long and read by many: no path is in it, not even one that the caller typed.
  const unnamed = { ...place, folderSaid: words.say("data-folder") };
  const tellTrouble = (trouble: StoreFailure["trouble"]): void => {
    // That one is said once, below.
    if (trouble !== "sync-failed") tell(sayTrouble(trouble, unnamed, world));
  };
  const log = (entry: LogEntry): void => {
    if (entry.event === "listening") tell(greeting(entry.port, input, opened?.invite ?? "", world));
    else if (entry.event === "stopped") tell(words.say("serve-stopped"));
    else if (entry.event === "storage") tellTrouble(entry.trouble);
    else tell(words.say("serve-fault", { name: entry.name }));
  };
  try {
    opened = await openRelay({
      files,
      dataFolder: place.folder,
      database: place.database ?? undefined,
      invite: input.invite,
      connectTo: input.connectTo,
      publicHost: input.publicHost ?? undefined,
      pushServices: input.pushServices,
      pushContact: input.pushContact ?? undefined,
      log,
      onFatal: fail,
    });
  } catch (error) {
    return tellStoreFailure(error, place, world);
  }
  const host = input.host === null ? {} : { host: input.host };
  const listening = await listen(opened.relay, { port: input.port, ...host, log });
  if (!listening.ok) {
    await opened.close();
    const { error } = listening;
    if (error.kind === "port-taken" && error.by === "tidetable") {
      tell(words.say("serve-already-runs", { address: addressOf(input.port) }));
    } else {
      const other = input.port < 65_535 ? input.port + 1 : 4800;
      const values = { port: String(input.port), other: String(other), host: input.host ?? "127.0.0.1" };
      tell(words.say(`serve-${error.kind}`, { ...values, program }));
    }
    return exitCodes.failure;
  }
  await lock?.tellPort(listening.value.port);
  const end = await Promise.race([stopAsked, failed]);
  if (end === "failed") tell(words.say("serve-sync-failed"));
  await listening.value.stop(end === "failed" ? lastWordsMs : undefined);
  await opened.close();
  return end === "failed" ? exitCodes.failure : exitCodes.ok;
}

/** The address first; then who may make a vault here, and what a browser elsewhere needs. */
function greeting(port: number, { host, invite }: ServeInput, text: string, { words }: World): string {
  const isBeyond = host !== null && !["localhost", "127.0.0.1", "::1"].includes(host);
  const isAnywhere = host === null || host === "0.0.0.0" || host === "::";
  const named = host?.includes(":") ? `[${host}]` : host;
  const address = isAnywhere ? addressOf(port) : `http://${named}:${port}`;
  return [
    words.say("serve-listening", { address }),
    words.say(`serve-invite-${invite}`, { invite: text }),
    ...(isBeyond ? [words.say("serve-beyond")] : []),
  ].join("\n");
}
