import { parseArgs } from "node:util";
import { type CalendarDate, parseCalendarDate, type Result } from "@tidetable/diary";

export const commandNames = ["serve", "forecast", "explain", "record", "import", "demo"] as const;
export type CommandName = (typeof commandNames)[number];

/** What the caller asked for, checked as far as the words alone allow. */
export type Invocation =
  | { readonly command: "help"; readonly topic: CommandName | null }
  | { readonly command: "version" }
  | { readonly command: "serve"; readonly port: number; readonly dataFolder: string | null }
  | {
      readonly command: "forecast" | "explain" | "record";
      readonly path: string;
      /** Null: whatever day it is. */
      readonly today: CalendarDate | null;
      readonly json: boolean;
    }
  | { readonly command: "cohort"; readonly path: string }
  | {
      readonly command: "import";
      readonly path: string;
      /** What the caller says the format is, not looked up yet; null: find out. */
      readonly from: string | null;
      readonly json: boolean;
    }
  | { readonly command: "demo" };

/** Why the words make no command. */
export interface UsageProblem {
  readonly kind:
    | "no-command"
    | "unknown-command"
    | "unknown-option"
    | "value-missing"
    | "value-unwanted"
    | "file-missing"
    | "argument-unwanted"
    | "today-invalid"
    | "port-invalid"
    | "cohort-not-alone"
    | "cohort-needs-json"
    | "dry-run-missing"
    | "format-unknown";
  /** The command whose usage would help. */
  readonly topic: CommandName | null;
  /** The command or option as it was typed, where one is to blame; never a value. */
  readonly word?: string;
}

/** What `tidetable serve` listens on unless told otherwise. Our choice; the README and `npm start` say it too. */
export const defaultPort = 4800;

type Parsed = Result<Invocation, UsageProblem>;

const options = {
  port: { type: "string" },
  "data-dir": { type: "string" },
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
  serve: ["port", "data-dir"],
  forecast: ["today", "json", "cohort"],
  explain: ["today", "json"],
  record: ["today", "json"],
  import: ["from", "dry-run", "json"],
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
  switch (topic) {
    case null:
      return values.version ? succeed({ command: "version" }) : fail("no-command", null);
    case "serve":
      return serveFrom(rest, text(values.port), text(values["data-dir"]));
    case "forecast":
      return values.cohort === undefined
        ? forecastFrom(topic, rest, text(values.today), values.json === true)
        : cohortFrom(rest, text(values.cohort), values);
    case "explain":
    case "record":
      return forecastFrom(topic, rest, text(values.today), values.json === true);
    case "import":
      if (rest.length === 1 && !values["dry-run"]) return fail("dry-run-missing", topic);
      return withFile(topic, rest, (path) =>
        succeed({ command: "import", path, from: text(values.from), json: values.json === true }),
      );
    case "demo":
      return rest.length === 0 ? succeed({ command: "demo" }) : fail("argument-unwanted", topic);
  }
}

function serveFrom(rest: readonly string[], port: string | null, dataFolder: string | null): Parsed {
  if (rest.length > 0) return fail("argument-unwanted", "serve");
  if (port === null) return succeed({ command: "serve", port: defaultPort, dataFolder });
  const isPort = /^\d{1,5}$/.test(port) && Number(port) <= 65_535;
  return isPort
    ? succeed({ command: "serve", port: Number(port), dataFolder })
    : fail("port-invalid", "serve");
}

function forecastFrom(
  command: "forecast" | "explain" | "record",
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

function withFile(topic: CommandName, rest: readonly string[], then: (path: string) => Parsed): Parsed {
  const [path, unwanted] = rest;
  if (path === undefined || path === "") return fail("file-missing", topic);
  return unwanted === undefined ? then(path) : fail("argument-unwanted", topic);
}

const text = (value: string | boolean | undefined): string | null =>
  typeof value === "string" ? value : null;

const succeed = (value: Invocation): Parsed => ({ ok: true, value });

function fail(kind: UsageProblem["kind"], topic: CommandName | null, word?: string): Parsed {
  return { ok: false, error: word === undefined ? { kind, topic } : { kind, topic, word } };
}
