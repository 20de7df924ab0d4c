import { createRelay, type LogEntry, listen, readAppFiles } from "@tidetable/relay";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Serves the app until the caller asks it to stop. */
export async function serve(
  input: { readonly port: number; readonly dataFolder: string | null },
  world: World,
): Promise<ExitCode> {
  const { words, program } = world;
  const tell = (id: string, values: Readonly<Record<string, string>> = {}): void =>
    world.stderr(`${words.say(id, values)}\n`);

  const files = await readAppFiles(world.appFolder);
  if (files === null) {
    tell("serve-app-missing");
    return exitCodes.failure;
  }
  if (input.dataFolder !== null) {
    const made = await world.makePrivateFolder(input.dataFolder);
    if (!made.ok) {
      tell("serve-data-folder", { folder: input.dataFolder, code: made.error.code });
      return exitCodes.failure;
    }
  }

  const log = (entry: LogEntry): void => {
    if (entry.event === "listening") tell("serve-listening", { address: addressOf(entry.port) });
    else if (entry.event === "stopped") tell("serve-stopped");
    else tell("serve-fault", { name: entry.name });
  };
  // Before listening, so that a signal that comes at once is not lost.
  const stopAsked = world.stopAsked();
  const listening = await listen(createRelay({ files, log }), { port: input.port, log });
  if (!listening.ok) {
    const { error } = listening;
    if (error.kind === "port-taken" && error.by === "tidetable") {
      tell("serve-already-runs", { address: addressOf(input.port) });
    } else {
      const other = input.port < 65_535 ? input.port + 1 : 4800;
      tell(`serve-${error.kind}`, { port: String(input.port), other: String(other), program });
    }
    return exitCodes.failure;
  }
  await stopAsked;
  await listening.value.stop();
  return exitCodes.ok;
}

const addressOf = (port: number): string => `http://localhost:${port}`;
