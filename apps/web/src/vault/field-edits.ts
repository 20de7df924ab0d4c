import { fieldsFromValue, valueFromFields } from "@tidetable/diary";
import { type Edit, shownValue, type Vault } from "@tidetable/sync";
import { issuedPrefix, type Values } from "./stored-names.ts";

const noFields: Values = new Map();

/**
 * What changes when a value becomes another, register by register; null for a value is none.
 *
 * Registers that are the same in both are left alone, whatever somebody else has written there since.
 */
export function editsFromChange(name: string, before: unknown, after: unknown): readonly Edit[] {
  const from = fieldsOrNone(name, before);
  const to = fieldsOrNone(name, after);
  const edits: Edit[] = [];
  for (const field of from.keys()) if (!to.has(field)) edits.push({ record: name, field, value: null });
  for (const [field, value] of to) {
    if (!isSameJson(from.get(field), value)) edits.push({ record: name, field, value });
  }
  return edits;
}

/** A record's value as it is shown: of each register the newest value. Null where there is none. */
export function valueFromVault(vault: Pick<Vault, "fields">, record: string): unknown {
  return valueFromFields(record, shownFields(vault, record));
}

/** Everything in a vault, by the diary's names. */
export function valuesFromVault(vault: Pick<Vault, "fields" | "records">): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const record of vault.records()) {
    const value = valueFromVault(vault, record);
    if (value !== null) values.set(record, value);
  }
  return values;
}

/** What a device's own plain values add to a vault, and which of them say something else than it. */
export interface Adoption {
  readonly edits: readonly Edit[];
  /** Values by name of which a register differs; the vault's stays shown. */
  readonly differing: Values;
}

/** A device's own values into a vault: registers that the vault has not are added; where both have one, its stays. */
export function adoptionOf(vault: Pick<Vault, "fields">, own: Values): Adoption {
  const edits: Edit[] = [];
  const differing = new Map<string, unknown>();
  for (const [name, value] of own) {
    const there = shownFields(vault, name);
    for (const [field, content] of fieldsOrNone(name, value)) {
      if (!there.has(field)) edits.push({ record: name, field, value: content });
      else if (!name.startsWith(issuedPrefix) && !isSameJson(there.get(field), content))
        differing.set(name, value);
    }
  }
  return { edits, differing };
}

/** A device's own value without the registers that an edit replaces or removes; null where nothing is left. */
export function ownValueAfter(name: string, own: unknown, edits: readonly Edit[]): unknown {
  const fields = new Map(fieldsOrNone(name, own));
  for (const { field } of edits) fields.delete(field);
  return valueFromFields(name, fields);
}

/** What is shown of a value of which only a part is in the vault yet: the vault's registers over the device's own. */
export function valueOverOwn(vault: Pick<Vault, "fields">, name: string, own: unknown): unknown {
  return valueFromFields(name, new Map([...fieldsOrNone(name, own), ...shownFields(vault, name)]));
}

function shownFields(vault: Pick<Vault, "fields">, record: string): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [field, values] of vault.fields(record)) {
    const shown = shownValue(values);
    if (shown) fields.set(field, shown.value);
  }
  return fields;
}

const fieldsOrNone = (name: string, value: unknown): Values =>
  value === null || value === undefined ? noFields : fieldsFromValue(name, value);

/** Whether two JSON values are the same, whatever the order of their names. */
function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => isSameJson(value, right.get(key)));
}
