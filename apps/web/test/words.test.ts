import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";
import { partsFromIsolated } from "../src/strings/isolates.ts";

const sourceFolder = fileURLToPath(new URL("../src/", import.meta.url));
const readStrings = (specifier: string) =>
  readFileSync(fileURLToPath(import.meta.resolve(specifier)), "utf8");
const ownFiles = [
  "en.ftl",
  ...readdirSync(join(sourceFolder, "strings/later")).map((name) => `later/${name}`),
];
const appWords = ownFiles.map((name) => readFileSync(join(sourceFolder, "strings", name), "utf8")).join("\n");
const allWords = [
  appWords,
  readStrings("@tidetable/diary/strings/forecast.en.ftl"),
  readStrings("@tidetable/diary/strings/exchange.en.ftl"),
  readStrings("@tidetable/diary/strings/explain.en.ftl"),
  readStrings("@tidetable/diary/strings/record.en.ftl"),
  readStrings("@tidetable/diary/strings/medication.en.ftl"),
  readStrings("@tidetable/diary/strings/plan.en.ftl"),
  readStrings("@tidetable/diary/strings/calendar.en.ftl"),
];

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

function nodesOf(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (!isNode(value)) return [];
  return [value, ...Object.values(value).flatMap(nodesOf)];
}

const files = readdirSync(sourceFolder, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => {
    const text = readFileSync(join(sourceFolder, name), "utf8");
    return { name, text, nodes: nodesOf(parseSync(name, text).program) };
  });

const idsIn = (source: string): readonly string[] =>
  [...source.matchAll(/^([a-z][\w-]*) =/gm)].map(([, id]) => id!);

describe("the words of the app", () => {
  test("are all understood by Fluent, and no id is given twice", () => {
    const bundle = new FluentBundle("en");
    for (const source of allWords) {
      expect(bundle.addResource(new FluentResource(source))).toEqual([]);
      for (const id of idsIn(source)) expect(bundle.getMessage(id)?.value, id).toBeTruthy();
    }
  });

  test("exist for every id that the source names", () => {
    const ids = new Set(allWords.flatMap(idsIn));
    const named = files.flatMap(({ name, text }) =>
      [...text.matchAll(/(?:\bsay\(\s*|\bparts\(\s*|<Say\s+id=)"([\w-]+)"/g)].map(
        ([, id]) => `${name}: ${id}`,
      ),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((entry) => !ids.has(entry.split(": ")[1]!))).toEqual([]);
  });

  test("exist for every id that the source composes or chooses", () => {
    const ids = new Set(allWords.flatMap(idsIn));
    const composed = files.flatMap(({ name, nodes }) =>
      messageArguments(nodes).flatMap((node) => idsFrom(node, name)),
    );
    expect(composed.length).toBeGreaterThan(20);
    const missing = composed.filter(({ pattern }) => ![...ids].some((id) => pattern.test(id)));
    expect(missing.map(({ name, pattern }) => `${name}: ${pattern}`)).toEqual([]);
  });

  test("are all used", () => {
    const text = files.map((file) => file.text).join("\n");
    const patterns = files.flatMap(({ name, nodes }) =>
      messageArguments(nodes).flatMap((node) => idsFrom(node, name)),
    );
    const unused = idsIn(appWords).filter(
      (id) =>
        !text.includes(`"${id}"`) &&
        !appWords.includes(`{ ${id} }`) &&
        !patterns.some(({ pattern }) => pattern.test(id)),
    );
    expect(unused).toEqual([]);
  });

  test("stand in no screen: every text a person reads or hears comes from strings/", () => {
    const spoken = new Set([
      "aria-label",
      "aria-valuetext",
      "aria-description",
      "alt",
      "title",
      "placeholder",
      "label",
    ]);
    const literal = files
      .filter(({ name }) => name.endsWith(".tsx"))
      .flatMap(({ name, nodes }) =>
        nodes.flatMap((node) => {
          const isText = node.type === "JSXText" && /\p{L}/u.test(String(node.value));
          const isSpoken =
            node.type === "JSXAttribute" &&
            isNode(node.name) &&
            spoken.has(String(node.name.name)) &&
            isNode(node.value) &&
            node.value.type === "Literal";
          return isText || isSpoken ? [name] : [];
        }),
      );
    expect(literal).toEqual([]);
  });

  test("say nothing that this project does not say", () => {
    const unsaid =
      /\b(girls?|ladies|lady|feminine|hygiene|husband|boyfriend|late|irregular|normal|safe|failed|congratulations|streak)\b/i;
    const lines = appWords.split("\n").filter((line) => !line.startsWith("#"));
    const said = lines.map((line) => line.replace(/^\s*\*?\[[^\]]*\]/, ""));
    expect(said.filter((line) => unsaid.test(line))).toEqual([]);
  });
});

/** What the source gives as a message's id, other than plain text: the ids of `<Say>` and of `say(…)`. */
function messageArguments(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => {
    if (node.type === "JSXOpeningElement" && isNode(node.name) && node.name.name === "Say") {
      const attributes = Array.isArray(node.attributes) ? node.attributes : [];
      const id = attributes.find((one) => isNode(one) && isNode(one.name) && one.name.name === "id");
      const value =
        isNode(id) && isNode(id.value) && id.value.type === "JSXExpressionContainer"
          ? id.value.expression
          : null;
      return isNode(value) ? [value] : [];
    }
    const callee = node.type === "CallExpression" && isNode(node.callee) ? node.callee : null;
    const name =
      callee?.type === "MemberExpression" && isNode(callee.property) ? callee.property.name : callee?.name;
    const first = Array.isArray(node.arguments) ? node.arguments[0] : null;
    return name === "say" && isNode(first) ? [first] : [];
  });
}

/** The ids that an expression may give, as patterns: a template's holes stand for any word. */
function idsFrom(node: Node, name: string): readonly { readonly name: string; readonly pattern: RegExp }[] {
  switch (node.type) {
    case "ConditionalExpression":
      return [node.consequent, node.alternate].filter(isNode).flatMap((branch) => idsFrom(branch, name));
    case "Literal":
      return [{ name, pattern: new RegExp(`^${String(node.value)}$`) }];
    case "TemplateLiteral": {
      const fixed = (Array.isArray(node.quasis) ? node.quasis : []).map((quasi) =>
        isNode(quasi) && typeof quasi.value === "object" && quasi.value !== null && "raw" in quasi.value
          ? String(quasi.value.raw)
          : "",
      );
      return [{ name, pattern: new RegExp(`^${fixed.join("[\\w-]+")}$`) }];
    }
    default:
      return [];
  }
}

describe("text with insertions", () => {
  test("falls into parts, insertions apart, nested ones in one piece", () => {
    expect(partsFromIsolated("From \u2068Fri 5\u2069 to \u2068a \u2068b\u2069 c\u2069.")).toEqual([
      { text: "From ", inserted: false },
      { text: "Fri 5", inserted: true },
      { text: " to ", inserted: false },
      { text: "a b c", inserted: true },
      { text: ".", inserted: false },
    ]);
  });

  test("without any is one part, and two insertions side by side are two", () => {
    expect(partsFromIsolated("Saved")).toEqual([{ text: "Saved", inserted: false }]);
    expect(partsFromIsolated("\u2068a\u2069\u2068b\u2069")).toHaveLength(2);
  });
});
