import type { Sentence } from "../sentence.ts";
import type { NotReadable } from "./not-readable.ts";
import type { Problem, Where } from "./problem.ts";

/** What a problem says, without its place. Words: `strings/exchange.en.ftl`. */
export function sentenceFromProblem({ kind, where, ...details }: Problem): Sentence {
  // A place that leads to the field has named it already.
  const isNamed = "path" in where && "field" in details && where.path.at(-1) === details.field;
  return { id: isNamed ? `problem-${kind}-here` : `problem-${kind}`, dates: {}, values: details };
}

/** Where a problem is: a line, or the names and indices that lead to a value. */
export function sentenceFromWhere(where: Where): Sentence {
  // As text, because a line has a number but is no amount: no separator of thousands belongs in it.
  if ("line" in where) return { id: "where-line", dates: {}, values: { line: String(where.line) } };
  return { id: "where-field", dates: {}, values: { path: where.path.map(stepInWords).join(" → ") } };
}

/** A list is counted from 1 by people. */
const stepInWords = (step: string | number): string => (typeof step === "number" ? `${step + 1}` : step);

/** Why a file cannot be read, without a place: that is `where`, if the reason has one. */
export function sentenceFromNotReadable(error: NotReadable): Sentence {
  const values = Object.entries(error).filter(
    (entry): entry is [string, string | number] => entry[0] !== "kind" && typeof entry[1] !== "object",
  );
  return { id: `unreadable-${error.kind}`, dates: {}, values: Object.fromEntries(values) };
}
