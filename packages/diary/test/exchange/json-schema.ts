import { isJsonRecord } from "../../src/exchange/same-value.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * Whether a value fits a JSON Schema (draft 2020-12), for the few keywords that ours uses.
 *
 * @throws TypeError for a keyword that is not among them, so that nothing in a schema goes unread.
 */
export function fitsSchema(value: unknown, schema: Schema, root: Schema = schema): boolean {
  return Object.entries(schema).every(([keyword, wanted]) => {
    const rule = rules[keyword];
    if (rule === undefined) throw new TypeError(`fitsSchema expects keywords it knows, got ${keyword}`);
    return rule(value, wanted, root, schema);
  });
}

type Rule = (value: unknown, wanted: unknown, root: Schema, schema: Schema) => boolean;
const always: Rule = () => true;

const rules: Readonly<Record<string, Rule>> = {
  $schema: always,
  $id: always,
  title: always,
  description: always,
  $defs: always,
  $ref: (value, ref, root) => {
    const name = String(ref).replace("#/$defs/", "");
    return fitsSchema(value, (root.$defs as Record<string, Schema>)[name]!, root);
  },
  type: (value, type) => typeOf(value) === type || (type === "number" && typeOf(value) === "integer"),
  const: (value, wanted) => value === wanted,
  enum: (value, words) => (words as unknown[]).includes(value),
  minimum: (value, least) => typeof value !== "number" || value >= (least as number),
  maximum: (value, most) => typeof value !== "number" || value <= (most as number),
  minLength: (value, least) => typeof value !== "string" || [...value].length >= (least as number),
  maxLength: (value, most) => typeof value !== "string" || [...value].length <= (most as number),
  pattern: (value, text) => typeof value !== "string" || new RegExp(String(text), "u").test(value),
  required: (value, names) =>
    !isJsonRecord(value) || (names as string[]).every((name) => Object.hasOwn(value, name)),
  properties: (value, schemas, root) =>
    !isJsonRecord(value) ||
    Object.entries(schemas as Record<string, Schema>).every(
      ([name, schema]) => !Object.hasOwn(value, name) || fitsSchema(value[name], schema, root),
    ),
  propertyNames: (value, schema, root) =>
    !isJsonRecord(value) || Object.keys(value).every((name) => fitsSchema(name, schema as Schema, root)),
  additionalProperties: (value, additional, root, { properties }) =>
    !isJsonRecord(value) ||
    Object.entries(value).every(
      ([name, member]) =>
        Object.hasOwn(Object(properties), name) || fitsSchema(member, additional as Schema, root),
    ),
  items: (value, schema, root) =>
    !Array.isArray(value) || value.every((item) => fitsSchema(item, schema as Schema, root)),
  oneOf: (value, schemas, root) =>
    (schemas as Schema[]).filter((schema) => fitsSchema(value, schema, root)).length === 1,
};

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}
