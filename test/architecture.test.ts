import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";

/**
 * Everything each workspace may import from outside itself. This table is the architecture.
 *
 * A name that ends in "/" or ":" allows whatever begins with it; any other allows itself alone.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "packages/forecast": [],
  "packages/diary": ["@tidetable/forecast", "ical.js", "papaparse", "valibot"],
  "packages/sync": ["@hpke/core", "@scure/bip39", "@scure/bip39/", "hash-wasm"],
  "apps/relay": [
    "@hono/node-server",
    "@photostructure/sqlite",
    "@tidetable/sync/protocol",
    "hono",
    "node:",
    "pg",
  ],
  "apps/cli": [
    "@fluent/bundle",
    "@tidetable/diary",
    "@tidetable/diary/calendar",
    "@tidetable/diary/calendar/out",
    "@tidetable/diary/exchange",
    "@tidetable/diary/strings/",
    "@tidetable/forecast",
    "@tidetable/relay",
    "@tidetable/sync",
    "@tidetable/sync/protocol",
    // Not its source: the built app, which `serve` hands out as bytes.
    "apps/web/dist",
    "node:",
    "pg",
  ],
  "apps/web": [
    "@fluent/bundle",
    "@preact/signals",
    "@tidetable/diary",
    "@tidetable/diary/calendar",
    "@tidetable/diary/calendar/out",
    "@tidetable/diary/exchange",
    "@tidetable/diary/strings/",
    "@tidetable/sync",
    "@tidetable/sync/protocol",
    "idb",
    "preact",
    "preact/",
    "qr",
  ],
};
/** What the evaluation may import; nobody imports it. It looks inside the forecaster, whose slow reference it needs. */
const evaluationMayImport = [
  "evaluation/",
  "@tidetable/diary",
  "@tidetable/forecast",
  "packages/forecast/",
  // Not sources: where the project lies, and the clinical cohort beside it.
  "./",
  "../shared/data/",
  "fast-check",
  "node:",
  "papaparse",
  "vitest",
];
const workspaces = Object.keys(mayImport);
const packages = workspaces.filter((workspace) => workspace.startsWith("packages/"));

// --- What the rules look at ------------------------------------------------------------------------------------

/** A file of the project: its path from the root, with "/", and its text. */
interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What a rule found: who breaks it, and with what. None is the good case. */
type Findings = readonly string[];

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Every node of a file's syntax tree with the node above it; comments are not among them. */
function nodesOf({
  path,
  text,
}: SourceFile): readonly { readonly node: Node; readonly parent: Node | null }[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path} does not parse: ${errors[0]?.message}`);
  const found: { node: Node; parent: Node | null }[] = [];
  const visit = (value: unknown, parent: Node | null): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, parent);
    if (!isNode(value)) return;
    found.push({ node: value, parent });
    for (const child of Object.values(value)) visit(child, value);
  };
  visit(program, null);
  return found;
}

/** The text of a string literal; any other expression is not known before it runs. */
const literalOf = (node: unknown): string =>
  isNode(node) && node.type === "Literal" && typeof node.value === "string" ? node.value : "(computed)";

const textOf = (node: unknown, { text }: SourceFile): string =>
  isNode(node) ? text.slice(Number(node.start), Number(node.end)) : "";

/**
 * All that a file names elsewhere: imports of values, types and effects, re-exports, `import()`, `require()`, and what
 * is resolved beside the module. A relative name comes as a path from the root.
 */
function importsOf(file: SourceFile): readonly string[] {
  const named = nodesOf(file).flatMap(({ node }): readonly string[] => {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
      case "ImportExpression":
      case "TSImportType":
        return [literalOf(node.source)];
      case "ExportNamedDeclaration":
        return node.source ? [literalOf(node.source)] : [];
      case "TSExternalModuleReference":
        return [literalOf(node.expression)];
      case "CallExpression": {
        const resolves = ["require", "import.meta.resolve"].includes(textOf(node.callee, file));
        return resolves && Array.isArray(node.arguments) ? [literalOrBeginning(node.arguments[0])] : [];
      }
      case "NewExpression": {
        const [name, base] = Array.isArray(node.arguments) ? node.arguments : [];
        const resolves = textOf(node.callee, file) === "URL" && textOf(base, file) === "import.meta.url";
        return resolves ? [literalOrBeginning(name)] : [];
      }
      default:
        return [];
    }
  });
  return named.map((name) => {
    const bare = name.replace(/\?\w+$/, "");
    return bare.startsWith(".") ? posix.join(posix.dirname(file.path), bare) : bare;
  });
}

/** As `literalOf`; of a template, the fixed text it begins with. */
function literalOrBeginning(node: unknown): string {
  if (!isNode(node) || node.type !== "TemplateLiteral" || !Array.isArray(node.quasis)) return literalOf(node);
  const [beginning] = node.quasis;
  const value = isNode(beginning) ? beginning.value : null;
  const cooked = typeof value === "object" && value !== null && "cooked" in value ? value.cooked : "";
  return cooked ? String(cooked) : "(computed)";
}

const isUnder = (name: string, parent: string): boolean =>
  /[/:]$/.test(parent) ? name.startsWith(parent) : name === parent;

const isIn = (folder: string) => (file: SourceFile) => file.path.startsWith(`${folder}/`);

// --- The rules -------------------------------------------------------------------------------------------------

/** A workspace imports itself and what the table allows. */
const forbiddenImports = (
  files: readonly SourceFile[],
  workspace: string,
  allowed: readonly string[],
): Findings => importsBeyond(files.filter(isIn(`${workspace}/src`)), [`${workspace}/`, ...allowed]);

function importsBeyond(files: readonly SourceFile[], permitted: readonly string[]): Findings {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((name) => !permitted.some((parent) => isUnder(name, parent)))
      .map((name) => `${file.path} imports ${name}`),
  );
}

/** The package a bare name belongs to; null for the platform's own and for a path. */
function packageOf(name: string): string | null {
  if (name.startsWith("node:") || /^(packages|apps|\.\.)\b/.test(name)) return null;
  return name.split("/", name.startsWith("@") ? 2 : 1).join("/");
}

/** A manifest lists what its source imports, and nothing else. */
function undeclared(files: readonly SourceFile[], workspace: string, declared: readonly string[]): Findings {
  const names = files
    .filter(isIn(`${workspace}/src`))
    .flatMap(importsOf)
    .map(packageOf);
  const imported = new Set(names.filter((name) => name !== null));
  return [
    ...[...imported]
      .filter((name) => !declared.includes(name))
      .map((name) => `${workspace} does not declare ${name}`),
    ...declared.filter((name) => !imported.has(name)).map((name) => `${workspace} does not use ${name}`),
  ];
}

/** Names through which a package could reach the world. What it needs of them comes in as an argument. */
const platformGlobals = new Set(
  `Buffer Bun Deno Temporal WebSocket Worker XMLHttpRequest alert caches clearInterval clearTimeout console cookieStore
  crypto document fetch global globalThis indexedDB localStorage location navigator performance postMessage process
  queueMicrotask requestAnimationFrame requestIdleCallback require self sessionStorage setImmediate setInterval
  setTimeout structuredClone window`.split(/\s+/),
);

/** Whether an identifier stands for a value, and is not merely the name of a property, a label or a type's member. */
function isReference(node: Node, parent: Node | null): boolean {
  if (node.type !== "Identifier") return false;
  if (parent?.type === "MemberExpression") return parent.object === node || parent.computed === true;
  const namesMember = [
    "Property",
    "PropertyDefinition",
    "MethodDefinition",
    "TSPropertySignature",
    "TSMethodSignature",
  ];
  if (parent && namesMember.includes(parent.type) && parent.key === node) {
    return parent.computed === true || parent.shorthand === true;
  }
  return true;
}

/** Reading a clock, rolling dice, or naming something of a platform. */
function impurities(files: readonly SourceFile[]): Findings {
  return files.flatMap((file) => {
    const nodes = nodesOf(file);
    const declared = new Set(nodes.flatMap(({ node }) => namesDeclaredBy(node)));
    return nodes.flatMap(({ node, parent }) => {
      const text = textOf(node, file);
      const impure =
        (node.type === "MemberExpression" && /^(Date\.now|Math\.random)$/.test(text)) ||
        (node.type === "NewExpression" && /^new Date(\(\))?$/.test(text)) ||
        (node.type === "CallExpression" && textOf(node.callee, file) === "Date") ||
        (isReference(node, parent) &&
          platformGlobals.has(String(node.name)) &&
          !declared.has(String(node.name)));
      return impure ? [`${file.path}: ${text}`] : [];
    });
  });
}

/** Names a node gives to things of the file's own: there they are no longer the platform's. */
function namesDeclaredBy(node: Node): readonly string[] {
  const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  switch (node.type) {
    case "ImportSpecifier":
      return namesIn(node.local);
    case "VariableDeclarator":
      return namesIn(node.id);
    case "FunctionDeclaration":
      return [...namesIn(node.id), ...listOf(node.params).flatMap(namesIn)];
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "TSFunctionType":
    case "TSMethodSignature":
      return listOf(node.params).flatMap(namesIn);
    default:
      return [];
  }
}

/** The identifiers that a pattern binds. */
function namesIn(pattern: unknown): readonly string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(namesIn);
  if (!isNode(pattern)) return [];
  switch (pattern.type) {
    case "Identifier":
      return [String(pattern.name)];
    case "ObjectPattern":
      return namesIn(pattern.properties);
    case "ArrayPattern":
      return namesIn(pattern.elements);
    case "Property":
      return namesIn(pattern.value);
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    default:
      return [];
  }
}

/** Files that import themselves by way of others; each cycle once, as it is walked. */
function importCycles(files: readonly SourceFile[]): Findings {
  const importedByPath = new Map(files.map((file) => [file.path, importsOf(file)]));
  const cycles: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const earlier = trail.indexOf(path);
    if (earlier !== -1) cycles.push([...trail.slice(earlier), path].join(" → "));
    if (earlier !== -1 || done.has(path)) return;
    for (const next of importedByPath.get(path) ?? [])
      if (importedByPath.has(next)) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of importedByPath.keys()) walk(path, []);
  return cycles;
}

/** An `index.ts` says by name what a workspace gives. */
function unnamedExports(files: readonly SourceFile[]): Findings {
  return files
    .filter(({ path }) => basename(path) === "index.ts")
    .filter((file) => nodesOf(file).some(({ node }) => node.type === "ExportAllDeclaration"))
    .map(({ path }) => path);
}

/** Longest source file. A table of numbers and a list of tests may be longer: nobody reads them from end to end. */
const maxLines = 500;
function overlongFiles(files: readonly SourceFile[]): Findings {
  return files
    .filter(({ path }) => !/\.test\.tsx?$/.test(path) && !/(^|[/-])tables?(-[\w-]+)?\.ts$/.test(path))
    .filter(({ text }) => text.split("\n").length - 1 > maxLines)
    .map(({ path }) => path);
}

const missingNames = ["utils", "util", "helpers", "common", "shared", "misc", "types", "lib"];
function nameslessFolders(files: readonly SourceFile[]): Findings {
  return files
    .map(({ path }) => path)
    .filter((path) =>
      dirname(path)
        .split("/")
        .some((folder) => missingNames.includes(folder)),
    );
}

/** Where a relay opens a calendar feed for whoever has its address (docs/protocol.md, rule 111): the one exception. */
const feedOpener = "apps/relay/src/feeds/open-feed.ts";

/** Only the sealing folder calls a cipher, derives a key or takes one in; and one file of the relay, which opens feeds. */
function cipherCalls(files: readonly SourceFile[]): Findings {
  return files
    .filter(({ path }) => !path.startsWith("packages/sync/src/seal/") && path !== feedOpener)
    .filter((file) =>
      nodesOf(file).some(
        ({ node }) =>
          (node.type === "CallExpression" &&
            /\.(encrypt|decrypt|deriveBits|deriveKey|importKey|wrapKey|unwrapKey)$|(^|\.)(create(C|Dec)ipheriv|hkdf(Sync)?)$/.test(
              textOf(node.callee, file),
            )) ||
          (node.type === "Literal" && /^(AES-|ChaCha20|XChaCha20)/i.test(String(node.value))),
      ),
    )
    .map(({ path }) => path);
}

/** Paths a document names, in code marks or as links, that are not there. What a build makes is not looked for. */
function deadPaths(document: SourceFile, exists: (path: string) => boolean): Findings {
  const marked = [
    ...document.text.matchAll(/`((?:packages|apps|docs|evaluation|test|scripts|examples|\.ci)\/[\w./-]*)`/g),
  ];
  const linked = [...document.text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)];
  return [...marked, ...linked]
    .map(([, path]) => path!.replace(/\/$/, ""))
    .filter((path) => !/\bdist\b/.test(path) && !exists(path))
    .map((path) => `${document.path} names ${path}`);
}

interface Manifest {
  readonly path: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Every dependency is pinned to one version, and `architecture` says why each that is not ours is there. */
function unexplainedDependencies(manifests: readonly Manifest[], architecture: string): Findings {
  return manifests.flatMap(({ path, dependencies }) =>
    Object.entries(dependencies).flatMap(([name, version]) => [
      ...(/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) ? [] : [`${path} does not pin ${name}`]),
      ...(name.startsWith("@tidetable/") || architecture.includes(`\`${name}\``)
        ? []
        : [`ARCHITECTURE.md does not say why ${name}`]),
    ]),
  );
}

// --- The project -----------------------------------------------------------------------------------------------

const read = (path: string): SourceFile => ({ path, text: readFileSync(path, "utf8") });
const generated = new Set(["node_modules", "dist"]);

/** Paths of the TypeScript files under a folder. */
function pathsUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return generated.has(entry.name) ? [] : pathsUnder(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const everything = ["packages", "apps", "evaluation", "scripts", "test"].flatMap(pathsUnder).map(read);
const sources = everything.filter(({ path }) => /^(packages|apps)\/\w+\/src\//.test(path));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

function readJson(path: string): Record<string, unknown> {
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isRecord(value)) throw new TypeError(`${path} should hold an object`);
  return value;
}

/** What a manifest names under these fields, with the versions. */
function manifest(path: string, ...fields: readonly string[]): Manifest {
  const json = readJson(path);
  const named = fields.flatMap((field) => (isRecord(json[field]) ? Object.entries(json[field]) : []));
  return { path, dependencies: Object.fromEntries(named.map(([name, version]) => [name, String(version)])) };
}

const dependencyFields = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

describe("the arrows", () => {
  test("the table names every workspace there is", () => {
    const there = ["packages", "apps"].flatMap((folder) =>
      readdirSync(folder).map((name) => `${folder}/${name}`),
    );
    expect(there.toSorted()).toEqual(workspaces.toSorted());
  });

  test.each(Object.entries(mayImport))("%s imports only %j", (workspace, allowed) => {
    expect(sources.filter(isIn(workspace))).not.toEqual([]);
    expect(forbiddenImports(sources, workspace, allowed)).toEqual([]);
  });

  test("the evaluation imports the forecast, and nobody imports the evaluation", () => {
    const own = everything.filter(isIn("evaluation"));
    expect(own).not.toEqual([]);
    expect(importsBeyond(own, evaluationMayImport)).toEqual([]);
    const others = everything.filter((file) => !isIn("evaluation")(file));
    const importers = others.filter((file) => importsOf(file).some((name) => name.startsWith("evaluation/")));
    expect(importers.map(({ path }) => path)).toEqual([]);
  });

  test.each(workspaces)("the manifest of %s lists what is imported", (workspace) => {
    const { dependencies } = manifest(join(workspace, "package.json"), ...dependencyFields);
    expect(undeclared(sources, workspace, Object.keys(dependencies))).toEqual([]);
  });

  test("the protocol, which the relay shares, imports nothing", () => {
    expect(importsOf(read("packages/sync/src/protocol.ts"))).toEqual([]);
  });

  test.each(workspaces)("%s has no import cycles", (workspace) => {
    expect(importCycles(sources.filter(isIn(workspace)))).toEqual([]);
  });

  test("every index names what it exports", () => {
    expect(unnamedExports(sources)).toEqual([]);
  });
});

describe("packages stay pure", () => {
  test.each(packages)("%s reads no clock, rolls no dice and names nothing of a platform", (workspace) => {
    expect(impurities(sources.filter(isIn(workspace)))).toEqual([]);
  });

  test.each(packages)("the types of %s know no platform", (workspace) => {
    const { compilerOptions } = readJson(join(workspace, "tsconfig.json"));
    expect(compilerOptions).toMatchObject({ lib: ["ES2023"], types: [] });
  });

  test("only the sealing folder calls a cipher, and one file of the relay, which can open feeds and seal nothing", () => {
    expect(cipherCalls(sources)).toEqual([]);
    const opener = sources.find(({ path }) => path === feedOpener);
    const imported = ["node:crypto", "@tidetable/sync/protocol"];
    expect(opener && importsOf(opener).toSorted()).toEqual(imported.toSorted());
    expect(opener?.text).not.toMatch(/createCipheriv|privateDecrypt|importKey/);
    const users = sources.filter((one) => importsOf(one).includes(feedOpener)).map(({ path }) => path);
    expect(users).toEqual(["apps/relay/src/api/feeds.ts"]);
  });
});

describe("the tree", () => {
  test(`no file is longer than ${maxLines} lines, tests and tables aside`, () => {
    expect(overlongFiles(everything)).toEqual([]);
  });

  test("every folder has a name that says what is in it", () => {
    expect(nameslessFolders(everything)).toEqual([]);
  });

  test.each(["ARCHITECTURE.md", "README.md"])("every path that %s names exists", (document) => {
    expect(deadPaths(read(document), existsSync)).toEqual([]);
  });

  test("every dependency is pinned, and ARCHITECTURE.md says why it is there", () => {
    const manifests = ["package.json", ...workspaces.map((workspace) => join(workspace, "package.json"))];
    const named = manifests.map((path) => manifest(path, ...dependencyFields));
    expect(unexplainedDependencies(named, read("ARCHITECTURE.md").text)).toEqual([]);
  });
});

// --- Proof that each rule can fail -----------------------------------------------------------------------------

describe("a planted violation is found", () => {
  const file = (path: string, text: string): SourceFile => ({ path, text });

  test.each([
    ["a cipher", `import { gcm } from "@noble/ciphers/aes.js";`],
    ["the diary", `import { emptyDiary } from "@tidetable/diary";`],
    ["a type of the diary", `import type { Diary } from "@tidetable/diary";`],
    ["a type in passing", `export type D = import("@tidetable/diary").Diary;`],
    ["the diary by import()", `const diary = await import("@tidetable/diary");`],
    ["something computed", `const diary = await import(name);`],
    ["a relative escape", `import { emptyDiary } from "../../../packages/diary/src/diary.ts";`],
    ["a neighbour whose name begins alike", `import x from "../../relay-two/src/x.ts";`],
    ["the whole of sync", `export * from "@tidetable/sync";`],
    ["a named re-export", `export { sealRecord } from "@tidetable/sync";`],
    ["a side effect", `import "@tidetable/sync";`],
    ["what lies under the protocol", `import x from "@tidetable/sync/protocol/deep";`],
    ["a required module", `const sync = require("@tidetable/sync");`],
    ["a resolved module", `const url = import.meta.resolve("@tidetable/sync");`],
    [
      "a module resolved in part",
      ["const url = import.meta.resolve(`@tidetable/sync/", "{name}`);"].join("$"),
    ],
    ["a worker from elsewhere", `new Worker(new URL("../../web/src/sw.ts", import.meta.url));`],
  ])("in the relay: %s", (_name, text) => {
    const planted = [file("apps/relay/src/relay.tsx", `const view = <p />;\n${text}`)];
    expect(forbiddenImports(planted, "apps/relay", mayImport["apps/relay"]!)).toHaveLength(1);
  });

  test("but not an import that is only talked about", () => {
    const text = `// import "@tidetable/sync"\n/* from "x" */ const words = 'import "y"';\nimport { readFile } from "node:fs";`;
    expect(forbiddenImports([file("apps/relay/src/a.ts", text)], "apps/relay", ["node:"])).toEqual([]);
  });

  test("a dependency that is imported and not declared, or declared and not imported", () => {
    const planted = [
      file("apps/relay/src/a.ts", `import "hono/deep"; import "@hono/node-server"; import "node:fs";`),
    ];
    expect(undeclared(planted, "apps/relay", ["@hono/node-server", "ws"])).toEqual([
      "apps/relay does not declare hono",
      "apps/relay does not use ws",
    ]);
  });

  test.each([
    "Date.now()",
    "const now = Date.now;",
    "new Date()",
    "new Date",
    "Date()",
    "Math.random()",
    "performance.now()",
    "crypto.getRandomValues(bytes)",
    "fetch(address)",
    "const { localStorage } = globalThis;",
    "window.open()",
    "process.env.TZ",
    "setTimeout(run, 1)",
    "console.log(1)",
    "list.map(console.log)",
    "const box = { fetch };",
  ])("in a package: %s", (text) => {
    expect(impurities([file("packages/diary/src/a.ts", text)])).not.toEqual([]);
  });

  test.each([
    "new Date(0)",
    "new Date(Date.UTC(2027, 0, 1))",
    "// Date.now() and Math.random()",
    "export const ask = (fetch: Fetch) => fetch(address);",
    "export function f({ crypto, fetch: load = none }: World) { return crypto.subtle; }",
    "import { performance } from './performance.ts'; performance();",
    "interface World { readonly crypto: Crypto; fetch(): void }",
    "world.fetch(address); world.process;",
  ])("but not in: %s", (text) => {
    expect(impurities([file("packages/diary/src/a.ts", text)])).toEqual([]);
  });

  test("a cycle, also one of types, and a file that imports itself", () => {
    const planted = [
      file("packages/diary/src/a.ts", `import "./b.ts";`),
      file("packages/diary/src/b.ts", `import "./c/c.ts";`),
      file("packages/diary/src/c/c.ts", `import type { A } from "../a.ts";`),
      file("packages/diary/src/d.ts", `import "./d.ts"; import "./a.ts";`),
    ];
    expect(importCycles(planted)).toEqual([
      "packages/diary/src/a.ts → packages/diary/src/b.ts → packages/diary/src/c/c.ts → packages/diary/src/a.ts",
      "packages/diary/src/d.ts → packages/diary/src/d.ts",
    ]);
  });

  test("an index that exports whatever comes", () => {
    const planted = ["a", "b"].map((name) =>
      file(`packages/${name}/src/index.ts`, `export * from "./${name}.ts";`),
    );
    expect(
      unnamedExports([...planted, file("packages/c/src/index.ts", `export { c } from "./c.ts";`)]),
    ).toHaveLength(2);
  });

  test("a file that is too long, unless it is a test or a table", () => {
    const text = "\n".repeat(501);
    const planted = [
      "src/long.ts",
      "src/stable.ts",
      "test/long.test.ts",
      "src/tables.ts",
      "src/table-of-days.ts",
    ];
    expect(overlongFiles(planted.map((path) => file(path, text)))).toEqual(["src/long.ts", "src/stable.ts"]);
    expect(overlongFiles([file("src/just.ts", "\n".repeat(500))])).toEqual([]);
  });

  test("a folder without a name of its own", () => {
    const planted = ["packages/diary/src/utils/x.ts", "apps/web/src/shared/y.tsx", "apps/web/src/utils.ts"];
    expect(nameslessFolders(planted.map((path) => file(path, "")))).toEqual(planted.slice(0, 2));
  });

  test.each([
    `await subtle.encrypt({ name: "AES-GCM", iv }, key, bytes);`,
    `await crypto.subtle.deriveBits({ name: "HKDF", hash, salt, info }, key, 256);`,
    `await subtle.importKey("raw", bytes, "HMAC", false, ["sign"]);`,
    `const opening = createDecipheriv(name, key, nonce);`,
    `const key = crypto.hkdfSync("sha256", secret, salt, info, 32);`,
  ])("a cipher outside the sealing folder: %s", (text) => {
    const allowed = ["packages/sync/src/seal/record.ts", feedOpener];
    const forbidden = ["apps/web/src/lock.ts", "apps/relay/src/feeds/other.ts"];
    expect(cipherCalls([...allowed, ...forbidden].map((path) => file(path, text)))).toEqual(forbidden);
  });

  test("a path that a document names and nobody has", () => {
    const text =
      "See `apps/relay/src/relay.ts`, `docs/gone.md`, [this](docs/lost.md), [that](https://example.org/x).";
    const exists = (path: string) => path === "apps/relay/src/relay.ts";
    expect(deadPaths(file("README.md", text), exists)).toEqual([
      "README.md names docs/gone.md",
      "README.md names docs/lost.md",
    ]);
  });

  test("a dependency that floats, or that nobody explains", () => {
    const planted = [{ path: "package.json", dependencies: { hono: "^4.0.0", idb: "8.0.4" } }];
    expect(unexplainedDependencies(planted, "`hono`: routes")).toEqual([
      "package.json does not pin hono",
      "ARCHITECTURE.md does not say why idb",
    ]);
  });
});
