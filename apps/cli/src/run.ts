import { parseCommandLine } from "./command-line.ts";
import { reportUsage } from "./usage.ts";
import { type ExitCode, exitCodes, type World } from "./world.ts";

/**
 * Does what the caller's words ask. Each command is loaded when asked for, so that none waits for what it does not
 * need: a forecast for no server, a mistyped word for no forecaster.
 */
export async function run(callerWords: readonly string[], world: World): Promise<ExitCode> {
  const parsed = parseCommandLine(callerWords);
  if (!parsed.ok) return reportUsage(parsed.error, world);
  const invocation = parsed.value;
  switch (invocation.command) {
    case "help":
      return (await import("./commands/help.ts")).help(invocation.topic, world);
    case "version":
      world.stdout(`${world.version}\n`);
      return exitCodes.ok;
    case "serve":
      return (await import("./commands/serve.ts")).serve(invocation, world);
    case "forecast":
      return (await import("./commands/forecast.ts")).forecast(invocation, world);
    case "explain":
      return (await import("./commands/explain.ts")).explain(invocation, world);
    case "record":
      return (await import("./commands/record.ts")).record(invocation, world);
    case "plan":
      return (await import("./commands/plan.ts")).plan(invocation, world);
    case "rota":
      return (await import("./commands/rota.ts")).rota(invocation, world);
    case "people":
      return (await import("./commands/people.ts")).people(invocation, world);
    case "schedule":
      return (await import("./commands/schedule.ts")).schedule(invocation, world);
    case "cohort":
      return (await import("./commands/cohort.ts")).forecastCohort(invocation, world);
    case "import":
      return (await import("./commands/import.ts")).importDryRun(invocation, world);
    case "export":
      return (await import("./commands/export.ts")).exportDiary(invocation, world);
    case "backup":
      return (await import("./commands/backup.ts")).backup(invocation, world);
    case "verify":
      return (await import("./commands/verify.ts")).verify(invocation, world);
    case "restore":
      return (await import("./commands/restore.ts")).restore(invocation, world);
    case "doctor":
      return (await import("./commands/doctor.ts")).doctor(invocation, world);
    case "doctor-elsewhere":
      return (await import("./commands/doctor-elsewhere.ts")).doctorElsewhere(invocation, world);
    case "demo":
      return (await import("./commands/demo.ts")).demo(world);
  }
}
