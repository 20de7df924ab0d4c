import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteFile } from "@tidetable/relay";
import { openOwner } from "../../apps/web/test/sharing/owner-in-node.ts";
import { ended, startTidetable } from "../end-to-end/cli-process.ts";
import { openOperatorRelay, simulatedClock } from "./sharing-operator.ts";
import { makeReader, makeSubscription } from "./sharing-reader.ts";
import { pastEdits, wideScope } from "./sharing-traces.ts";

type Say = (line: string) => void;

/** Words that stand nowhere else, as names and texts of people who share. */
const words = ["Perpetua Quint", "Ottokar Vex", "hibiscus and quiet", "a lantern by the door", "reader-wide"];
/** Sent to the relay in the clear, as mail, to show that the search would find it. */
const control = "kaleidoscope in the clear";
/** Tables whose rows belong to a vault, and tables of letterboxes, queues and feeds: nothing leads from the one to the other. */
const ofVaults = ["vault", "entry", "part", "deletion"];
const ofLetterboxes = ["letterbox", "queue", "notice", "feed"];
const feedContent = { what: ["forecast"], titles: "plain", horizonDays: 60 } as const;

/** What the operator of a relay on which people share has before their eyes: the database, its files, the doctor. */
export async function operatorSees(say: Say): Promise<boolean> {
  const clock = simulatedClock(Date.UTC(2027, 2, 4, 9, 17, 43));
  const folder = mkdtempSync(join(tmpdir(), "tidetable-operator-sees-"));
  const relay = await openOperatorRelay("relay.example", clock, folder);
  const began = Math.floor(clock.now() / 1000);
  let names: readonly string[] = [];
  try {
    names = await share(relay, clock);
    await relay.transport.send({
      method: "PUT",
      path: "/v1/mail/AAAAAAAAAAAAAAAAAAAAAA/0",
      headers: {},
      body: new TextEncoder().encode(control),
    });
    const isBlind = await searchFiles(folder, [...words, ...names], say);
    const isUnlinked = await lookAtTables(
      join(folder, "tidetable.db"),
      [began, Math.ceil(clock.now() / 1000)],
      say,
    );
    await relay.close();
    const isTotals = await askDoctor(folder, [...words, ...names], say);
    return isBlind && isUnlinked && isTotals;
  } finally {
    await relay.close();
    rmSync(folder, { recursive: true });
  }
}

/** Two owners, two readers and a calendar feed each, one reader with notices; one is stopped. Gives every id there is. */
async function share(
  relay: Awaited<ReturnType<typeof openOperatorRelay>>,
  clock: ReturnType<typeof simulatedClock>,
): Promise<readonly string[]> {
  const seconds = () => clock.now() / 1000;
  const transport = () => relay.transport;
  const ids: string[] = [];
  for (let household = 0; household < 2; household++) {
    const owner = await openOwner(relay.origin, transport, seconds, (more) =>
      clock.goTo(clock.now() + more * 1000),
    );
    ids.push(owner.vault.id);
    await owner.record(pastEdits(owner.today()));
    for (const [place, nickname] of words.slice(0, 2).entries()) {
      const reader = await makeReader(transport, seconds);
      const id = await owner.letIn(nickname, wideScope(nickname, owner.today()), reader.key);
      const grant = owner.sharing.grants.peek()?.find((one) => one.id === id);
      if (grant?.secrets == null) throw new Error("the grant should be there");
      ids.push(id, grant.secrets.keys.reply.id, grant.secrets.queue.id);
      const push = place === 0 ? await makeSubscription() : null;
      const rhythm = push && ({ kind: "weekly", weekday: 5, hour: 17 } as const);
      await reader.accept(grant, relay.origin, { kind: "accepted", push, rhythm });
      await owner.open();
    }
    const refused = await owner.sharing.makeFeed({ name: words[4]!, days: 90, ...feedContent });
    const [feed] = owner.sharing.feeds.peek();
    if (refused !== null || !feed) throw new Error(`the feed should be made, got ${refused}`);
    ids.push(feed.id, feed.keys.token, feed.keys.seed);
    await owner.sharing.keepCare({ helps: words[2]!, brings: words[3]! });
    const [grant] = owner.sharing.grants.peek() ?? [];
    await owner.sharing.end(grant!);
    await owner.stay(60);
  }
  return ids;
}

async function searchFiles(folder: string, canaries: readonly string[], say: Say): Promise<boolean> {
  const files = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  const has = (text: string) =>
    files.some(({ bytes }) =>
      [
        Buffer.from(text),
        Buffer.from(text, "utf16le"),
        Buffer.from(Buffer.from(text).toString("base64").replace(/=+$/, "")),
      ].some((form) => bytes.includes(form)),
    );
  const found = canaries.filter(has);
  say(`the relay's files: ${files.map(({ name, bytes }) => `${name} ${bytes.length}`).join(", ")} bytes`);
  say(
    `  names and words found: ${found.length} of ${canaries.length}${found.map((one) => ` ${one}`).join("")}; what was sent in the clear is found: ${has(control) ? "yes" : "no"}`,
  );
  return found.length === 0 && has(control);
}

type Row = Readonly<Record<string, unknown>>;

/** Every column of every table: no text, nothing that stands in rows of both kinds, no number that is a moment. */
async function lookAtTables(
  path: string,
  [began, over]: readonly [number, number],
  say: Say,
): Promise<boolean> {
  const database = await openSqliteFile(path, { readOnly: true, timeout: 5_000 });
  try {
    const all = (sql: string): readonly Row[] => database.prepare(sql).all() as readonly Row[];
    const tables = all("SELECT name, sql FROM sqlite_master WHERE type = 'table'").map(({ name, sql }) => ({
      name: String(name),
      sql: String(sql),
      rows: all(`SELECT * FROM ${String(name)}`),
    }));
    say(`its database: ${tables.map(({ name, rows }) => `${name} ${rows.length}`).join(", ")} rows`);
    const texts = tables.flatMap(({ name, rows }) =>
      rows.flatMap((row) =>
        Object.entries(row).flatMap(([column, value]) =>
          typeof value === "string" ? [`${name}.${column}`] : [],
        ),
      ),
    );
    const textColumns = [...new Set(texts)];
    const [vaults, letterboxes] = [ofVaults, ofLetterboxes].map((names) =>
      bytesIn(tables.filter(({ name }) => names.includes(name)).flatMap(({ rows }) => rows)),
    ) as [ReadonlySet<string>, ReadonlySet<string>];
    const shared = [...vaults].filter((value) => letterboxes.has(value));
    // SQLite numbers rows as they come, which would tell what came together.
    const numbered = tables.filter(
      ({ name, sql }) => ofLetterboxes.includes(name) && !/WITHOUT ROWID/.test(sql),
    );
    const moments = tables.flatMap(({ name, rows }) =>
      rows.flatMap((row) =>
        Object.entries(row).flatMap(([column, value]) =>
          (typeof value === "number" || typeof value === "bigint") &&
          isMoment(Number(value), began, over, column)
            ? [`${name}.${column}`]
            : [],
        ),
      ),
    );
    const dues = tables.find(({ name }) => name === "notice")?.rows.length ?? 0;
    const kept = tables
      .filter(({ name }) => ofLetterboxes.includes(name))
      .every(({ rows }) => rows.length > 0);
    say(`  columns with text: ${textColumns.join(", ") || "none"}, names of the relay's own secrets`);
    say(
      `  values that stand in a vault's rows and in a letterbox's, a queue's or a feed's: ${shared.length} of ${letterboxes.size}; tables of these in the order of coming: ${numbered.length}`,
    );
    say(
      `  numbers that are a moment, to the hour or finer: ${new Set(moments).size}${[...new Set(moments)].map((one) => ` ${one}`).join("")}; due hours of notices: ${dues}`,
    );
    return (
      kept &&
      dues > 0 &&
      textColumns.every((one) => one === "secret.name") &&
      shared.length === 0 &&
      numbered.length === 0 &&
      moments.length === 0
    );
  } finally {
    database.close();
  }
}

/** Values of 8 bytes and more, as hex; a day's number may well stand in both. */
const bytesIn = (rows: readonly Row[]): ReadonlySet<string> =>
  new Set(
    rows.flatMap((row) =>
      Object.values(row).flatMap((value) =>
        value instanceof Uint8Array && value.length >= 8 ? [Buffer.from(value).toString("hex")] : [],
      ),
    ),
  );

/** Hours, minutes, seconds or milliseconds since 1970 of the time that was simulated; a notice's due hour is a plan. */
function isMoment(value: number, began: number, over: number, column: string): boolean {
  if (column === "due") return false;
  return [1 / 3_600, 1 / 60, 1, 1_000].some(
    (unit) => value >= Math.floor(began * unit) && value <= Math.ceil(over * unit),
  );
}

/** The operator's own command, in words and as JSON: totals, and no id of anything. */
async function askDoctor(folder: string, canaries: readonly string[], say: Say): Promise<boolean> {
  const inWords = await ended(startTidetable(["doctor", "--data-dir", folder]));
  const asJson = await ended(startTidetable(["doctor", "--data-dir", folder, "--json"]));
  const said = `${inWords.out}${inWords.err}${asJson.out}${asJson.err}`;
  const found = canaries.filter((one) => said.includes(one) || said.includes(hexOf(one)));
  const isAsked = /letterboxes/.test(asJson.out) && /vaults/.test(asJson.out);
  say(
    `tidetable doctor: ${said.length} characters in words and as JSON; totals of vaults and letterboxes: ${isAsked ? "yes" : "no"}; ids and names of ${canaries.length} in them: ${found.length}`,
  );
  return isAsked && found.length === 0;
}

const hexOf = (id: string): string => Buffer.from(id, "base64url").toString("hex");
