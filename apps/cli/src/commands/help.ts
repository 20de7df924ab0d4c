import { formatNames } from "@tidetable/diary/exchange";
import { type CommandName, defaultPort } from "../invocation.ts";
import { usageOf } from "../usage.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Explains one command, or all of them in a line each. */
export function help(topic: CommandName | null, world: World): ExitCode {
  const { words, program } = world;
  const values = { program, usage: usageOf(topic, world), port: String(defaultPort) };
  world.stdout(`${words.say(topic === null ? "help" : `help-${topic}`, values)}\n`);
  if (topic === "import") world.stdout(formatLines(words));
  return exitCodes.ok;
}

/** Every format's name beside what it is called. */
function formatLines(words: World["words"]): string {
  const longest = Math.max(...formatNames.map((name) => name.length));
  return formatNames.map((name) => `  ${name.padEnd(longest)}  ${words.say(`format-${name}`)}\n`).join("");
}
