import type { CalendarDate, PlanQuestion, Result } from "@tidetable/diary";
import type { TitleStyle } from "@tidetable/diary/calendar/out";
import type { InviteRule } from "@tidetable/relay";

export const commandNames = [
  "serve",
  "forecast",
  "explain",
  "record",
  "plan",
  "rota",
  "people",
  "schedule",
  "import",
  "export",
  "backup",
  "verify",
  "restore",
  "doctor",
  "demo",
] as const;
/** What a diary can be written as; others come later. */
export const exportFormats = ["ics", "json"] as const;
export type CommandName = (typeof commandNames)[number];

/** Where a relay keeps its data, as far as the caller said; null: as the surroundings say, or where it usually is. */
export interface DataPlace {
  readonly folder: string | null;
  /** Address of a PostgreSQL database, not looked at yet. */
  readonly database: string | null;
}

/** Somebody who is in a rota, and the file with that person's diary. */
export interface PersonFile {
  readonly name: string;
  readonly path: string;
}

/** What the caller asked for, checked as far as the words alone allow. */
export type Invocation =
  | { readonly command: "help"; readonly topic: CommandName | null }
  | { readonly command: "version" }
  | {
      readonly command: "serve";
      readonly port: number;
      /** Null: this machine alone. */
      readonly host: string | null;
      readonly place: DataPlace;
      readonly invite: InviteRule;
      /** Not looked at yet. */
      readonly connectTo: readonly string[];
      /** The name that others address this relay by; null: this machine's own. */
      readonly publicHost: string | null;
      /** Origins of push services, besides the known ones; not looked at yet. */
      readonly pushServices: readonly string[];
      /** What push services may write to, `mailto:` or `https:`; null: the relay's own address. Not looked at yet. */
      readonly pushContact: string | null;
    }
  | {
      readonly command: "forecast" | "explain" | "record" | "people";
      readonly path: string;
      /** Null: whatever day it is. */
      readonly today: CalendarDate | null;
      readonly json: boolean;
    }
  | {
      readonly command: "schedule";
      readonly path: string;
      /** Null: whatever day it is. */
      readonly today: CalendarDate | null;
      /** How many days are looked at, today among them. */
      readonly days: number;
      readonly json: boolean;
    }
  | (Omit<PlanQuestion, "busy"> & {
      readonly command: "plan";
      readonly path: string;
      /** Null: whatever day it is. */
      readonly today: CalendarDate | null;
      /** Files of calendars. */
      readonly calendars: readonly string[];
      readonly json: boolean;
    })
  | {
      readonly command: "rota";
      readonly path: string;
      /** One at least; no name twice. */
      readonly people: readonly PersonFile[];
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
  | {
      readonly command: "export";
      readonly path: string;
      readonly format: (typeof exportFormats)[number];
      /** Null: whatever day it is. */
      readonly today: CalendarDate | null;
      /** What a calendar's entries are called. */
      readonly titles: TitleStyle;
      /** Days that a calendar tells ahead. */
      readonly horizonDays: number;
    }
  | {
      readonly command: "backup";
      readonly path: string;
      readonly place: DataPlace;
      /** Whether a file of that name may go. */
      readonly replaces: boolean;
    }
  | { readonly command: "verify"; readonly path: string; readonly json: boolean }
  | {
      readonly command: "restore";
      readonly path: string;
      /** The file a diary is to be written to; null: the backup is a relay's. */
      readonly to: string | null;
      readonly place: DataPlace;
      readonly replaces: boolean;
    }
  | {
      readonly command: "doctor";
      readonly place: DataPlace;
      readonly port: number;
      /** The newest backup, to be looked at too. */
      readonly backup: string | null;
      readonly json: boolean;
    }
  | { readonly command: "doctor-elsewhere"; readonly address: string; readonly json: boolean }
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
    | "schedule-days-invalid"
    | "plan-incomplete"
    | "plan-date-invalid"
    | "plan-backwards"
    | "plan-days-invalid"
    | "plan-unanswerable"
    | "avoid-invalid"
    | "days-before-invalid"
    | "days-before-unwanted"
    | "person-invalid"
    | "person-missing"
    | "port-invalid"
    | "database-invalid"
    | "invite-invalid"
    | "connect-invalid"
    | "public-host-invalid"
    | "push-service-invalid"
    | "push-contact-invalid"
    | "address-invalid"
    | "address-not-alone"
    | "cohort-not-alone"
    | "cohort-needs-json"
    | "dry-run-missing"
    | "format-unknown"
    | "export-format-invalid"
    | "export-not-a-calendar"
    | "export-titles-invalid"
    | "export-horizon-invalid"
    | "to-not-alone"
    | "to-missing"
    | "to-unwanted";
  /** The command whose usage would help. */
  readonly topic: CommandName | null;
  /** The command or option as it was typed, where one is to blame; never a value. */
  readonly word?: string;
}

/** What `tidetable serve` listens on unless told otherwise. Our choice; the README and `npm start` say it too. */
export const defaultPort = 4800;

export type Parsed = Result<Invocation, UsageProblem>;

export const succeed = (value: Invocation): Parsed => ({ ok: true, value });

export function fail(kind: UsageProblem["kind"], topic: CommandName | null, word?: string): Parsed {
  return { ok: false, error: word === undefined ? { kind, topic } : { kind, topic, word } };
}
