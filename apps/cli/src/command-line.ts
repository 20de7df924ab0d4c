import { parseArgs } from "node:util";
import { parseCalendarDate } from "@tidetable/diary";
import { type CommandName, commandNames, fail, type Parsed, succeed } from "./invocation.ts";
import {
  backupFrom,
  doctorFrom,
  type RelayWords,
  restoreFrom,
  serveFrom,
  verifyFrom,
  withFile,
} from "./relay-command-line.ts";

const options = {
  port: { type: "string" },
  host: { type: "string" },
  "data-dir": { type: "string" },
  database: { type: "string" },
  invite: { type: "string" },
  connect: { type: "string", multiple: true },
  "public-host": { type: "string" },
  "push-service": { type: "string", multiple: true },
  "push-contact": { type: "string" },
  to: { type: "string" },
  backup: { type: "string" },
  force: { type: "boolean" },
  today: { type: "string" },
  cohort: { type: "string" },
  from: { type: "string" },
  json: { type: "boolean" },
  "dry-run": { type: "boolean" },
  version: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  "no-color": { type: "boolean" },
} as const;
const optionsEverywhere = ["help", "no-color"];
const optionsByCommand: Readonly<Record<CommandName, readonly string[]>> = {
  serve: [
    "port",
    "host",
    "data-dir",
    "database",
    "invite",
    "connect",
    "public-host",
    "push-service",
    "push-contact",
  ],
  forecast: ["today", "json", "cohort"],
  explain: ["today", "json"],
  record: ["today", "json"],
  people: ["today", "json"],
  import: ["from", "dry-run", "json"],
  backup: ["data-dir", "database", "force"],
  verify: ["json"],
  restore: ["data-dir", "database", "to", "force"],
  doctor: ["data-dir", "database", "port", "backup", "json"],
  demo: [],
};

/** What the caller asked for, or the first thing wrong with it; `words` are those after the program's name. */
export function parseCommandLine(words: readonly string[]): Parsed {
  // Not its strict mode: that throws, in its own words, and quotes values.
  const lenient = { strict: false, allowPositionals: true, tokens: true } as const;
  const { values, positionals, tokens } = parseArgs({ args: [...words], options, ...lenient });
  const [name, ...rest] = positionals;
  const topic = commandNames.find((known) => known === name) ?? null;
  if (name !== undefined && topic === null) return fail("unknown-command", null, name);

  const allowed = [...optionsEverywhere, ...(topic === null ? ["version"] : optionsByCommand[topic])];
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = Object.entries(options).find(
      ([known]) => known === token.name && allowed.includes(known),
    )?.[1];
    if (!option) return fail("unknown-option", topic, token.rawName);
    if (option.type === "string" && !token.value) return fail("value-missing", topic, token.rawName);
    if (option.type === "boolean" && token.value !== undefined)
      return fail("value-unwanted", topic, token.rawName);
  }

  if (values.help) return succeed({ command: "help", topic });
  const given: RelayWords = {
    rest,
    port: text(values.port),
    host: text(values.host),
    folder: text(values["data-dir"]),
    database: text(values.database),
    invite: text(values.invite),
    connectTo: texts(values.connect),
    publicHost: text(values["public-host"]),
    pushServices: texts(values["push-service"]),
    pushContact: text(values["push-contact"]),
    to: text(values.to),
    backup: text(values.backup),
    force: values.force === true,
    json: values.json === true,
  };
  switch (topic) {
    case null:
      return values.version ? succeed({ command: "version" }) : fail("no-command", null);
    case "serve":
      return serveFrom(given);
    case "forecast":
      return values.cohort === undefined
        ? forecastFrom(topic, rest, text(values.today), given.json)
        : cohortFrom(rest, text(values.cohort), values);
    case "explain":
    case "record":
    case "people":
      return forecastFrom(topic, rest, text(values.today), given.json);
    case "import":
      if (rest.length === 1 && !values["dry-run"]) return fail("dry-run-missing", topic);
      return withFile(topic, rest, (path) =>
        succeed({ command: "import", path, from: text(values.from), json: given.json }),
      );
    case "backup":
      return backupFrom(given);
    case "verify":
      return verifyFrom(given);
    case "restore":
      return restoreFrom(given);
    case "doctor":
      return doctorFrom(given);
    case "demo":
      return rest.length === 0 ? succeed({ command: "demo" }) : fail("argument-unwanted", topic);
  }
}

function forecastFrom(
  command: "forecast" | "explain" | "record" | "people",
  rest: readonly string[],
  todayText: string | null,
  json: boolean,
): Parsed {
  const today = parseCalendarDate(todayText);
  if (todayText !== null && today === null) return fail("today-invalid", command);
  return withFile(command, rest, (path) => succeed({ command, path, today, json }));
}

function cohortFrom(
  rest: readonly string[],
  path: string | null,
  { today, json }: { readonly today?: unknown; readonly json?: unknown },
): Parsed {
  if (path === null || rest.length > 0 || today !== undefined) return fail("cohort-not-alone", "forecast");
  return json === true ? succeed({ command: "cohort", path }) : fail("cohort-needs-json", "forecast");
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
