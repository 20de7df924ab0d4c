import { isRefusedName } from "./json-text.ts";
import { maxListedNames, maxListLength } from "./limits.ts";
import type { Reading } from "./reading.ts";

/**
 * Several names in one cell, with or without a strength: `cramps: 2; headache`. Files of others may separate by `,`
 * or `|` too. A backslash takes from the character after it what it would mean here.
 */
interface ListedName {
  readonly name: string;
  readonly strength: number | undefined;
}

const separators = ";,|";
const special = /[\\;,|:]/g;

/** Null when there is more than anybody writes. */
function listedNames(text: string): readonly ListedName[] | null {
  if (text.length > maxListLength) return null;
  const items = [{ name: "", colonAt: -1 }];
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const item = items.at(-1)!;
    if (character === "\\" && index + 1 < text.length) {
      index += 1;
      item.name += text.charAt(index);
    } else if (separators.includes(character)) items.push({ name: "", colonAt: -1 });
    else {
      if (character === ":") item.colonAt = item.name.length;
      item.name += character;
    }
  }
  const listed = items.map(listedName).filter(({ name }) => name !== "");
  return listed.length > maxListedNames ? null : listed;
}

function listedName({ name, colonAt }: { name: string; colonAt: number }): ListedName {
  const written = colonAt < 0 ? "" : name.slice(colonAt + 1).trim();
  if (!/^\d{1,3}$/.test(written)) return { name: name.trim(), strength: undefined };
  return { name: name.slice(0, colonAt).trim(), strength: Number(written) };
}

const escaped = (name: string): string => name.replace(special, "\\$&");

/** Strengths by symptom; 2, moderate, where the file gives none. */
export const symptomList: Reading<Readonly<Record<string, number>>> = {
  expected: "text: 1 – 3; …",
  read: (text) => {
    const listed = listedNames(text);
    if (listed === null || listed.some(({ name }) => isRefusedName(name))) return undefined;
    return listed.length === 0
      ? null
      : Object.fromEntries(listed.map(({ name, strength }) => [name, strength ?? 2]));
  },
};

/** Names alone; a number after a colon is part of one. */
export const nameList: Reading<readonly string[]> = {
  expected: "text; …",
  read: (text) => {
    const names = listedNames(text)?.map(({ name, strength }) =>
      strength === undefined ? name : `${name}: ${strength}`,
    );
    return names?.length === 0 ? null : names;
  },
};

/** The cell that `symptomList` reads as these. */
export function formatSymptomList(strengthByName: Readonly<Record<string, number>>): string {
  return Object.entries(strengthByName)
    .map(([name, strength]) => `${escaped(name)}: ${strength}`)
    .join("; ");
}

/** The cell that `nameList` reads as these. */
export function formatNameList(names: readonly string[]): string {
  return names.map(escaped).join("; ");
}
