import type { Result } from "../result.ts";
import { lineAt } from "./file-text.ts";
import { maxJsonDepth, maxProblems } from "./limits.ts";
import type { NotReadable } from "./not-readable.ts";
import { shownName } from "./problem.ts";
import { sameValue } from "./same-value.ts";

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
/** Without a prototype, so that a name from a file never meets one of the language's own. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

export interface JsonContent {
  readonly kind: "json";
  readonly value: JsonValue;
  /** Names that came twice in one object. The first value counts. */
  readonly doubled: readonly { readonly path: readonly (string | number)[]; readonly same: boolean }[];
  /** Names that are left out, because code that copies objects could take them for the language's own. */
  readonly refused: readonly string[];
}

const refusedNames: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);
/** Whether a name could be taken for one of the language's own. */
export const isRefusedName = (name: string): boolean => refusedNames.has(name.trim());

/**
 * JSON as `JSON.parse` reads it, with what that does not tell: where a file breaks off, how deep it is nested, and
 * which names come twice. Scalars are left to `JSON.parse`; `json-text.test.ts` holds the two equal.
 */
export function readJson(text: string): Result<JsonContent, NotReadable> {
  const doubled: { path: readonly (string | number)[]; same: boolean }[] = [];
  const refused = new Set<string>();
  const path: (string | number)[] = [];
  const state: { at: number; failure: NotReadable | null } = { at: 0, failure: null };

  const fail = (): null => {
    const where = { line: lineAt(text, state.at) };
    state.failure ??= state.at >= text.length ? { kind: "truncated", where } : { kind: "malformed", where };
    return null;
  };
  const next = (): string => {
    while (state.at < text.length && " \t\n\r".includes(text.charAt(state.at))) state.at += 1;
    return text.charAt(state.at);
  };

  const readValue = (): JsonValue => {
    const first = next();
    if (first !== "{" && first !== "[") return first === '"' ? readString() : readWord();
    if (path.length >= maxJsonDepth) {
      state.failure = { kind: "too-large", limit: maxJsonDepth, unit: "levels" };
      return null;
    }
    state.at += 1;
    return first === "{" ? readObject() : readArray();
  };

  const readObject = (): JsonObject | null => {
    const object: Record<string, JsonValue> = Object.create(null);
    if (next() === "}") return closed(object);
    while (state.failure === null) {
      if (next() !== '"') return fail();
      const name = readString();
      if (name === null || next() !== ":") return fail();
      state.at += 1;
      path.push(name);
      const value = readValue();
      if (state.failure === null) put(object, name, value);
      path.pop();
      if (next() === "}") return closed(object);
      if (next() !== ",") return fail();
      state.at += 1;
    }
    return null;
  };

  const put = (object: Record<string, JsonValue>, name: string, value: JsonValue): void => {
    const before = object[name];
    if (isRefusedName(name)) refused.add(name);
    else if (before === undefined) object[name] = value;
    else if (doubled.length >= maxProblems) state.failure = { kind: "too-many-problems", limit: maxProblems };
    else doubled.push({ path: path.map(shownStep), same: sameValue(before, value) });
  };

  const readArray = (): readonly JsonValue[] | null => {
    const array: JsonValue[] = [];
    if (next() === "]") return closed(array);
    while (state.failure === null) {
      path.push(array.length);
      array.push(readValue());
      path.pop();
      if (next() === "]") return closed(array);
      if (next() !== ",") return fail();
      state.at += 1;
    }
    return null;
  };

  const closed = <Value>(value: Value): Value => {
    state.at += 1;
    return value;
  };

  const readString = (): string | null => {
    let end = state.at + 1;
    while (end < text.length && text.charCodeAt(end) !== 0x22) end += text.charCodeAt(end) === 0x5c ? 2 : 1;
    const value = end < text.length ? scalarFrom(text.slice(state.at, end + 1)) : undefined;
    if (typeof value === "string") return closedAt(end + 1, value);
    if (end >= text.length) state.at = text.length;
    return fail();
  };

  const readWord = (): JsonValue => {
    let end = state.at;
    while (end < text.length && !",]} \t\n\r".includes(text.charAt(end))) end += 1;
    const value = scalarFrom(text.slice(state.at, end));
    if (value !== undefined) return closedAt(end, value);
    if (end >= text.length) state.at = text.length;
    return fail();
  };

  const closedAt = <Value>(end: number, value: Value): Value => {
    state.at = end;
    return value;
  };

  const value = readValue();
  if (state.failure === null && next() !== "") fail();
  if (state.failure !== null) return { ok: false, error: state.failure };
  return { ok: true, value: { kind: "json", value, doubled, refused: [...refused] } };
}

function scalarFrom(text: string): null | boolean | number | string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value === "boolean" || typeof value === "number") return value;
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

const shownStep = (step: string | number): string | number =>
  typeof step === "number" ? step : shownName(step);

/** The value as an object, or null when it is something else. */
export function jsonObject(value: JsonValue | undefined): JsonObject | null {
  return typeof value === "object" && value !== null && !isArray(value) ? value : null;
}

/** The value as an array, or null when it is something else. */
export function jsonArray(value: JsonValue | undefined): readonly JsonValue[] | null {
  return isArray(value) ? value : null;
}

const isArray = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
