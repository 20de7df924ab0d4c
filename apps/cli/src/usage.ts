import { type CommandName, defaultPort, type UsageProblem } from "./invocation.ts";
import { type ExitCode, exitCodes, type World } from "./world.ts";

/** The line that shows how a command is written; null: all of them. */
export function usageOf(topic: CommandName | null, { words, program }: World): string {
  return words.say(`usage-${topic ?? "any"}`, { program, port: String(defaultPort) });
}

/** Says what is wrong with the words of the caller, and how the command is written. */
export function reportUsage(
  { kind, topic, word = "" }: UsageProblem,
  world: World,
  values: Readonly<Record<string, string>> = {},
): ExitCode {
  const { words, program } = world;
  world.stderr(`${words.say(`usage-${kind}`, { word, program, ...values })}\n`);
  world.stderr(`${words.say("usage", { usage: usageOf(topic, world) })}\n`);
  return exitCodes.usage;
}
