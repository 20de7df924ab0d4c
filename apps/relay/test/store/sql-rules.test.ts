import { describe, expect, test } from "vitest";
import {
  acrossShards,
  migrations,
  readSettings,
  shardKeys,
  statements,
  versioning,
} from "../../src/store/postgres-sql.ts";

// What lets the vaults be divided among many servers, held on every text that PostgreSQL is sent: one statement, one
// vault (or mailbox, letterbox, queue, challenge, name), found by the key that its table is divided by.

type Breaches = readonly string[];

const tables = Object.keys(shardKeys);
const withoutComments = (sql: string): string => sql.replace(/--.*$/gm, " ").replace(/\s+/g, " ");

/** Words that make an order, a time or a reaction in the server, which many servers do not share. */
const forbiddenWords: readonly (readonly [RegExp, string])[] = [
  [/\b(small|big)?serial\d?\b|\bsequence\b|\bnextval\b|\bidentity\b/i, "an order of the server's own"],
  [
    /\bnow ?\(|\bcurrent_(date|time|timestamp)\b|\b(clock|statement|transaction)_timestamp\b|\blocaltime/i,
    "a time",
  ],
  [/\brandom ?\(|\bgen_random/i, "dice"],
  [/\blisten\b|\bnotify\b|\bpg_notify\b/i, "a message"],
  [/\btrigger\b|\bcreate (or replace )?(rule|function|procedure)\b/i, "a reaction"],
  [/\breferences\b|\bforeign key\b/i, "a tie between tables"],
  [/advisory/i, "an advisory lock"],
  [/\btimestamp(tz)?\b|\bdate\b|\binterval\b/i, "a time finer or longer than a day's number"],
];

function wordBreaches(sql: string): Breaches {
  return forbiddenWords.filter(([pattern]) => pattern.test(withoutComments(sql))).map(([, what]) => what);
}

/** Each part of a statement in its own pair of brackets, innermost first, and what is left; brackets become "()". */
function scopesOf(sql: string): readonly string[] {
  const scopes: string[] = [];
  let rest = withoutComments(sql);
  const innermost = /\(([^()]*)\)/;
  for (let found = innermost.exec(rest); found; found = innermost.exec(rest)) {
    scopes.push(found[1]!);
    rest = rest.replace(innermost, `[${scopes.length - 1}]`);
  }
  return [...scopes, rest];
}

/** Tables that a scope reads or changes. */
function tablesIn(scope: string): readonly string[] {
  const named = [...scope.matchAll(/\b(?:FROM|JOIN|UPDATE|INTO|USING)\s+([a-z_]+)(?:\s*,\s*([a-z_]+))?/g)];
  return named
    .flatMap(([, first, second]) => [first, second])
    .filter((name) => tables.includes(name ?? "")) as string[];
}

/** Tables that a statement touches in any scope without saying which key it means. */
function keyBreaches(sql: string): Breaches {
  const scopes = scopesOf(sql);
  return scopes.flatMap((scope) =>
    tablesIn(scope).flatMap((table) => {
      const key = shardKeys[table as keyof typeof shardKeys];
      const inserted = new RegExp(`\\bINTO ${table} \\[(\\d+)\\]`).exec(scope);
      if (inserted) {
        const columns = scopes[Number(inserted[1])]!.split(",").map((column) => column.trim());
        const values = /\bVALUES \[(\d+)\]/.exec(scope);
        const [first] = values
          ? scopes[Number(values[1])]!.split(",")
          : [/\bSELECT (\S+?),/.exec(scope)?.[1]];
        const isKeyed = columns[0] === key && /^(\$1|[a-z]+\.vault)$/.test(first?.trim() ?? "");
        const conflict = /\bON CONFLICT \[(\d+)\]/.exec(scope);
        const isConflictKeyed = !conflict || scopes[Number(conflict[1])]!.split(",")[0]!.trim() === key;
        return isKeyed && isConflictKeyed ? [] : [`${table} without ${key}`];
      }
      const asked = new RegExp(
        `\\b(?:WHERE|ON|AND)\\s+(?:${table}\\.)?${key} = (?:\\$1|vault\\.vault)(?:\\s|$)`,
      );
      const isAlternative = /\bOR\b/.test(scope);
      return asked.test(scope) && !isAlternative ? [] : [`${table} without ${key}`];
    }),
  );
}

/** Tables whose first key column is not what they are divided by, and columns that hold more than they should. */
function schemaBreaches(sql: string): Breaches {
  const text = withoutComments(sql);
  const created = [
    ...text.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?([a-z_]+) \((.*?)\)(?: WITH \([^)]*\))?;/g),
  ];
  return created.flatMap(([, table, body]) => {
    const key = shardKeys[table as keyof typeof shardKeys];
    if (key === undefined) return [`${table} has no shard key`];
    const primary =
      /PRIMARY KEY \(([a-z_]+)/.exec(body!)?.[1] ?? /^\s*([a-z_]+) [^,]*PRIMARY KEY/.exec(body!)?.[1];
    const uniques = [...body!.matchAll(/UNIQUE(?: \(([a-z_]+))?/g)].filter(([, first]) => first !== key);
    const bytes = [...body!.matchAll(/\b(envelope|body) bytea(?![^,]*<= 65536)/g)].map(
      ([, column]) => `${table}.${column} has no end`,
    );
    return [
      ...(primary === key ? [] : [`${table}: its key begins with ${primary}`]),
      ...uniques.map(() => `${table}: unique without its key`),
      ...bytes,
    ];
  });
}

describe("PostgreSQL's texts", () => {
  const divided = Object.entries(statements).filter(
    ([name]) => !acrossShards.some((exempt) => exempt === name),
  );

  test.each(divided)("%s says which key it means, for every table it touches", (_name, sql) => {
    expect(scopesOf(sql).flatMap(tablesIn)).not.toEqual([]);
    expect(keyBreaches(sql)).toEqual([]);
  });

  test.each(Object.entries<string>({ ...statements, readSettings, migrations: migrations.join("\n") }))(
    "%s uses no order, time, message or lock of the server",
    (_name, sql) => {
      expect(wordBreaches(sql)).toEqual([]);
    },
  );

  test.each(migrations.map((sql, step) => [step + 1, sql] as const))(
    "step %i keys every table",
    (_step, sql) => {
      expect(schemaBreaches(sql)).toEqual([]);
    },
  );

  // Rule 52. What counts something, and days; and `due` alone is finer than a day: the hour at which a notice is to be
  // posted, a plan that its reader chose (rule 101), which says nothing of when anything happened.
  test("no column is finer than a day, but the hour at which a notice is due", () => {
    const counts = ["bytes", "generation", "number", "part", "parts", "place", "slot"];
    const indices = ["at", "covered", "floor", "head", "idx", "snapshot"];
    const numbers = withoutComments(migrations.join("\n")).matchAll(/\b([a-z_]+) (?:bigint|integer)\b/g);
    const names = new Set([...numbers].map(([, name]) => name));
    expect([...names].toSorted()).toEqual([...counts, ...indices, "day", "due", "last"].toSorted());
  });

  test("every table has its key written down", () => {
    const created = [...migrations.join("\n").matchAll(/CREATE TABLE ([a-z_]+)/g)].map(([, name]) => name);
    expect(created.toSorted()).toEqual(tables.toSorted());
  });

  test("statements that ask every server only count, page or delete what is over, and touch one table each", () => {
    for (const name of acrossShards) {
      expect([name, new Set(scopesOf(statements[name]).flatMap(tablesIn)).size]).toEqual([name, 1]);
      expect(statements[name]).toMatch(
        /^(SELECT (?!.*FOR UPDATE)|DELETE FROM (challenge|mail|letterbox|queue) WHERE day <= \$1$|DELETE FROM notice WHERE due <= \$1$|DELETE FROM feed WHERE last < \$1$)/s,
      );
    }
  });

  test("the one advisory lock is the one under which the schema is made", () => {
    const all = { ...statements, ...versioning, readSettings };
    const locking = Object.entries(all).filter(([, sql]) => /advisory/i.test(sql));
    expect(locking.map(([name]) => name)).toEqual(["lock"]);
  });
});

describe("a planted breach is found", () => {
  test.each([
    "SELECT head FROM vault",
    "SELECT head FROM vault WHERE head > $1",
    "SELECT head FROM vault WHERE vault = $1 OR head > 3",
    "SELECT head FROM vault WHERE vault > $1",
    "SELECT envelope FROM entry WHERE idx = $1",
    "UPDATE vault SET head = head + 1 WHERE generation = $1",
    "DELETE FROM mail WHERE slot = $1",
    "WITH gone AS (DELETE FROM entry WHERE idx < $2) DELETE FROM part WHERE vault = $1",
    "SELECT vault.head FROM vault JOIN entry ON entry.idx = vault.head WHERE vault.vault = $1",
    "SELECT head, (SELECT count(*) FROM entry) FROM vault WHERE vault = $1",
    "INSERT INTO entry (idx, vault) VALUES ($1, $2)",
    "INSERT INTO entry (vault, idx) VALUES ($2, $1)",
    "INSERT INTO mail (mailbox, slot) VALUES ($1, $2) ON CONFLICT (slot) DO NOTHING",
    "INSERT INTO entry (vault, idx) SELECT given.place, $1 FROM unnest($2::bytea[]) AS given",
    "WITH edge AS (SELECT 1 AS upto) DELETE FROM entry USING edge WHERE entry.idx <= edge.upto",
  ])("no key: %s", (sql) => {
    expect(keyBreaches(sql)).toHaveLength(1);
  });

  test.each([
    "CREATE TABLE a (b bigserial)",
    "CREATE TABLE a (b bigint GENERATED ALWAYS AS IDENTITY)",
    "SELECT nextval('a')",
    "INSERT INTO a VALUES (now())",
    "INSERT INTO a VALUES (CURRENT_TIMESTAMP)",
    "CREATE TABLE a (at timestamptz)",
    "SELECT gen_random_uuid()",
    "NOTIFY head",
    "SELECT pg_notify('head', '1')",
    "LISTEN head",
    "CREATE TRIGGER a AFTER INSERT ON b EXECUTE FUNCTION c()",
    "CREATE TABLE a (b bytea REFERENCES vault)",
    "SELECT pg_advisory_lock(1)",
  ])("a word: %s", (sql) => {
    expect(wordBreaches(sql)).not.toEqual([]);
  });

  test.each([
    "CREATE TABLE entry (idx bigint NOT NULL, vault bytea NOT NULL, PRIMARY KEY (idx, vault));",
    "CREATE TABLE vault (head bigint NOT NULL PRIMARY KEY, vault bytea NOT NULL);",
    "CREATE TABLE vault (vault bytea NOT NULL PRIMARY KEY, access bytea NOT NULL UNIQUE);",
    "CREATE TABLE entry (vault bytea NOT NULL, envelope bytea NOT NULL, PRIMARY KEY (vault, idx));",
    "CREATE TABLE person (name text NOT NULL PRIMARY KEY);",
  ])("a table: %s", (sql) => {
    expect(schemaBreaches(sql)).toHaveLength(1);
  });
});
