import { expect, test } from "vitest";
import { parseCommandLine } from "../src/command-line.ts";
import type { DataPlace, Invocation, UsageProblem } from "../src/invocation.ts";

const parse = (line: string) => parseCommandLine(line.split(" ").filter((word) => word !== ""));

const usual: DataPlace = { folder: null, database: null };
const serve = {
  command: "serve",
  port: 4800,
  host: null,
  place: usual,
  invite: "first",
  connectTo: [],
  publicHost: null,
  pushServices: [],
  pushContact: null,
} as const;
const database = "postgres://me@host/relay";

test.each<[string, Invocation]>([
  ["--version", { command: "version" }],
  ["--help", { command: "help", topic: null }],
  ["-h", { command: "help", topic: null }],
  ["serve --help", { command: "help", topic: "serve" }],
  ["--help import", { command: "help", topic: "import" }],
  ["serve", serve],
  ["serve --port 0 --data-dir there", { ...serve, port: 0, place: { folder: "there", database: null } }],
  ["--port=65535 serve", { ...serve, port: 65_535 }],
  [
    `serve --host ::1 --database ${database} --invite always --connect https://a.example --connect http://b:1`,
    {
      ...serve,
      host: "::1",
      place: { folder: null, database },
      invite: "always",
      connectTo: ["https://a.example", "http://b:1"],
    },
  ],
  ["serve --public-host diary.example.org", { ...serve, publicHost: "diary.example.org" }],
  [
    "serve --push-service https://push.example --push-service http://localhost:1 --push-contact mailto:me@host.example",
    {
      ...serve,
      pushServices: ["https://push.example", "http://localhost:1"],
      pushContact: "mailto:me@host.example",
    },
  ],
  ["backup file", { command: "backup", path: "file", place: usual, replaces: false }],
  [
    "backup file --force --data-dir there",
    { command: "backup", path: "file", place: { folder: "there", database: null }, replaces: true },
  ],
  ["verify file", { command: "verify", path: "file", json: false }],
  ["verify file --json", { command: "verify", path: "file", json: true }],
  ["restore file", { command: "restore", path: "file", to: null, place: usual, replaces: false }],
  [
    `restore file --database ${database}`,
    { command: "restore", path: "file", to: null, place: { folder: null, database }, replaces: false },
  ],
  [
    "restore file --to out.json --force",
    { command: "restore", path: "file", to: "out.json", place: usual, replaces: true },
  ],
  ["doctor", { command: "doctor", place: usual, port: 4800, backup: null, json: false }],
  [
    "doctor --port 1 --backup file --json",
    { command: "doctor", place: usual, port: 1, backup: "file", json: true },
  ],
  [
    "doctor https://relay.example",
    { command: "doctor-elsewhere", address: "https://relay.example", json: false },
  ],
  ["forecast my.csv", { command: "forecast", path: "my.csv", today: null, json: false }],
  [
    "forecast --json --today 2024-02-29 my.csv",
    { command: "forecast", path: "my.csv", today: "2024-02-29" as never, json: true },
  ],
  [
    "forecast --no-color -- --odd-name",
    { command: "forecast", path: "--odd-name", today: null, json: false },
  ],
  ["explain my.csv", { command: "explain", path: "my.csv", today: null, json: false }],
  [
    "explain my.csv --json --today 2024-02-29",
    { command: "explain", path: "my.csv", today: "2024-02-29" as never, json: true },
  ],
  ["record my.csv", { command: "record", path: "my.csv", today: null, json: false }],
  ["people my.backup", { command: "people", path: "my.backup", today: null, json: false }],
  [
    "people my.backup --json --today 2024-02-29",
    { command: "people", path: "my.backup", today: "2024-02-29" as never, json: true },
  ],
  [
    "record my.csv --json --today 2024-02-29",
    { command: "record", path: "my.csv", today: "2024-02-29" as never, json: true },
  ],
  [
    "plan my.csv --from 2027-05-01 --to 2027-06-15 --days 4",
    {
      command: "plan",
      path: "my.csv",
      today: null,
      from: "2027-05-01" as never,
      to: "2027-06-15" as never,
      days: 4,
      avoid: { bleeding: true, daysBefore: 0 },
      calendars: [],
      json: false,
    },
  ],
  [
    "plan my.csv --from=2027-05-01 --to=2027-05-01 --days=1 --avoid days-before --today 2027-04-01 --calendar a.ics --calendar b.ics --json",
    {
      command: "plan",
      path: "my.csv",
      today: "2027-04-01" as never,
      from: "2027-05-01" as never,
      to: "2027-05-01" as never,
      days: 1,
      avoid: { bleeding: false, daysBefore: 2 },
      calendars: ["a.ics", "b.ics"],
      json: true,
    },
  ],
  [
    "rota r.csv --person Ada=a.csv --person Bea=b=c.csv",
    {
      command: "rota",
      path: "r.csv",
      people: [
        { name: "Ada", path: "a.csv" },
        { name: "Bea", path: "b=c.csv" },
      ],
      today: null,
      json: false,
    },
  ],
  ["forecast --cohort all.csv --json", { command: "cohort", path: "all.csv" }],
  ["import my.csv --dry-run", { command: "import", path: "my.csv", from: null, json: false }],
  [
    "import my.csv --dry-run --from drip-csv --json",
    { command: "import", path: "my.csv", from: "drip-csv", json: true },
  ],
  ["demo", { command: "demo" }],
])("%j is understood", (line, value) => {
  expect(parse(line)).toEqual({ ok: true, value });
});

test.each<[string, UsageProblem]>([
  ["", { kind: "no-command", topic: null }],
  ["--no-color", { kind: "no-command", topic: null }],
  ["predict my.csv", { kind: "unknown-command", topic: null, word: "predict" }],
  ["--json", { kind: "unknown-option", topic: null, word: "--json" }],
  ["serve --force", { kind: "unknown-option", topic: "serve", word: "--force" }],
  ["serve --database", { kind: "value-missing", topic: "serve", word: "--database" }],
  ["serve --database mysql://host/relay", { kind: "database-invalid", topic: "serve" }],
  ["serve --database postgres://", { kind: "database-invalid", topic: "serve" }],
  ["serve --invite never", { kind: "invite-invalid", topic: "serve" }],
  ["backup", { kind: "file-missing", topic: "backup" }],
  ["backup a b", { kind: "argument-unwanted", topic: "backup" }],
  ["backup a --database x", { kind: "database-invalid", topic: "backup" }],
  ["backup a --json", { kind: "unknown-option", topic: "backup", word: "--json" }],
  ["verify", { kind: "file-missing", topic: "verify" }],
  ["verify a b", { kind: "argument-unwanted", topic: "verify" }],
  ["verify a --words x", { kind: "unknown-option", topic: "verify", word: "--words" }],
  ["restore", { kind: "file-missing", topic: "restore" }],
  ["restore a --to", { kind: "value-missing", topic: "restore", word: "--to" }],
  ["restore a --to b --data-dir c", { kind: "to-not-alone", topic: "restore" }],
  ["restore a --force", { kind: "unknown-option", topic: "restore", word: "--force" }],
  ["restore a --database x", { kind: "database-invalid", topic: "restore" }],
  ["doctor a b", { kind: "argument-unwanted", topic: "doctor" }],
  ["doctor relay.example", { kind: "address-invalid", topic: "doctor" }],
  ["doctor https://", { kind: "address-invalid", topic: "doctor" }],
  ["doctor https://relay.example --port 1", { kind: "address-not-alone", topic: "doctor" }],
  ["doctor --port x", { kind: "port-invalid", topic: "doctor" }],
  ["doctor --database x", { kind: "database-invalid", topic: "doctor" }],
  ["forecast my.csv -x", { kind: "unknown-option", topic: "forecast", word: "-x" }],
  ["forecast my.csv --port 1", { kind: "unknown-option", topic: "forecast", word: "--port" }],
  ["forecast my.csv --constructor", { kind: "unknown-option", topic: "forecast", word: "--constructor" }],
  ["demo --version", { kind: "unknown-option", topic: "demo", word: "--version" }],
  ["forecast my.csv --today", { kind: "value-missing", topic: "forecast", word: "--today" }],
  ["serve --data-dir=", { kind: "value-missing", topic: "serve", word: "--data-dir" }],
  ["forecast my.csv --json=yes", { kind: "value-unwanted", topic: "forecast", word: "--json" }],
  ["forecast", { kind: "file-missing", topic: "forecast" }],
  ["import --dry-run", { kind: "file-missing", topic: "import" }],
  ["forecast a.csv b.csv", { kind: "argument-unwanted", topic: "forecast" }],
  ["import a.csv b.csv --dry-run", { kind: "argument-unwanted", topic: "import" }],
  ["explain", { kind: "file-missing", topic: "explain" }],
  ["explain a.csv b.csv", { kind: "argument-unwanted", topic: "explain" }],
  ["explain a.csv --today 2027-02-29", { kind: "today-invalid", topic: "explain" }],
  ["explain --cohort a.csv", { kind: "unknown-option", topic: "explain", word: "--cohort" }],
  ["record", { kind: "file-missing", topic: "record" }],
  ["record a.csv b.csv", { kind: "argument-unwanted", topic: "record" }],
  ["record a.csv --today 2027-02-29", { kind: "today-invalid", topic: "record" }],
  ["record --cohort a.csv", { kind: "unknown-option", topic: "record", word: "--cohort" }],
  ["serve now", { kind: "argument-unwanted", topic: "serve" }],
  ["demo now", { kind: "argument-unwanted", topic: "demo" }],
  ["forecast a.csv --today 2027-02-29", { kind: "today-invalid", topic: "forecast" }],
  ["forecast a.csv --today today", { kind: "today-invalid", topic: "forecast" }],
  ["forecast a.csv --today --json", { kind: "today-invalid", topic: "forecast" }],
  ["serve --port 65536", { kind: "port-invalid", topic: "serve" }],
  ["serve --port -1", { kind: "port-invalid", topic: "serve" }],
  ["serve --port 48e2", { kind: "port-invalid", topic: "serve" }],
  ["forecast a.csv --cohort b.csv --json", { kind: "cohort-not-alone", topic: "forecast" }],
  ["forecast --cohort b.csv --json --today 2027-02-26", { kind: "cohort-not-alone", topic: "forecast" }],
  ["forecast --cohort b.csv", { kind: "cohort-needs-json", topic: "forecast" }],
  ["import a.csv", { kind: "dry-run-missing", topic: "import" }],
])("%j is refused for what is wrong with it", (line, error) => {
  expect(parse(line)).toEqual({ ok: false, error });
});
