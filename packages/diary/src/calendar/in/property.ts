import ICAL from "ical.js";
import type { ContentLine, RawComponent } from "./components.ts";

/** A property of a component: its parameters and its value, quoting and escaping undone. */
export interface Property {
  readonly line: number;
  /** A parameter by its name in small letters; null where it is not there or has several values. */
  param(name: string): string | null;
  /** Text as text, a rule as jCal has it (RFC 7265), anything else however ical.js has it; the first of several. */
  readonly value: unknown;
  /** As it is written; only for values that have no colon in them. */
  readonly written: string;
}

/**
 * The property on a line, read by ical.js; null where it makes no sense of it.
 *
 * Only its reading of a single line is used. Its dates are cut out of whatever stands there, and its repeats go on for
 * ever where a rule fits no day, so both are ours: `moment.ts`, `rule-days.ts`.
 */
export function readProperty({ line, text }: ContentLine): Property | null {
  const jcal = parsed(text);
  if (!Array.isArray(jcal)) return null;
  const [, params, , value]: readonly unknown[] = jcal;
  const values = new Map(typeof params === "object" && params !== null ? Object.entries(params) : []);
  return {
    line,
    param: (name) => {
      const value: unknown = values.get(name);
      return typeof value === "string" ? value : null;
    },
    value,
    written: text.slice(text.lastIndexOf(":") + 1).trim(),
  };
}

function parsed(text: string): unknown {
  try {
    return ICAL.parse.property(text);
  } catch {
    // Whatever it says quotes the line, which nobody may see.
    return null;
  }
}

/** The lines of a component that have this name. */
export function linesNamed({ lines }: RawComponent, name: string): readonly ContentLine[] {
  return lines.filter(({ text }) => /^[\w.-]+/.exec(text)?.[0].toUpperCase() === name);
}

/** The text of a component's first property of this name; null where it has none, or none that can be read. */
export function textNamed(component: RawComponent, name: string): string | null {
  const [line] = linesNamed(component, name);
  const value = line && readProperty(line)?.value;
  return typeof value === "string" ? value : null;
}
