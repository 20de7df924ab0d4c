import type { InviteRule } from "@tidetable/relay";
import { type CommandName, type DataPlace, defaultPort, fail, type Parsed, succeed } from "./invocation.ts";

/** What was given beside a command's name that concerns a relay or a backup. */
export interface RelayWords {
  /** All that stands beside options. */
  readonly rest: readonly string[];
  readonly port: string | null;
  readonly host: string | null;
  readonly folder: string | null;
  readonly database: string | null;
  readonly invite: string | null;
  readonly connectTo: readonly string[];
  readonly publicHost: string | null;
  readonly pushServices: readonly string[];
  readonly pushContact: string | null;
  readonly to: string | null;
  readonly backup: string | null;
  readonly force: boolean;
  readonly json: boolean;
}

const inviteRules: readonly InviteRule[] = ["open", "first", "always"];

export function serveFrom(given: RelayWords): Parsed {
  if (given.rest.length > 0) return fail("argument-unwanted", "serve");
  const port = portFrom(given.port);
  if (port === null) return fail("port-invalid", "serve");
  const invite = inviteRules.find((rule) => rule === (given.invite ?? "first"));
  if (!invite) return fail("invite-invalid", "serve");
  const place = placeFrom(given);
  if (place === null) return fail("database-invalid", "serve");
  const { host, connectTo, publicHost, pushServices, pushContact } = given;
  const reached = { host, connectTo, publicHost };
  return succeed({ command: "serve", port, place, invite, ...reached, pushServices, pushContact });
}

export function backupFrom(given: RelayWords): Parsed {
  const place = placeFrom(given);
  if (place === null) return fail("database-invalid", "backup");
  return withFile("backup", given.rest, (path) =>
    succeed({ command: "backup", path, place, replaces: given.force }),
  );
}

export function verifyFrom(given: RelayWords): Parsed {
  return withFile("verify", given.rest, (path) => succeed({ command: "verify", path, json: given.json }));
}

export function restoreFrom(given: RelayWords): Parsed {
  const { to, force } = given;
  const isPlaceGiven = given.folder !== null || given.database !== null;
  if (to !== null && isPlaceGiven) return fail("to-not-alone", "restore");
  if (to === null && force) return fail("unknown-option", "restore", "--force");
  const place = placeFrom(given);
  if (place === null) return fail("database-invalid", "restore");
  return withFile("restore", given.rest, (path) =>
    succeed({ command: "restore", path, to, place, replaces: force }),
  );
}

export function doctorFrom(given: RelayWords): Parsed {
  const { rest, backup, json } = given;
  const [address, ...others] = rest;
  if (others.length > 0) return fail("argument-unwanted", "doctor");
  if (address !== undefined) {
    const isAlone = [given.folder, given.database, given.port, backup].every((value) => value === null);
    if (!isAlone) return fail("address-not-alone", "doctor");
    return isWebAddress(address)
      ? succeed({ command: "doctor-elsewhere", address, json })
      : fail("address-invalid", "doctor");
  }
  const port = portFrom(given.port);
  if (port === null) return fail("port-invalid", "doctor");
  const place = placeFrom(given);
  if (place === null) return fail("database-invalid", "doctor");
  return succeed({ command: "doctor", place, port, backup, json });
}

type FileTopic = Exclude<CommandName, "serve" | "doctor" | "demo">;

/** A command that takes one file and nothing more. */
export function withFile(topic: FileTopic, rest: readonly string[], then: (path: string) => Parsed): Parsed {
  const [path, unwanted] = rest;
  if (path === undefined || path === "") return fail("file-missing", topic);
  return unwanted === undefined ? then(path) : fail("argument-unwanted", topic);
}

/** Whether this is an address of PostgreSQL's own kind; whether anybody is there is another question. */
export const isDatabaseAddress = (text: string): boolean => /^postgres(ql)?:\/\/./.test(text) && isUrl(text);

const isWebAddress = (text: string): boolean => /^https?:\/\/./.test(text) && isUrl(text);

function isUrl(text: string): boolean {
  try {
    return new URL(text).protocol !== "";
  } catch {
    return false;
  }
}

function portFrom(port: string | null): number | null {
  if (port === null) return defaultPort;
  return /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? Number(port) : null;
}

function placeFrom({ folder, database }: RelayWords): DataPlace | null {
  return database === null || isDatabaseAddress(database) ? { folder, database } : null;
}
