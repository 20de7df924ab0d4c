import { parseArgs } from "node:util";
import { parseCalendarDate } from "@tidetable/diary";
import { defaultHorizonDays, titleStyles } from "@tidetable/diary/calendar/out";
import { type CommandName, commandNames, exportFormats, fail, type Parsed, succeed } from "./invocation.ts";
import { type PlanWords, planFrom, rotaFrom } from "./plan-command-line.ts";
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
  days: { type: "string" },
  avoid: { type: "string" },
  "days-before": { type: "string" },
  calendar: { type: "string", multiple: true },
  person: { type: "string", multiple: true },
  format: { type: "string" },
  titles: { type: "string" },
  horizon: { type: "string" },
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
  schedule: ["today", "days", "json"],
  plan: ["from", "to", "days", "avoid", "days-before", "calendar", "today", "json"],
  rota: ["person", "today", "json"],
  import: ["from", "dry-run", "json"],
  export: ["format", "today", "titles", "horizon"],
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
  const planned: PlanWords = {
    rest,
    today: text(values.today),
    from: text(values.from),
    to: given.to,
    days: text(values.days),
    avoid: text(values.avoid),
    daysBefore: text(values["days-before"]),
    calendars: texts(values.calendar),
    people: texts(values.person),
    json: given.json,
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
    case "schedule":
      return scheduleFrom(rest, text(values.today), text(values.days), given.json);
    case "plan":
      return planFrom(planned);
    case "rota":
      return rotaFrom(planned);
    case "import":
      if (rest.length === 1 && !values["dry-run"]) return fail("dry-run-missing", topic);
      return withFile(topic, rest, (path) =>
        succeed({ command: "import", path, from: text(values.from), json: given.json }),
      );
    case "export":
      return exportFrom(rest, values);
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

/** Days that are listed unless told otherwise, and at most. Our choice: about a month, and a year. */
const [usualDays, mostDays] = [30, 366];

function scheduleFrom(
  rest: readonly string[],
  todayText: string | null,
  daysText: string | null,
  json: boolean,
): Parsed {
  const today = parseCalendarDate(todayText);
  if (todayText !== null && today === null) return fail("today-invalid", "schedule");
  const days = daysText === null ? usualDays : Number(daysText);
  const isCount = daysText === null || /^\d{1,3}$/.test(daysText);
  if (!isCount || days < 1 || days > mostDays) return fail("schedule-days-invalid", "schedule");
  return withFile("schedule", rest, (path) => succeed({ command: "schedule", path, today, days, json }));
}

/** Most days that a calendar tells ahead. Our choice: what `calendarEntries` takes. */
const longestHorizon = 400;

function exportFrom(rest: readonly string[], values: Readonly<Record<string, unknown>>): Parsed {
  const given = {
    format: text(values.format),
    today: text(values.today),
    titles: text(values.titles),
    horizon: text(values.horizon),
  };
  const today = parseCalendarDate(given.today);
  if (given.today !== null && today === null) return fail("today-invalid", "export");
  const format = exportFormats.find((known) => known === given.format);
  if (!format) return fail("export-format-invalid", "export");
  if (format !== "ics" && (given.titles !== null || given.horizon !== null))
    return fail("export-not-a-calendar", "export");
  const titles = titleStyles.find((known) => known === (given.titles ?? "neutral"));
  if (!titles) return fail("export-titles-invalid", "export");
  const horizonDays = given.horizon === null ? defaultHorizonDays : Number(given.horizon);
  const isCount = given.horizon === null || /^\d{1,3}$/.test(given.horizon);
  if (!isCount || horizonDays < 1 || horizonDays > longestHorizon)
    return fail("export-horizon-invalid", "export");
  return withFile("export", rest, (path) =>
    succeed({ command: "export", path, format, today, titles, horizonDays }),
  );
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
