import type { Results } from "./results.ts";

/** Decimals that are kept: those that are the same on every machine. */
const decimals = 4;

/** Results as they are written: every number rounded, so that the same seed gives the same bytes. */
export function rounded(results: Results): Results {
  return JSON.parse(
    JSON.stringify(results, (_, value: unknown) =>
      typeof value === "number" && !Number.isInteger(value) ? Number(value.toFixed(decimals)) : value,
    ),
  ) as Results;
}

/** Widest line of a value that is not taken apart. */
const widest = 600;

/** JSON with a line for each row of numbers: short enough to keep, and to see what changed. */
export function formatResults(results: Results): string {
  return `${formatted(results, "")}\n`;
}

function formatted(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (typeof value !== "object" || value === null || line.length <= widest) return line;
  const inner = `${indent} `;
  const items = Array.isArray(value)
    ? value.map((item) => formatted(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${formatted(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${items.map((item) => `${inner}${item}`).join(",\n")}\n${indent}${close}`;
}
