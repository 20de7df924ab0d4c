import { codeOf } from "./process-files.ts";
import { createProcessWorld } from "./process-world.ts";
import { run } from "./run.ts";
import { exitCodes } from "./world.ts";

const world = createProcessWorld();

/** Says that something failed and where, without the message: that could hold what a file or a diary holds. */
function tellFailure(error: unknown): void {
  const frames =
    error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  world.stderr([world.words.say("failed", { name: codeOf(error) }), ...frames, ""].join("\n"));
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever reads may stop early (`| head`), and that is no failure of ours; a full disk is.
  if (error.code !== "EPIPE") tellFailure(error);
  process.exit(error.code === "EPIPE" ? exitCodes.ok : exitCodes.failure);
});

try {
  process.exitCode = await run(process.argv.slice(2), world);
} catch (error) {
  tellFailure(error);
  process.exitCode = exitCodes.failure;
}
